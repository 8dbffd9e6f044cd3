"""Makes a file's notes fit for the collection: their texts, their decks and who they are."""

import binascii
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flashcards.collection.cleaning import clean_deck_name, clean_field, clean_tags
from flashcards.collection.decks.cards_of import Place, places
from flashcards.collection.decks.editing import no_cards, ordered_fields
from flashcards.collection.files.field_names import texts_of_file
from flashcards.collection.note_types.managing import create_in
from flashcards.formats.wording import PROBLEMS_PER_KIND
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteTypeId
from flashcards.model.messages import Message, message, sentences
from flashcards.model.note_types import BASIC
from flashcards.model.notes import NoteType
from flashcards.model.parsed import ImportReport, Learnt, ParsedDeck, ParsedNote, Problem
from flashcards.store import decks, notes
from flashcards.store.decks import SEPARATOR, Deck
from flashcards.store.notes import StoredTypes
from flashcards.store.store import Connection
from flashcards.text.list_items import with_numbers
from flashcards.text.pasted_source import literal

_URL_SAFE = bytes.maketrans(b"+/", b"-_")

Row = tuple[int, str, str, str]
"""(line, front, back, tags as text): a note of a plain table."""


class Incoming(NamedTuple):
    """One note on its way in; a tuple, since there may be a hundred thousand of them."""

    guid: str
    note_type_id: NoteTypeId
    fields: tuple[str, ...]
    """As the file has them: items of lists that have no numbers get them as they are stored."""
    tags: str
    places: tuple[Place, ...]
    deck: str
    heading: str
    source: str | None = None
    """Title of what it was made from, where that is not the file's."""
    learnt: tuple[Learnt | None, ...] = ()
    """How its cards stood elsewhere, in the order of ``places``."""


class TriedOutError(Exception):
    """What was done shall not be kept; it only had to be known what it comes to."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


_MAY_BE_EMPTY = "<& \t\n"
"""What a field begins with that may show nothing, such as ``<br>``."""


@dataclass(slots=True)
class Tally:
    """What an import has done so far."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    columns_told: set[tuple[str, str]] = field(default_factory=set)
    """Columns told to be no field, by type (uid) and name: once each, not once a row."""
    reasons: Counter[tuple[str, Message]] = field(default_factory=Counter)
    """How often something was skipped, by file and why."""

    @property
    def done(self) -> int:
        """Notes that are in the collection now."""
        return self.added + self.updated + self.unchanged

    def skip(self, file: str, line: int, error: UserError, what: Message) -> None:
        """Count something left out and say why, up to so many times for one reason."""
        self.skipped += 1
        self.reasons[file, error.what] += 1
        if self.reasons[file, error.what] > PROBLEMS_PER_KIND:
            return
        self.problems.append(Problem(file, line, sentences(error.said, what)))

    def report(self, deck: str) -> ImportReport:
        """Return the counts as the learner is told them."""
        sums = [
            Problem(
                file,
                0,
                message(
                    "{count:,} more were skipped for this reason: {why}",
                    count=count - PROBLEMS_PER_KIND,
                    why=why,
                ),
                sums_up=True,
            )
            for (file, why), count in self.reasons.items()
            if count > PROBLEMS_PER_KIND
        ]
        problems = tuple(dict.fromkeys((*self.problems, *sums)))
        return ImportReport(deck, self.added, self.updated, self.unchanged, self.skipped, problems)


@dataclass(slots=True)
class Homes:
    """The decks notes go to, each looked up once and added only when a note needs it.

    ``home`` is where notes go that name no deck; ``uid`` is what its file calls it.
    """

    conn: Connection
    now_ms: int
    home: str
    uid: str | None = None
    found: dict[str, Deck] = field(default_factory=dict)

    def deck(self, name: str) -> Deck:
        """Return the deck called ``name``, adding it where missing."""
        deck = self.found.get(name)
        if deck is None:
            if _within(name.casefold(), self.home.casefold()) and name != self.home:
                self.deck(self.home)  # else it would be added as one that no file has named
            uid = self.uid if name == self.home else None
            deck = self.found[name] = decks.ensure_deck(self.conn, name, self.now_ms, uid)
        return deck


