"""Reads asciidoc text; for now as Markdown."""

from flashcards.articles.readers.markdown import read_markdown as read_asciidoc

__all__ = ["read_asciidoc"]
