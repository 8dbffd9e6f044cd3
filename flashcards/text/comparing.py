"""Compare what the learner typed with the right answer, sign by sign."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby
from operator import itemgetter

_MOST_CELLS = 90_000
"""How many pairs of signs are compared: typed times expected, alike ends left out. Beyond it all
that differs counts as one mistake; the table takes about 30 ms."""
_SIGNS_A_TYPO = 5
"""One typing mistake for so many signs still counts as nearly right."""
_ALIKE = str.maketrans("‘’‚‛′`´“”„‟″«»‐‑‒–—−\u00a0\u202f", "'''''''\"\"\"\"\"\"\"------  ")
"""What keyboards lack stands for what they have."""
_JOINER = "\u200d"
_BETWEEN = " -/"
"""Signs that keep two words apart; those among punctuation count as a space without it."""
_MEANS = re.compile(
    r"(?<=0) ?[-/:] ?(?=0)"  # 1/2, 3 : 1
    r"|(?<=0)(?![,']000(?!0))[^0a ](?=0)"  # 3.14, but 300,000 is 300000
    r"|(?<![0a])-(?=\.?0)"  # -5
    r"|(?<![0a.])\.(?=0)"  # .5
    r"|(?<=[0a])[#%‰]+|(?<=0) [%‰]"  # C#, 10 %
)
"""Signs that change what is said, with the spaces that belong to them, where 0 stands for every
figure and a for every letter."""


class Verdict(Enum):
    """How right an answer is."""

    RIGHT = "right"
    NEAR = "near"
    """A typing mistake away."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Leniency:
    """Which differences do not count."""

    case: bool = False
    accents: bool = False
    punctuation: bool = False


