"""Says what could come next in a search where the caret stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flashcards.search.names import NAMES
from flashcards.search.terms import is_plain_value

MOST = 12
"""How many words are offered."""
_LOOKED_AT = 200
_VALUE = re.compile(r'(?:^|[\s(-])([^\W\d_]\w*):(?:"([^"]*)|([^\s()"]*))$')
_NAME = re.compile(r"(?:^|[\s(-])([^\W\d_]\w*)?$")


@dataclass(frozen=True, slots=True)
class Typing:
    """What is being typed: text from ``begin`` to the caret, behind ``name`` and a colon if any."""

    begin: int
    text: str
    name: str | None = None


def being_typed(query: str, caret: int) -> Typing | None:
    """Return the name or value that ends at the caret; None inside anything else."""
    cut = max(0, caret - _LOOKED_AT)
    before = query[cut:caret]
    value = _VALUE.search(before)
    if value is not None:
        text = value[3] if value[2] is None else value[2]
        return Typing(cut + value.end(1) + 1, text, value[1].lower())
    name = _NAME.search(before)
    if name is None:
        return None
    return Typing(caret - len(name[1] or ""), name[1] or "")


def offered(typing: Typing, words: Iterable[str]) -> list[str]:
    """Return the words that fit: first those that begin with what is typed, then others."""
    typed = typing.text.casefold()
    known = list(dict.fromkeys(words))
    first = [word for word in known if word.casefold().startswith(typed)]
    begins = set(first)
    others = [word for word in known if typed in word.casefold() and word not in begins]
    found = (first + others)[:MOST] if typing.name else first[:MOST]
    return [] if [word.casefold() for word in found] == [typed] else found


def names(fields: Iterable[str]) -> list[str]:
    """Return all that may stand before a colon, each with it."""
    plain = [field.lower() for field in fields if re.fullmatch(r"[^\W\d_]\w*", field)]
    return [f"{name}:" for name in (*NAMES, *plain)]


def filled_in(query: str, caret: int, typing: Typing, word: str) -> tuple[str, int]:
    """Return the search with ``word`` in place of what was typed, and where the caret goes."""
    end = caret
    if typing.name is None:
        written = word
    else:
        plain = is_plain_value(word) and not query[typing.begin :].startswith('"')
        escaped = word.replace("\\", "\\\\").replace('"', '\\"')
        written = word if plain else f'"{escaped}"'
        end += query[caret : caret + 1] == '"'
    before = query[: typing.begin] + written
    return before + query[end:], len(before)
