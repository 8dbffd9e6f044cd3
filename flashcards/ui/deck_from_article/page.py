"""An article as lines to be drawn: where each is in the text and what it looks like."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from flashcards.articles.tree import Block, BlockKind, Document, Span

LONGEST_LINE = 2_000
"""Characters drawn as one paragraph; a longer one is divided at a space."""


class Look(StrEnum):
    """How a line is set."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    TERM = "term"
    QUOTE = "quote"
    CODE = "code"
    ROW = "row"
    ASIDE = "aside"


_LOOKS = {
    BlockKind.HEADING: Look.HEADING,
    BlockKind.CODE: Look.CODE,
    BlockKind.ROW: Look.ROW,
    BlockKind.TERM: Look.TERM,
    BlockKind.SUMMARY: Look.TERM,
    BlockKind.OTHER: Look.ASIDE,
}
_INDENTED = {BlockKind.ITEM, BlockKind.DEFINITION, BlockKind.QUOTE}


@dataclass(frozen=True, slots=True)
class PageLine:
    """One paragraph, or one line of a list, a table or code: ``text[start:stop]``."""

    start: int
    stop: int
    look: Look
    level: int = 0
    """Of a heading 1-6."""
    indent: int = 0
    bullet: str = ""
    begins: bool = True
    """Whether a gap stands above it."""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    look: Look
    level: int = 0
    indent: int = 0
    bullet: str = ""
    tight: bool = False
    spans: tuple[Span, ...] = ()


def page_lines(document: Document) -> tuple[PageLine, ...]:
    """Return the lines of an article in order; every word of its text is in one of them."""
    lines: list[PageLine] = []
    at = 0
    for start, stop, style in _leaves(document.blocks, 0):
        if start < at:
            continue
        lines.extend(_cut(document.text, at, start, _Style(Look.TEXT)))
        lines.extend(_cut(document.text, start, stop, style))
        at = stop
    lines.extend(_cut(document.text, at, len(document.text), _Style(Look.TEXT)))
    return tuple(lines)


def _leaves(blocks: tuple[Block, ...], indent: int) -> Iterator[tuple[int, int, _Style]]:
    for place, block in enumerate(blocks):
        kind = block.kind
        if kind is BlockKind.LIST:
            yield from _items(block, indent)
            continue
        deeper = indent + (kind in _INDENTED)
        if kind is BlockKind.ROW:
            spans = tuple(span for cell in block.children for span in cell.spans)
            yield block.start, block.end, _Style(Look.ROW, 0, indent, "", place > 0, spans)
        elif not block.children:
            look = Look.QUOTE if kind is BlockKind.QUOTE else _LOOKS.get(kind, Look.TEXT)
            tight = kind is BlockKind.DEFINITION
            yield block.start, block.end, _Style(look, block.level, deeper, "", tight, block.spans)
        else:
            for start, stop, inner in _leaves(block.children, deeper):
                if kind is BlockKind.QUOTE and inner.look is Look.TEXT:
                    inner = replace(inner, look=Look.QUOTE)
                yield start, stop, inner


def _items(block: Block, indent: int) -> Iterator[tuple[int, int, _Style]]:
    for place, item in enumerate(block.children):
        bullet = f"{place + 1}." if block.ordered else "•"
        tight = place > 0 or indent > 0
        if not item.children:
            style = _Style(Look.ITEM, 0, indent + 1, bullet, tight, item.spans)
            yield item.start, item.end, style
            continue
        for start, stop, inner in _leaves(item.children, indent + 1):
            if bullet and inner.look in (Look.TEXT, Look.ITEM) and not inner.bullet:
                inner = _Style(Look.ITEM, 0, indent + 1, bullet, tight, inner.spans)
            bullet = ""
            yield start, stop, inner


def _cut(text: str, start: int, stop: int, style: _Style) -> Iterator[PageLine]:
    first = True
    at = start
    while at < stop:
        end = text.find("\n", at, stop)
        end = stop if end < 0 else end
        for low, high in _pieces(text, at, end):
            yield PageLine(
                low,
                high,
                style.look,
                style.level,
                style.indent,
                style.bullet if first else "",
                first and not style.tight,
                tuple(span for span in style.spans if span.start < high and span.end > low),
            )
            first = False
        at = end + 1


def _pieces(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    while stop - start > LONGEST_LINE:
        space = text.rfind(" ", start + LONGEST_LINE // 2, start + LONGEST_LINE)
        end = space + 1 if space >= 0 else start + LONGEST_LINE
        yield start, end
        start = end
    if text[start:stop].strip():
        yield start, stop
