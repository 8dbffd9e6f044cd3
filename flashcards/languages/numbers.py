"""How numbers are written: the sign before decimals, between thousands, and before per cent."""

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
_SPACED: Final = Figures(",", _NO_BREAK, _NO_BREAK)
_SHARED: Final[Mapping[str, Figures]] = {
    "de": Figures(",", ".", _NO_BREAK),
    "de_AT fr_CA pl cs sk ru uk sv nb fi hu bg pt_PT": _SPACED,
    "de_CH de_LI": Figures(".", "\u2019"),
    "fr": Figures(",", _NARROW, _NARROW),
    "es": Figures(",", ".", _NO_BREAK, group_from=10_000),
    "es_MX es_US es_GT es_HN es_NI es_PA es_PE es_PR es_SV es_DO": Figures(".", ",", _NO_BREAK),
    "it nl da el id tr pt": _COMMA,
}
_BY_LANGUAGE: Final = {code: signs for codes, signs in _SHARED.items() for code in codes.split()}
"""As the Unicode consortium's CLDR has them; others write as in English."""


def figures_of(locale: str) -> Figures:
    """Return the signs of a language with or without its country, such as ``de_CH``."""
    found = _BY_LANGUAGE.get(locale) or _BY_LANGUAGE.get(locale.partition("_")[0])
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
