"""What stands before an item of a list in a terminal: a number, letters or Roman numerals."""

import re
from collections.abc import Mapping

_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:[^;]*?\b((?:lower|upper)-[a-z]+)")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3_999


def kind_of(attributes: Mapping[str, str]) -> str:
    """Return how the items of an ``ol`` with these attributes are counted, as in CSS."""
    styled = _STYLE.search(attributes.get("style", "").lower())
    if styled is not None:
        return styled[1]
    return _TYPES.get(attributes.get("data-type", ""), "decimal")


def sign(kind: str, number: int) -> str:
    """Return the sign of an item: ``3.``, ``c.``, ``C.``, ``iii.``, ``III.``."""
    case, _, letters = kind.partition("-")
    if letters in ("alpha", "latin") and number > 0:
        text = _letters(number)
    elif letters == "roman" and 0 < number <= _LARGEST_ROMAN:
        text = _roman(number)
    else:
        text = str(number)
    return f"{text.upper() if case == 'upper' else text}."


def _letters(number: int) -> str:
    """Return a to z for 1 to 26, then aa, ab and so on."""
    text = ""
    while number:
        number, place = divmod(number - 1, 26)
        text = chr(ord("a") + place) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
