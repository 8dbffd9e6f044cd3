"""Reads saved pages: what is text, in which structure, and what is only the page around it."""

from collections.abc import Sequence

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.faq_data import declared_questions, place_questions
from flashcards.articles.readers.html_chrome import roles
from flashcards.articles.readers.html_tokens import Token, tokens
from flashcards.articles.readers.html_writer import HtmlWriter
from flashcards.articles.tree import Document


def read_html(text: str) -> Document:
    """Return the document that a page is; declared questions are found in it or appended."""
    page = list(tokens(text))
    out = Builder()
    write_html(out, page)
    questions = place_questions(out, _declared(page))
    return out.finish(_title(page), questions=questions)


def write_html(out: Builder, page: Sequence[Token]) -> None:
    """Write a page into a builder."""
    writer = HtmlWriter(out)
    writer.feed(zip(page, roles(page), strict=True))
    writer.reset()


def _title(page: Sequence[Token]) -> str:
    for at, token in enumerate(page[:-1]):
        if token.name == "title" and not token.closes:
            return page[at + 1].words if page[at + 1].name == "" else ""
    return ""


def _declared(page: Sequence[Token]) -> list[tuple[str, str]]:
    return [
        pair
        for at, token in enumerate(page[:-1])
        if token.name == "script" and "ld+json" in token.words.lower() and not token.closes
        for pair in declared_questions(page[at + 1].words)
    ]
