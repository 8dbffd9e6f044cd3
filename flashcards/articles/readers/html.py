"""Reads saved pages: what is text, in which structure, and what is only the page around it."""

from collections.abc import Sequence
from itertools import islice

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.faq_data import Declared, declared_questions, place_questions
from flashcards.articles.readers.html_abbreviations import spelt_out
from flashcards.articles.readers.html_chrome import roles
from flashcards.articles.readers.html_title import title_of
from flashcards.articles.readers.html_tokens import Token, tokens
from flashcards.articles.readers.html_writer import HtmlWriter
from flashcards.articles.tree import Document
from flashcards.model.messages import message

MOST_TOKENS = 600_000
"""Tags and stretches of words that are read of one page."""
_TOO_LONG = message("The page is longer than can be read at once; its end was left out.")


def read_html(text: str) -> Document:
    """Return the document that a page is; declared questions are found in it or appended."""
    page = page_of(text)
    out = Builder()
    write_html(out, spelt_out(page), saved=True)
    questions = place_questions(out, _declared(page))
    problems = (_TOO_LONG,) if len(page) >= MOST_TOKENS else ()
    return out.finish(title_of(page), problems, questions, _language(page))


def page_of(text: str) -> list[Token]:
    """Return the tags and words of a page, up to the number that is read."""
    return list(islice(tokens(text), MOST_TOKENS))


def write_html(out: Builder, page: Sequence[Token], saved: bool = False) -> None:
    """Write a page into a builder; of one ``saved`` from a site only the article."""
    writer = HtmlWriter(out)
    writer.feed(zip(page, roles(page, saved), strict=True))
    writer.reset()


def _language(page: Sequence[Token]) -> str:
    """Return the language that a page names of itself."""
    top = next((token for token in page if token.name == "html" and not token.closes), None)
    return (top.attributes.get("lang") or top.attributes.get("xml:lang") or "") if top else ""


def _declared(page: Sequence[Token]) -> list[Declared]:
    return [
        pair
        for at, token in enumerate(page[:-1])
        if token.name == "script" and "ld+json" in token.words.lower() and not token.closes
        for pair in declared_questions(page[at + 1].words)
    ]
