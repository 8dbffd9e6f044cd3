"""Finds out which of many known files a text names, in whichever way it writes their names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

_LONGEST = 200
"""No name of a file is longer, in characters."""
_NAMING = re.compile(
    r"""(?:\bsrc\s*=\s*["']?|\[sound:|\]\(<?|url\(\s*["']?)([^"'<>\[\]()\n]{0,200}\{\{[^"'<>\n]{0,300}?)"""
    r"""(?=["'>\])\n]|$)"""
)
_FIELD = re.compile(r"\{\{(?:[^{}]*:)?([^{}:]*)\}\}")


def ways(named: str) -> list[str]:
    """Return how a file may be called that a text names so: as it is, then read ever further.

    Decks from elsewhere write names with entities, with ``%20``, or in letters and their accents
    apart.
    """
    plain = unescape(named)
    decoded = unquote(plain)
    return list(dict.fromkeys((named, plain, decoded, unicodedata.normalize("NFC", decoded))))


class KnownFiles:
    """The files there are, by all names they have; says which of them texts name.

    A file counts as named wherever its name stands in a text, in code too, so that none is missed.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {name for name in names if 0 < len(name) <= _LONGEST}
        tails = {_tail(name) for name in self._names}
        self._tail = re.compile("|".join(map(re.escape, sorted(tails, key=len, reverse=True))))
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(_tail(name), set()).add(len(name))
        self._lengths = {tail: sorted(found) for tail, found in lengths.items()}

    def named_in(self, text: str) -> Iterator[str]:
        """Yield the names that stand in a text, in one of the ways to write them."""
        if not self._names:
            return
        for written in ways(text):
            for found in self._tail.finditer(written):
                end = found.end()
                for length in self._lengths[found[0]]:
                    start = end - length
                    if start < 0 or (start > 0 and _goes_on(written[start - 1])):
                        continue
                    if written[start:end] in self._names:
                        yield written[start:end]


def _goes_on(sign: str) -> bool:
    """Whether a name that follows this sign is only the end of a longer one."""
    return sign.isalnum() or sign in "_-"


def _tail(name: str) -> str:
    """Return the end of a name by which it is looked for: its ending, else all of it."""
    _, dot, ending = name.rpartition(".")
    return dot + ending if dot and ending else name


def made_names(side: str) -> list[str]:
    """Return the names in a side of a template that fields have a part in: ``{{Word}}.png``."""
    return [found[1] for found in _NAMING.finditer(side)] if "{{" in side else []


def filled(name: str, fields: dict[str, str]) -> str:
    """Return such a name with what the fields of a note say."""
    return _FIELD.sub(lambda found: fields.get(found[1].strip(), ""), name)
