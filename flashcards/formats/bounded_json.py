"""Reads JSON that anybody may have written: no deeper, larger or odder than a program can use."""

import json
import re
from math import isfinite
from typing import Any, Final

MOST_VALUES: Final = 200_000
"""Of one text; each takes up to a hundred bytes of memory once it is read."""
DEEPEST: Final = 100
"""Brackets in brackets; whatever is read can be written again."""
_LARGEST: Final = 1 << 63
_LONGEST_NUMBER: Final = 400
_PARTS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{},:]', re.DOTALL)
_SIGNS: Final = ",:[{"


class TooMuchJsonError(ValueError):
    """A text of JSON holds more values, or deeper ones, than are read."""


def loads(data: str | bytes, most: int = MOST_VALUES) -> Any:
    """Return what a text of JSON holds; raises ValueError for anything else, or beyond bounds.

    What no file of ours could hold is read as null: numbers of more than 64 bits, infinite ones
    and what is no number. Halves of characters are replaced.
    """
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    _refuse_too_much(text, most)
    found = json.loads(text, parse_int=_whole, parse_float=_real, parse_constant=lambda _: None)
    return _without_halves(found) if "\\u" in text or not _is_sound(text) else found


def _refuse_too_much(text: str, most: int) -> None:
    """Raise TooMuchJsonError before anything is made of a text."""
    if sum(map(text.count, _SIGNS)) <= DEEPEST:
        return
    depth = values = 0
    for part in _PARTS.finditer(text):
        sign = part[0]
        if sign[0] == '"':
            continue
        values += sign in _SIGNS
        depth += (sign in "[{") - (sign in "]}")
        if values > most:
            raise TooMuchJsonError("too many values")
        if depth > DEEPEST:
            raise TooMuchJsonError("too deep")


def _whole(digits: str) -> int | None:
    number = int(digits) if len(digits) < _LONGEST_NUMBER else _LARGEST
    return number if -_LARGEST <= number < _LARGEST else None


def _real(digits: str) -> float | None:
    number = float(digits)
    return number if isfinite(number) else None


def _is_sound(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _without_halves(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_halves(each) for each in value]
    if isinstance(value, dict):
        return {_without_halves(key): _without_halves(each) for key, each in value.items()}
    return value
