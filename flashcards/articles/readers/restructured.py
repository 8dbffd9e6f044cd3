"""Reads restructured text; for now as Markdown."""

from flashcards.articles.readers.markdown import read_markdown as read_restructured

__all__ = ["read_restructured"]
