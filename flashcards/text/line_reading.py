"""Reads what a line of a field looks like: which letters are bold, which are marks, and so on.

A field is edited as it looks, but what is edited is its source. This says for each line of the
source, Markdown or HTML, which of its letters are only marks and how the others are shown. It is
a little more generous than the parsers of cards, and linear in the length of the line.
"""

import re
from dataclasses import replace
from functools import lru_cache

from flashcards.text import formulas
from flashcards.text.emphasis import Emphasis
from flashcards.text.line_looks import LONGEST, START, Element, Line, Look, Span, State, TagLooks
from flashcards.text.picture_source import pixels
from flashcards.text.tags import KNOWN, VOID, read_attributes

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_BULLET = re.compile(r"[ \t]*([-+*])(?:[ \t]+|$)")
_COUNT = re.compile(r"[ \t]*[0-9]{1,9}[.)](?:[ \t]+|$)")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_TABLE = re.compile(r"[ \t]*\|.*\|[ \t]*")
_ENDS = {**formulas.CLOSING, "<anki-mathjax>": "</anki-mathjax>"}
_LONG = ("$$", "\\[", "[latex]", "[$$]")
"""What begins a formula of several lines, at the beginning of one."""
_SHARED = (
    r"(?P<formula>\\\(|\\\[|\${1,2}|\[latex\]|\[\${1,2}\]|<anki-mathjax[^<>]{0,50}>)"
    r"|(?P<sound>\[sound:[^\[\]<>]{1,300}\])"
    r"|(?P<gap>\{\{c(?P<numbers>[0-9]{1,5}(?:,[0-9]{1,5}){0,20})::)|(?P<hint>::)|(?P<filled>\}\})"
    r"|(?P<tag></?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>[^<>]{0,2000})>)"
)
_HTML = re.compile(_SHARED)
_MARKDOWN = re.compile(
    r"(?P<spaces>\\[,;:])|" + _SHARED + r"|(?P<escape>\\[!-/:-@\[-`{-~])|(?P<code>`+)"
    r"|(?P<image>!\[[^\[\]]{0,500}\]\(\s*<?(?P<source>[^()\s<>]{0,500})[^()]{0,200}\))"
    r"|(?P<link>\[(?P<words>[^\[\]]{1,1000})\]\((?P<address>[^()\s]{0,2000})[^()]{0,200}\))"
    r"|(?P<run>\*+|_+|~~)"
)
_TAG_LOOKS: dict[str, Look] = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic",
    "var": "italic", "u": "underline", "ins": "underline", "s": "strike", "del": "strike",
    "strike": "strike", "sub": "sub", "sup": "sup", "code": "code", "kbd": "code", "tt": "code",
    "samp": "code", "pre": "code", "mark": "highlight", "a": "link", "h1": "heading",
    "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "blockquote": "quote",
}  # fmt: skip
_COLOUR = re.compile(
    r"(?:^|[;\s])color\s*:\s*(#[0-9a-fA-F]{3,6}|rgb\([0-9, ]{5,20}\)|[a-zA-Z]{3,20}\b(?!\())"
)
_STYLED: tuple[tuple[re.Pattern[str], Look], ...] = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), "bold"),
    (re.compile(r"font-style\s*:\s*italic"), "italic"),
    (re.compile(r"text-decoration[a-z-]*\s*:\s*underline"), "underline"),
    (re.compile(r"background(?:-color)?\s*:\s*(?!transparent|none|inherit)"), "highlight"),
)


@lru_cache(maxsize=256)
def looks(text: str, before: State = START, markup: str = "markdown") -> Line:
    """Take a line apart; ``before`` is what the lines above it leave open. Not to be changed."""
    if len(text) > LONGEST:
        return Line(after=before)
    return LineReader(text, before, markup).read()


