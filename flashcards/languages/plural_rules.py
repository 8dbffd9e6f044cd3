"""Which of its forms a language uses for a count, as Qt Linguist orders them in a catalogue.

A catalogue holds the forms of a text in Linguist's order, so the rules are Linguist's, too; tests
compare them with what Qt itself chooses.
"""

from collections.abc import Callable
from typing import Final, NamedTuple


class _Rule(NamedTuple):
    forms: int
    form: Callable[[int], int]


def _like_english(count: int) -> int:
    return 0 if count == 1 else 1


def _like_french(count: int) -> int:
    return 0 if count <= 1 else 1


def _like_japanese(_count: int) -> int:
    return 0


def _like_irish(count: int) -> int:
    return count - 1 if count in (1, 2) else 2


def _like_czech(count: int) -> int:
    if count == 1:
        return 0
    return 1 if 2 <= count <= 4 else 2


def _like_russian(count: int) -> int:
    if count % 10 == 1 and count % 100 != 11:
        return 0
    return 1 if _few(count) else 2


def _polish(count: int) -> int:
    if count == 1:
        return 0
    return 1 if _few(count) else 2


def _few(count: int) -> bool:
    return 2 <= count % 10 <= 4 and count % 100 not in (12, 13, 14)


def _icelandic(count: int) -> int:
    return 0 if count % 10 == 1 and count % 100 != 11 else 1


def _latvian(count: int) -> int:
    if count == 0:
        return 2
    return _icelandic(count)


def _lithuanian(count: int) -> int:
    if count % 10 == 1 and count % 100 != 11:
        return 0
    return 1 if count % 10 and count % 100 not in range(10, 20) else 2


def _macedonian(count: int) -> int:
    return count % 10 - 1 if count % 10 in (1, 2) else 2


def _romanian(count: int) -> int:
    if count == 1:
        return 0
    return 1 if count == 0 or 1 <= count % 100 <= 19 else 2


def _slovenian(count: int) -> int:
    if count % 100 in (1, 2):
        return count % 100 - 1
    return 2 if count % 100 in (3, 4) else 3


def _maltese(count: int) -> int:
    if count == 1:
        return 0
    if count == 0 or 1 <= count % 100 <= 10:
        return 1
    return 2 if 11 <= count % 100 <= 19 else 3


def _welsh(count: int) -> int:
    if count <= 1:
        return count
    if count <= 5:
        return 2
    return 3 if count == 6 else 4


def _gaelic(count: int) -> int:
    if count in (1, 11):
        return 0
    if count in (2, 12):
        return 1
    return 2 if 3 <= count <= 19 else 3


def _arabic(count: int) -> int:
    if count <= 2:
        return count
    if 3 <= count % 100 <= 10:
        return 3
    return 4 if count % 100 >= 11 else 5


_ENGLISH: Final = _Rule(2, _like_english)
_SHARED: Final = {
    "br fil fr hy pt ti wa": _Rule(2, _like_french),
    "ak an ast ceb fa hu id ig ii ja jv ko kok my om raj sah su th tr tt vi yo yue zh": _Rule(
        1, _like_japanese
    ),
    "dv ga gv iu mi sa se": _Rule(3, _like_irish),
    "cs sk": _Rule(3, _like_czech),
    "be bs hr ru sr uk": _Rule(3, _like_russian),
    "ar": _Rule(6, _arabic),
    "cy": _Rule(5, _welsh),
    "gd": _Rule(4, _gaelic),
    "is": _Rule(2, _icelandic),
    "lt": _Rule(3, _lithuanian),
    "lv": _Rule(3, _latvian),
    "mk": _Rule(3, _macedonian),
    "mt": _Rule(4, _maltese),
    "pl": _Rule(3, _polish),
    "pt_PT": _ENGLISH,
    "ro": _Rule(3, _romanian),
    "sl": _Rule(4, _slovenian),
}
_RULES: Final = {code: rule for codes, rule in _SHARED.items() for code in codes.split()}
"""By code of the language, with its country where that matters; others count like English."""


def forms(language: str) -> int:
    """Return how many forms a counted text has in a language, such as ``de`` or ``pt_BR``."""
    return _rule(language).forms


def form(language: str, count: int) -> int:
    """Return the place of the form for ``count`` among them; a count below 0 is as one above."""
    return _rule(language).form(abs(count))


def _rule(language: str) -> _Rule:
    found = _RULES.get(language) or _RULES.get(language.partition("_")[0])
    return found or _ENGLISH