def derived_guid(deck_uid: str, front: str, occurrence: int = 0) -> str:
    """Return the identity of a note whose file gives none: its deck and its front.

    The deck's own identity outlives its name. ``occurrence`` tells apart notes of one file that
    share both.
    """
    seed = f"{deck_uid}\x1f{front}"
    if occurrence:
        seed = f"{seed}\x1f{occurrence}"
    digest = hashlib.blake2b(seed.encode(), digest_size=9).digest()
    return binascii.b2a_base64(digest, newline=False).translate(_URL_SAFE).decode()


class Derived:
    """Gives notes without an identity theirs, in the order of the file."""

    def __init__(self, homes: Homes) -> None:
        self._homes = homes
        self._seen: dict[tuple[str, str], int] = {}

    def guid(self, deck: str, front: str) -> str:
        """Return the identity of the next note of a deck with this front."""
        occurrence = self._seen.get((deck, front), 0)
        self._seen[deck, front] = occurrence + 1
        return derived_guid(self._homes.deck(deck).uid, front, occurrence)


def with_types_of(
    conn: Connection, types: StoredTypes, parsed: ParsedDeck, tally: Tally, file: str
) -> StoredTypes:
    """Add the note types that a file describes and its notes need; return all there are then."""
    used = {note.note_type.casefold() for note in parsed.notes}
    missing = [
        each
        for each in parsed.types
        if each.name.casefold() in used and types.called(each.name) is None
    ]
    for each in missing:
        try:
            create_in(conn, each)
        except UserError as error:
            tally.problems.append(Problem(file, 0, error.said))
    return notes.note_types(conn) if missing else types


def readied(
    types: StoredTypes,
    parsed: ParsedDeck,
    place: Callable[[str], str],
    homes: Homes,
    tally: Tally,
    file: str,
) -> Iterator[Incoming]:
    """Yield the notes of a parsed deck fit for the collection; tell what had to be skipped.

    ``place`` turns the name of a deck as a note gives it into the deck it goes to.
    """
    derived = Derived(homes)
    for note in parsed.notes:
        try:
            yield _ready(types, parsed, note, place, derived, homes.home, tally, file)
        except UserError as error:
            tally.skip(file, note.line, error, message("The note was skipped."))


def _ready(
    types: StoredTypes,
    parsed: ParsedDeck,
    note: ParsedNote,
    place: Callable[[str], str],
    derived: Derived,
    home: str,
    tally: Tally,
    file: str,
) -> Incoming:
    note_type = type_of(types, note)
    if not note_type:
        raise no_type(note)
    texts = tuple(ordered_fields(note_type, as_fields(note_type, note, tally, file)))
    if parsed.literal:
        texts = tuple(literal(text, note_type.markup) for text in texts)
    wanted = tuple(places(types, note_type, with_numbers(note_type, texts, {})))
    if not wanted:
        raise no_cards(note_type)
    words = " ".join(clean_tags([*parsed.tags, *note.tags]))
    deck = place(note.deck) if note.deck else home
    heading = clean_field(note.source_heading)
    guid = note.guid or derived.guid(deck, texts[0])
    source = None if note.source is None else clean_field(note.source)
    return Incoming(guid, note_type.id, texts, words, wanted, deck, heading, source, note.learnt)


def type_of(types: StoredTypes, note: ParsedNote) -> NoteType | None:
    """Return the type that a note is to have; None where there is no such type."""
    return (note.type_name and types.called(note.type_name)) or types.called(note.note_type) or None


def no_type(note: ParsedNote) -> UserError:
    """Return the error for a note of a type that there is not."""
    return UserError(
        message("There is no note type called “{note_type}”.", note_type=note.note_type),
        message(
            "Add one with the fields {fields}, then import again.",
            fields=_quoted(note.fields),
        ),
    )


def _quoted(names: Iterable[str]) -> Message:
    """Return names in quotation marks, each after the other."""
    first, *others = (message("“{name}”", name=name) for name in (tuple(names) or ("",)))
    for other in others:
        first = message("{first}, {next}", first=first, next=other)
    return first


