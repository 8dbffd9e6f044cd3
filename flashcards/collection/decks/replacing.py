"""Finds and replaces in the fields of many notes: first what would change, then the change."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from flashcards.collection.cleaning import clean_field
from flashcards.collection.decks import cards_of
from flashcards.collection.decks.cards_of import RECOVERED, Place, Wanted, places, reconcile
from flashcards.collection.decks.editing import refuse_unusable
from flashcards.model import occlusion
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId
from flashcards.model.messages import message, plural_message
from flashcards.model.notes import Note, NoteType, lacks_answer, same_texts
from flashcards.model.replacing import NoteChange, Replacement, ReplacePlan
from flashcards.search import replacing
from flashcards.store import cards, decks, notes
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress, course, operation
from flashcards.store.store import Connection, Store
from flashcards.text.list_items import with_numbers

_BATCH: Final = 2_000


def field_names(store: Store, note_ids: Sequence[int], progress: Progress | None) -> list[str]:
    """Return the names of the fields that some notes have, those of the first type first."""
    found: dict[str, None] = {}
    with store.looking(progress) as conn:
        types = notes.note_types(conn)
        seen = {note.note_type_id: None for note in _read(conn, note_ids)}
    for type_id in seen:
        found |= dict.fromkeys(types.by_id[type_id].fields)
    return list(found)


def plan(
    store: Store, note_ids: Sequence[int], what: Replacement, progress: Progress | None = None
) -> ReplacePlan:
    """Return what ``carry_out`` would do to these notes; nothing is written.

    Raises UserError for what cannot be looked for; see ``search.replacing``.
    """
    replacing.check(what)
    with store.looking(progress) as conn:
        types = notes.note_types(conn)
        found: dict[int, Note] = {}
        asked: list[tuple[int, list[str]]] = []
        for note in _read(conn, note_ids):
            texts = [note.fields[at] for at in _places(types.by_id[note.note_type_id], note, what)]
            if any(texts):
                found[note.id] = note
                asked.append((note.id, texts))
        done = replacing.replaced(what, asked, course(conn).ask)
        return _plan(conn, types, what, found, done)


def _read(conn: Connection, note_ids: Sequence[int]) -> Iterator[Note]:
    work = course(conn)
    for start in range(0, len(note_ids), _BATCH):
        work.tick(start, len(note_ids))
        yield from notes.get_notes(conn, note_ids[start : start + _BATCH])


def _places(note_type: NoteType, note: Note, what: Replacement) -> list[int]:
    """Return which fields of a note are looked at; masks over a picture are no text."""
    count = min(len(note.fields), len(note_type.fields))
    return [
        at
        for at in range(count)
        if what.field in (None, note_type.fields[at]) and occlusion.SIGN not in note.fields[at]
    ]


def _plan(
    conn: Connection,
    types: StoredTypes,
    what: Replacement,
    found: Mapping[int, Note],
    done: Mapping[int, replacing.Replaced],
) -> ReplacePlan:
    changes: list[NoteChange] = []
    going: list[int] = []
    total = refused = new = 0
    for note_id, note in found.items():
        if note_id not in done:
            continue
        count, texts = done[note_id]
        note_type = types.by_id[note.note_type_id]
        after = _after(
            conn, note_type, note, dict(zip(_places(note_type, note, what), texts, strict=True))
        )
        if same_texts(after, note.fields):
            continue
        if not _usable(types, note_type, note, after):
            refused += 1
            continue
        changes.append(NoteChange(note_id, note_type.fields, _whole(note_type, note), after))
        total += count
        was, wanted = places(types, note_type, note.fields), places(types, note_type, after)
        new += len(set(wanted) - set(was))
        if set(was) - set(wanted):
            going += cards_of.cards_going(conn, Wanted(note_id, tuple(wanted), 0))
    reviews = cards.answers_of(conn, going)
    return ReplacePlan(changes, total, refused, len(going), reviews, new)


def _after(
    conn: Connection, note_type: NoteType, note: Note, texts: Mapping[int, str]
) -> tuple[str, ...]:
    """Return every field of a note with some texts put in place; items of lists keep numbers."""
    every = enumerate(_whole(note_type, note))
    fields = [clean_field(texts.get(at, text)) for at, text in every]
    kept = dict(zip(note_type.fields, note.fields, strict=False))
    gone = cards_of.numbers_gone(conn, note, note_type)
    return tuple(with_numbers(note_type, fields, kept, gone))


def _whole(note_type: NoteType, note: Note) -> tuple[str, ...]:
    """Return every field of a note; those its type got later are empty."""
    return (*note.fields, *[""] * (len(note_type.fields) - len(note.fields)))


def _usable(types: StoredTypes, note_type: NoteType, note: Note, after: Sequence[str]) -> bool:
    """Whether ``update_note`` would take a note with these fields."""
    try:
        wanted = places(types, note_type, after)
        if not wanted or not lacks_answer(note_type.kind, note.fields):
            refuse_unusable(note_type, after, wanted)
    except UserError:
        return False
    return True


def carry_out(store: Store, found: ReplacePlan, progress: Progress | None = None) -> int:
    """Write what was planned, and nothing else; return how many notes changed. One undo step.

    Raises UserError, and writes nothing, where a note has been changed since.
    """
    label = plural_message(
        len(found.changes), "Find and replace in 1 note", "Find and replace in {count} notes"
    )
    with store.writing(label, progress=progress) as conn:
        work, types = operation(conn), notes.note_types(conn)
        for start in range(0, len(found.changes), _BATCH):
            work.tick(start, len(found.changes))
            _write(conn, types, found.changes[start : start + _BATCH])
    return len(found.changes)


def _write(conn: Connection, types: StoredTypes, changes: Sequence[NoteChange]) -> None:
    now = operation(conn).now_ms
    present = {note.id: note for note in notes.get_notes(conn, [each.note_id for each in changes])}
    rows: list[tuple[str, str, int, int, int]] = []
    wanted: dict[int, tuple[Place, ...]] = {}
    for change in changes:
        note = present.get(NoteId(change.note_id))
        note_type = types.by_id[note.note_type_id] if note is not None else None
        if note is None or note_type is None or not same_texts(note.fields, change.before):
            raise UserError(
                message("Notes were changed since you looked, so nothing was replaced."),
                message("Look at the changes again."),
            )
        rows.append(
            (
                notes.stored_fields(change.after), " ".join(note.tags),
                notes.first_key(change.after[0]), now, note.id,
            )
        )  # fmt: skip
        due = tuple(places(types, note_type, change.after))
        if set(due) != set(places(types, note_type, note.fields)):
            wanted[note.id] = due
    notes.update(conn, rows)
    reconcile(conn, _with_homes(conn, wanted, now), now)


def _with_homes(
    conn: Connection, wanted: Mapping[int, tuple[Place, ...]], now_ms: int
) -> list[Wanted]:
    """Say which cards notes should have; one that had lost all its cards gets a deck for them."""
    have = {row[0] for row in cards.cards_of_notes(conn, list(wanted))}
    lost = [note_id for note_id in wanted if note_id not in have]
    other = decks.ensure_deck(conn, RECOVERED, now_ms).id if lost else 0
    return [Wanted(note_id, places, other) for note_id, places in wanted.items()]
