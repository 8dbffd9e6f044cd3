"""Brings what a deck file holds into the collection: all of it, or nothing."""

import binascii
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from flashcards.collection.cards_of import Place, Wanted, places, reconcile
from flashcards.collection.cleaning import clean_deck_name, clean_field, clean_tags
from flashcards.collection.editing import no_cards, ordered_fields
from flashcards.model.errors import UserError
from flashcards.model.notes import Note, NoteType
from flashcards.model.parsed import ImportReport, ParsedDeck, ParsedNote, Problem
from flashcards.store import cards, decks, media, notes
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Operation, Progress, operation
from flashcards.store.store import Connection, Store

_BATCH = 2_000
_URL_SAFE = bytes.maketrans(b"+/", b"-_")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture a deck file shows: the name the collection keeps it by, and where it is now."""

    name: str
    source: Path
    size: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """One note on its way in."""

    guid: str
    note_type_id: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    places: tuple[Place, ...]
    deck: str
    heading: str = ""


@dataclass(slots=True)
class Tally:
    """What an import has done so far."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)

    def report(self, deck: str) -> ImportReport:
        """Return the counts as the learner is told them."""
        return ImportReport(
            deck, self.added, self.updated, self.unchanged, self.skipped, tuple(self.problems)
        )


def derived_guid(front: str, occurrence: int = 0) -> str:
    """Return the identity of a note whose file gives none: the same text has the same.

    ``occurrence`` tells apart notes of one file that share a front.
    """
    seed = front if not occurrence else f"{front}\x1f{occurrence}"
    digest = hashlib.blake2b(seed.encode(), digest_size=9).digest()
    return binascii.b2a_base64(digest, newline=False).translate(_URL_SAFE).decode()


def import_deck(
    store: Store,
    types: StoredTypes,
    parsed: ParsedDeck,
    file: Path,
    deck: str | None = None,
    progress: Progress | None = None,
    pictures: Sequence[Picture] = (),
) -> ImportReport:
    """Import a parsed deck: new notes are added, known ones (by guid) brought up to date.

    ``deck`` overrides the name the file gives; ``pictures`` lie in the media folder already.
    Re-importing the same file changes nothing.
    """
    name = clean_deck_name(deck or parsed.name or file.stem)
    tally = Tally(problems=list(parsed.problems))
    with store.writing(f"Import {file.name}", progress=progress) as conn:
        work = operation(conn)
        if deck is None and parsed.uid is not None:
            renamed = decks.deck_with_uid(conn, parsed.uid)
            name = renamed.name if renamed is not None else name
        home = decks.ensure_deck(conn, name, work.now_ms, parsed.uid)
        if parsed.description and not home.description:
            decks.describe(conn, home.id, parsed.description, work.now_ms)
        incoming = _readied(types, parsed, name, str(file.name), tally)
        _bring_in(conn, work, incoming, parsed.source, len(parsed.notes), tally)
        for picture in pictures:
            media.enter(conn, picture.name, picture.source.name, picture.size, work.now_ms)
    return tally.report(name)


def _readied(
    types: StoredTypes, parsed: ParsedDeck, deck: str, file: str, tally: Tally
) -> Iterator[Incoming]:
    """Yield the notes of a parsed deck fit for the collection; note what had to be skipped."""
    seen: dict[str, int] = {}
    for note in parsed.notes:
        try:
            yield _ready(types, parsed, note, deck, seen)
        except UserError as error:
            tally.skipped += 1
            tally.problems.append(Problem(file, note.line, f"{error} The note was skipped."))


def _ready(
    types: StoredTypes, parsed: ParsedDeck, note: ParsedNote, deck: str, seen: dict[str, int]
) -> Incoming:
    note_type = types.by_uid.get(note.note_type)
    if note_type is None:
        raise UserError(f"There is no note type called “{note.note_type}”.")
    texts = tuple(ordered_fields(note_type, note.fields))
    wanted = places(types, note_type, texts)
    if not wanted:
        raise no_cards(note_type)
    guid = note.guid
    if guid is None:
        occurrence = seen.get(texts[0], 0)
        seen[texts[0]] = occurrence + 1
        guid = derived_guid(texts[0], occurrence)
    tags = clean_tags([*parsed.tags, *note.tags])
    home = clean_deck_name(note.deck) if note.deck else deck
    return Incoming(
        guid, note_type.id, texts, tags, tuple(wanted), home, clean_field(note.source_heading)
    )


def _bring_in(
    conn: Connection,
    work: Operation,
    incoming: Iterable[Incoming],
    source: str,
    total: int,
    tally: Tally,
) -> None:
    source_id = notes.ensure_source(conn, clean_field(source), work.now_ms)
    waiting = iter(incoming)
    homes: dict[str, int] = {}
    met: set[str] = set()
    while batch := list(islice(waiting, _BATCH)):
        known = notes.notes_with_guids(conn, [note.guid for note in batch])
        fresh: list[Incoming] = []
        for note in batch:
            if note.guid in known:
                _update(conn, work, known[note.guid], note, homes, tally)
            elif note.guid in met:
                tally.skipped += 1
            else:
                met.add(note.guid)
                fresh.append(note)
        _add(conn, work, fresh, homes, source_id)
        tally.added += len(fresh)
        work.tick(tally.added + tally.updated + tally.unchanged, total)


