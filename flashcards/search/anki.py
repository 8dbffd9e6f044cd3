"""Reads a search as Anki reads it: what stands behind ``anki:`` at the beginning of a search.

There a word is found anywhere, in the middle of others too, a field is compared as a whole, ``_``
is any one character, a backslash takes the meaning from the sign behind it, and quotation marks may
stand around a whole term. Everything is turned into what our own language says in other words.
Source: the chapter “Searching” of the Anki manual, and what the program finds.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from flashcards.model.messages import message
from flashcards.search.expressions import SIGN, WITHOUT_ACCENTS, check
from flashcards.search.names import READERS
from flashcards.search.tree import (
    COMPARE,
    And,
    Attribute,
    Day,
    Deck,
    Everything,
    Field,
    Is,
    Kind,
    Moment,
    Node,
    Not,
    Number,
    Or,
    State,
    Tag,
    Template,
    Text,
)
from flashcards.search.values import Value, is_whole, place_of_card, refuse, shown

PREFIX = "anki:"
CONNECTIVES = ("or", "and")
_TERM = re.compile(r'(?:[^\s()"\\]|\\.|\\$|"(?:[^"\\]|\\.)*(?:"|\\?$))+', re.DOTALL)
_KEY = re.compile(r'((?:[^:\\"]|\\.)+):(.*)', re.DOTALL)
_PIECE = re.compile(r"\\(.)|(.)", re.DOTALL)
_ANY, _ONE = object(), object()
_FORGIVING = {"rated", "added", "edited", "introduced", "resched"}
_AS_OURS = frozenset({*_FORGIVING, "nid", "cid", "flag", "dupe"})
_STATES: dict[str, Node] = {
    "due": Is(State.DUE),
    "new": Is(State.NEW),
    "learn": Is(State.LEARNING),
    "review": Or((Is(State.REVIEW), Is(State.RELEARNING))),
    "suspended": Is(State.SUSPENDED),
    "buried": Is(State.BURIED),
}
_ANYTHING_ELSE = {"did", "mid", "preset", "has-cd", "sc"}

Piece = str | object
"""A character that stands for itself, ``_ANY`` or ``_ONE``."""


def begin_of(query: str) -> int | None:
    """Return where what Anki would be asked begins; None for a search of our own."""
    begin = len(query) - len(query.lstrip())
    is_anki = query[begin : begin + len(PREFIX)].lower() == PREFIX
    return begin + len(PREFIX) if is_anki else None


def read_term(query: str, start: int) -> tuple[Node | None, int]:
    """Read the term at ``start`` and return it with the position behind it. Raises UserError."""
    found = _TERM.match(query, start)
    if found is None:
        return None, start + 1
    text = found[0]
    if text.lower() in CONNECTIVES:
        return Text(text), found.end()
    begin = start
    if text.startswith('"') and (len(text) < 3 or '"' not in re.sub(r"\\.", "", text[1:-1])):
        text, begin = text[1:].removesuffix('"'), start + 1
    pair = _KEY.fullmatch(text)
    if pair is None:
        return (_anywhere(text, begin) if text else None), found.end()
    value = pair[2]
    at = begin + len(pair[1]) + 1
    if value.startswith('"'):
        value, at = value[1:].removesuffix('"'), at + 1
    return _keyed(_plain(pair[1]), Value(value, at, quoted=True)), found.end()


def _keyed(name: str, value: Value) -> Node | None:
    key, text = name.lower(), value.text
    if key == "is":
        return _state(value)
    if key == "prop":
        return _property(value)
    if key in _ANYTHING_ELSE or (key == "deck" and text.lower() in ("current", "filtered")):
        what = message("{term} asks for what is not here", term=shown(f"{name}:{text}"))
        raise refuse(what, value.position)
    if key in _FORGIVING and text.partition(":")[0] == "0":
        value = replace(value, text="1" + text[1:])
    if key in _AS_OURS:
        return READERS[key](value)
    if key == "card" and is_whole(text):
        return Template(place_of_card(value))
    if key in _NAMED:
        return _named(_NAMED[key], value, below=key in ("deck", "tag"))
    if key == "re":
        return _expression("*", _raw(text), value)
    if key == "nc":
        return Field("*", WITHOUT_ACCENTS + _stars(_pieces(text), value))
    if key == "w":
        border = r"\b"
        return _expression("*", f"{border}{_as_expression(_pieces(text), 'word')}{border}", value)
    return _in_field(name, value)


_NAMED: dict[str, Callable[[str], Node]] = {
    "deck": Deck,
    "tag": Tag,
    "note": Kind,
    "card": Template,
}


def _pieces(text: str) -> list[Piece]:
    r"""Return a text's characters, ``*`` and ``_`` as what they stand for, ``\*`` as itself."""
    pieces: list[Piece] = []
    for escaped, plain in _PIECE.findall(text):
        pieces.append(escaped or {"*": _ANY, "_": _ONE}.get(plain, plain))
    return pieces


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _raw(text: str) -> str:
    return text.replace('\\"', '"')


