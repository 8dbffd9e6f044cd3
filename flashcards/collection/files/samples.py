"""Shows what the first rows of a table would become, before anything is imported."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.collection.decks.cards_of import places
from flashcards.collection.decks.editing import no_cards, ordered_fields
from flashcards.collection.files.field_names import table_type
from flashcards.collection.files.incoming import Tally, as_fields, no_type, type_of
from flashcards.collection.files.reading import absent_files, read_text, table_types
from flashcards.files import shown_name
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.model.notes import NoteType
from flashcards.model.parsed import ParsedDeck, ParsedNote, Problem
from flashcards.model.tables import TableType
from flashcards.store.notes import StoredTypes
from flashcards.text.list_items import with_numbers
from flashcards.text.pasted_source import literal

if TYPE_CHECKING:
    from flashcards.formats.csv_choices import CsvChoices
    from flashcards.formats.csv_preview import CsvPreview
    from flashcards.formats.csv_reader import ReadRow

SHOWN_ROWS = 20
MOST_TRIED = 10_000
"""Rows that are all tried out before the import, which takes half a second."""


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
    left_out: int = 0
    """Rows that become no note, as far as the table is short enough to be tried out."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with rows, by line, likewise."""


def look(
    collection: Path,
    types: StoredTypes,
    path: Path,
    choices: "CsvChoices | None" = None,
    data: bytes | None = None,
) -> TableLook:
    """Look at a table for a collection; ``data`` is what it holds where it is no file but copied.

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
    samples = tuple(_sample(types, row, preview) for row in rows)
    if preview.row_count > MOST_TRIED:
        return TableLook(preview, samples, own)
    parsed = csv_table.read_decoded(replace(decoded, problems=()), shown_name(path), preview)
    left_out, problems = _tried(types, parsed, shown_name(path), preview)
    if data is None:
        problems = (*problems, *absent_files(collection, parsed, path))
    return TableLook(preview, samples, own, left_out, problems)


def _tried(
    types: StoredTypes, parsed: ParsedDeck, file: str, preview: "CsvPreview"
) -> tuple[int, tuple[Problem, ...]]:
    """Make notes of all rows without keeping any; return how many are left out, and problems."""
    tally = Tally(skipped=parsed.left_out)
    for note in parsed.notes:
        try:
            _fields(types, note, preview, tally, file)
        except UserError as error:
            tally.skip(file, note.line, error, message("The row will be skipped."))
    report = tally.report("")
    found = (*parsed.problems, *report.problems)
    return report.skipped, tuple(each for each in found if each.line or each.sums_up)


def _sample(types: StoredTypes, row: "ReadRow", preview: "CsvPreview") -> SampleRow:
    if row.note is None:
        return SampleRow(row.line, row.cells, problem=row.problem)
    try:
        note_type, texts = _fields(types, row.note, preview, Tally(), "")
    except UserError as error:
        return SampleRow(row.line, row.cells, problem=error.said)
    fields = dict(zip(note_type.fields, texts, strict=True))
    tags = (*preview.tags, *row.note.tags)
    return SampleRow(row.line, row.cells, note_type, fields, tags, row.note.deck or "")


def _fields(
    types: StoredTypes, note: ParsedNote, preview: "CsvPreview", tally: Tally, file: str
) -> tuple[NoteType, tuple[str, ...]]:
    """Return the type of a note and its texts; raise UserError where it would make no card."""
    note_type = type_of(types, note)
    if note_type is None:
        raise no_type(note)
    texts = tuple(ordered_fields(note_type, as_fields(note_type, note, tally, file)))
    if not preview.html:
        texts = tuple(literal(text, note_type.markup) for text in texts)
    if not places(types, note_type, with_numbers(note_type, texts, {})):
        raise no_cards(note_type)
    return note_type, texts
