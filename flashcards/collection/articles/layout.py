"""How an article is laid out, kept beside its text: which stretch of it is what."""

import json
from collections.abc import Sequence
from typing import Any

from flashcards.articles.tree import Block, BlockKind, Span

_CODES = {
    BlockKind.HEADING: "h",
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST: "l",
    BlockKind.ITEM: "i",
    BlockKind.DEFINITIONS: "D",
    BlockKind.TERM: "t",
    BlockKind.DEFINITION: "d",
    BlockKind.TABLE: "T",
    BlockKind.ROW: "r",
    BlockKind.CELL: "c",
    BlockKind.CODE: "k",
    BlockKind.QUOTE: "q",
    BlockKind.DETAILS: "f",
    BlockKind.SUMMARY: "s",
    BlockKind.OTHER: "o",
}
_NUMBERED = "n"
"""A list that is numbered."""
_KINDS = {code: kind for kind, code in _CODES.items()} | {_NUMBERED: BlockKind.LIST}
_MARKS = {"strong": "s", "emphasis": "e", "code": "c", "term": "t"}
"""Of the marks inside a line, those that are seen."""
_MARK_OF = {code: mark for mark, code in _MARKS.items()}
_SHORTEST = 3
"""Of what stands of a block, its kind, start and end are never left off."""
_NO_MORE: tuple[Any, ...] = (0, (), ())
"""Level, children and marks where they are left off."""


def packed(blocks: Sequence[Block]) -> list[Any]:
    """Return blocks as JSON has them, short: kind, start, end, level, children, marks."""
    return [_packed(each) for each in blocks]


def _packed(block: Block) -> list[Any]:
    code = _NUMBERED if block.ordered else _CODES[block.kind]
    marks = [[s.start, s.end, _MARKS[s.mark]] for s in block.spans if s.mark in _MARKS]
    found = [code, block.start, block.end, block.level, packed(block.children), marks]
    while len(found) > _SHORTEST and not found[-1]:
        found.pop()
    return found


def unpacked(structure: str, size: int) -> tuple[Block, ...]:
    """Return the blocks kept of an article of ``size`` characters.

    None where it was kept by a version that kept none, or where they cannot be right.
    """
    try:
        return tuple(_unpacked(each, 0, size) for each in json.loads(structure)["blocks"])
    except (ValueError, TypeError, LookupError, RecursionError):
        return ()


def _unpacked(found: Sequence[Any], low: int, high: int) -> Block:
    code, start, end = found[:_SHORTEST]
    level, children, marks = (*found[_SHORTEST:], *_NO_MORE[len(found) - _SHORTEST :])
    if not low <= start <= end <= high:
        raise ValueError(f"a block from {start} to {end} lies outside")
    inside = tuple(_unpacked(each, start, end) for each in children)
    spans = tuple(Span(first, last, _MARK_OF[mark]) for first, last, mark in marks)
    return Block(_KINDS[code], start, end, level, code == _NUMBERED, inside, spans)
