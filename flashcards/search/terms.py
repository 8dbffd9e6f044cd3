"""Reads one term of a search, such as ``deck:"A b"`` or ``interval>=21``."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flashcards.model.enums import Rating
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.search.tree import (
    Attribute,
    Comparison,
    Day,
    Deck,
    Everything,
    Field,
    Flag,
    FromArticle,
    IdKind,
    Ids,
    Is,
    Kind,
    Moment,
    Number,
    Rated,
    Source,
    State,
    Tag,
    Term,
    Text,
    Within,
)

FLAG_NAMES = ("none", "red", "orange", "green", "blue")
NAMED_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
CONNECTIVES = ("or", "and")
_LONGEST_NUMBER = 12
_LONGEST_SHOWN = 40

_QUOTES = {'"': '"', "“": "”", "„": "“"}
_BARE = re.compile(r'[^\s()"“”„]+')
_COMPARED = re.compile(
    r"({names})\s*(<=|>=|!=|[=<>≤≥≠])\s*".format(names="|".join([*Attribute, *Moment, "rated"])),
    re.IGNORECASE,
)
_SIGN = re.compile("[=<>≤≥≠]|!=")
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!="}
_FIELD_NAME = re.compile(r"[^\W\d_][\w-]*")
_NOT_A_FIELD = (":", "//")
_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_NUMBERS = re.compile(r"[0-9]+(?:,[0-9]*)*")
_HALF_A_DATE = re.compile(r"[0-9]{4}-(?:[0-9]{0,2}|[0-9]{1,2}-[0-9]?)")


@dataclass(frozen=True, slots=True)
class _Value:
    """What stands behind a name, and where (0-based)."""

    text: str
    position: int
    quoted: bool = False

    @property
    def unfinished(self) -> bool:
        return not self.text and not self.quoted


def refuse(what: Message, position: int, hint: Message | None = None) -> UserError:
    """Return the error that says where a search cannot be understood (0-based position)."""
    return UserError(
        message("{what}, at character {position} of the search.", what=what, position=position + 1),
        hint,
    )


def read_term(query: str, start: int) -> tuple[Term | None, int]:
    """Read the term at ``start`` and return it with the position behind it.

    None stands for a term that is not finished yet, such as ``deck:``. ``query[start]`` is neither
    white space nor a bracket. Raises UserError.
    """
    if query[start] in _QUOTES:
        return _quoted_term(query, start)
    compared = _COMPARED.match(query, start)
    if compared:
        value, end = _read_value(query, compared.end())
        name = compared[1].lower()
        sign = Comparison(_SIGNS.get(compared[2], compared[2]))
        return _compare("reviewed" if name == "rated" else name, sign, value), end
    bare = _BARE.match(query, start)
    if bare is None:  # a closing quotation mark on its own
        return None, start + 1
    word = bare[0]
    name, colon, rest = word.partition(":")
    reader = _READERS.get(name.lower())
    is_field = _FIELD_NAME.fullmatch(name) and not rest.startswith(_NOT_A_FIELD)
    if not colon or not (reader or is_field):
        return (Everything() if word == "*" else Text(word)), bare.end()
    value, end = _read_value(query, start + len(name) + 1)
    return (reader(value) if reader else _field(name, value)), end


def begins_no_value(text: str) -> bool:
    """Whether a name and a colon before ``text`` would be read as a word together with it."""
    return text.startswith(_NOT_A_FIELD)


def begins_with_sign(text: str) -> bool:
    """Whether ``text`` begins like a comparison, which a name before it would become part of."""
    return _SIGN.match(text) is not None


def is_plain_word(word: str) -> bool:
    """Whether ``word``, written without quotes, is read as that word and nothing else."""
    if not word or word.isspace() or word[0] in "-()" or word[0].isspace():
        return False
    if word.lower() in CONNECTIVES or _COMPARED.match(word):
        return False
    bare = _BARE.match(word)
    if bare is None or bare.end() != len(word) or word == "*":
        return False
    name, colon, rest = word.partition(":")
    if not colon:
        return True
    is_field = _FIELD_NAME.fullmatch(name) and not rest.startswith(_NOT_A_FIELD)
    return not is_field and name.lower() not in _READERS


def is_plain_value(text: str) -> bool:
    """Whether ``text`` can stand behind ``name:`` without quotes."""
    bare = _BARE.fullmatch(text)
    return bare is not None


def is_plain_name(name: str) -> bool:
    """Whether ``name`` can stand before a colon without quotes and means a field there."""
    return _FIELD_NAME.fullmatch(name) is not None and name.lower() not in _READERS


def _quoted_term(query: str, start: int) -> tuple[Term | None, int]:
    phrase, end = _read_quoted(query, start)
    if phrase and end < len(query) and query[end] == ":":
        value, end = _read_value(query, end + 1)
        return _field(phrase, value), end
    return (Text(phrase, exact=True) if phrase.strip() else None), end


def _read_value(query: str, start: int) -> tuple[_Value, int]:
    if start < len(query) and query[start] in _QUOTES:
        text, end = _read_quoted(query, start)
        closed = end - start > 1 + len(text)
        return _Value(text, start, quoted=bool(text) or closed), end
    bare = _BARE.match(query, start)
    return (_Value(bare[0], start), bare.end()) if bare else (_Value("", start), start)


def quote_place(query: str, start: int, end: int) -> int | None:
    """Return where a quotation mark opens in a term just read that is never closed, else None."""
    place = next((at for at in range(start, end) if query[at] in _QUOTES), None)
    if place is None:
        return None
    closing, at = (_QUOTES[query[place]], '"'), place + 1
    while at < len(query) and query[at] not in closing:
        at += 2 if query[at] == "\\" and query[at + 1 : at + 2] in ("\\", '"') else 1
    return place if at >= len(query) else None


def _read_quoted(query: str, start: int) -> tuple[str, int]:
    r"""Read up to the closing mark; ``\"`` and ``\\`` stand for the mark and the backslash."""
    closing = (_QUOTES[query[start]], '"')
    pieces: list[str] = []
    place = start + 1
    while place < len(query) and query[place] not in closing:
        if query[place] == "\\" and query[place + 1 : place + 2] in ("\\", '"'):
            place += 1
        pieces.append(query[place])
        place += 1
    return "".join(pieces), min(place + 1, len(query))


