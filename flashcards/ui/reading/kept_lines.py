"""A kept article as lines to be drawn: its headings, its lists, its terms, its paragraphs."""

from collections.abc import Iterable, Iterator

from flashcards.model.articles import Article, ListItem, Passage
from flashcards.ui.articles.page import LONGEST_LINE, Look, PageLine

_LONGEST_TERM = 80
_DEEPEST = 8


def kept_lines(article: Article, passages: Iterable[Passage] = ()) -> tuple[PageLine, ...]:
    """Return the lines of a kept article; the terms of its passages are set as such."""
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
        elif terms.get(at) == end - at:
            lines.append(PageLine(at, end, Look.TERM))
            begins, below = False, True
        elif at in items:
            lines.extend(_item(items[at], text, at, end, begins=begins))
            begins = below = False
        else:
            for low, high in _pieces(text, at, end):
                lines.append(PageLine(low, high, Look.TEXT, 0, int(below), "", begins))
                begins = False
            below = False
        at = end + 1
    return tuple(lines)


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
