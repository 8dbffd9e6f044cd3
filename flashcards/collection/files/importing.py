"""Brings what a deck file holds into the collection: all of it, or nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from flashcards.collection.cleaning import clean_deck_name, clean_field, clean_tags
from flashcards.collection.decks.cards_of import (
    Place,
    Wanted,
    answered_card_goes,
    numbers_gone,
    places,
    reconcile,
)
from flashcards.collection.files.field_names import texts_of_file
from flashcards.collection.files.incoming import (
    Homes,
    Incoming,
    Row,
    Tally,
    TriedOutError,
    common_top,
    placing,
    readied,
    readied_rows,
    with_types_of,
)
from flashcards.collection.files.known import Known
from flashcards.collection.files.learnt import bring
from flashcards.files import name_of_file, shown_name
from flashcards.formats.wording import NO_NOTES, Problems, quoted
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteTypeId, new_uid
from flashcards.model.messages import Message, message, plural_message, sentences
from flashcards.model.notes import Note, NoteType, same_texts
from flashcards.model.parsed import ImportReport, Learnt, ParsedDeck, Problem
from flashcards.model.tables import Existing, KnownBy
from flashcards.store import cards, decks, derived, media, notes
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Operation, Progress, operation
from flashcards.store.store import Connection, Store
from flashcards.text.list_items import with_numbers
from flashcards.text.plain import search_text
from flashcards.text.template_language import list_fields

_BATCH = 2_000
_INDEXED_AT_ONCE = 200_000
"""New notes after which the words gathered are indexed, lest they fill the memory."""
_PROBLEMS_TOLD = 3
_KEPT_KIND = message("reversed card that was kept")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture a deck file shows: the name the collection keeps it by, and where it is now."""

    name: str
    source: Path
    size: int


@dataclass(frozen=True, slots=True)
class Table:
    """What is special about a file that is a table: it says nothing of sections and sources."""

    names_types: bool = False
    """Whether its rows say of which type they are; else known notes keep theirs."""
    rows: Iterable[Row] | None = None
    """Its notes where it is a plain one, in place of those of the parsed deck."""
    row_count: int = 0
    problems: Problems = field(default_factory=lambda: Problems(""))
    """What is wrong with it; complete once the rows are used up."""
    existing: Existing = Existing.UPDATE
    known_by: KnownBy = KnownBy.DECK
    given: frozenset[str] | None = None
    """The fields, by their names in files, that have a column; known notes keep their others."""


@dataclass(slots=True)
class _Import:
    """An import under way."""

    conn: Connection
    work: Operation
    types: StoredTypes
    homes: Homes
    tally: Tally
    table: Table | None
    kept: Problems
    """What the learner has learnt and the file does without."""
    known: Known
    given: dict[NoteTypeId, frozenset[int]] = field(default_factory=dict)
    """The places of fields that the file says anything of, by note type."""
    source_id: int | None = None
    sources: dict[str, int | None] = field(default_factory=dict)
    """Ids of the sources that single notes name, by title."""
    words: list[tuple[int, str]] = field(default_factory=list)
    tagged: list[tuple[int, str]] = field(default_factory=list)
    """What is to be indexed of new notes, gathered while it is at hand."""


def import_deck(
    store: Store,
    types: StoredTypes,
    parsed: ParsedDeck,
    file: Path,
    deck: str | None = None,
    progress: Progress | None = None,
    pictures: Sequence[Picture] = (),
    table: Table | None = None,
    *,
    try_out: bool = False,
) -> ImportReport:
    """Import a parsed deck: new notes are added, known ones (by guid) brought up to date.

    ``deck`` overrides the name the file gives; ``pictures`` lie in the media folder already.
    Re-importing the same file changes nothing. Raises UserError, and changes nothing, when no
    note of the file can be used. With ``try_out`` nothing is kept: the report says what would be
    done.
    """
    try:
        with store.writing(import_label(file), progress=progress) as conn:
            report = bring_deck(conn, types, parsed, file, deck, pictures, table)
            if try_out:
                raise TriedOutError(report)
    except TriedOutError as tried:
        return tried.report
    return report


