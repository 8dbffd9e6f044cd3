"""Which words of two wordings differ."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SENTENCE = re.compile(r"\S(?:[^.!?\n]|[.!?](?!\s))*[.!?]?")
_MOST_TOKENS, _MOST_PAIRS = 800, 10_000
"""Comparing takes time with the square of the words, and with the pairs of equal ones; of longer
texts whole sentences are marked."""

Spans = list[tuple[int, int]]
_Tokens = list[tuple[int, str]]


def differences(before: str, after: str) -> tuple[Spans, Spans]:
    """Return what only ``before`` says and what only ``after`` says, as places in each."""
    if before == after:
        return [], []
    for pieces in (_TOKEN, _SENTENCE):
        old, new = _inner(_tokens(pieces, before), _tokens(pieces, after))
        if _are_few(old, new):
            return _compared(old, new)
    return _whole(old), _whole(new)


def _inner(old: _Tokens, new: _Tokens) -> tuple[_Tokens, _Tokens]:
    """Return what is left of two texts without what they begin and end with alike."""
    most = min(len(old), len(new))
    first = next((n for n in range(most) if old[n][1] != new[n][1]), most)
    most -= first
    last = next((n for n in range(most) if old[-1 - n][1] != new[-1 - n][1]), most)
    return old[first : len(old) - last], new[first : len(new) - last]


def _are_few(old: _Tokens, new: _Tokens) -> bool:
    if max(len(old), len(new)) > _MOST_TOKENS:
        return False
    ones, others = (Counter(word for _, word in tokens) for tokens in (old, new))
    return sum(count * others[word] for word, count in ones.items()) <= _MOST_PAIRS


def _compared(old: _Tokens, new: _Tokens) -> tuple[Spans, Spans]:
    matcher = SequenceMatcher(None, [w for _, w in old], [w for _, w in new], autojunk=False)
    gone: Spans = []
    come: Spans = []
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag != "equal":
            gone += _whole(old[low:high])
            come += _whole(new[first:last])
    return gone, come


def _tokens(pieces: re.Pattern[str], text: str) -> _Tokens:
    return [(found.start(), found[0]) for found in pieces.finditer(text)]


def _whole(tokens: Sequence[tuple[int, str]]) -> Spans:
    """Return the place of words that follow one another, with what stands between them."""
    return [(tokens[0][0], tokens[-1][0] + len(tokens[-1][1]))] if tokens else []
