"""How numbers are written: the sign before decimals, between thousands, and before per cent.

Signs and the smallest number with its thousands apart are those that Qt 6.11 has from CLDR 48, and
tests compare them; Qt does not tell the space before a per cent sign, which is CLDR 49's. On
purpose it differs in two: the apostrophe of Switzerland is curly, as it was in CLDR until 47, and
the space before a French per cent sign is as narrow as the one between thousands. Turkish has the
sign behind the number here, not before it, and every language has European digits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any, Final

_NO_BREAK, _NARROW = "\u00a0", "\u202f"


@dataclass(frozen=True, slots=True)
class Figures:
    """The signs of a language, or of a country."""

    decimal: str = "."
    group: str = ","
    """Between thousands; "" where nothing is."""
    before_percent: str = ""
    """Between a number and its per cent sign."""
    group_from: int = 1_000
    """The smallest number that has its thousands apart."""

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number rounded to ``decimals``, its thousands apart: ``1,234.5``."""
        return self.rewritten(f"{value:,.{decimals}f}")

    def percent(self, share: float, decimals: int = 0) -> str:
        """Return a share of 1 in per cent: ``12%``."""
        return f"{self.number(100 * share, decimals)}{self.before_percent}%"

    def rewritten(self, written: str) -> str:
        """Return a number that Python wrote, such as ``-1,234.5``, in these signs."""
        if written[-1:] == "%":
            return f"{self.rewritten(written[:-1])}{self.before_percent}%"
        whole, point, rest = written.partition(".")
        if "," in whole:
            joined = whole.replace(",", "")
            small = joined.lstrip("+- ").isdecimal() and abs(int(joined)) < self.group_from
            whole = joined if small else whole.replace(",", self.group)
        return whole + (self.decimal if point else "") + rest

    def read(self, typed: str) -> str:
        """Return a typed number as Python reads it; text that is none comes back as it is."""
        plain = typed.strip()
        for sign in {self.group, _NO_BREAK, _NARROW, " "} - {"", self.decimal}:
            plain = plain.replace(sign, "")
        return plain.replace(self.decimal, ".") if self.decimal != "." else plain


ENGLISH: Final = Figures()
_COMMA: Final = Figures(",", ".")
_SHARED: Final[Mapping[str, Figures]] = {
    "de da ro ca hr": Figures(",", ".", _NO_BREAK),
    "sl": Figures(",", ".", _NO_BREAK, group_from=10_000),
    "de_AT fr_CA cs sk ru sv nb nn fi lt": Figures(",", _NO_BREAK, _NO_BREAK),
    "uk es_CR": Figures(",", _NO_BREAK),
    "pl hu bg pt_PT lv et": Figures(",", _NO_BREAK, group_from=10_000),
    "de_CH de_LI": Figures(".", "\u2019"),
    "it_CH": Figures(".", "\u2019", group_from=10_000),
    "fr": Figures(",", _NARROW, _NARROW),
    "fr_CH": Figures(",", _NARROW),
    "es": Figures(",", ".", _NO_BREAK, group_from=10_000),
    "es_MX es_US es_CU es_GT es_HN es_NI es_PA es_PE es_PR es_SV es_DO": ENGLISH,
    "es_AR es_BO es_CL es_CO es_EC es_PY es_UY es_VE": _COMMA,
    "it": Figures(",", ".", group_from=10_000),
    "nl el id tr pt sr vi": _COMMA,
}
BY_LANGUAGE: Final = {code: signs for codes, signs in _SHARED.items() for code in codes.split()}
"""Languages that are not here write as in English."""


def figures_of(locale: str) -> Figures:
    """Return the signs of a language with or without its country, such as ``de_CH``."""
    found = BY_LANGUAGE.get(locale) or BY_LANGUAGE.get(locale.partition("_")[0])
    return found or ENGLISH


class Filler(Formatter):
    """Fills places like ``str.format``, numbers in the signs of ``figures``."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def filled(self, text: str, values: Mapping[str, Any]) -> str:
        """Return ``text`` with its places filled in."""
        if self._figures == ENGLISH:
            return text.format(**values)
        return self.vformat(text, (), values)

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return one value as it is written; numbers without a format stay bare, as years are."""
        written = format(value, format_spec)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._figures.rewritten(written)
        return written