def bring_deck(
    conn: Connection,
    types: StoredTypes,
    parsed: ParsedDeck,
    file: Path,
    deck: str | None = None,
    pictures: Sequence[Picture] = (),
    table: Table | None = None,
) -> ImportReport:
    """Do what ``import_deck`` does, as part of an operation under way."""
    name = clean_deck_name(deck or parsed.name or name_of_file(file))
    tally = Tally(skipped=parsed.left_out, problems=list(parsed.problems))
    work = operation(conn)
    types = with_types_of(conn, types, parsed, tally, file.name)
    if deck is None and parsed.uid is not None:
        renamed = decks.deck_with_uid(conn, parsed.uid)
        name = renamed.name if renamed is not None else name
    homes = Homes(conn, work.now_ms, name, parsed.uid)
    by = KnownBy.GUID if table is None else table.known_by
    unnamed = table is not None and not table.names_types
    known = Known(conn, types, homes, by, unnamed)
    state = _Import(conn, work, types, homes, tally, table, Problems(file.name), known)
    state.source_id = notes.ensure_source(conn, clean_field(parsed.source), work.now_ms)
    if table is not None and table.rows is not None:
        incoming = readied_rows(types, table.rows, parsed.tags, homes, tally, file.name)
        _bring_in(state, incoming, table.row_count)
    else:
        place = placing(parsed, name, deck)
        incoming = readied(types, parsed, place, homes, tally, file.name)
        _bring_in(state, incoming, len(parsed.notes))
    if table is not None:
        tally.problems[:0] = table.problems.all()
        tally.skipped += table.problems.left_out
    tally.problems += state.kept.all()
    if not tally.done:
        raise _nothing(file.name, tally.problems)
    home = homes.found.get(name) or decks.deck_named(conn, name)
    if home is not None and parsed.description and not home.description:
        decks.describe(conn, home.id, clean_field(parsed.description), work.now_ms)
    if parsed.descriptions:
        _describe(state, parsed, placing(parsed, name, deck), file.name)
    for picture in pictures:
        media.enter(conn, picture.name, shown_name(picture.source), picture.size, work.now_ms)
    return tally.report(name if home is not None else common_top(homes.found))


def import_label(file: Path) -> Message:
    """Return the name of the step that imports a file."""
    return message("Import {file}", file=file.name)


def files_label(count: int) -> Message:
    """Return the name of the step that imports several files."""
    return plural_message(count, "Import {count} file", "Import {count} files")


def _describe(state: _Import, parsed: ParsedDeck, place: Callable[[str], str], file: str) -> None:
    """Take over what the file says of its subdecks, where nothing is said of them yet."""
    for name, text in parsed.descriptions.items():
        try:
            deck = decks.deck_named(state.conn, place(name))
        except UserError as error:
            deck, why = None, error.said
        else:
            why = message("There is no such deck.")
        if deck is None:
            state.tally.problems.append(
                Problem(
                    file,
                    0,
                    message(
                        "The description of {deck} was left out. {why}", deck=quoted(name), why=why
                    ),
                )
            )
        elif not deck.description:
            decks.describe(state.conn, deck.id, clean_field(text), state.work.now_ms)


def _nothing(file: str, problems: Sequence[Problem]) -> UserError:
    """Return the error for a file without a note that can be used: what is wrong, and where."""
    lines: dict[Message, int] = {}
    for problem in problems:
        if problem.line:
            lines.setdefault(problem.message, problem.line)
    told = [
        message("line {line}: {problem}", line=line, problem=what) for what, line in lines.items()
    ]
    hints = dict.fromkeys(
        _without_no_notes(problem.message)
        for problem in problems
        if not problem.line and not problem.sums_up
    )
    what = message("{file} holds no notes.", file=file)
    if told:
        said = sentences(*told[:_PROBLEMS_TOLD])
        what = message("{file} holds no notes: {problems}", file=file, problems=said)
    return UserError(what, sentences(*hints) if hints else None)


def _without_no_notes(said: Message) -> Message:
    """Return what a note needs, without saying again that there is none."""
    parts = dict(said.arguments)
    rest = parts.get("next")
    return rest if parts.get("first") == NO_NOTES and isinstance(rest, Message) else said


