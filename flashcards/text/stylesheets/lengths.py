"""Lengths of CSS in pixels of the page, with ``calc()``, ``min()``, ``max()`` and ``clamp()``."""

import re
from dataclasses import dataclass
from typing import NamedTuple

_NUMBER = re.compile(r"([-+]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9}))([a-z]{1,4}|%)?")
_TOKEN = re.compile(
    r"\s*(?:([-+]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9})(?:[a-z]{1,4}|%)?)|([-+*/(),])|([a-z]+)\()"
)
_FIXED = {
    "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4,
    "q": 96 / 101.6,
}  # fmt: skip
_NAMED = {"thin": 1.0, "medium": 3.0, "thick": 5.0}
_CHOOSING = ("calc", "min", "max", "clamp")
_LONGEST = 300
LARGEST_PX = 10_000.0
_DEEPEST = 12


class Measure(NamedTuple):
    """What relative lengths are relative to; all in pixels."""

    em: float
    root: float
    page_width: float
    page_height: float


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number, or a length in pixels."""

    value: float
    is_length: bool


def length(text: str, measure: Measure, whole: float | None = None) -> float | None:
    """Return a length in pixels; None for what is none, such as ``auto``.

    ``whole`` is what a percentage is of; without it a percentage is none.
    """
    text = text.strip().lower()
    if text in _NAMED:
        return _NAMED[text]
    found = _NUMBER.fullmatch(text)
    if found is not None:
        value = float(found[1])
        if found[2] is None:
            return 0.0 if value == 0 else None
        return _bounded(_pixels(value, found[2], measure, whole))
    if not text.startswith(_CHOOSING) or len(text) > _LONGEST:
        return None
    try:
        amount = _Sum(text, measure, whole).whole_value()
    except _Unreadable:
        return None
    return _bounded(amount.value) if amount.is_length or amount.value == 0 else None


def _bounded(value: float | None) -> float | None:
    return None if value is None else min(max(value, -LARGEST_PX), LARGEST_PX)


def _pixels(value: float, unit: str, measure: Measure, whole: float | None) -> float | None:
    if unit in _FIXED:
        return value * _FIXED[unit]
    if unit == "%":
        return None if whole is None else value * whole / 100
    if unit == "rem":
        return value * measure.root
    if unit in ("em", "ex", "ch"):
        return value * measure.em * (1.0 if unit == "em" else 0.5)
    width, height = measure.page_width, measure.page_height
    share = {"vw": width, "vh": height, "vmin": min(width, height), "vmax": max(width, height)}
    wanted = unit[1:] if unit[0] in "dsl" and unit[1:] in share else unit
    return value * share[wanted] / 100 if wanted in share else None


class _Unreadable(Exception):  # noqa: N818 - a way out of reading, no error of anyone
    """A sum that is none."""


class _Sum:
    """Reads a sum, each function within bounded depth."""

    def __init__(self, text: str, measure: Measure, whole: float | None) -> None:
        self._measure = measure
        self._whole = whole
        self._tokens: list[tuple[str, str, str]] = []
        self._at = 0
        position = 0
        while position < len(text) and text[position:].strip():
            found = _TOKEN.match(text, position)
            if found is None:
                raise _Unreadable
            self._tokens.append((found[1] or "", found[2] or "", found[3] or ""))
            position = found.end()

    def whole_value(self) -> _Amount:
        """Return what the whole text comes to."""
        value = self._added(0)
        if self._at < len(self._tokens):
            raise _Unreadable
        return value

    def _sign(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _expect(self, sign: str) -> None:
        if self._sign() != sign:
            raise _Unreadable
        self._at += 1

    def _added(self, depth: int) -> _Amount:
        value = self._multiplied(depth)
        while True:
            sign = self._sign()
            if sign in ("+", "-"):
                self._at += 1
            elif self._at >= len(self._tokens) or self._tokens[self._at][0][:1] not in ("+", "-"):
                return value  # a sign may stand at its number: calc(1em +2px)
            other = self._multiplied(depth)
            signed = -other.value if sign == "-" else other.value
            value = _Amount(value.value + signed, value.is_length or other.is_length)

    def _multiplied(self, depth: int) -> _Amount:
        value = self._single(depth)
        while (sign := self._sign()) in ("*", "/"):
            self._at += 1
            other = self._single(depth)
            if sign == "/" and other.value == 0:
                raise _Unreadable
            product = value.value * other.value if sign == "*" else value.value / other.value
            value = _Amount(product, value.is_length or other.is_length)
        return value

    def _single(self, depth: int) -> _Amount:
        if self._at >= len(self._tokens) or depth > _DEEPEST:
            raise _Unreadable
        number, sign, function = self._tokens[self._at]
        self._at += 1
        if number:
            return self._number(number)
        if sign == "-":
            value = self._single(depth + 1)
            return _Amount(-value.value, value.is_length)
        if sign == "(":
            value = self._added(depth + 1)
            self._expect(")")
            return value
        if function in _CHOOSING:
            return self._chosen(function, depth + 1)
        raise _Unreadable

    def _number(self, text: str) -> _Amount:
        found = _NUMBER.fullmatch(text)
        if found is None:
            raise _Unreadable
        if found[2] is None:
            return _Amount(float(found[1]), is_length=False)
        pixels = _pixels(float(found[1]), found[2], self._measure, self._whole)
        if pixels is None:
            raise _Unreadable
        return _Amount(pixels, is_length=True)

    def _chosen(self, function: str, depth: int) -> _Amount:
        values = [self._added(depth)]
        while self._sign() == ",":
            self._at += 1
            values.append(self._added(depth))
        self._expect(")")
        numbers = [each.value for each in values]
        is_length = any(each.is_length for each in values)
        if function == "clamp" and len(numbers) == 3:
            return _Amount(max(numbers[0], min(numbers[1], numbers[2])), is_length)
        if function == "calc" and len(numbers) == 1:
            return values[0]
        if function in ("min", "max"):
            return _Amount(min(numbers) if function == "min" else max(numbers), is_length)
        raise _Unreadable
