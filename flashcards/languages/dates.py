"""How dates are written: the order of day, month and year in each language.

Patterns have Qt's letters: ``d`` day, ``M`` month, ``MMM`` its short name, ``MMMM`` its name,
``ddd`` the short name of the weekday, ``yyyy`` the year. Those of English, French, German, Italian
and Spanish are what CLDR 49 has, but for a comma in British English. In the others order and signs
are CLDR's, while a month has its name where some would have its number. Names come from Qt.
"""

from collections.abc import Mapping
from typing import Final

DAY = "d MMM"
DAY_OF_YEAR = "d MMM yyyy"
LONG_DAY = "d MMMM"
LONG_DAY_OF_YEAR = "d MMMM yyyy"
WEEKDAY = "ddd d MMM"
WEEKDAY_OF_YEAR = "ddd d MMM yyyy"
MONTH_OF_YEAR = "MMMM yyyy"

_GERMAN: Final[Mapping[str, str]] = {
    DAY: "d. MMM",
    DAY_OF_YEAR: "d. MMM yyyy",
    LONG_DAY: "d. MMMM",
    LONG_DAY_OF_YEAR: "d. MMMM yyyy",
    WEEKDAY: "ddd, d. MMM",
    WEEKDAY_OF_YEAR: "ddd, d. MMM yyyy",
}
_SPANISH: Final[Mapping[str, str]] = {
    LONG_DAY: "d 'de' MMMM",
    LONG_DAY_OF_YEAR: "d 'de' MMMM 'de' yyyy",
    WEEKDAY: "ddd, d MMM",
    WEEKDAY_OF_YEAR: "ddd, d MMM yyyy",
    MONTH_OF_YEAR: "MMMM 'de' yyyy",
}
_DANISH: Final[Mapping[str, str]] = {
    **_GERMAN,
    WEEKDAY: "ddd d. MMM",
    WEEKDAY_OF_YEAR: "ddd d. MMM yyyy",
}
_POLISH: Final[Mapping[str, str]] = {
    WEEKDAY: "ddd, d MMM",
    WEEKDAY_OF_YEAR: "ddd, d MMM yyyy",
}
_AMERICAN: Final[Mapping[str, str]] = {
    DAY: "MMM d",
    DAY_OF_YEAR: "MMM d, yyyy",
    LONG_DAY: "MMMM d",
    LONG_DAY_OF_YEAR: "MMMM d, yyyy",
    WEEKDAY: "ddd, MMM d",
    WEEKDAY_OF_YEAR: "ddd, MMM d, yyyy",
}
_YEAR_FIRST: Final[Mapping[str, str]] = {
    DAY: "M月d日",
    DAY_OF_YEAR: "yyyy年M月d日",
    LONG_DAY: "M月d日",
    LONG_DAY_OF_YEAR: "yyyy年M月d日",
    WEEKDAY: "M月d日 (ddd)",
    WEEKDAY_OF_YEAR: "yyyy年M月d日 (ddd)",
    MONTH_OF_YEAR: "yyyy年M月",
}
_SHARED: Final[Mapping[str, Mapping[str, str]]] = {
    "de cs fi hr sk sl": _GERMAN,
    "da nb nn": _DANISH,
    "pl ro ru uk": _POLISH,
    "es pt": _SPANISH,
    "en_US": _AMERICAN,
    "ja zh": _YEAR_FIRST,
}
_BY_LANGUAGE: Final = {
    code: patterns for codes, patterns in _SHARED.items() for code in codes.split()
}


def pattern_in(locale: str, pattern: str) -> str:
    """Return how a language writes what English has as ``pattern``; a locale such as ``de_AT``.

    In a language of unknown order a date is written as in British English.
    """
    found = _BY_LANGUAGE.get(locale) or _BY_LANGUAGE.get(locale.partition("_")[0], {})
    return found.get(pattern, pattern)
