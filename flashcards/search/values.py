"""Reads what stands behind a name in a search: numbers, days, and words from a fixed list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.search.tree import Moment

NAMED_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_LONGEST_NUMBER = 12
LONGEST_ID = 18
"""Digits of a number that notes and cards may have where they came from."""
_LONGEST_SHOWN = 40
_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_HALF_A_DATE = re.compile(r"[0-9]{4}-(?:[0-9]{0,2}|[0-9]{1,2}-[0-9]?)")


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind a name, and where (0-based)."""

    text: str
    position: int
    quoted: bool = False

    @property
    def unfinished(self) -> bool:
        """Whether it may still be about to be typed."""
        return not self.text and not self.quoted

    def behind(self, count: int) -> "Value":
        """Return the value without its first characters."""
        return Value(self.text[count:], self.position + count, self.quoted)


def refuse(what: Message, position: int, hint: Message | None = None) -> UserError:
    """Return the error that says where a search cannot be understood (0-based position)."""
    return UserError(
        message("{what}, at character {position} of the search.", what=what, position=position + 1),
        hint,
    )


def completed(value: Value, words: Sequence[str], what: Message) -> str:
    """Return the first of ``words`` that begins with the value: it may still be being typed."""
    typed = value.text.lower()
    found = next((word for word in words if word == typed), None) or next(
        (word for word in words if word.startswith(typed)), None
    )
    if found is None:
        raise refuse(
            message("{value} is not {what}", value=shown(value.text), what=what),
            value.position,
            message("These are known: {known}.", known=", ".join(words)),
        )
    return found


def is_whole(text: str) -> bool:
    """Whether ``text`` is a whole number, of whatever length."""
    return _WHOLE.fullmatch(text) is not None


def decimal(value: Value) -> Decimal:
    """Return a number such as 2.5, written with a point or a comma. Raises UserError."""
    if not _DECIMAL.fullmatch(value.text):
        raise refuse(message("{value} is not a number", value=shown(value.text)), value.position)
    if len(value.text) > _LONGEST_NUMBER:
        raise refuse(
            message("{value} is too long a number", value=shown(value.text)), value.position
        )
    return Decimal(value.text.replace(",", "."))


def named_day(text: str) -> int | None:
    """Return how many days ahead a day is that is named, if only by its first letters."""
    typed = text.lower()
    found = next((name for name in NAMED_DAYS if typed and name.startswith(typed)), None)
    return None if found is None else NAMED_DAYS[found]


def day_of(moment: Moment, value: Value) -> int | date | None:
    """Return a date, or days counted from today; None when the date is only half typed."""
    text = value.text.lower()
    if _WHOLE.fullmatch(text):
        return whole(text, value.position)
    if _HALF_A_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    ahead = named_day(text)
    if ahead is None:
        raise refuse(
            message("{value} is not a day", value=shown(value.text)),
            value.position,
            message("Write a number of days, a date such as 2026-01-31, or today."),
        )
    return ahead if moment is Moment.DUE else -ahead


def days(text: str, position: int) -> int:
    """Return a number of days, at least 1. Raises UserError."""
    count = whole(text, position)
    if count < 1:
        raise refuse(message("A number of days has to be 1 or more"), position)
    return count


def place_of_card(value: Value) -> int:
    """Return which card of its note is meant, counted from 1. Raises UserError."""
    number = whole(value.text, value.position)
    if number < 1:
        raise refuse(message("The number of a card has to be 1 or more"), value.position)
    return number


def whole(text: str, position: int, longest: int = _LONGEST_NUMBER) -> int:
    """Return a whole number of so many digits at most. Raises UserError."""
    if not _WHOLE.fullmatch(text):
        raise refuse(message("{value} is not a whole number", value=shown(text)), position)
    if len(text) > longest:
        raise refuse(message("{value} is too long a number", value=shown(text)), position)
    return int(text)


def shown(text: str) -> str:
    """Return ``text`` for a message: short, with characters that hide or turn text spelt out."""
    cut = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut) + '"'
