"""Reads text without marks and finds the structure it once had."""

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.lines import is_blank
from flashcards.articles.tree import BlockKind, Document


def read_plain(text: str) -> Document:
    """Return the document that a text without marks is."""
    out = Builder()
    for line in text.split("\n"):
        if not is_blank(line):
            out.block(BlockKind.PARAGRAPH, line)
    return out.finish()
