"""What is known of a table of notes before it is read: its separator and its columns' meaning."""

from dataclasses import dataclass

from flashcards.model.note_types import BASIC
from flashcards.model.parsed import Problem


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

    own: bool = False
    """Whether this program wrote the table: its cells and tags are then taken as they stand."""

    @property
    def used_columns(self) -> frozenset[int]:
        """The columns whose cells are read."""
        named = (self.tags_column, self.guid_column, self.deck_column, self.type_column)
        found = (column for column in named if column is not None)
        return frozenset((self.front_column, self.back_column, *found))