def _bring_in(state: _Import, incoming: Iterator[Incoming], total: int) -> None:
    tally, met = state.tally, set[str]()
    existing = Existing.UPDATE if state.table is None else state.table.existing
    while batch := list(islice(incoming, _BATCH)):
        if existing is Existing.ADD:
            batch = _as_others(state, batch, met)
        guids = {note[0] for note in batch}
        known = {} if existing is Existing.ADD else state.known.among(batch)
        if not known and len(guids) == len(batch) and met.isdisjoint(guids):
            met |= guids
            _add(state, batch)
            state.work.tick(tally.done, total)
            if len(state.words) > _INDEXED_AT_ONCE:
                _index(state)
            continue
        fresh: list[Incoming] = []
        old: list[tuple[Note, Incoming]] = []
        for note in batch:
            if note.guid in met:
                tally.skipped += 1
                continue
            met.add(note.guid)
            if note.guid in known:
                old.append((known[note.guid], note))
            else:
                fresh.append(note)
        # The new ones first: both count card ids on from the largest there is.
        _add(state, fresh)
        if existing is Existing.KEEP:
            tally.unchanged += len(old)
        else:
            _update(state, old)
        state.work.tick(tally.done, total)
    _index(state)


def _as_others(state: _Import, batch: Sequence[Incoming], met: set[str]) -> list[Incoming]:
    """Return notes none of which is known: one whose guid is taken gets another."""
    taken = met | notes.ids_of(state.conn, {note.guid for note in batch}).keys()
    found = []
    for note in batch:
        found.append(note._replace(guid=new_uid()) if note.guid in taken else note)
        taken.add(note.guid)
    return found


def _add(state: _Import, fresh: Sequence[Incoming]) -> None:
    if not fresh:
        return
    conn, now = state.conn, state.work.now_ms
    note_id = notes.next_id(conn, "notes")
    card_id = notes.next_id(conn, "cards")
    rows: list[notes.NoteRow] = []
    new_cards: list[cards.NewCard] = []
    deck, home = "", 0
    own: NoteType
    of_type, lists = -1, False
    standings: list[tuple[int, int, Learnt]] = []
    for guid, note_type, fields, tags, wanted, deck_name, heading, source, learnt in fresh:
        if deck_name != deck:
            deck, home = deck_name, state.homes.deck(deck_name).id
        if note_type != of_type:
            of_type, own = note_type, state.types.by_id[note_type]
            lists = bool(list_fields(own.templates))
        if len(fields) < len(own.fields):
            fields = _whole(own, fields)
        if lists:
            fields = tuple(with_numbers(own, fields, {}))
        stored, key = notes.stored_fields(fields), notes.first_key(fields[0])
        source_id = state.source_id if source is None else _source_id(state, source)
        state.words.append((note_id, search_text(fields)))
        state.tagged.append((note_id, tags))
        rows.append(
            (note_id, guid, note_type, stored, tags, key, source_id, heading, now, now)
        )  # fmt: skip
        if learnt:
            known = enumerate(learnt[: len(wanted)], card_id)
            standings += [(at, home, stood) for at, stood in known if stood is not None]
        for template_id, ordinal in wanted:
            new_cards.append((card_id, note_id, home, template_id, ordinal, card_id, now))
            card_id += 1
        note_id += 1
    notes.insert(conn, rows)
    cards.insert(conn, new_cards, {row[0]: row[1] for row in rows})
    bring(conn, standings)
    state.tally.added += len(fresh)


def _index(state: _Import) -> None:
    """Index what was gathered; all at once, since other inserts break the work off each time."""
    if state.words:
        derived.tag(state.conn, state.tagged)
        derived.index_words(state.conn, state.words)
        state.work.indexed = state.words[-1][0]
        state.words.clear()
        state.tagged.clear()


def _update(state: _Import, old: Sequence[tuple[Note, Incoming]]) -> None:
    """Bring known notes up to date; the learner's own tags and the decks of the cards stay."""
    now = state.work.now_ms
    rows, types, sources = [], [], []
    changed: list[tuple[Note, Incoming, tuple[Place, ...]]] = []
    for known, read in old:
        note = _with_known_numbers(state, known, read)
        note_type_id, wanted = _type_and_places(state, known, note)
        tags = known.tags
        if note.tags and not set(note.tags.split(" ")).issubset(tags):
            tags = clean_tags([*tags, note.tags])
        if note_type_id != known.note_type_id:
            types.append((note_type_id, now, known.id))
        reworded = not same_texts(note.fields, known.fields)
        if note_type_id != known.note_type_id or reworded:
            changed.append((known, note, wanted))
        if reworded or tags != known.tags:
            key = notes.first_key(note.fields[0])
            rows.append((notes.stored_fields(note.fields), " ".join(tags), key, now, known.id))
        source_id, heading = _source(state, known, note)
        if (source_id, heading) != (known.source_id, known.source_heading):
            sources.append((source_id, heading, now, known.id))
    notes.update(state.conn, rows)
    notes.set_note_types(state.conn, types)
    notes.set_sources(state.conn, sources)
    _reconcile(state, changed)
    updated = len({row[-1] for row in (*rows, *types, *sources)})
    state.tally.updated += updated
    state.tally.unchanged += len(old) - updated


