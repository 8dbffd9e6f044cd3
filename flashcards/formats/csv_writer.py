"""Writes notes as comma-separated text that other programs and ``read`` understand."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from flashcards.formats.csv_preview import HEADER, column_of
from flashcards.model.note_types import TWO_FIELDS
from flashcards.model.parsed import ParsedNote

_GUARDED = re.compile(r"'*[=+\-@\t\r]")
"""How cells begin that a spreadsheet takes for formulas, or would but for an apostrophe."""


def header_of(notes: Iterable[ParsedNote]) -> tuple[str, ...]:
    """Return the columns that notes need: ``HEADER``, and one for each other field by its name."""
    found = dict.fromkeys(HEADER)
    for note in notes:
        usual = TWO_FIELDS.get(note.note_type, ())
        for name, text in note.fields.items():
            if text and name not in usual:
                found.setdefault(column_of(name))
    return tuple(found)


def note_row(note: ParsedNote, header: Sequence[str] = HEADER) -> tuple[str, ...]:
    """Return a note as a row under ``header``; a field that has no column there is left out."""
    cells = dict.fromkeys(header, "")
    usual = TWO_FIELDS.get(note.note_type, ())
    columns = dict(zip(usual, HEADER[:2], strict=False))
    for name, text in note.fields.items():
        column = columns.get(name) or column_of(name)
        if text and column in cells:
            cells[column] = text
    cells |= {"tags": " ".join(note.tags), "deck": note.deck or "", "guid": note.guid or ""}
    return tuple((cells | {"type": note.note_type}).values())


def write(
    rows: Iterable[Iterable[str]],
    header: Iterable[str] = HEADER,
    delimiter: str = ",",
    escape_formulas: bool = False,
) -> str:
    """Return the text of a table with a header; see ``write_lines``."""
    return "".join(write_lines(rows, header, delimiter, escape_formulas))


def write_lines(
    rows: Iterable[Iterable[str]],
    header: Iterable[str] = HEADER,
    delimiter: str = ",",
    escape_formulas: bool = False,
) -> Iterator[str]:
    """Yield a table row by row, cells quoted where needed, lines ending in ``\\n``.

    ``escape_formulas`` puts an apostrophe before cells that a spreadsheet would take for a
    formula (those beginning with ``= + - @``). Cells that begin with apostrophes and such a sign
    get another one in any case: ``unguarded`` takes one from each.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(_guarded(name, escape_formulas) for name in header)
    for row in rows:
        writer.writerow(_guarded(cell, escape_formulas) for cell in row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _guarded(cell: str, formulas: bool) -> str:
    begins = _GUARDED.match(cell)
    return f"'{cell}" if begins and (formulas or cell[0] == "'") else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before ``write_lines`` guarded it."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell
