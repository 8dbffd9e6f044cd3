"""Says what each name before a colon means, such as ``deck``, ``is``, ``rated`` and ``prop``."""

import re
from collections.abc import Callable, Mapping

from flashcards.model.enums import Rating
from flashcards.model.messages import message
from flashcards.search.expressions import SIGN, WITHOUT_ACCENTS, check
from flashcards.search.tree import (
    Answered,
    Attribute,
    Comparison,
    Content,
    Day,
    Deck,
    Duplicate,
    Field,
    Flag,
    FromArticle,
    Guid,
    Has,
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
    Template,
    Term,
    Text,
    Within,
)
from flashcards.search.values import (
    LONGEST_ID,
    Value,
    completed,
    day_of,
    days,
    decimal,
    is_whole,
    named_day,
    place_of_card,
    refuse,
    shown,
    whole,
)

Reader = Callable[[Value], Term | None]
"""Reads what stands behind a name; None where it is not finished. Raises UserError."""

FLAG_NAMES = ("none", "red", "orange", "green", "blue")
SIGNS = "<=|>=|!=|[=<>≤≥≠]"
_WRITTEN = {"≤": "<=", "≥": ">=", "≠": "!="}
ALSO: Mapping[str, Attribute | Moment] = {
    "edited": Moment.CHANGED,
    "resched": Moment.RESCHEDULED,
    "rated": Moment.REVIEWED,
}
"""Other words for some moments."""
_PROPERTIES: Mapping[str, Attribute | Moment] = {
    **{attribute.value: attribute for attribute in Attribute},
    **{moment.value: moment for moment in Moment},
    **ALSO,
    "ivl": Attribute.INTERVAL,
    "reps": Attribute.REVIEWS,
    "pos": Attribute.POSITION,
    "s": Attribute.STABILITY,
    "d": Attribute.DIFFICULTY,
    "r": Attribute.RETRIEVABILITY,
}
_PROPERTY = re.compile(rf"(\w*)({SIGNS})?(.*)", re.DOTALL)
_NUMBERS = re.compile(r"[0-9]+(?:,[0-9]*)*")


def comparison(sign: str) -> Comparison:
    """Return the comparison that a sign, one of ``SIGNS``, stands for."""
    return Comparison(_WRITTEN.get(sign, sign))


def compared(name: str, sign: Comparison, value: Value) -> Term | None:
    """Return what a name that has a number or a day means beside a comparison."""
    if not value.text or value.text in ("+", "-"):
        return None
    meant = _PROPERTIES[name]
    if isinstance(meant, Moment):
        day = day_of(meant, value)
        return None if day is None else Day(meant, sign, day)
    if meant is Attribute.RETRIEVABILITY:
        return _probability(sign, value)
    return Number(meant, sign, decimal(value))


def _probability(sign: Comparison, value: Value) -> Term | None:
    number = decimal(Value(value.text.removesuffix("%"), value.position))
    of_hundred = value.text.endswith("%")
    return Number(Attribute.RETRIEVABILITY, sign, number / 100 if of_hundred else number)


def _property(value: Value) -> Term | None:
    """Read what stands behind ``prop:``, such as ``ivl>=10``; days count forwards there."""
    found = _PROPERTY.fullmatch(value.text)
    name, sign, rest = (found[1], found[2], found[3]) if found else ("", None, value.text)
    if sign is None and not rest and any(known.startswith(name.lower()) for known in _PROPERTIES):
        return None
    meant = _PROPERTIES.get(name.lower())
    if meant is None or sign is None:
        raise refuse(
            message("{value} is not a number that a card has", value=shown(value.text)),
            value.position,
            message("These are known: {known}.", known=", ".join(_PROPERTIES)),
        )
    number = value.behind(len(name) + len(sign))
    if name.lower() == "rated":
        return _answered(comparison(sign), number)
    named = named_day(number.text)
    if meant in (Moment.DUE, *Attribute) or (named is None and not is_whole(number.text)):
        return compared(name.lower(), comparison(sign), number)
    assert isinstance(meant, Moment)
    ahead = whole(number.text, number.position) if named is None else named
    return Day(meant, MIRRORED[comparison(sign)], -ahead)


MIRRORED = {
    Comparison.LESS: Comparison.GREATER,
    Comparison.GREATER: Comparison.LESS,
    Comparison.LESS_OR_EQUAL: Comparison.GREATER_OR_EQUAL,
    Comparison.GREATER_OR_EQUAL: Comparison.LESS_OR_EQUAL,
    Comparison.EQUAL: Comparison.EQUAL,
    Comparison.NOT_EQUAL: Comparison.NOT_EQUAL,
}
"""What becomes of a comparison of days when they are counted the other way round."""


def _answered(sign: Comparison, value: Value) -> Term | None:
    """Read ``-7`` or ``-7:again`` behind ``prop:rated=``: some answer of that day."""
    day, colon, rating = value.text.partition(":")
    if not day or day in ("+", "-"):
        return None
    ahead = whole(day, value.position)
    rated = _rating(value.behind(len(day) + 1)) if colon and rating else None
    return Answered(MIRRORED[sign], -ahead, rated)


def _rating(value: Value) -> Rating:
    if value.text in ("1", "2", "3", "4"):
        return Rating(int(value.text))
    names = [known.name.lower() for known in Rating]
    return Rating[completed(value, names, message("a rating")).upper()]


def _pattern(make: Callable[[str], Term]) -> Reader:
    def read(value: Value) -> Term | None:
        check(value)
        return make(value.text) if value.text not in ("", SIGN) else None

    return read


def _as_written(make: Callable[[str], Term]) -> Reader:
    """Read a text in which no sign has a meaning of its own."""
    return lambda value: make(value.text) if value.text else None


def in_field(name: str, value: Value) -> Term | None:
    """Return what a text behind the name of a field means; ``*`` is any field."""
    check(value)
    if value.unfinished or value.text in (SIGN, WITHOUT_ACCENTS):
        return None
    return Field(name, value.text)


def _anywhere(sign: str) -> Reader:
    """Read what stands behind ``re:`` or ``nc:`` where it is not behind the name of a field."""

    def read(value: Value) -> Term | None:
        if not value.text:
            return None
        place = value.position - len(sign)
        return in_field("*", Value(sign + value.text, place, value.quoted))

    return read


def _whole_word(value: Value) -> Term | None:
    """Read a word that is to stand by itself, unless it begins or ends with ``*``."""
    word, begins, ends = value.text.strip("*"), value.text[:1] != "*", value.text[-1:] != "*"
    if not word:
        return None
    if begins and "*" not in word:
        return Text(word, exact=ends)
    middle = r"\S*".join(map(re.escape, word.split("*")))
    return Field("*", f"{SIGN}{BORDER * begins}{middle}{BORDER * ends}")


BORDER = r"\b"


def _is(value: Value) -> Term | None:
    if value.unfinished:
        return None
    return Is(State(completed(value, list(State), message("something a card can be"))))


def _has(value: Value) -> Term | None:
    if value.unfinished:
        return None
    return Has(Content(completed(value, list(Content), message("something a note can have"))))


def _flag(value: Value) -> Term | None:
    if value.unfinished:
        return None
    numbers = [str(number) for number in range(len(FLAG_NAMES))]
    if value.text in numbers:
        return Flag(int(value.text))
    return Flag(FLAG_NAMES.index(completed(value, FLAG_NAMES, message("a flag"))))


def _ids(kind: IdKind) -> Reader:
    def read(value: Value) -> Term | None:
        pieces = [piece for piece in value.text.split(",") if piece]
        if not pieces:
            return None
        return Ids(kind, tuple(whole(piece, value.position, LONGEST_ID) for piece in pieces))

    return read


def _article(value: Value) -> Term | None:
    """Read a title, or the number of an article where digits stand without quotation marks."""
    if not value.quoted and _NUMBERS.fullmatch(value.text):
        return _ids(IdKind.ARTICLE)(value)
    return FromArticle(value.text) if value.text else None


def _template(value: Value) -> Term | None:
    """Read the name of a card type, or its number where digits stand without quotation marks."""
    if not value.quoted and is_whole(value.text):
        return Template(place_of_card(value))
    check(value)
    return Template(value.text) if value.text else None


def _duplicate(value: Value) -> Term | None:
    """Read the name of a field, or a note type and a text behind a comma."""
    name, comma, text = value.text.partition(",")
    if not name:
        return None
    return Duplicate(name, text if comma else None)


def _number(attribute: Attribute) -> Reader:
    return lambda value: compared(attribute, Comparison.EQUAL, value)


def _within(moment: Moment) -> Reader:
    def read(value: Value) -> Term | None:
        if is_whole(value.text):
            return Within(moment, days(value.text, value.position))
        return compared(moment, Comparison.EQUAL, value)

    return read


def _rated(value: Value) -> Term | None:
    count, colon, rating = value.text.partition(":")
    if not colon or not rating:
        return _within(Moment.REVIEWED)(Value(count, value.position, value.quoted))
    number = days(count, value.position)
    return Rated(number, _rating(Value(rating, value.position + len(count) + 1)))


_WITH_COLON = (Attribute.INTERVAL, Attribute.EASE, Attribute.LAPSES, Attribute.REVIEWS)
"""The others are likely names of fields: they need a comparison, or ``prop:``."""

READERS: dict[str, Reader] = {
    "deck": _pattern(Deck),
    "tag": _pattern(Tag),
    "note": _pattern(Kind),
    "card": _template,
    "source": _as_written(Source),
    "article": _article,
    "is": _is,
    "has": _has,
    "flag": _flag,
    "rated": _rated,
    **{attribute.value: _number(attribute) for attribute in _WITH_COLON},
    **{moment.value: _within(moment) for moment in Moment},
    "edited": _within(Moment.CHANGED),
    "resched": _within(Moment.RESCHEDULED),
    "prop": _property,
    "dupe": _duplicate,
    "id": _ids(IdKind.CARD),
    "cid": _ids(IdKind.CARD),
    "nid": _ids(IdKind.NOTE),
    "re": _anywhere(SIGN),
    "nc": _anywhere(WITHOUT_ACCENTS),
    "w": _whole_word,
    "guid": _as_written(Guid),
}
"""Every name with a meaning of its own, and what reads it."""
NAMES: tuple[str, ...] = tuple(READERS)
"""All names with a meaning of their own, for completion."""
COMPARABLE: tuple[str, ...] = (*Attribute, *Moment, *ALSO)
"""The names before which ``<`` and the like can stand without a colon."""
