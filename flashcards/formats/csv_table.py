"""Tables of notes (CSV, TSV and text): looked at first, then read; and written."""

from flashcards.formats.csv_preview import CsvPreview
from flashcards.formats.csv_reader import read, rows
from flashcards.formats.csv_sniffing import sniff
from flashcards.formats.csv_writer import HEADER, note_row, write, write_lines

__all__ = ["HEADER", "CsvPreview", "note_row", "read", "rows", "sniff", "write", "write_lines"]
