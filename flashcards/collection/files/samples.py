"""Shows what the first rows of a table would become, before anything is imported."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.collection.decks.cards_of import places
from flashcards.collection.decks.editing import no_cards, ordered_fields
from flashcards.collection.files.field_names import table_type
from flashcards.collection.files.incoming import Tally, as_fields, type_of
from flashcards.collection.files.reading import read_text, table_types
from flashcards.files import shown_name
from flashcards.model.messages import Message, message
from flashcards.model.notes import NoteType
from flashcards.model.tables import TableType
from flashcards.store.notes import StoredTypes
from flashcards.text.list_items import with_numbers
from flashcards.text.pasted_source import literal

if TYPE_CHECKING:
    from flashcards.formats.csv_choices import CsvChoices
    from flashcards.formats.csv_preview import CsvPreview
    from flashcards.formats.csv_reader import ReadRow

SHOWN_ROWS = 20


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A row and the note that it would be."""

    line: int
    cells: tuple[str, ...]
    note_type: NoteType | None = None
    """None where there would be no note; ``problem`` says why."""
    fields: Mapping[str, str] | None = None
    tags: tuple[str, ...] = ()
    deck: str = ""
    """The one that the row names."""
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a table would be read, and what its first rows become."""

    preview: "CsvPreview"
    rows: tuple[SampleRow, ...]
    note_type: TableType | None
    """Whose fields its columns can be; None where each row names its own type."""


def look(
    types: StoredTypes,
    path: Path,
    choices: "CsvChoices | None" = None,
    data: bytes | None = None,
) -> TableLook:
    """Look at a table; ``data`` is what it holds where it was copied and is no file.

    Raises UserError where it cannot be read, and for choices that fit no type there is.
    """
    from flashcards.formats import csv_table

    wanted = choices or csv_table.FOUND_OUT
    raw = read_text(path) if data is None else data
    decoded = csv_table.decode_table(raw, shown_name(path), wanted.encoding)
    preview = csv_table.sniff_decoded(decoded, shown_name(path), wanted, table_types(types))
    preview = replace(preview, pasted=data)
    rows = csv_table.first_rows(decoded, preview, SHOWN_ROWS)
    own = preview.target
    if own is None and preview.type_column is None:
        own = table_type(types.by_uid[preview.note_type])
    return TableLook(preview, tuple(_sample(types, row, preview) for row in rows), own)


def _sample(types: StoredTypes, row: "ReadRow", preview: "CsvPreview") -> SampleRow:
    if row.note is None:
        return SampleRow(row.line, row.cells, problem=row.problem)
    note_type = type_of(types, row.note)
    if note_type is None:
        why = message("There is no note type called “{note_type}”.", note_type=row.note.note_type)
        return SampleRow(row.line, row.cells, problem=why)
    given = as_fields(note_type, row.note, Tally(), "")
    texts = tuple(ordered_fields(note_type, given))
    if not preview.html:
        texts = tuple(literal(text, note_type.markup) for text in texts)
    if not places(types, note_type, with_numbers(note_type, texts, {})):
        return SampleRow(row.line, row.cells, problem=no_cards(note_type).said)
    fields = dict(zip(note_type.fields, texts, strict=True))
    tags = (*preview.tags, *row.note.tags)
    return SampleRow(row.line, row.cells, note_type, fields, tags, row.note.deck or "")
