"""Tells a poem from prose, since verse is read and not asked."""

import re
from dataclasses import replace
from itertools import pairwise

from flashcards.articles.tree import BlockKind, Document

_SAMPLE = 20_000
_FEWEST_LINES = 6
_LONGEST_LINE = 64
_SHORTEST_LINE = 12
_OPEN_END = re.compile(r"[\w,;:'’—–-][\"”’)]?$")
_MARKED = re.compile(
    r"[#>|*+=`~\[<.:-]|\d+[.)]|[A-Z][\w ()/-]{0,40}(?::| [-–—=])\s|.*\?$|.* {3,}\S"
)
"""Headings, items, tables, questions and labels, which have lines of their own for a reason."""


def without_verse(document: Document, source: str) -> Document:
    """Return a document whose source is a poem with nothing in it to learn from.

    In verse most lines are short and begin with a capital although the line before ended no
    sentence; wrapped prose begins its lines with whatever word comes next.
    """
    if not is_verse(source):
        return document
    blocks = tuple(
        replace(block, kind=BlockKind.OTHER, children=(), spans=())
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE)
        else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def is_verse(source: str) -> bool:
    """Tell whether a text as a whole is a poem, by how its lines begin and end."""
    lines = [line.strip() for line in source[:_SAMPLE].split("\n")]
    runs = going_on = whole = 0
    for before, line in pairwise(lines):
        if not before or not line:
            continue
        short = max(len(before), len(line)) <= _LONGEST_LINE and len(line) >= _SHORTEST_LINE
        if _MARKED.match(line) or not short:
            whole += 1
            continue
        runs += 1
        going_on += bool(_OPEN_END.search(before)) and line.lstrip("\"“‘'")[:1].isupper()
    long = sum(len(line) > _LONGEST_LINE for line in lines)
    return runs >= _FEWEST_LINES and going_on * 2 > runs and (whole + long) * 3 < runs