def _home(conn: Connection, work: Operation, name: str, homes: dict[str, int]) -> int:
    if name not in homes:
        homes[name] = decks.ensure_deck(conn, name, work.now_ms).id
    return homes[name]


def _add(
    conn: Connection,
    work: Operation,
    fresh: Sequence[Incoming],
    homes: dict[str, int],
    source_id: int | None,
) -> None:
    now = work.now_ms
    note_id = notes.next_id(conn, "notes")
    card_id = notes.next_id(conn, "cards")
    rows: list[notes.NoteRow] = []
    new_cards: list[cards.NewCard] = []
    for note in fresh:
        rows.append(
            (
                note_id, note.guid, note.note_type_id, notes.stored_fields(note.fields),
                " ".join(note.tags), notes.first_key(note.fields[0]), source_id, note.heading,
                now, now,
            )
        )  # fmt: skip
        home = _home(conn, work, note.deck, homes)
        for template_id, ordinal in note.places:
            new_cards.append((card_id, note_id, home, template_id, ordinal, card_id, now))
            card_id += 1
        note_id += 1
    notes.insert(conn, rows)
    cards.insert(conn, new_cards)


def _update(
    conn: Connection,
    work: Operation,
    known: Note,
    note: Incoming,
    homes: dict[str, int],
    tally: Tally,
) -> None:
    """Bring a known note up to date; the learner's own tags stay."""
    tags = clean_tags([*known.tags, *note.tags])
    same_type = known.note_type_id == note.note_type_id
    if known.fields == note.fields and tags == known.tags and same_type:
        tally.unchanged += 1
        return
    row = (
        notes.stored_fields(note.fields),
        " ".join(tags),
        notes.first_key(note.fields[0]),
        work.now_ms,
        known.id,
    )
    notes.update(conn, [row])
    if not same_type:
        notes.set_note_type(conn, known.id, note.note_type_id, work.now_ms)
    home = _home(conn, work, note.deck, homes)
    reconcile(conn, [Wanted(known.id, note.places, home)], work.now_ms)
    tally.updated += 1


# Plain tables ------------------------------------------------------------------


def import_rows(
    store: Store,
    types: StoredTypes,
    rows: Iterable[tuple[str, str, str]],
    total: int,
    file: Path,
    deck: str | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import (front, back, tags) rows as Basic notes: the short way for large plain tables."""
    name = clean_deck_name(deck or file.stem)
    basic = types.by_uid["basic"]
    tally = Tally()
    with store.writing(f"Import {file.name}", progress=progress) as conn:
        work = operation(conn)
        home = decks.ensure_deck(conn, name, work.now_ms).id
        batches = _table_batches(basic, rows, file.name, tally)
        place = types.template_ids[basic.templates[0].uid]
        for batch in batches:
            _bring_in_rows(conn, work, batch, (basic, place, home, name), tally)
            work.tick(tally.added + tally.updated + tally.unchanged, total)
    return tally.report(name)


def _table_batches(
    basic: NoteType, rows: Iterable[tuple[str, str, str]], file: str, tally: Tally
) -> Iterator[list[tuple[str, str, str, str]]]:
    """Yield batches of (guid, front, back, tags), fronts that are empty left out."""
    seen: dict[str, int] = {}
    known_tags: dict[str, str] = {}
    batch: list[tuple[str, str, str, str]] = []
    for number, (front, back, tags) in enumerate(rows, 1):
        try:
            front, back = clean_field(front), clean_field(back)
            if not front.strip():
                raise no_cards(basic)
            if tags not in known_tags:
                known_tags[tags] = " ".join(clean_tags((tags,)))
        except UserError as error:
            tally.skipped += 1
            tally.problems.append(Problem(file, number, f"{error} The row was skipped."))
            continue
        occurrence = seen.get(front, 0)
        seen[front] = occurrence + 1
        batch.append((derived_guid(front, occurrence), front, back, known_tags[tags]))
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _bring_in_rows(
    conn: Connection,
    work: Operation,
    batch: Sequence[tuple[str, str, str, str]],
    target: tuple[NoteType, int, int, str],
    tally: Tally,
) -> None:
    basic, place, home, name = target
    known = notes.notes_with_guids(conn, [row[0] for row in batch])
    now = work.now_ms
    note_id = notes.next_id(conn, "notes")
    card_id = notes.next_id(conn, "cards")
    rows: list[notes.NoteRow] = []
    new_cards: list[cards.NewCard] = []
    for guid, front, back, tags in batch:
        if guid in known:
            words = tuple(tags.split(" ")) if tags else ()
            note = Incoming(guid, basic.id, (front, back), words, ((place, 0),), name)
            _update(conn, work, known[guid], note, {name: home}, tally)
            continue
        key = notes.first_key(front)
        rows.append((note_id, guid, basic.id, f"{front}\x1f{back}", tags, key, None, "", now, now))
        new_cards.append((card_id, note_id, home, place, 0, card_id, now))
        note_id += 1
        card_id += 1
    notes.insert(conn, rows)
    cards.insert(conn, new_cards)
    tally.added += len(rows)
