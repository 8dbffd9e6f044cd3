"""Tables of notes (CSV, TSV and text): looked at first, then read; and written."""

from flashcards.formats.csv_choices import FOUND_OUT, NO_COLUMN, CsvChoices
from flashcards.formats.csv_preview import HEADER, CsvPreview
from flashcards.formats.csv_reader import ReadRow, first_rows, read, read_decoded, rows
from flashcards.formats.csv_rows import MAX_COLUMNS
from flashcards.formats.csv_sniffing import sniff, sniff_decoded, sniff_text
from flashcards.formats.csv_writer import header_of, note_row, write, write_lines
from flashcards.formats.decoding import decode, decode_table

__all__ = [
    "FOUND_OUT",
    "HEADER",
    "MAX_COLUMNS",
    "NO_COLUMN",
    "CsvChoices",
    "CsvPreview",
    "ReadRow",
    "decode",
    "decode_table",
    "first_rows",
    "header_of",
    "note_row",
    "read",
    "read_decoded",
    "rows",
    "sniff",
    "sniff_decoded",
    "sniff_text",
    "write",
    "write_lines",
]
