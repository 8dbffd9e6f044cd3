"""Reads org text; for now as Markdown."""

from flashcards.articles.readers.markdown import read_markdown as read_org

__all__ = ["read_org"]
