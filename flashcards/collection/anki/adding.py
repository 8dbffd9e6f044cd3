"""Adds notes of Anki's that are not here yet, with their cards and all that was learnt."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from flashcards.collection.anki import keeping
from flashcards.collection.anki.counting import totals_of_new
from flashcards.collection.anki.logs import rows_of
from flashcards.collection.anki.merging import Theirs
from flashcards.collection.anki.renaming import renamed
from flashcards.collection.anki.standing import LogEntry, Standing, entry, standing, unlearnt
from flashcards.collection.anki.under_way import Owned, UnderWay
from flashcards.collection.cleaning import clean_field, clean_tags
from flashcards.formats.anki.collection import AnkiCard, AnkiReview
from flashcards.formats.wording import quoted
from flashcards.model.cards import Memory, card_seed
from flashcards.model.enums import CardState, NoteKind, ReviewKind
from flashcards.model.messages import message
from flashcards.scheduling.days import due_ms
from flashcards.store import cards, derived, notes, origins, reviews
from flashcards.store.origins import Origin
from flashcards.store.reviews import ReviewRow
from flashcards.text.plain import search_text

INDEXED_AT_ONCE: Final = 20_000
"""New notes after which the words gathered are indexed, lest they fill the memory."""
_ODD_CARD: Final = message("card without a template")
_BEYOND: Final = message("answer beyond all dates")
_COUNTED: Final = (ReviewKind.ANSWER, ReviewKind.DRILL)


class Known(NamedTuple):
    """A card of Anki's with its place here and its log."""

    card: AnkiCard
    template_uid: str
    ordinal: int
    log: Sequence[AnkiReview]


def add(state: UnderWay, fresh: Sequence[Owned]) -> None:
    """Add notes whose guids are not here, with their cards."""
    if not fresh:
        return
    conn, now = state.conn, state.work.now_ms
    note_id, added = notes.next_id(conn, "notes"), NewCards(state)
    note_rows: list[notes.NoteRow] = []
    kept: list[Origin] = []
    for note, theirs, found in fresh:
        said, note_type = texts_of(state, theirs, note.fields), theirs.note_type
        texts = at_home(theirs, said)
        tags = tags_of(note.tags, state.choices.tags)
        owned = list(placed(state, theirs, found, texts[0]))
        stored, key = notes.stored_fields(texts), notes.first_key(texts[0])
        changed = max(note.changed_s, 0) * 1_000 or now
        note_rows.append((
            note_id, note.guid, note_type.id, stored, tags, key, None, "", created_ms(note.id, now),
            changed,
        ))  # fmt: skip
        state.words.append((note_id, search_text(texts)))
        state.tagged.append((note_id, tags))
        for each in owned:
            added.take(note_id, note.guid, each)
        kept.append(keeping.origin(note, tags_of(note.tags), said, owned))
        note_id += 1
    notes.insert(conn, note_rows)
    added.write()
    origins.add(conn, kept, now)
    state.tally.added += len(fresh)
    if len(state.words) > INDEXED_AT_ONCE:
        index(state)


class NewCards:
    """Cards that come with some notes, gathered to be written at once, with their logs."""

    def __init__(self, state: UnderWay) -> None:
        self._state = state
        self._first = self._next = notes.next_id(state.conn, "cards")
        self._rows: list[Sequence[object]] = []
        self._log: list[tuple[ReviewRow, Memory | None]] = []

    def take(self, note_id: int, guid: str, known: Known) -> None:
        """Take a card of Anki's for a note, which is here once the cards are written."""
        learnt = _learnt(self._state, self._next, known)
        self._log += learnt[1]
        self._rows.append(_card_row(self._state, self._next, note_id, guid, known, learnt))
        self._next += 1

    def write(self) -> None:
        """Write what was taken."""
        cards.insert_whole(self._state.conn, self._rows)
        homes = {int(str(row[0])): int(str(row[2])) for row in self._rows}
        _bring(self._state, self._log, homes, (self._first, self._next - 1))


def index(state: UnderWay) -> None:
    """Index the notes gathered."""
    if state.words:
        derived.tag(state.conn, state.tagged)
        derived.index_words(state.conn, state.words)
        state.work.indexed = state.words[-1][0]
        state.words.clear()
        state.tagged.clear()


