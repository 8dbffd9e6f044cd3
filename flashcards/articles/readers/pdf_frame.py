"""Leaves out what stands at the top and foot of the pages of a PDF again and again."""

import re
from collections import Counter
from collections.abc import Sequence

from flashcards.articles.readers.pdf_pieces import Line

_AT_THE_EDGE = re.compile(r"^\d{1,4}(?=\s|$)|(?<=\s)\d{1,4}$")
_LONGEST_HEAD = 80
"""Letters of a line at a page's edge that may be no more than its number and a name."""
_FEWEST_NUMBERED = 3
_OFTEN = 4
"""Pages on which the same words at the very same height are no part of the text."""
_NONE = -1_000_000
_DIGITS = re.compile(r"\d+")


def without_frame(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each page without those that stand at its top or bottom again and again."""
    if len(pages) < 3:
        return [list(page) for page in pages]
    edges = [_edges(page) for page in pages]
    counted: Counter[str] = Counter()
    placed: Counter[tuple[str, int]] = Counter()
    for page, places in zip(pages, edges, strict=True):
        counted.update({_pattern(page[at]) for at in places})
        placed.update({(_pattern(page[at]), round(page[at].place)) for at in places})
    often = {line for line, count in counted.items() if count * 2 > len(pages)}
    often |= {line for (line, _), count in placed.items() if count >= _OFTEN}
    first = _first_number(pages, edges)
    return [
        [
            line
            for at, line in enumerate(page)
            if at not in places
            or (_pattern(line) not in often and first + number not in _page_numbers(line))
        ]
        for number, (page, places) in enumerate(zip(pages, edges, strict=True))
    ]


def _first_number(pages: Sequence[Sequence[Line]], edges: Sequence[set[int]]) -> int:
    """The number of the first page, where the pages bear numbers; else one that none bears."""
    counted: Counter[int] = Counter()
    for number, (page, places) in enumerate(zip(pages, edges, strict=True)):
        counted.update({told - number for at in places for told in _page_numbers(page[at])})
    first, count = counted.most_common(1)[0] if counted else (0, 0)
    return first if count * 3 >= len(pages) and count >= _FEWEST_NUMBERED else _NONE


def _page_numbers(line: Line) -> list[int]:
    """The numbers that may be the page's, at the beginning or end of a short line."""
    words = line.text.strip()
    found = _AT_THE_EDGE.findall(words) if len(words) <= _LONGEST_HEAD else []
    return [int(number) for number in found]


def _edges(page: Sequence[Line]) -> set[int]:
    """The lines that come first and last in the file, and those that stand highest and lowest."""
    written = [at for at, line in enumerate(page) if line.text.strip()]
    high = sorted(written, key=lambda at: -page[at].place)
    return {*written[:2], *written[-2:], *high[:2], *high[-2:]}


def _pattern(line: Line) -> str:
    return _DIGITS.sub("0", line.text.strip())
