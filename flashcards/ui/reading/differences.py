"""Which words of two wordings differ."""

import re
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|[^\w\s]")
MOST_TOKENS = 800
"""Comparing takes time with the square of the words; longer texts are marked as a whole."""

Spans = list[tuple[int, int]]


def differences(before: str, after: str) -> tuple[Spans, Spans]:
    """Return what only ``before`` says and what only ``after`` says, as places in each."""
    if before == after:
        return [], []
    old, new = _tokens(before), _tokens(after)
    if len(old) > MOST_TOKENS or len(new) > MOST_TOKENS:
        return _all_of(before), _all_of(after)
    matcher = SequenceMatcher(None, [w for _, w in old], [w for _, w in new], autojunk=False)
    gone: Spans = []
    come: Spans = []
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag != "equal":
            _add(gone, old, low, high)
            _add(come, new, first, last)
    return gone, come


def _tokens(text: str) -> list[tuple[int, str]]:
    return [(found.start(), found[0]) for found in _TOKEN.finditer(text)]


def _add(spans: Spans, tokens: list[tuple[int, str]], low: int, high: int) -> None:
    """Add the words from ``low`` to ``high`` with what stands between them."""
    if low < high:
        spans.append((tokens[low][0], tokens[high - 1][0] + len(tokens[high - 1][1])))


def _all_of(text: str) -> Spans:
    return [(0, len(text))] if text else []
