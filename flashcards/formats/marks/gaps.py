"""Writes the gaps of other programs' clozes as this program's own."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from flashcards.formats.fences import fence_map
from flashcards.formats.marks.page import masked
from flashcards.model.clozes import written

MOST_GAPS = 500
"""Gaps of one text; further ones stay text."""
HIGHLIGHT = re.compile(
    r"==(?=[^\s=])(?P<text>(?:(?!==)[^\n]){1,2000})(?<=\S)=="
    r"(?:\^\[(?P<hint>[^\]\n]{0,200})\])?(?:\[\^(?P<number>[\w]{1,20})\])?"
)
"""``==text==``, and with ``^[hint]`` and ``[^1]`` behind it, as the plugin's manual offers."""
CURLY = re.compile(r"\{\{(?P<text>[^{}\n]{1,2000})\}\}")
BOLD = re.compile(r"\*\*(?=[^\s*])(?P<text>[^*\n]{1,2000})(?<=\S)\*\*")
_NUMBERED = re.compile(r"(\d{1,3})(?:;;|::)")
_HIDDEN = "\ue000"
"""In place of code while gaps are looked for."""

Gap = tuple[str, int | None, str | None]
"""What a gap hides, its number where it has one, and its hint."""


def read_gap(parts: Mapping[str, str]) -> Gap:
    """Return the gap that the groups of a pattern tell of: ``1;;text;;hint`` or ``text``."""
    text, number = numbered(parts["text"])
    given = parts.get("number", "")
    hint = parts.get("hint", "")
    for mark in (";;", "::"):
        before, found, after = text.rpartition(mark)
        if found and before and not hint:
            text, hint = before, after
    return text, int(given) if given.isascii() and given.isdigit() else number, hint or None


def with_gaps(
    text: str, pattern: re.Pattern[str], read: Callable[[Mapping[str, str]], Gap] = read_gap
) -> str:
    """Return a text in which whatever matches outside of code and formulas is a gap.

    Gaps without a number get the next one that is free, so that each makes a card.
    """
    lines = text.split("\n")
    inside, _ = fence_map(lines, after_markers=False)
    found: list[tuple[int, int, int, Gap]] = []
    for at, line in enumerate(lines):
        if inside[at]:
            continue
        for match in pattern.finditer(masked(line, _HIDDEN)):
            spans = {name: match.span(name) for name in pattern.groupindex}
            parts = {name: line[slice(*span)] for name, span in spans.items() if span[0] >= 0}
            found.append((at, match.start(), match.end(), read(parts)))
    del found[MOST_GAPS:]
    numbers = _numbers([gap[1] for *_, gap in found])
    for (at, start, end, (hidden, _, hint)), number in zip(
        reversed(found), reversed(numbers), strict=True
    ):
        lines[at] = lines[at][:start] + gap(number, hidden, hint) + lines[at][end:]
    return "\n".join(lines)


def _numbers(given: Sequence[int | None]) -> list[int]:
    free = _free({number for number in given if number is not None})
    return [next(free) if number is None else number for number in given]


def _free(taken: set[int]) -> Iterator[int]:
    number = 0
    while True:
        number += 1
        if number not in taken:
            yield number


def gap(number: int, hidden: str, hint: str | None = None) -> str:
    """Return a gap; ``::`` in what it hides is spelled so that it begins no hint."""
    return written(min(max(number, 1), 999), hidden.replace("::", ":&#58;"), hint or None)


def numbered(text: str) -> tuple[str, int | None]:
    """Return what stands behind a number such as ``1;;``, and the number."""
    found = _NUMBERED.match(text)
    return (text[found.end() :], int(found[1])) if found else (text, None)
