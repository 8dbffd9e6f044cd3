"""Reads EPUB books: their chapters in reading order, each as a page."""

import posixpath
from collections.abc import Callable
from urllib.parse import unquote

from flashcards.articles.readers.archive import Archive
from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.decoding import decode, looks_binary
from flashcards.articles.readers.html import page_of, write_html
from flashcards.articles.readers.html_tokens import Token, tokens
from flashcards.articles.tree import Document
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

_MOST_CHAPTERS = 5_000
_LARGEST_TEXT = 16 * 1024 * 1024
"""Characters that are read of one book."""


def read_epub(data: bytes, tell: Callable[[int, int], object]) -> Document:
    """Return the document that a book is; ``tell`` gets chapters read, and how many there are.

    Raises ``UserError`` for damaged books and those locked against copying.
    """
    archive = Archive(data)
    package = _package_name(archive)
    parts = list(tokens(decode(archive.read(package), declared=True).text))
    chapters = _chapters(parts, posixpath.dirname(package))
    out = Builder()
    problems: list[Message] = []
    for number, name in enumerate(chapters):
        tell(number, len(chapters))
        page = archive.read(name)
        if looks_binary(page):
            raise UserError(
                message("This book is locked against copying (DRM)."),
                message("Only books without such a lock can be read."),
            )
        if out.length > _LARGEST_TEXT:
            problems.append(
                message("The book is longer than can be read at once; its end was left out.")
            )
            break
        out.close(1)
        out.folder = posixpath.dirname(name)
        write_html(out, page_of(decode(page, declared=True).text))
    if not out.length:
        raise UserError(
            message("This book holds no text."), message("It may consist of pictures only.")
        )
    language = _words_in(parts, "language")
    return out.finish(_words_in(parts, "title"), problems=tuple(problems), language=language)


def _package_name(archive: Archive) -> str:
    """Where the book's list of parts is."""
    container = decode(archive.read("META-INF/container.xml"), declared=True).text
    for token in tokens(container):
        name = token.attributes.get("full-path", "") if token.name.endswith("rootfile") else ""
        if name in archive:
            return name
    raise UserError(
        message("This book does not say what it consists of."),
        message("The file may be damaged; fetch it again."),
    )


def _chapters(parts: list[Token], folder: str) -> list[str]:
    """Names of the pages in reading order, without the table of contents."""
    pages: dict[str, str] = {}
    order: list[str] = []
    for token in parts:
        if token.closes or token.name.rpartition(":")[2] not in ("item", "itemref"):
            continue
        given = token.attributes
        if "idref" in given:
            order.append(given["idref"])
        elif "html" in given.get("media-type", "") and "nav" not in given.get("properties", ""):
            name = posixpath.join(folder, unquote(given.get("href", "").partition("#")[0]))
            pages[given.get("id", "")] = posixpath.normpath(name)
    return [pages[name] for name in dict.fromkeys(order) if name in pages][:_MOST_CHAPTERS]


def _words_in(parts: list[Token], name: str) -> str:
    """Return the words of the first element of a name, such as "title"."""
    for at, token in enumerate(parts[:-1]):
        if token.name.endswith(name) and not token.closes:
            return parts[at + 1].words if parts[at + 1].name == "" else ""
    return ""
