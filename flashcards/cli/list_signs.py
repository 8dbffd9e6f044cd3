"""What stands before an item of a list in a terminal: a number, letters or Roman numerals."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3_999


def sign(kind: str, number: int) -> str:
    """Return the sign of an item in a list of this type: ``3.``, ``c.``, ``C.``, ``iii.``."""
    if kind in ("a", "A") and number > 0:
        text = _letters(number)
    elif kind in ("i", "I") and 0 < number <= _LARGEST_ROMAN:
        text = _roman(number)
    else:
        text = str(number)
    return f"{text.upper() if kind.isupper() else text}."


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