def _field(name: str, value: _Value) -> Term | None:
    return None if value.unfinished else Field(name, value.text)


def _pattern(make: Callable[[str], Term]) -> Callable[[_Value], Term | None]:
    return lambda value: make(value.text) if value.text else None


def _completed(value: _Value, words: Sequence[str], what: Message) -> str:
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


def _is(value: _Value) -> Term | None:
    if value.unfinished:
        return None
    return Is(State(_completed(value, list(State), message("something a card can be"))))


def _flag(value: _Value) -> Term | None:
    if value.unfinished:
        return None
    numbers = [str(number) for number in range(len(FLAG_NAMES))]
    if value.text in numbers:
        return Flag(int(value.text))
    return Flag(FLAG_NAMES.index(_completed(value, FLAG_NAMES, message("a flag"))))


def _ids(kind: IdKind) -> Callable[[_Value], Term | None]:
    def read(value: _Value) -> Term | None:
        pieces = [piece for piece in value.text.split(",") if piece]
        if not pieces:
            return None
        return Ids(kind, tuple(_whole(piece, value.position) for piece in pieces))

    return read


def _article(value: _Value) -> Term | None:
    """Read a title, or the number of an article where digits stand without quotation marks."""
    if not value.quoted and _NUMBERS.fullmatch(value.text):
        return _ids(IdKind.ARTICLE)(value)
    return FromArticle(value.text) if value.text else None


def _number(attribute: Attribute) -> Callable[[_Value], Term | None]:
    return lambda value: _compare(attribute, Comparison.EQUAL, value)


def _within(moment: Moment) -> Callable[[_Value], Term | None]:
    def read(value: _Value) -> Term | None:
        if _WHOLE.fullmatch(value.text):
            return Within(moment, _days(value.text, value.position))
        return _compare(moment, Comparison.EQUAL, value)

    return read


def _rated(value: _Value) -> Term | None:
    days, colon, rating = value.text.partition(":")
    if not colon or not rating:
        return _within(Moment.REVIEWED)(_Value(days, value.position, value.quoted))
    count = _days(days, value.position)
    if rating in ("1", "2", "3", "4"):
        return Rated(count, Rating(int(rating)))
    names = [known.name.lower() for known in Rating]
    place = _Value(rating, value.position + len(days) + 1)
    return Rated(count, Rating[_completed(place, names, message("a rating")).upper()])


def _compare(name: str, comparison: Comparison, value: _Value) -> Term | None:
    if not value.text or value.text in ("+", "-"):
        return None
    if name in list(Attribute):
        return Number(Attribute(name), comparison, _decimal(value))
    day = _day(Moment(name), value)
    return None if day is None else Day(Moment(name), comparison, day)


def _decimal(value: _Value) -> Decimal:
    if not _DECIMAL.fullmatch(value.text):
        raise refuse(message("{value} is not a number", value=shown(value.text)), value.position)
    if len(value.text) > _LONGEST_NUMBER:
        raise refuse(
            message("{value} is too long a number", value=shown(value.text)), value.position
        )
    return Decimal(value.text.replace(",", "."))


def _day(moment: Moment, value: _Value) -> int | date | None:
    """Return a date, or days counted from today; None when the date is only half typed."""
    text = value.text.lower()
    if _WHOLE.fullmatch(text):
        return _whole(text, value.position)
    if _HALF_A_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    name = next((name for name in NAMED_DAYS if text and name.startswith(text)), None)
    if name is None:
        raise refuse(
            message("{value} is not a day", value=shown(value.text)),
            value.position,
            message("Write a number of days, a date such as 2026-01-31, or today."),
        )
    return NAMED_DAYS[name] if moment is Moment.DUE else -NAMED_DAYS[name]


def _days(text: str, position: int) -> int:
    days = _whole(text, position)
    if days < 1:
        raise refuse(message("A number of days has to be 1 or more"), position)
    return days


def _whole(text: str, position: int) -> int:
    if not _WHOLE.fullmatch(text):
        raise refuse(message("{value} is not a whole number", value=shown(text)), position)
    if len(text) > _LONGEST_NUMBER:
        raise refuse(message("{value} is too long a number", value=shown(text)), position)
    return int(text)


def shown(text: str) -> str:
    """Return ``text`` for a message: short, with characters that hide or turn text spelt out."""
    cut = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut) + '"'


_READERS: dict[str, Callable[[_Value], Term | None]] = {
    "deck": _pattern(Deck),
    "tag": _pattern(Tag),
    "note": _pattern(Kind),
    "source": _pattern(Source),
    "article": _article,
    "is": _is,
    "flag": _flag,
    "rated": _rated,
    **{attribute.value: _number(attribute) for attribute in Attribute},
    **{moment.value: _within(moment) for moment in Moment},
    "id": _ids(IdKind.CARD),
    "cid": _ids(IdKind.CARD),
    "nid": _ids(IdKind.NOTE),
}
NAMES: tuple[str, ...] = tuple(_READERS)
"""All names with a meaning of their own, for completion."""