STRICT = Leniency()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of signs that are all the same as in the other text, or all are not."""

    text: str
    same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both texts in pieces, and what to make of them."""

    typed: tuple[Piece, ...]
    expected: tuple[Piece, ...]
    verdict: Verdict
    identical: bool
    """Whether nothing differs, not even what does not count."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """A letter with its accents, or an emoji of several parts; ``key`` is empty if it is free."""

    text: str
    key: str
    exact: bool = False
    """Whether it is never only a slip when it differs: a figure, or what changes its meaning."""


def compare(typed: str, expected: str, lenient: Leniency = STRICT) -> Comparison:
    """Return how ``typed`` differs from ``expected``; both are words without formatting.

    White space counts as one space, and quotes and dashes of one kind are alike. Punctuation
    counts where it changes what is said (-5, 3.14, C#), and where nothing else is expected.
    """
    typed, expected = _plain(typed), _plain(expected)
    if not _key(_signs(expected, lenient)):
        lenient = replace(lenient, punctuation=False)
    mine, theirs = _signs(typed, lenient), _signs(expected, lenient)
    if _key(mine) == _key(theirs):
        same_typed, same_expected = [True] * len(mine), [True] * len(theirs)
        verdict = Verdict.RIGHT
    else:
        same_typed, same_expected, mistakes = _aligned(mine, theirs)
        verdict = _judged(mine, theirs, (same_typed, same_expected), mistakes)
    return Comparison(
        _pieces(mine, same_typed), _pieces(theirs, same_expected), verdict, typed == expected
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _signs(text: str, lenient: Leniency) -> list[_Sign]:
    """Return a text sign by sign; those that do not count have no key."""
    found: list[list[str]] = []
    for letter in text:
        if found and (_belongs(letter) or found[-1][-1] == _JOINER):
            found[-1].append(letter)
        else:
            found.append([letter])
    whole = list(map("".join, found))
    meant = _meant(whole)
    signs = [
        _Sign(
            each,
            _key_of(each, lenient, at in meant),
            any(map(str.isnumeric, each)) or (at in meant and each != " "),
        )
        for at, each in enumerate(whole)
    ]
    return _without_double_spaces(signs) if lenient.punctuation else signs


def _meant(signs: Sequence[str]) -> set[int]:
    """Return the places of punctuation that counts whatever does not, with its spaces."""
    kinds = {"N": "0", "L": "a"}
    plain = (sign[0].translate(_ALIKE) for sign in signs)
    form = "".join(kinds.get(unicodedata.category(sign)[0], sign) for sign in plain)
    return {at for found in _MEANS.finditer(form) for at in range(*found.span())}


def _belongs(letter: str) -> bool:
    """Whether a letter is part of the sign before it: an accent, a joiner, a colour of skin."""
    return (
        unicodedata.category(letter) in ("Mn", "Me")
        or letter == _JOINER
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
    )


def _key_of(sign: str, lenient: Leniency, meant: bool) -> str:
    key = sign.translate(_ALIKE)
    if meant and lenient.punctuation:
        return key.strip()
    if lenient.punctuation and unicodedata.category(key[:1] or " ")[0] == "P":
        return " " if key in _BETWEEN else ""
    if lenient.accents:
        apart = unicodedata.normalize("NFD", key)
        key = "".join(each for each in apart if unicodedata.category(each) != "Mn") or key
    return key.casefold() if lenient.case else key


def _without_double_spaces(signs: Sequence[_Sign]) -> list[_Sign]:
    """Let a space count once, and not at either end, where signs around it are free."""
    kept: list[_Sign] = []
    after_space = True
    last = max((at for at, sign in enumerate(signs) if sign.key.strip()), default=-1)
    for at, sign in enumerate(signs):
        spare = sign.key == " " and (after_space or at > last)
        kept.append(_Sign(sign.text, "") if spare else sign)
        if sign.key:
            after_space = sign.key == " "
    return kept


def _key(signs: Iterable[_Sign]) -> str:
    return "".join(sign.key for sign in signs)


def _aligned(mine: list[_Sign], theirs: list[_Sign]) -> tuple[list[bool], list[bool], int]:
    """Return for each sign whether the other text has it in its place, and how many mistakes."""
    places = [at for at, sign in enumerate(mine) if sign.key]
    others = [at for at, sign in enumerate(theirs) if sign.key]
    keys = [mine[at].key for at in places], [theirs[at].key for at in others]
    begin = _alike_from(*keys)
    end = min(_alike_from(keys[0][::-1], keys[1][::-1]), min(map(len, keys)) - begin)
    middle = keys[0][begin : len(keys[0]) - end], keys[1][begin : len(keys[1]) - end]
    same_typed, same_expected = [True] * len(mine), [True] * len(theirs)
    for at in range(len(middle[0])):
        same_typed[places[begin + at]] = False
    for at in range(len(middle[1])):
        same_expected[others[begin + at]] = False
    pairs, mistakes = _matched(*middle)
    for one, other in pairs:
        same_typed[places[begin + one]] = same_expected[others[begin + other]] = True
    return same_typed, same_expected, mistakes


def _alike_from(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many signs two texts begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _matched(one: Sequence[str], other: Sequence[str]) -> tuple[list[tuple[int, int]], int]:
    """Return which signs stand for each other, and how many were added, left out or mistaken."""
    if len(one) == len(other) == 2 and list(one) == list(other[::-1]):
        return [], 1  # two letters in the wrong order are one slip
    if len(one) * len(other) > _MOST_CELLS or not one or not other:
        return [], max(len(one), len(other))
    table = _distances(one, other)
    pairs: list[tuple[int, int]] = []
    row, column = len(one), len(other)
    while row and column:
        here = table[row][column]
        alike = one[row - 1] == other[column - 1]
        if here == table[row - 1][column - 1] + (not alike):
            row, column = row - 1, column - 1
            if alike:
                pairs.append((row, column))
        elif here == table[row - 1][column] + 1:
            row -= 1
        else:
            column -= 1
    return pairs, table[-1][-1]


def _distances(one: Sequence[str], other: Sequence[str]) -> list[list[int]]:
    """Return Levenshtein's table: how many changes make the beginning of one text the other's."""
    table = [list(range(len(other) + 1))]
    for at, sign in enumerate(one, 1):
        above, here = table[-1], [at]
        for place, wanted in enumerate(other):
            best = above[place] + (sign != wanted)
            if above[place + 1] < best:
                best = above[place + 1] + 1
            if here[place] < best:
                best = here[place] + 1
            here.append(best)
        table.append(here)
    return table


def _judged(
    mine: Sequence[_Sign],
    theirs: Sequence[_Sign],
    same: tuple[Sequence[bool], Sequence[bool]],
    mistakes: int,
) -> Verdict:
    """Return whether mistakes are few enough for slips; a wrong figure is never one."""
    exact = any(
        sign.exact and not each
        for signs, alike in zip((mine, theirs), same, strict=True)
        for sign, each in zip(signs, alike, strict=True)
    )
    slips = mistakes * _SIGNS_A_TYPO <= len(_key(theirs))
    return Verdict.NEAR if slips and not exact else Verdict.WRONG


def _pieces(signs: Sequence[_Sign], same: Sequence[bool]) -> tuple[Piece, ...]:
    runs = groupby(zip(signs, same, strict=True), key=itemgetter(1))
    return tuple(Piece("".join(sign.text for sign, _ in run), alike) for alike, run in runs)