def at_home(theirs: Theirs, said: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of a note, given as there, in the places that its fields have here."""
    texts = [""] * len(theirs.note_type.fields)
    for place, text in zip(theirs.places, said, strict=True):
        if place >= 0:
            texts[place] = text
    return tuple(texts)


def texts_of(state: UnderWay, theirs: Theirs, fields: str) -> tuple[str, ...]:
    """Return the texts of a note, one for each field that its type has there."""
    texts = [clean_field(text) for text in fields.split("\x1f")]
    count = len(theirs.places)
    if len(texts) > count:  # left from a note type that had more
        texts = [*texts[: count - 1], "<br>".join(filter(None, texts[count - 1 :]))]
    texts += [""] * (count - len(texts))
    return tuple(renamed(text, state.names) for text in texts) if state.names else tuple(texts)


def tags_of(written: str, more: Sequence[str] = ()) -> str:
    """Return tags as notes keep them."""
    return " ".join(clean_tags([written, *more]))


def created_ms(note_id: int, now_ms: int) -> int:
    """Return when a note was made, which its id says unless some program chose another."""
    return note_id if 0 < note_id <= now_ms else now_ms


def placed(
    state: UnderWay, theirs: Theirs, found: Sequence[AnkiCard], said: str
) -> Iterator[Known]:
    """Yield the cards whose template is there; no two at one place."""
    met: set[int] = set()
    cloze = theirs.note_type.kind is NoteKind.CLOZE
    for card in found:
        place = 0 if cloze else card.place
        if card.place in met or not 0 <= place < len(theirs.templates) or card.place < 0:
            state.problems.add(
                0,
                message("A card of {note} has no template and was left out.", note=quoted(said)),
                _ODD_CARD,
            )
            continue
        met.add(card.place)
        uid = theirs.templates[place]
        if not uid:  # somebody let it go here
            continue
        yield Known(card, uid, card.place + 1 if cloze else 0, state.logs.of(card.id))


def entries_of(state: UnderWay, log: Sequence[AnkiReview]) -> list[tuple[int, LogEntry]]:
    """Return rows of Anki's log as ours, each with the id it gets here."""
    entries: list[tuple[int, LogEntry]] = []
    for row in log:
        number = state.numbers.of(row.id)
        if number is None:
            state.problems.add(0, message("An answer beyond all dates was left out."), _BEYOND)
        else:
            entries.append((number, entry(row, state.source)))
    return entries


def _learnt(
    state: UnderWay, card_id: int, known: Known
) -> tuple[Standing, list[tuple[ReviewRow, Memory | None]]]:
    """Return how a card stands, and its log."""
    if not state.choices.with_learning:
        return unlearnt(known.card), []
    entries = entries_of(state, known.log)
    last = entries[-1][1].at_ms if entries else None
    stands: tuple[int, Standing] | None = None
    now = standing(known.card, state.source, last)
    if entries or now.memory.state is not CardState.NEW:
        stands = state.numbers.after(last or known.card.id), now
    rows = rows_of(card_id, entries, stands, state.version_id, state.source.offset_at)
    return now, list(rows)


def _card_row(
    state: UnderWay,
    card_id: int,
    note_id: int,
    guid: str,
    known: Known,
    learnt: tuple[Standing, Sequence[tuple[ReviewRow, Memory | None]]],
) -> Sequence[Any]:
    card = known.card
    now, log = learnt
    memory, due, last = now.memory, None, None
    if memory.state is not CardState.NEW:
        last = log[-1][0][2]
        offset, start = log[-1][0][3], state.source.day_start_minutes
        due = due_ms(last, offset, now.interval_minutes, start)
    answers = sum(row[4] in _COUNTED for row, _ in log)
    return (
        card_id, note_id, state.decks.home(card.home_deck_id or card.deck_id),
        state.types.template_ids[known.template_uid], known.ordinal, now.position,
        int(now.suspended), now.buried_until, now.flag, int(memory.state), due,
        memory.interval_minutes, memory.ease, memory.repetitions, memory.lapses, memory.step,
        memory.stability, memory.difficulty, last, state.work.now_ms, answers,
        card_seed(guid, known.template_uid, known.ordinal),
    )  # fmt: skip


def _bring(
    state: UnderWay,
    log: Sequence[tuple[ReviewRow, Memory | None]],
    homes: Mapping[int, int],
    span: tuple[int, int],
) -> None:
    """Append the logs of new cards, given with their decks and the range of ids, and count them."""
    if not log:
        return
    reviews.bring(
        state.conn,
        (row for row, _ in log),
        [(row[1], reviews.memory_to_json(memory)) for row, memory in log if memory is not None],
    )
    step = state.work.step
    step.brought.append((*span, state.device))
    start = state.source.day_start_minutes
    after = totals_of_new([row for row, _ in log], homes, start)
    derived.shift_totals(state.conn, step, (), after)
