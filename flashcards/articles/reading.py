"""Turns an article of any format into a document."""

from flashcards.articles.readers.decoding import cleaned, decode
from flashcards.articles.tree import Document


def read(data: bytes | str, name: str = "", kind: str | None = None) -> Document:
    """Return what an article consists of."""
    from flashcards.articles.readers.markdown import read_markdown
    from flashcards.articles.readers.plain import read_plain

    text = decode(data).text if isinstance(data, bytes) else cleaned(data)
    kind = kind or name.rpartition(".")[2].lower()
    return read_markdown(text) if kind in ("md", "markdown") else read_plain(text)