class LineReader:
    """Reads one line, once."""

    def __init__(self, text: str, before: State, markup: str) -> None:
        self.text = text
        self._before = before
        self._markdown = markup == "markdown"
        self._line = Line(after=before)
        self._absent: set[str] = set()
        """Signs that do not occur any more in the line."""
        self._tags = [(name, found, -1, -1) for name, found in before.tags]
        self._gaps: list[tuple[int, int, int]] = [(-1, 0, -1)] * before.gaps
        """Where each open gap begins, where its text does, and its hint, -1 for none."""
        self._emphasis = Emphasis(text)
        self._formulas: dict[int, int] | None = None
        """Where each formula of Markdown ends, once it was looked for."""

    def read(self) -> Line:
        """Return what the line looks like."""
        start = 0
        if self._before.fence or self._before.formula:
            start = self._read_on()
        elif self._markdown:
            start = self._read_block()
        if start < len(self.text):
            self._inline(start, len(self.text))
        self._finish()
        return self._line

    # Lines as a whole

    def _read_on(self) -> int:
        """Read a line of code or of a formula; return where ordinary text begins again."""
        before, length = self._before, len(self.text)
        if before.fence:
            found = _FENCE.match(self.text)
            ends = found is not None and found[1].startswith(before.fence)
            self._span(0, length, "fence")
            if ends and found is not None and not self.text[found.end() :].strip():
                self._span(0, length, "faint")
                self._line.after = replace(before, fence="")
            return length
        end = self.text.find(before.formula)
        if end < 0:
            self._span(0, length, "source")
            return length
        end += len(before.formula)
        self._span(0, end, "source")
        self._line.after = replace(before, formula="")
        return end

    def _read_block(self) -> int:
        text, length = self.text, len(self.text)
        if found := _FENCE.match(text):
            self._span(0, length, "fence")
            self._span(0, length, "faint")
            self._line.after = replace(self._before, fence=found[1])
            return length
        if found := _HEADING.match(text):
            self._span(0, length, "heading", str(len(found[1])))
            self._mark(0, found.end(), (0, length))
            return found.end()
        if _RULE.fullmatch(text):
            self._span(0, length, "rule", near=(0, length))
            return length
        start = 0
        if found := _QUOTE.match(text):
            start = found.end()
            self._span(0, length, "quote")
            self._span(0, start, "bar", near=(0, start))
        if found := _BULLET.match(text, start):
            self._span(found.start(1), found.end(1), "bullet", near=found.span(1))
            return found.end()
        if found := _COUNT.match(text, start):
            self._span(start, found.end(), "count")
            return found.end()
        if _TABLE.fullmatch(text):
            self._span(0, length, "table")
        return start

    # Within a line

    def _inline(self, start: int, end: int) -> None:
        pattern = _MARKDOWN if self._markdown else _HTML
        at = start
        while (found := pattern.search(self.text, at, end)) is not None:
            kind = found.lastgroup or ""
            for group in ("tag", "gap", "image", "link"):
                if found[group] if group in pattern.groupindex else None:
                    kind = group
            at = self._token(kind, found, end)

    def _token(self, kind: str, found: "re.Match[str]", end: int) -> int:
        """Take in one sign; return where reading goes on."""
        start, after = found.span()
        if kind == "formula":
            return self._formula(found, end)
        if kind == "code":
            return self._code(found[0], start, end)
        if kind == "tag":
            self._tag(found)
        elif kind == "gap":
            self._gaps.append((start, after, -1))
        elif kind == "hint" and self._gaps and self._gaps[-1][2] < 0:
            self._gaps[-1] = (*self._gaps[-1][:2], start)
        elif kind == "filled" and self._gaps:
            self._fill_gap(after, found["filled"])
        elif kind == "sound":
            self._span(start, after, "sound", found[0][7:-1].strip(), (start, after))
        elif kind == "image":
            self._span(start, after, "picture", found["source"], (start, after))
        elif kind == "escape":
            self._mark(start, start + 1, (start, after))
        elif kind == "link":
            self._link(found)
        elif kind == "run":
            self._emphasis.add(start, after)
        return after

    def _link(self, found: "re.Match[str]") -> None:
        first, last = found.span("words")
        opening, closing = (found.start(), first), (last, found.end())
        self._element("link", opening, closing, found["address"])
        self._inline(first, last)

    def _find(self, sign: str, start: int, end: int) -> int:
        if sign in self._absent:
            return -1
        place = self.text.find(sign, start, end)
        if place < 0:
            self._absent.add(sign)
        return place

    def _formula(self, found: "re.Match[str]", end: int) -> int:
        start, begin = found.span()
        sign = "<anki-mathjax>" if found[0].startswith("<") else found[0]
        last = self._end_of_formula(sign, start, begin, end)
        if start < last <= end:
            source = self.text[start:last]
            opening, inside, _ = formulas.split(source)
            inner = start + len(opening or found[0])
            self._span(start, last, "formula", source, (start, last))
            outer = inner + len(inside) if opening else last - len(_ENDS[sign])
            self._line.elements.append(Element("formula", (start, inner), (outer, last)))
            return last
        begins = not self.text[:start].strip(" \t>")
        if begins and sign in _LONG and not self._gaps and sign not in self.text[begin:]:
            self._span(start, end, "source")
            self._line.after = replace(self._line.after, formula=_ENDS[sign])
            return end
        return begin

    def _end_of_formula(self, sign: str, start: int, begin: int, end: int) -> int:
        if self._markdown and not sign.startswith("<"):
            if self._formulas is None:
                self._formulas = dict(formulas.in_markdown(self.text))
            return self._formulas.get(start, 0)
        if sign in ("$", "$$"):
            return 0
        close = self._find(_ENDS[sign], begin, end)
        return close + len(_ENDS[sign]) if close > begin else 0

    def _code(self, ticks: str, start: int, end: int) -> int:
        begin = start + len(ticks)
        place = begin
        while (place := self._find(ticks, place, end)) >= 0:
            last = place + len(ticks)
            if self.text[last : last + 1] != "`" and self.text[place - 1] != "`":
                self._element("code", (start, begin), (place, last))
                return last
            place = last
            while self.text[place : place + 1] == "`":
                place += 1
        return begin

    def _tag(self, found: "re.Match[str]") -> None:
        name, start, end = found["name"].lower(), found.start(), found.end()
        if name not in KNOWN and ":" not in name:
            return
        if name == "img":
            told = read_attributes(found["rest"])
            width, source = pixels(told.get("width", "")), told.get("src", "")
            self._line.spans.append(Span(start, end, "picture", source, (start, end), width))
            return
        self._mark(start, end, (start, end))
        if name in VOID or found["rest"].endswith("/"):
            return
        if found[0].startswith("</"):
            self._end_tag(name, start, end)
            return
        self._tags.append((name, _looks_of(name, found["rest"]), start, end))

    def _end_tag(self, name: str, start: int, end: int) -> None:
        if not any(each[0] == name for each in self._tags[-50:]):
            return
        while self._tags:
            opened, found, first, inner = self._tags.pop()
            for look, data in found:
                self._span(max(inner, 0), start, look, data)
            if opened == name and first >= 0 and len(found) == 1 and found[0][0] != "colour":
                self._line.elements.append(Element(found[0][0], (first, inner), (start, end)))
            if opened == name:
                return

    def _fill_gap(self, end: int, closing: str) -> None:
        start, begin, hint = self._gaps.pop()
        close = end - len(closing)
        near = (max(start, 0), end)
        text_end = close if hint < 0 else hint
        self._span(begin, text_end, "gap")
        if start >= 0:
            numbers = self.text[start + 3 : begin - 2]
            self._span(start, begin, "number", numbers, near)
            self._line.elements.append(Element("gap", (start, begin), (text_end, end), numbers))
        if hint >= 0:
            self._span(hint, hint + 2, "divider", near=near)
            self._span(hint + 2, close, "hint")
        self._mark(close, end, near)

    # The end of the line

    def _finish(self) -> None:
        length = len(self.text)
        for start, begin, hint in self._gaps:
            self._span(begin, length if hint < 0 else hint, "gap")
            if start >= 0:
                self._span(start, begin, "faint")
        for _, found, _, inner in self._tags:
            for look, data in found:
                self._span(max(inner, 0), length, look, data)
        for look, opening, closing in self._emphasis.pairs():
            self._element(look, opening, closing)
        self._line.after = replace(
            self._line.after,
            tags=tuple((name, found) for name, found, _, _ in self._tags[:50]),
            gaps=min(len(self._gaps), 20),
        )

    def _element(
        self, look: Look, opening: tuple[int, int], closing: tuple[int, int], data: str = ""
    ) -> None:
        near = (opening[0], closing[1])
        self._line.elements.append(Element(look, opening, closing, data))
        self._span(opening[1], closing[0], look, data)
        self._mark(*opening, near)
        self._mark(*closing, near)

    def _mark(self, start: int, end: int, near: tuple[int, int]) -> None:
        self._span(start, end, "mark", near=near)

    def _span(
        self, start: int, end: int, look: Look, data: str = "", near: tuple[int, int] | None = None
    ) -> None:
        if end > start:
            self._line.spans.append(Span(start, end, look, data, near))


def _looks_of(name: str, attributes: str) -> TagLooks:
    """Return how what stands in an element looks."""
    looks: list[tuple[Look, str]] = []
    if name in _TAG_LOOKS:
        level = name[1] if len(name) == 2 and name[1].isdigit() else ""
        looks.append((_TAG_LOOKS[name], level))
    if "style" not in attributes and name != "font":
        return tuple(looks)
    found = read_attributes(attributes)
    style = found.get("style", "").lower()
    looks += [(look, "") for pattern, look in _STYLED if pattern.search(style)]
    colour = _COLOUR.search(f"color:{found['color']}" if "color" in found else style)
    if colour is not None:
        looks.append(("colour", colour[1].strip()))
    return tuple(dict.fromkeys(looks))