def as_fields(note_type: NoteType, note: ParsedNote, tally: Tally, file: str) -> Mapping[str, str]:
    """Return a note's texts by the names of fields; see ``ParsedNote.type_name``.

    Of a table, texts in columns that are no fields of the note's type are left out, and told.
    """
    given = texts_of_file(note_type, note.fields)
    if not note.type_name:
        return given
    shown = [note_type.fields[at] for at in note_type.shown_places]
    known = {name: text for name, text in given.items() if name in note_type.fields}
    placed = len(shown) if note.in_order else min(len(BASIC.fields), len(shown))
    for place, (name, text) in enumerate(given.items()):
        if name in known or not text:
            continue
        if place < placed and not known.get(shown[place]):
            known[shown[place]] = text  # what the table has for front and back
            continue
        if (note_type.uid, name) in tally.columns_told:
            continue
        tally.columns_told.add((note_type.uid, name))
        what = message(
            "The note type “{note_type}” has no field “{name}”; what stands there was left out.",
            note_type=note_type.name,
            name=name,
        )
        tally.problems.append(Problem(file, 0, what))
    return known


def readied_rows(
    types: StoredTypes,
    rows: Iterable[Row],
    tags: Sequence[str],
    homes: Homes,
    tally: Tally,
    file: str,
) -> Iterator[Incoming]:
    """Do what ``readied`` does for the rows of a plain table, which become Basic notes.

    ``tags`` are added to every row's own. Each has a front and a back alone, which stand first in
    Basic, whatever they are called and whatever fields it has besides.
    """
    basic = types.by_uid[BASIC.uid]
    alike = basic.fields[: len(BASIC.fields)] == BASIC.fields
    usual = alike and [BASIC.templates[0].question] == [each.question for each in basic.templates]
    first: tuple[Place, ...] = ((types.template_ids[basic.templates[0].uid], 0),)
    note_type, home, uid = basic.id, homes.home, ""
    known_tags: dict[str, str] = {}
    seen: dict[str, int] = {}
    for line, front, back, written in rows:
        try:
            texts = clean_field(front), clean_field(back)
            words = known_tags.get(written)
            if words is None:
                words = known_tags[written] = " ".join(clean_tags((*tags, written)))
            front, wanted = texts[0], first
            if not usual or not front or front[0] in _MAY_BE_EMPTY:
                wanted = tuple(places(types, basic, texts))
            if not wanted:
                raise no_cards(basic)
        except UserError as error:
            tally.skip(file, line, error, message("The row was skipped."))
            continue
        uid = uid or homes.deck(home).uid
        occurrence = seen.get(front, 0)
        seen[front] = occurrence + 1
        guid = derived_guid(uid, front, occurrence)
        yield Incoming(guid, note_type, texts, words, wanted, home, "")


def placing(parsed: ParsedDeck, home: str, asked: str | None) -> Callable[[str], str]:
    """Return the function that says where a note goes that names a deck.

    Where the learner ``asked`` for a deck, or has renamed the file's, the decks below the file's
    own go below it. Decks elsewhere go below the one asked for too: all of the file is in it.
    """
    top = _top(parsed) if asked is not None else parsed.name or ""
    top = clean_deck_name(top).casefold() if top else ""
    known: dict[str, str] = {}

    def place(name: str) -> str:
        found = known.get(name)
        if found is None:
            cleaned = clean_deck_name(name)
            if top and _within(cleaned.casefold(), top):
                # Folding may change a name's length, so its parts are counted.
                parts = cleaned.split(SEPARATOR)[top.count(SEPARATOR) + 1 :]
                cleaned = clean_deck_name(SEPARATOR.join((home, *parts)))
            elif asked is not None:
                cleaned = clean_deck_name(f"{home}{SEPARATOR}{cleaned}")
            found = known[name] = cleaned
        return found

    return place


def _top(parsed: ParsedDeck) -> str:
    """Return the deck a file as a whole stands for; empty when it stands for several."""
    if parsed.name:
        return parsed.name
    named = [note.deck for note in parsed.notes if note.deck]
    return common_top(named) if len(named) == len(parsed.notes) else ""


def common_top(names: Iterable[str]) -> str:
    """Return the lowest deck that all these decks are or lie in; empty when there is none."""
    top: list[str] | None = None
    for name in dict.fromkeys(names):
        parts = [" ".join(part.split()) for part in name.split(SEPARATOR)]
        if top is None:
            top = parts
            continue
        same = 0
        while same < min(len(top), len(parts)) and top[same].casefold() == parts[same].casefold():
            same += 1
        del top[same:]
    return SEPARATOR.join(top or ())


def _within(name: str, top: str) -> bool:
    return name == top or name.startswith(top + SEPARATOR)
