"""Cards that follow from what notes say once several machines wrote it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from flashcards.collection.decks.cards_of import Place, Wanted, places, reconcile
from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import Note
from flashcards.store import notes
from flashcards.store.store import Connection
from flashcards.store.syncing import (
    bearers,
    derived_cards,
    kept_empty,
    kinds,
    lookups,
    records,
    rows,
)
from flashcards.store.syncing.kinds import UNMADE
from flashcards.sync.lineage import note_of
from flashcards.sync.registers import TEXT, State, is_gone

_AT_ONCE: Final = 500


class Following:
    """The cards of notes whose text or type is another after a merge."""

    def __init__(self, conn: Connection, note_ids: Iterable[int]) -> None:
        self._conn = conn
        self._types = notes.note_types(conn)
        self._yielded: dict[int, dict[str, Place]] = {}
        """Note -> the cards it makes, by uid, without those that somebody deleted alone."""
        self._waiting: dict[str, State] = {}
        numbers = sorted(note_ids)
        for start in range(0, len(numbers), _AT_ONCE):
            self._look_at(numbers[start : start + _AT_ONCE])

    def _look_at(self, note_ids: Sequence[int]) -> None:
        makers = list(_makers(self._conn, self._types, note_ids))
        guids: dict[int, str] = {note.id: note.guid for note, _ in makers}
        kept = kept_empty.of_notes(self._conn, self._types, guids)
        for note, made in makers:
            if made is None:
                every = records.states_of_notes(self._conn, [note.guid])
                self._waiting |= {uid: each for uid, each in every.items() if not is_gone(each)}
                continue
            own = {template.uid for template in self._types.by_id[note.note_type_id].templates}
            for uid, place in kept.get(note.guid, {}).items():
                if bearers.card_name(uid)[1] in own:
                    made.setdefault(uid, place)
            self._look_up(note, made)

    def _look_up(self, note: Note, made: dict[str, Place]) -> None:
        known = records.states(self._conn, kinds.CARDS, made)
        gone = {uid for uid, state in known.items() if is_gone(state)}
        self._yielded[note.id] = {uid: place for uid, place in made.items() if uid not in gone}
        self._waiting.update((uid, state) for uid, state in known.items() if uid not in gone)

    def waiting(self) -> dict[str, State]:
        """Return what is known of cards that were gone and are made again."""
        return self._waiting

    def reconcile(self, recovered: Callable[[], int]) -> None:
        """Add the cards that nobody told of, and tell others; delete those that are made no more.

        ``recovered`` gives the deck for cards of notes that have no other card.
        """
        wanted = [
            Wanted(
                note,
                tuple(made.values()),
                lookups.deck_of_note(self._conn, note) or recovered(),
            )
            for note, made in self._yielded.items()
            if made
        ]
        before = lookups.largest_card(self._conn)
        reconcile(self._conn, wanted, 0, anew=True)
        derived_cards.tell(self._conn, before)


def doubtful(
    conn: Connection, types: notes.StoredTypes, new: Mapping[str, State], cards: Mapping[str, State]
) -> set[str]:
    """Return which notes (guids) that are new here may make other cards than came with them.

    Given what is known of these notes, and the cards that came. Something waited for them, a card
    had gone, or their types make others by now than where they were written.
    """
    found = {note_of(uid) for uid, state in cards.items() if rows.value(state, UNMADE)} & new.keys()
    found.update(map(note_of, records.states_of_notes(conn, new)))
    found.update(records.states(conn, kinds.NOTES, new))
    told: dict[str, set[Place]] = {}
    for uid in cards:
        guid, template, ordinal = bearers.card_name(uid)
        told.setdefault(guid, set()).add((types.template_ids.get(template, 0), ordinal))
    edited = lookups.edited_types(conn)
    for guid, state in new.items():
        note_type, came = types.by_uid[str(rows.value(state, "type"))], told.get(guid, set())
        if note_type.id in edited and note_type.kind is not NoteKind.UNKNOWN:
            texts = [rows.value(state, TEXT + uid, "") for uid in note_type.field_uids]
            if came != set(places(types, note_type, texts)):
                found.add(guid)
        elif len(came) < len(note_type.templates):
            found.add(guid)
    return found


def makes_same(
    conn: Connection, note_type: int, before: Sequence[str], since: Sequence[str]
) -> bool:
    """Whether a note of a type (its id) makes the same cards of two sets of texts."""
    types = notes.note_types(conn)
    known = types.by_id.get(NoteTypeId(note_type))
    if known is None or known.kind is NoteKind.UNKNOWN:
        return False
    return set(places(types, known, before)) == set(places(types, known, since))


def deleted_alone(conn: Connection) -> Iterator[str]:
    """Return the cards (uids) that notes make and that are not there."""
    for note, made in _makers(conn, notes.note_types(conn), lookups.may_lack_cards(conn)):
        living = lookups.places_of_cards(conn, note.id)
        yield from (uid for uid, place in (made or {}).items() if place not in living)


def _makers(
    conn: Connection, types: notes.StoredTypes, note_ids: Iterable[int]
) -> Iterator[tuple[Note, dict[str, Place] | None]]:
    """Yield notes with the cards they make, by uid; None where only a later version knows."""
    numbers = sorted(note_ids)
    for start in range(0, len(numbers), _AT_ONCE):
        for note in notes.get_notes(conn, numbers[start : start + _AT_ONCE]):
            note_type = types.by_id[note.note_type_id]
            if note_type.kind is NoteKind.UNKNOWN:
                yield note, None
                continue
            yield (
                note,
                {
                    f"{note.guid}/{types.template_uids[template]}/{ordinal}": (template, ordinal)
                    for template, ordinal in places(types, note_type, note.fields)
                },
            )
