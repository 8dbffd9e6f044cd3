"""What somebody decides about reading a table, in place of what would be found out."""

import codecs
from dataclasses import dataclass, replace

from flashcards.formats.csv_preview import CsvPreview
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.tables import Existing, KnownBy

NO_COLUMN = -1
"""As the column of tags: the table has none."""

_NO_TEXT_FILE = frozenset(
    ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7")
)
"""Codecs that are for other things than files, or let half characters through."""


@dataclass(frozen=True, slots=True)
class CsvChoices:
    """Decisions about a table; None leaves what is found out. Columns count from 0.

    Raises UserError for an encoding nobody knows and for signs that cannot separate or quote.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    """The quoting character; empty when cells are to be taken as they stand."""
    has_header: bool | None = None
    front_column: int | None = None
    back_column: int | None = None
    tags_column: int | None = None
    """``NO_COLUMN`` when no column holds tags."""
    note_type: str | None = None
    """Uid or name of the note type of all rows."""
    meanings: tuple[str, ...] | None = None
    """What each column becomes, in their order: a field as ``column_of`` calls it, ``tags``,
    ``deck``, ``guid``, ``type``, or "" for nothing. In place of single columns above."""
    html: bool | None = None
    """Whether cells hold markup."""
    added_tags: tuple[str, ...] | None = None
    """Tags for all rows, beside those that the table names."""
    existing: Existing | None = None
    known_by: KnownBy | None = None

    def __post_init__(self) -> None:
        if self.encoding is not None and not _is_known(self.encoding):
            raise UserError(
                message("There is no encoding called “{encoding}”.", encoding=self.encoding),
                message("Common ones are utf-8, utf-16, cp1252 and cp1251."),
            )
        if self.delimiter is not None and (len(self.delimiter) != 1 or self.delimiter in '\r\n"'):
            raise UserError(
                message("“{delimiter}” cannot separate columns.", delimiter=self.delimiter),
                message("Use one character, such as a comma, or a tab."),
            )
        if self.quote is not None and (len(self.quote) > 1 or self.quote in ("\r", "\n", "\t")):
            raise UserError(
                message("“{quote}” cannot quote cells.", quote=self.quote),
                message("Use one character, or none at all."),
            )

    def leave_rows_of(self, preview: CsvPreview) -> bool:
        """Whether a table is split into the same rows and header as in this preview."""
        return all(
            wanted in (None, found)
            for wanted, found in (
                (self.delimiter, preview.delimiter),
                (self.quote, preview.quote),
                (self.has_header, preview.has_header),
            )
        )


FOUND_OUT = CsvChoices()
"""No choice at all."""


def with_columns(preview: CsvPreview, choices: CsvChoices) -> CsvPreview:
    """Give columns their chosen meanings; a column that loses its own makes room for the next.

    Where the front goes to what was the back, the back goes to the first column that is free.
    """
    wanted = (choices.front_column, choices.back_column, choices.tags_column)
    if wanted == (None, None, None) or preview.target is not None:
        return preview
    taken = {column for column in wanted if column is not None}

    def still(column: int | None) -> int | None:
        return None if column in taken else column

    spare = [preview.front_column, preview.back_column, *range(len(preview.columns) + 3)]
    free = [column for column in dict.fromkeys(spare) if column not in taken]
    front = choices.front_column
    if front is None:
        front = free.pop(0)
    back = choices.back_column
    if back is None:
        back = next(column for column in (preview.back_column, *free) if column in free)
    tags = still(preview.tags_column) if choices.tags_column is None else choices.tags_column
    taken |= {front, back}
    return replace(
        preview,
        front_column=front,
        back_column=back,
        tags_column=None if tags in (NO_COLUMN, front, back) else tags,
        guid_column=still(preview.guid_column),
        deck_column=still(preview.deck_column),
        type_column=still(preview.type_column),
    )


def _is_known(encoding: str) -> bool:
    try:
        found = codecs.lookup(encoding)
        "a".encode(encoding)  # not all that can be looked up turns text into bytes
    except (LookupError, ValueError):
        return False
    return found.name.replace("_", "-") not in _NO_TEXT_FILE