def _simple(pieces: Sequence[Piece]) -> bool:
    """Whether our own ``*`` says all that these pieces do."""
    return _ONE not in pieces and "*" not in pieces


def _has_sign(text: str) -> bool:
    """Whether our own language would take the beginning of a plain text for a sign."""
    return text.startswith((SIGN, WITHOUT_ACCENTS))


def _stars(pieces: Sequence[Piece], value: Value) -> str:
    if not _simple(pieces):
        what = message("{term} asks for what is not here", term=shown(value.text))
        raise refuse(what, value.position)
    return "".join("*" if piece is _ANY else str(piece) for piece in pieces)


_WILD = {"text": (".*", "."), "word": (r"\S*", r"\S")}


def _as_expression(pieces: Sequence[Piece], where: str = "text") -> str:
    many, one = _WILD[where]
    return "".join(
        many if piece is _ANY else one if piece is _ONE else re.escape(str(piece))
        for piece in pieces
    )


def _expression(field: str, expression: str, value: Value) -> Node:
    text = SIGN + expression
    check(Value(text, max(0, value.position - len(SIGN))))
    return Field(field, text)


def _anywhere(text: str, position: int) -> Node:
    pieces = _pieces(text)
    if all(piece is _ANY for piece in pieces):
        return Everything()
    if _simple(pieces):
        words = _stars(pieces, Value(text, position)).strip("*")
        if not _has_sign(words):
            return Field("*", words)
    return _expression("*", f"(?s:{_as_expression(pieces)})", Value(text, position))


def _in_field(name: str, value: Value) -> Node:
    """Compare a field as a whole, unless stars are at both ends."""
    text = value.text
    if text.startswith(SIGN):
        return _expression(name, _raw(text[len(SIGN) :]), value)
    accents = text.startswith(WITHOUT_ACCENTS)
    pieces = _pieces(text.removeprefix(WITHOUT_ACCENTS) if accents else text)
    inner = pieces[1:-1]
    if len(pieces) > 1 and pieces[0] is _ANY and pieces[-1] is _ANY and _simple(inner):
        words = _stars(inner, value)
        if accents or not _has_sign(words):
            return Field(name, WITHOUT_ACCENTS * accents + words)
        return _expression(name, f"(?s:{_as_expression(inner)})", value)
    if accents:
        what = message("{term} asks for what is not here", term=shown(text))
        raise refuse(what, value.position)
    if not pieces or pieces == [_ANY]:
        return Field(name, text)
    if pieces == [_ONE, _ANY]:
        return And((Field(name, "*"), Not(Field(name, ""))))
    return _expression(name, rf"(?s:\A{_as_expression(pieces)}\Z)", value)


def _named(make: Callable[[str], Node], value: Value, *, below: bool) -> Node | None:
    if not value.text:
        return None
    if value.text.startswith(SIGN):
        check(Value(_raw(value.text), value.position))
        return make(_raw(value.text))
    pieces = _pieces(value.text)
    if _simple(pieces) and not _has_sign(name := _stars(pieces, value)):
        return make(name)
    expression = rf"{SIGN}\A{_as_expression(pieces)}{'(::.*)?' * below}\Z"
    check(Value(expression, value.position))
    return make(expression)


def _state(value: Value) -> Node | None:
    if not value.text:
        return None
    state = value.text.lower()
    if state not in _STATES:
        raise refuse(
            message(
                "{value} is not {what}",
                value=shown(value.text),
                what=message("something a card can be"),
            ),
            value.position,
            message("These are known: {known}.", known=", ".join(_STATES)),
        )
    return _STATES[state]


def _property(value: Value) -> Node | None:
    """Read a property: difficulty goes from 0 to 1, and only what may be asked has a due day."""
    node = READERS["prop"](value)
    match node:
        case Number(Attribute.DIFFICULTY, _, number):
            return replace(node, value=Decimal(1) + 9 * number)
        case Number(Attribute.EASE, comparison, number):
            # A card never answered has an ease of 0 there.
            if COMPARE[comparison](Decimal(0), number):
                return Or((node, Is(State.NEW)))
            return And((node, Not(Is(State.NEW))))
        case Day(Moment.DUE):
            return And((node, Not(Is(State.SUSPENDED)), Not(Is(State.BURIED))))
    return node