def _with_known_numbers(state: _Import, known: Note, note: Incoming) -> Incoming:
    """Return a note whose lists keep the numbers that their items have here."""
    note_type = state.types.by_id[note.note_type_id]
    own = state.types.by_id[known.note_type_id]
    same = own.fields == note_type.fields
    rest = known.fields if same else ()
    fields = note.fields
    given = _places_given(state, note_type) if same else None
    if given is not None:
        fields = tuple(
            fields[at] if at in given and at < len(fields) else _at(known.fields, at)
            for at in range(len(note_type.fields))
        )
    before = dict(zip(note_type.fields, known.fields, strict=False))
    gone = numbers_gone(state.conn, known, note_type)
    texts = tuple(with_numbers(note_type, _whole(note_type, fields, rest), before, gone))
    if texts == note.fields:
        return note
    return note._replace(fields=texts, places=tuple(places(state.types, note_type, texts)))


def _places_given(state: _Import, note_type: NoteType) -> frozenset[int] | None:
    """Return the places of the fields of a type that the table has columns for; None: all."""
    if state.table is None or state.table.given is None:
        return None
    if note_type.id not in state.given:
        named = texts_of_file(note_type, dict.fromkeys(state.table.given, ""))
        places_named = (at for at, name in enumerate(note_type.fields) if name in named)
        state.given[note_type.id] = frozenset(places_named)
    return state.given[note_type.id]


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""


def _whole(
    note_type: NoteType, fields: tuple[str, ...], known: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return a text for each field: rows of plain tables have two, the rest is as it is known."""
    whole = (*fields, *known[len(fields) :])
    return whole + ("",) * (len(note_type.fields) - len(whole))


def _type_and_places(
    state: _Import, known: Note, note: Incoming
) -> tuple[NoteTypeId, tuple[Place, ...]]:
    """Return the type a known note is to have, and its cards then.

    A table that names no types leaves a note the one the learner gave it, if it is of the same
    kind. So does any other file where a reversed card would be lost, and what was learnt with it;
    that is told.
    """
    asked = note.note_type_id, note.places
    if known.note_type_id == note.note_type_id:
        return asked
    own, read = (state.types.by_id[each] for each in (known.note_type_id, note.note_type_id))
    wanted = tuple(places(state.types, own, note.fields))
    if (own.kind, own.fields) != (read.kind, read.fields) or not wanted:
        return asked
    if state.table is None or state.table.names_types:
        if not answered_card_goes(state.conn, state.types, known.id, note.places):
            return asked
        kept = message(
            "{front} has no reverse in the file any more. Its reversed card has answers and was "
            "kept; make the note a Basic one to remove it.",
            front=quoted(note.fields[0]),
        )
        state.kept.add(0, kept, _KEPT_KIND)
    return known.note_type_id, wanted


def _source(state: _Import, known: Note, note: Incoming) -> tuple[int | None, str]:
    """Return what a known note was made from, as far as the file says anything of it."""
    heading = note.heading if state.table is None else known.source_heading
    if note.source is not None:
        return _source_id(state, note.source), heading
    return known.source_id if state.source_id is None else state.source_id, heading


def _source_id(state: _Import, title: str) -> int | None:
    if title not in state.sources:
        state.sources[title] = notes.ensure_source(state.conn, title, state.work.now_ms)
    return state.sources[title]


def _reconcile(state: _Import, changed: Sequence[tuple[Note, Incoming, tuple[Place, ...]]]) -> None:
    if not changed:
        return
    found = cards.cards_of_notes(state.conn, [known.id for known, _, _ in changed])
    with_cards = {row[0] for row in found}
    wanted = [
        Wanted(known.id, places, 0 if known.id in with_cards else state.homes.deck(note.deck).id)
        for known, note, places in changed
    ]
    reconcile(state.conn, wanted, state.work.now_ms)
