"""What is known of a table of notes before it is read: its separator and its columns' meaning."""

from dataclasses import dataclass

from flashcards.model.note_types import BASIC
from flashcards.model.parsed import Problem
from flashcards.model.tables import Existing, KnownBy, TableType

HEADER = ("front", "back", "tags", "deck", "guid", "type")
"""The columns of a table that this program writes; those of other fields come behind them."""

_USUAL = {"front": "Front", "back": "Back"}
_A_FIELD = " (field)"


def column_of(field: str) -> str:
    """Return the name of the column a field is written in: its own, where that is free."""
    if field in _USUAL.values():
        return field.lower()
    return f"{field}{_A_FIELD}" if _bare(field) in HEADER else field


def field_of(column: str, *, own: bool) -> str:
    """Undo ``column_of``; in tables that are not our ``own`` capitals do not count."""
    if column.endswith(_A_FIELD) and _bare(column) in HEADER:
        return column.removesuffix(_A_FIELD)
    return _USUAL.get(column if own else column.lower(), column)


def _bare(name: str) -> str:
    while name.endswith(_A_FIELD):
        name = name.removesuffix(_A_FIELD)
    return name


@dataclass(frozen=True, slots=True)
class CsvPreview:
    """How a table will be read. Columns count from 0; change any of it with ``replace``."""

    encoding: str = "utf-8"
    delimiter: str = "\t"
    quote: str = ""
    """The quoting character, or empty when cells are taken as they stand."""
    has_header: bool = False
    columns: tuple[str, ...] = ()
    """A name for each column: the header's own, or ``Column 1`` and so on."""
    tags_column: int | None = None
    row_count: int = 0
    """Rows that hold something, without header and comments."""
    sample_rows: tuple[tuple[str, ...], ...] = ()
    problems: tuple[Problem, ...] = ()
    front_column: int = 0
    back_column: int = 1
    guid_column: int | None = None
    deck_column: int | None = None
    type_column: int | None = None
    comment_lines: int = 0
    """Lines at the top that hold settings or remarks of the program that wrote the file."""
    html: bool = True
    """Whether cells hold markup; if not, ``<`` and ``&`` are plain signs."""
    deck: str | None = None
    """Deck for all rows, where the file names one."""
    note_type: str = BASIC.uid
    """Uid of the note type for rows that name none."""
    tags: tuple[str, ...] = ()
    """Tags for all rows, where the file names some."""

    field_columns: tuple[tuple[int, str], ...] = ()
    """Columns with other fields than front and back, and the names of these."""

    named: bool = False
    """Whether a remark at the top names the columns."""
    own: bool = False
    """Whether this program wrote the table: its cells and tags are then taken as they stand."""
    target: TableType | None = None
    """The note type of all rows; None where rows have a front and a back, or name their types.

    With one, ``field_columns`` are all its fields that have a column, and no column is front or
    back.
    """
    pasted: bytes | None = None
    """The table itself, where it was copied and is no file."""
    existing: Existing = Existing.UPDATE
    known_by: KnownBy | None = None
    """None: by the guid that a row gives, else by the first field in the same deck."""

    @property
    def used_columns(self) -> frozenset[int]:
        """The columns whose cells are read."""
        named = (self.tags_column, self.guid_column, self.deck_column, self.type_column)
        found = (column for column in named if column is not None)
        others = (column for column, _ in self.field_columns)
        sides = () if self.target is not None else (self.front_column, self.back_column)
        return frozenset((*sides, *found, *others))

    def meaning(self, column: int) -> str:
        """Return what a column becomes, as our own tables would head it; "" for nothing."""
        meanings: dict[int | None, str] = {
            column: column_of(field) for column, field in self.field_columns
        }
        if self.target is None:
            meanings |= {self.front_column: "front", self.back_column: "back"}
        meanings |= {
            self.tags_column: "tags",
            self.deck_column: "deck",
            self.guid_column: "guid",
            self.type_column: "type",
        }
        return meanings.get(column, "")

    def field_name(self, column: int) -> str:
        """Return the field that a column holds, as its header names it; "" where none does."""
        named = column < len(self.columns) and (self.has_header or self.named)
        return field_of(self.columns[column], own=self.own) if named else ""
