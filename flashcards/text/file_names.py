"""Names of files as texts write them: which files they may mean, and how a card's HTML says them.

The HTML of a card names a picture by its own name where the collection gave it one, and else in
code, ``~~My_20cat.png``, of letters that mean nothing in an address: so what draws cards need not
know of spaces, signs and accents in names. Nothing that is a path or an address has a code.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from unicodedata import category, normalize
from urllib.parse import unquote

_OWN = r"[0-9a-z][0-9a-z._-]{0,120}\.(?:png|jpe?g|gif|webp|svg)"
CODED = "~~"
"""What a name in code begins with."""
_CODED = rf"{CODED}[A-Za-z0-9._-]{{1,1000}}"
REFERENCE = rf"(?:{_OWN}|{_CODED})"
"""How the HTML of a card names a picture."""

_AS_IT_IS = re.compile(_OWN)
_IN_CODE = re.compile(_CODED)
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")
_ENDING = re.compile(
    r"[^.]\.(?:png|jpe?g|jpe|jfif|gif|webp|svg|bmp|tiff?|avif|ico|heic|heif)$", re.IGNORECASE
)
_NEVER = frozenset('/\\:*?"<>|')
"""Signs that no name of a file holds wherever decks come from; they make paths and addresses."""
_BYTE = re.compile(r"_([0-9A-F]{2})")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""How Markdown writes a sign that would mean something."""
_BEGINNING = re.compile(r"(?<![\w-])(?=.)", re.DOTALL)
"""Where a name may begin: not behind what ``_goes_on`` says."""
_FIRST = 3
"""Signs of its beginning by which a name without an ending is looked for."""
_LONGEST_WRITTEN = 600
"""Of a name as it is written, in characters, where each byte may take three."""
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
    return list(dict.fromkeys((named, plain, decoded, normalize("NFC", decoded))))


def reference(named: str) -> str:
    """Return how the HTML of a card names the picture that a text names so.

    Empty for what names no picture: paths, addresses, names with another ending or none.
    """
    if _IN_CODE.fullmatch(named) or (_AS_IT_IS.fullmatch(named) and ".." not in named):
        return named
    if len(named) > _LONGEST_WRITTEN or not _ENDING.search(named):
        return ""
    if not all(map(_is_bare, ways(named))):
        return ""
    code = CODED + "".join(map(_coded, named, " " + named))
    return code if _IN_CODE.fullmatch(code) else ""


def referred(word: str) -> str:
    """Return the name, as a text wrote it, of what a card's HTML names; "" for damaged code."""
    if not word.startswith(CODED):
        return word
    if not _IN_CODE.fullmatch(word):
        return ""
    try:
        named = _BYTE.sub(lambda found: chr(int(found[1], 16)), word[2:]).encode("latin-1").decode()
    except ValueError:
        return ""
    return named if all(map(_is_bare, ways(named))) else ""


def _is_bare(name: str) -> bool:
    """Whether a name can only be that of a file, and leads nowhere."""
    odd = any(sign in _NEVER or category(sign) in ("Cc", "Cs") for sign in name)
    return not odd and not name.startswith(".")


def _coded(sign: str, before: str) -> str:
    if sign in _PLAIN or (sign == "." and before != "."):
        return sign
    return "".join(f"_{byte:02X}" for byte in sign.encode())


class KnownFiles:
    """The files there are, by all names they have; says which of them texts name.

    A file counts as named wherever its name stands in a text, in code too, so that none is missed.
    Each sign of a text costs a bounded number of looks, however many names there are.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {name for name in names if 0 < len(name) <= _LONGEST}
        ending: dict[str, set[int]] = {}
        bare: dict[str, set[int]] = {}
        for name in self._names:
            tail = _tail(name)
            (ending if tail else bare).setdefault(tail or name[:_FIRST], set()).add(len(name))
        self._lengths = {tail: sorted(found) for tail, found in ending.items()}
        self._tails = sorted({len(tail) for tail in ending})
        """How long endings are, with their dot."""
        self._bare = {first: sorted(found) for first, found in bare.items()}
        plain = not bare and all(tail.isascii() and "K" not in tail for tail in ending)
        self._seen = tuple(ending) if plain else ()
        """One of these stands in a text that names any, unless it writes signs by others; the sign
        of the kelvin becomes a K."""

    def named_in(self, text: str) -> Iterator[str]:
        """Yield the names that stand in a text, in one of the ways to write them."""
        if not self._names or not self._may_be_in(text):
            return
        written = ways(text)
        if "\\" in text:
            written += [_ESCAPED.sub(r"\1", way) for way in written]
        for way in written:
            yield from self._with_ending(way)
            if self._bare:
                yield from self._without(way)

    def _may_be_in(self, text: str) -> bool:
        """Whether a look is worth while; most texts name no file, and there are many."""
        seen = self._seen
        return not seen or any(map(text.__contains__, seen)) or any(map(text.__contains__, "&%\\"))

    def _with_ending(self, written: str) -> Iterator[str]:
        longest = self._tails[-1] if self._tails else 0
        dot = written.find(".") if longest else -1
        while dot >= 0:
            following = written.find(".", dot + 1)
            room = (following if following >= 0 else len(written)) - dot
            for length in self._tails:  # an ending has no other dot, so few of them fit
                if length > room:
                    break
                end = dot + length
                for whole in self._lengths.get(written[dot:end], ()):
                    start = end - whole
                    if start < 0:
                        break
                    if start and _goes_on(written[start - 1]):
                        continue
                    if written[start:end] in self._names:
                        yield written[start:end]
            dot = following

    def _without(self, written: str) -> Iterator[str]:
        for found in _BEGINNING.finditer(written):
            start = found.start()
            for first in range(1, _FIRST + 1):
                for whole in self._bare.get(written[start : start + first], ()):
                    if written[start : start + whole] in self._names:
                        yield written[start : start + whole]


def _goes_on(sign: str) -> bool:
    """Whether a name that follows this sign is only the end of a longer one."""
    return sign.isalnum() or sign in "_-"


def _tail(name: str) -> str:
    """Return the ending of a name with its dot, by which it is looked for; "" without one."""
    _, dot, ending = name.rpartition(".")
    return dot + ending if dot and ending else ""


def made_names(side: str) -> list[str]:
    """Return the names in a side of a template that fields have a part in: ``{{Word}}.png``."""
    return [found[1] for found in _NAMING.finditer(side)] if "{{" in side else []


def filled(name: str, fields: dict[str, str]) -> str:
    """Return such a name with what the fields of a note say."""
    return _FIELD.sub(lambda found: fields.get(found[1].strip(), ""), name)
