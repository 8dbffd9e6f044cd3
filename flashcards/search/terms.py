"""Reads one term of a search, such as ``deck:"A b"`` or ``interval>=21``."""

import re

from flashcards.search.expressions import SIGN, WITHOUT_ACCENTS
from flashcards.search.names import (
    COMPARABLE,
    FLAG_NAMES,
    NAMES,
    READERS,
    SIGNS,
    compared,
    comparison,
    in_field,
)
from flashcards.search.tree import Everything, Term, Text
from flashcards.search.values import Value, refuse, shown

__all__ = ["CONNECTIVES", "FLAG_NAMES", "NAMES", "read_term", "refuse", "shown"]

CONNECTIVES = ("or", "and")

_QUOTES = {'"': '"', "“": "”", "„": "“"}
_BARE = re.compile(r'[^\s()"“”„]+')
_COMPARED = re.compile(
    rf"({'|'.join(sorted(COMPARABLE, key=len, reverse=True))})\s*({SIGNS})\s*", re.IGNORECASE
)
_SIGN = re.compile("[=<>≤≥≠]|!=")
_FIELD_NAME = re.compile(r"[^\W\d_][\w*-]*")
_NOT_A_FIELD = (":", "//")


def read_term(query: str, start: int) -> tuple[Term | None, int]:
    """Read the term at ``start`` and return it with the position behind it.

    None stands for a term that is not finished yet, such as ``deck:``. ``query[start]`` is neither
    white space nor a bracket. Raises UserError.
    """
    if query[start] in _QUOTES:
        return _quoted_term(query, start)
    told = _COMPARED.match(query, start)
    if told:
        value, end = _read_value(query, told.end())
        return compared(told[1].lower(), comparison(told[2]), value), end
    bare = _BARE.match(query, start)
    if bare is None:  # a closing quotation mark on its own
        return None, start + 1
    word = bare[0]
    name, colon, rest = word.partition(":")
    reader = READERS.get(name.lower())
    is_field = _FIELD_NAME.fullmatch(name) and not rest.startswith(_NOT_A_FIELD)
    if not colon or not (reader or is_field):
        return (Everything() if word == "*" else Text(word)), bare.end()
    value, end = _read_value(query, start + len(name) + 1)
    return (reader(value) if reader else in_field(name, value)), end


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
    return not is_field and name.lower() not in READERS


def is_plain_value(text: str) -> bool:
    """Whether ``text`` can stand behind ``name:`` without quotes."""
    bare = _BARE.fullmatch(text)
    return bare is not None


def is_plain_name(name: str) -> bool:
    """Whether ``name`` can stand before a colon without quotes and means a field there."""
    return _FIELD_NAME.fullmatch(name) is not None and name.lower() not in READERS


def _quoted_term(query: str, start: int) -> tuple[Term | None, int]:
    phrase, end = _read_quoted(query, start)
    if phrase and end < len(query) and query[end] == ":":
        value, end = _read_value(query, end + 1)
        return in_field(phrase, value), end
    return (Text(phrase, exact=True) if phrase.strip() else None), end


def _read_value(query: str, start: int) -> tuple[Value, int]:
    sign = query[start : start + len(SIGN)]
    if (
        sign in (SIGN, WITHOUT_ACCENTS)
        and query[start + len(SIGN) : start + len(SIGN) + 1] in _QUOTES
    ):
        text, end = _read_quoted(query, start + len(SIGN))
        return Value(sign + text, start, quoted=True), end
    if start < len(query) and query[start] in _QUOTES:
        text, end = _read_quoted(query, start)
        closed = end - start > 1 + len(text)
        return Value(text, start, quoted=bool(text) or closed), end
    bare = _BARE.match(query, start)
    return (Value(bare[0], start), bare.end()) if bare else (Value("", start), start)


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
