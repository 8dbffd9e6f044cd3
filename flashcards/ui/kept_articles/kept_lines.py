"""A kept article as lines to be drawn: its headings, its lists, its terms, its paragraphs."""

import re
from collections.abc import Iterable, Iterator

from flashcards.articles.tree import Block, Document
from flashcards.model.articles import Article, ListItem, Passage
from flashcards.ui.deck_from_article.page import LONGEST_LINE, Look, PageLine, page_lines

_LONGEST_TERM = 80
_DEEPEST = 8
_OTHER_NAME = re.compile(r"\s*(?:\([^()]*\)\s*)?")
"""What may stand behind a term on its line: its short form."""


def kept_lines(
    article: Article, passages: Iterable[Passage] = (), blocks: tuple[Block, ...] = ()
) -> tuple[PageLine, ...]:
    """Return the lines of a kept article as they looked while its cards were decided on.

    An article without ``blocks`` was kept by an earlier version, which did not keep how it is
    laid out; there the terms of its passages are set as such, and what stands below as theirs.
    """
    if blocks:
        return page_lines(Document(article.title, article.text, blocks))
    return tuple(_guessed(article, passages))


def _guessed(article: Article, passages: Iterable[Passage]) -> list[PageLine]:
    text = article.text
    headings = {each.start: each for each in article.headings}
    terms = {
        each.start: len(each.term)
        for each in passages
        if each.start is not None and each.kind == "term" and len(each.term) <= _LONGEST_TERM
    }
    items = {each.start: each for each in article.items}
    lines: list[PageLine] = []
    begins, at, size, below = True, 0, len(text), False
    while at < size:
        end = text.find("\n", at)
        end = size if end < 0 else end
        if not text[at:end].strip():
            begins, at, below = True, end + 1, False
            continue
        heading = headings.get(at)
        if heading is not None:
            lines.append(PageLine(at, end, Look.HEADING, heading.level))
            begins, below = True, False
        elif at in terms and _OTHER_NAME.fullmatch(text, at + terms[at], end):
            lines.append(PageLine(at, end, Look.TERM))
            begins, below = False, True
        elif at in items:
            lines.extend(_item(items[at], text, at, end, begins=begins))
            begins = below = False
        else:
            for low, high in _pieces(text, at, end):
                lines.append(PageLine(low, high, Look.TEXT, 0, int(below), "", begins))
                begins = False
        at = end + 1
    return lines


def _item(item: ListItem, text: str, start: int, stop: int, *, begins: bool) -> Iterator[PageLine]:
    bullet = f"{item.number}." if item.number else "•"
    for low, high in _pieces(text, start, stop):
        yield PageLine(low, high, Look.ITEM, 0, min(item.depth, _DEEPEST), bullet, begins)
        bullet, begins = "", False


def _pieces(text: str, start: int, stop: int) -> Iterable[tuple[int, int]]:
    while stop - start > LONGEST_LINE:
        space = text.rfind(" ", start + LONGEST_LINE // 2, start + LONGEST_LINE)
        end = space + 1 if space >= 0 else start + LONGEST_LINE
        yield start, end
        start = end
    yield start, stop
