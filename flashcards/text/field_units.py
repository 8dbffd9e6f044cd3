"""A field's source as what stands in an editor: lines, and characters that are written otherwise.

Each unit is one character that is shown and the source it stands for, mostly itself. The sources
of all units together are the field's source, whatever it holds: nothing is read into another form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

LONGEST = 30_000
"""Characters; a longer field of HTML is shown as it is written."""
BREAK = "\u2029"
"""The character that divides lines where it is shown."""
NOTHING = "\u200b"
"""A character that takes no room: for tags around the whole text."""
ITEM = "•"
_SUBSTITUTES = {
    "\r": "\u240d",
    BREAK: "\u00b6",
    "\ufdd0": "\ufffd",
    "\ufdd1": "\ufffd",
    "\ufffe": "\ufffd",
    "\ufeff": NOTHING,
    "\u2028": "\u21b5",
}
"""Characters that no editor can hold, and what is shown for each."""
_ODD = re.compile("[\r\u2028\u2029\ufdd0\ufdd1\ufeff\ufffe]")

_LINES = "address|article|aside|blockquote|br|dd|div|dl|dt|figure|figcaption|footer|h[1-6]|header"
_LINES += "|hr|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
_TOKEN = re.compile(
    rf"(?P<block></?(?P<name>{_LINES})(?![a-z0-9:-])[^<>]*>)|(?P<other><[a-zA-Z/!][^<>]*>)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
    r"|(?P<space>\s*\n\s*)",
    re.IGNORECASE,
)
_KEPT = re.compile(r"<(?:script|style|svg|math)\b|\\\(|\\\[|\$\$|\[latex\]|\[\$", re.IGNORECASE)
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class Unit:
    """What is shown, and what it is written as; the two differ only for a single character."""

    shown: str
    source: str


def units(source: str, *, html: bool) -> list[Unit]:
    """Take a source apart; ``html`` folds line breaks, list items and entities of HTML."""
    found = list(_folded(source) if html and len(source) <= LONGEST else _plain(source))
    if html and not any(unit.shown.strip(f"{NOTHING}{BREAK}{ITEM} \t") for unit in found):
        return list(_plain(source))  # tags around nothing: they stay to be seen
    return found


def _plain(source: str) -> Iterator[Unit]:
    at = 0
    for odd in _ODD.finditer(source):
        if odd.start() > at:
            yield from _lines(source[at : odd.start()])
        yield Unit(_SUBSTITUTES[odd[0]], odd[0])
        at = odd.end()
    if at < len(source):
        yield from _lines(source[at:])


def _lines(text: str) -> Iterator[Unit]:
    shown = text.replace("\n", BREAK)
    if shown:
        yield Unit(shown, text)


@dataclass(slots=True)
class _Run:
    """Tags that begin and end lines, one behind the other."""

    parts: list[tuple[str, str]]
    """The name of each, "" for white space, and how it is written."""

    def units(self, *, first: bool, last: bool) -> Iterator[Unit]:
        """Return as many line breaks as are seen, and the dots of list items."""
        if not any(name for name, _ in self.parts):
            if self.parts:
                yield Unit(" ", self.source)
            return
        if first or last:
            yield from self._outermost(first=first)
            return
        names = [name for name, _ in self.parts if name]
        if all(name in _CELLS for name in names):
            yield Unit("\t", self.source)
            return
        yield from self._breaks(self._needed(names))

    @property
    def source(self) -> str:
        return "".join(written for _, written in self.parts)

    def _outermost(self, *, first: bool) -> Iterator[Unit]:
        written: list[str] = []
        for name, source in self.parts:
            if name == "br" and not first:
                if written:
                    yield Unit(NOTHING, "".join(written))
                    written = []
                yield Unit(BREAK, source)
            elif name == "li" and not source.startswith("</"):
                if written:
                    yield Unit(NOTHING, "".join(written))
                    written = []
                yield Unit(ITEM, source)
            else:
                written.append(source)
        if written:
            yield Unit(NOTHING, "".join(written))

    def _needed(self, names: list[str]) -> int:
        breaks = names.count("br")
        blocks = len(names) > breaks
        ends_line = breaks and blocks and names[0] == "br"
        return max(1, breaks + blocks - bool(ends_line))

    def _breaks(self, count: int) -> Iterator[Unit]:
        written: list[str] = []
        for name, source in self.parts:
            if name == "li" and not source.startswith("</"):
                if count or written:
                    yield Unit(BREAK if count else NOTHING, "".join(written) or "")
                    count = max(0, count - 1)
                written = []
                yield Unit(ITEM, source)
                continue
            written.append(source)
            if name == "br" and count > 1:
                yield Unit(BREAK, "".join(written))
                written = []
                count -= 1
        if written:
            yield Unit(BREAK if count else NOTHING, "".join(written))


def _folded(source: str) -> Iterator[Unit]:
    at, begun = 0, False
    run: list[tuple[str, str]] = []
    kept = _kept(source)
    first, last = next(kept, (len(source), len(source)))
    for token in _TOKEN.finditer(source):
        start, end = token.span()
        while start >= last and first < len(source):
            first, last = next(kept, (len(source), len(source)))
        if first <= start < last or start < at:
            continue  # a formula, or what no card shows: as it is written
        if start > at or not (token["block"] or token["space"]):
            yield from _Run(run).units(first=not begun, last=False)
            yield from _plain(source[at:start])
            run, begun = [], True
        at = end
        if token["block"] or token["space"]:
            run.append(((token["name"] or "").lower(), token[0]))
        else:
            yield from _other(token)
    yield from _Run(run).units(first=not begun, last=at == len(source))
    yield from _plain(source[at:])


def _kept(source: str) -> Iterator[tuple[int, int]]:
    """Return where each text that is shown as it is written begins and ends."""
    ends = {"\\(": "\\)", "\\[": "\\]", "$$": "$$", "[latex]": "[/latex]", "[$": "[/$"}
    absent: set[str] = set()
    at = 0
    while (found := _KEPT.search(source, at)) is not None:
        at = found.end()
        sign = found[0].lower()
        closing = ends.get(sign) or f"</{sign[1:]}"
        end = -1 if closing in absent else source.find(closing, at)
        if end >= 0:
            at = end + len(closing)
            yield found.start(), at
        else:
            absent.add(closing)


def _other(token: "re.Match[str]") -> Iterator[Unit]:
    """Return a tag within a line, or a character that is written by its name."""
    if not token["entity"]:
        for place, line in enumerate(token[0].split("\n")):
            if place:
                yield Unit(" ", "\n")
            yield from _plain(line)
        return
    shown = unescape(token[0])
    good = len(shown) == 1 and shown.isprintable() and ord(shown) < 0x10000
    if good or shown == "\u00a0":
        yield Unit(shown, token[0])
    else:
        yield Unit(token[0], token[0])
