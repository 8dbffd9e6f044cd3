"""The Markdown deck format: a deck as a text file for any editor (see docs/deck-format.md)."""

from flashcards.formats.images import replace_images
from flashcards.formats.markdown_reader import read, read_bytes, uid_of
from flashcards.formats.markdown_syntax import has_own_marks
from flashcards.formats.markdown_writer import normalised, write

__all__ = ["has_own_marks", "normalised", "read", "read_bytes", "replace_images", "uid_of", "write"]
