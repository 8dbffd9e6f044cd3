"""Reads a collection of Anki's, of schema 11 to 18: options in one form, rows as they stand."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from flashcards.formats import bounded_json
from flashcards.formats.anki import options
from flashcards.formats.anki.wire import WireError
from flashcards.formats.oddities import OddTexts
from flashcards.formats.wording import Problems, quoted
from flashcards.model.errors import UserError
from flashcards.model.messages import message, plural_message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OLDEST, NEWEST = 11, 18
"""Schemas that are read."""
CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1e\x7f]")
"""Control characters, without those that divide lines and fields."""
MOST_PARTS = 1_000
"""Fields, or templates, of one note type."""
MOST_OPTIONS = 20_000
"""Rows of a table of options."""
LARGEST_OPTIONS = 64 << 20
"""Bytes of all options together."""
LONGEST_DATA = 10_000
"""Characters of what a row keeps beside its columns; Anki allows itself a hundred or so."""
_OPTIONS_APART, _TYPES_APART = 14, 15
"""Schemas from which presets and settings, and note types and decks, have tables of their own."""


class Rows(Protocol):
    """A database whose tables can be read."""

    def has(self, table: str, *columns: str) -> bool:
        """Whether there is a table with these columns."""

    def count(self, table: str) -> int:
        """Return how many rows a table has; 0 where there is none."""

    def rows(
        self, table: str, columns: Sequence[str], order: Sequence[str] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """Yield these columns of all rows."""


@runtime_checkable
class RowsInBlocks(Rows, Protocol):
    """A database that is read faster in blocks."""

    def blocks(
        self, table: str, columns: Sequence[str]
    ) -> "Iterator[NDArray[np.int64] | list[tuple[Any, ...]]]":
        """Yield these columns of all rows in blocks: as whole numbers where all are such."""


class AnkiNote(NamedTuple):
    """A row of ``notes``."""

    id: int
    guid: str
    type_id: int
    changed_s: int
    tags: str
    fields: str
    flags: int
    data: str

    def with_own_guid(self) -> "AnkiNote":
        """Return a note whose guid another one has as one with a guid of its own, always that."""
        return self._replace(guid=f"{self.guid}~{self.id}")


class AnkiCard(NamedTuple):
    """A row of ``cards``."""

    id: int
    note_id: int
    deck_id: int
    place: int
    """Of its template, or of its cloze number less one."""
    changed_s: int
    type: int
    queue: int
    due: int
    interval: int
    factor: int
    reps: int
    lapses: int
    left: int
    home_due: int
    home_deck_id: int
    """Not 0 while the card is in a filtered deck."""
    flags: int
    data: str


class AnkiReview(NamedTuple):
    """A row of ``revlog``; its id is its moment in UTC ms."""

    id: int
    card_id: int
    ease: int
    interval: int
    last_interval: int
    factor: int
    taken_ms: int
    type: int


_NOTES = ("id", "guid", "mid", "mod", "tags", "flds", "flags", "data")
_CARDS = (
    "id", "nid", "did", "ord", "mod", "type", "queue", "due", "ivl", "factor", "reps", "lapses",
    "left", "odue", "odid", "flags", "data",
)  # fmt: skip
_LOG = ("id", "cid", "ease", "ivl", "lastIvl", "factor", "time", "type")
_BLOCK = 5_000
"""Rows that are held at once where they come one by one."""
_NOTE_KINDS = [int, str, int, int, str, str, int, str]
_CARD_KINDS = [*[int] * 16, str]
_LOG_KINDS = [int] * 8
_LONGEST_ID = 19
"""Digits."""
_LARGE_TYPE = message("note type of too many fields")
_COL = ("crt", "mod", "scm", "ver", "conf", "models", "decks", "dconf")


@dataclass(slots=True)
class AnkiCollection:
    """A collection of Anki's; its options are objects of the form that schema 11 has as JSON."""

    rows: Rows
    version: int
    created_s: int
    """UTC seconds from which the days of due cards are counted."""
    changed_ms: int
    config: dict[str, Any] = field(default_factory=dict)
    note_types: dict[int, dict[str, Any]] = field(default_factory=dict)
    decks: dict[int, dict[str, Any]] = field(default_factory=dict)
    presets: dict[int, dict[str, Any]] = field(default_factory=dict)
    problems: Problems = field(default_factory=lambda: Problems(""))
    whole: bool = True
    """Whether it is all of a collection, not some decks of one."""
    program: str = "Anki"
    """What it comes from, where that is another program whose decks are gathered in this form."""
    origin: str = ""
    """What names its log in every copy; empty for Anki's, which the moment it began names."""
    room: int = LARGEST_OPTIONS
    """Bytes that its options may still have."""
    odd: int = 0
    """Rows in which a value is of a kind no version of Anki writes, and was taken as unset."""
    replaced: Callable[[], int] = lambda: 0
    """Returns in how many texts so far something was no UTF-8."""

    texts: OddTexts = field(default_factory=OddTexts)
    controls: int = 0
    """Control characters in notes so far, which are taken out."""

    def look_over(self, notes: Iterable[AnkiNote]) -> None:
        """Take a look at what notes say; ``tell_odd`` tells what is odd in it."""
        said = "\n".join(f"{note.fields}\n{note.tags}" for note in notes).replace("\x1f", "\n")
        said, found = CONTROLS.subn("", said)
        self.controls += found
        self.texts.look(said)

    def tell_odd(self) -> None:
        """Add to the problems what was odd in the rows, once they are all read."""
        named = [each.get("name") for each in (*self.decks.values(), *self.note_types.values())]
        self.texts.look("\n".join(name for name in named if isinstance(name, str)))
        for said in self.texts.told():
            self.problems.add(0, said)
        if self.controls:
            what = plural_message(
                self.controls,
                "One control character, which no screen shows, is taken out, as in Anki.",
                "{count} control characters, which no screen shows, are taken out, as in Anki.",
            )
            self.problems.add(0, what)
        if self.odd:
            what = plural_message(
                self.odd,
                "One row holds values that Anki never writes.",
                "{count} rows hold values that Anki never writes.",
            )
            self.problems.add(0, what)
        if replaced := self.replaced():
            what = plural_message(
                replaced,
                "One text holds bytes that are no letters; they show as \ufffd.",
                "{count} texts hold bytes that are no letters; they show as \ufffd.",
            )
            self.problems.add(0, what)

    def notes(self) -> Iterator[AnkiNote]:
        """Yield the notes by their ids."""
        for row in self.rows.rows("notes", _NOTES, ("id",)):
            yield AnkiNote._make(self._usable(self._without_long(row), _NOTE_KINDS))

    def cards(self) -> Iterator[AnkiCard]:
        """Yield the cards by their notes and places."""
        for row in self.rows.rows("cards", _CARDS, ("nid", "ord", "id")):
            yield AnkiCard._make(self._usable(self._without_long(row), _CARD_KINDS))

    def log(self) -> Iterator[AnkiReview]:
        """Yield the log by cards, each in the order in which it happened."""
        if self.rows.has("revlog", *_LOG):
            for row in self.rows.rows("revlog", _LOG, ("cid", "id")):
                yield AnkiReview._make(self._usable(row, _LOG_KINDS))

    def log_blocks(self) -> "Iterator[NDArray[np.int64]]":
        """Yield the log in columns, in any order: what ``AnkiReview`` has, as whole numbers."""
        import numpy as np

        if self.rows.has("revlog", *_LOG):
            for block in self._blocks("revlog", _LOG):
                if isinstance(block, list):
                    block = np.array([self._usable(row, _LOG_KINDS) for row in block], np.int64)
                yield block

    def types_of_notes(self) -> set[int]:
        """Return the ids of the note types that notes are of."""
        if not isinstance(self.rows, RowsInBlocks):
            return {row[2] for row in self.rows.rows("notes", _NOTES)}
        found = set[int]()
        for block in self.rows.blocks("notes", ("mid",)):
            if isinstance(block, list):
                found.update(_as(row[0], int) or 0 for row in block)
            else:
                found.update(block[:, 0].tolist())
        return found

    def _blocks(
        self, table: str, columns: Sequence[str]
    ) -> "Iterator[NDArray[np.int64] | list[tuple[Any, ...]]]":
        if isinstance(self.rows, RowsInBlocks):
            yield from self.rows.blocks(table, columns)
            return
        rows = self.rows.rows(table, columns)
        while block := list(islice(rows, _BLOCK)):
            yield block

    def _without_long(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return a row without what it keeps beside its columns where that is beyond measure."""
        data = row[-1]
        if not isinstance(data, str | bytes) or len(data) <= LONGEST_DATA:
            return row
        self.odd += 1
        return (*row[:-1], "")

    def _usable(self, row: tuple[Any, ...], kinds: Sequence[type]) -> Sequence[Any]:
        if list(map(type, row)) == kinds:
            return row
        made = [_as(value, kind) for value, kind in zip(row, kinds, strict=True)]
        if any(value is None for value in made):
            self.odd += 1
        return [kind() if value is None else value for value, kind in zip(made, kinds, strict=True)]


def _as(value: Any, kind: type) -> Any:
    """Return a value as the kind a column has; None where it is of no use."""
    if kind is str:
        return str(value) if isinstance(value, str | int | float) else None
    if isinstance(value, float) and value == value and abs(value) < 1 << 62:
        return int(value)  # some add-ons write such
    return value if isinstance(value, int) else None


def read(rows: Rows, file: str, room: int = LARGEST_OPTIONS) -> AnkiCollection:
    """Return a collection with its options read, which may have so many bytes, notes to come.

    Raises UserError for what is none, or of a schema that is not known.
    """
    needed = (("col", _COL), ("notes", _NOTES), ("cards", _CARDS))
    col = None
    if all(rows.has(table, *columns) for table, columns in needed):
        col = next(rows.rows("col", _COL), None)
    if col is None:
        raise UserError(
            message("{file} holds no collection of Anki's.", file=file),
            message("Export it again from Anki, as a package (.apkg)."),
        )
    created, changed, _, version = (_as(value, int) or 0 for value in col[:4])
    if not OLDEST <= version <= NEWEST:
        raise UserError(
            message(
                "{file} is of schema {version}; this program knows {oldest} to {newest}.",
                file=file, version=version, oldest=OLDEST, newest=NEWEST,
            ),
            message("Export it from Anki again, as a package for older versions."),
        )  # fmt: skip
    made = AnkiCollection(rows, version, created, changed, problems=Problems(file), room=room)
    if rows.count("col") > 1:
        made.problems.add(0, message("It says twice what it is; the first was taken."))
    if not rows.has("revlog", *_LOG):
        made.problems.add(0, message("It holds no log of answers that can be read."))
    try:
        _read_options(made, col)
        _leave_out_large(made)
    except (WireError, ValueError, OverflowError, RecursionError) as error:
        raise UserError(
            message("The note types or decks in {file} cannot be read.", file=file),
            message("Check it in Anki (Tools > Check Database), and export it again."),
        ) from error
    return made


def _read_options(made: AnkiCollection, col: Sequence[Any]) -> None:
    conf, models, decks, dconf = col[4:]
    if made.version >= _OPTIONS_APART:
        made.config = {
            str(key): _value(value) for key, value in _some(made, "config", "key", "val")
        }
        for identity, *row in _named(made, "deck_config", "config"):
            made.presets[identity] = options.preset(identity, *_three(row))
    else:
        made.config = _object(conf)
        made.presets = _objects(dconf)
    if made.version >= _TYPES_APART:
        _read_tables(made)
    else:
        made.note_types = _objects(models)
        made.decks = _objects(decks)


def _read_tables(made: AnkiCollection) -> None:
    for identity, *row in _named(made, "notetypes", "config"):
        made.note_types[identity] = options.note_type(identity, *_three(row))
    parts = (("fields", "flds", options.field), ("templates", "tmpls", options.template))
    for table, key, part in parts:
        columns = ("ntid", "ord", "name", "config")
        for owner, place, name, config in _some(made, table, *columns, order=("ntid", "ord")):
            if owner not in made.note_types:
                continue  # packages leave those of types that none of their notes is of
            if isinstance(place, int):
                made.note_types[owner][key].append(part(str(name), place, _bytes(config)))
            else:
                made.odd += 1
    for identity, name, changed, common, kind in _named(made, "decks", "common", "kind"):
        made.decks[identity] = options.deck(
            identity, str(name), _as(changed, int) or 0, _bytes(common), _bytes(kind)
        )


def _named(made: AnkiCollection, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield id, name, moment and these columns of the rows of a table that have an id."""
    for row in _some(made, table, "id", "name", "mtime_secs", *columns):
        if isinstance(row[0], int):
            yield row
        else:
            made.odd += 1


def _some(
    made: AnkiCollection, table: str, *columns: str, order: Sequence[str] = ()
) -> Iterator[tuple[Any, ...]]:
    """Yield rows of a table of options; raises ValueError beyond what any collection has."""
    if made.rows.count(table) > MOST_OPTIONS:
        raise ValueError("too many options")
    for row in made.rows.rows(table, columns, order):
        made.room -= sum(len(value) for value in row if isinstance(value, str | bytes))
        if made.room < 0:
            raise ValueError("too large options")
        yield row


def _leave_out_large(made: AnkiCollection) -> None:
    """Leave out note types of more fields or templates than a screen or a search could hold."""
    for identity, each in list(made.note_types.items()):
        parts = [found for key in ("flds", "tmpls") if isinstance(found := each.get(key), list)]
        if any(len(found) > MOST_PARTS for found in parts):
            del made.note_types[identity]
            what = message(
                "The note type {name} has more than {most} fields or cards and was left out.",
                name=quoted(str(each.get("name"))), most=MOST_PARTS,
            )  # fmt: skip
            made.problems.add(0, what, _LARGE_TYPE)


def _three(row: Sequence[Any]) -> tuple[str, int, bytes]:
    return str(row[0]), _as(row[1], int) or 0, _bytes(row[2])


def _bytes(value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    return value if isinstance(value, bytes) else b""


def _value(value: Any) -> Any:
    try:
        return bounded_json.loads(_bytes(value))
    except ValueError:
        return None


def _object(text: Any) -> dict[str, Any]:
    found = bounded_json.loads(text) if isinstance(text, str | bytes) and text else {}
    return found if isinstance(found, dict) else {}


def _objects(text: Any) -> dict[int, dict[str, Any]]:
    """Return what JSON keeps by ids; raises ValueError."""
    found: Mapping[str, Any] = _object(text)
    return {
        int(identity): {**value, "id": int(identity)}
        for identity, value in found.items()
        if isinstance(value, dict) and len(identity) <= _LONGEST_ID
    }
