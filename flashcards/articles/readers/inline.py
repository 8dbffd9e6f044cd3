"""Reads the marks inside a paragraph of Markdown: emphasis, code, links, pictures, entities."""

import re
from collections.abc import Callable, Container

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.decoding import without_entities
from flashcards.articles.readers.formulas import (
    ATTRIBUTES,
    CITATION,
    formula_at,
    without_macros,
)
from flashcards.articles.readers.pieces import Pieces, portions

_TOKEN = re.compile(
    r"\$|\\\\[(\[]|\\@ref\("
    r"|\\[!-/:-@\[-`{-~\n]"
    r"|`+"
    r"|\*{1,3}|_{1,3}|~~|=="
    r"|!?\[|\]"
    r"|<(?:[a-z][a-z0-9+.-]{1,30}:[^\s<>]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,255})>"
    r"""|<(?:!--|/?[a-zA-Z][a-zA-Z0-9:-]{0,30}(?=[\s/>]))"""
    r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
    r"|\{[a-z:_-]{1,40}\}(?=`)"
    r"|\{\{|\{%"
    r"|(?: {2}|\t)\n"
)
_TARGET = re.compile(
    r"\(\s{0,9}(?:<[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()]{0,300}\)[^\s()<>]{0,300}){0,3})"
    r"""(?:\s{1,9}(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?\s{0,9}\)"""
)
_REFERENCE = re.compile(r"\[([^\[\]\n]{0,300})\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,100}\]")
_ROLE_TARGET = re.compile(r"^(.{1,500}?)\s*<[^<>]{1,500}>$", re.DOTALL)
_MARKS = {"*": "emphasis", "_": "emphasis", "**": "strong", "__": "strong"}

Handler = Callable[[str], None]


def has_marks(text: str) -> bool:
    """Tell whether a paragraph of Markdown is more than its words."""
    return "{" in text or _TOKEN.search(text) is not None


class InlineText:
    """Writes paragraphs of Markdown into a builder.

    ``labels`` are the names of link references; ``html`` takes over a tag inside a line.
    """

    def __init__(self, out: Builder, labels: Container[str], html: Handler | None = None) -> None:
        self._out = out
        self._labels = labels
        self._html = html

    def write(self, text: str) -> None:
        """Write ``text`` into the innermost open block. Linear in its length."""
        text = without_macros(text)
        if not has_marks(text):
            self._out.write(text)
            return
        for portion in portions(text):
            _Scan(portion, self._labels).pieces().write(self._out, self._html)


class _Scan:
    """One paragraph, taken apart into pieces that are text, marks, breaks or tags."""

    def __init__(self, text: str, labels: Container[str]) -> None:
        self._text = text
        self._labels = labels
        self._pieces = Pieces()
        self._runs = _code_runs(text)
        self._brackets: list[tuple[int, bool]] = []
        self._missing: set[str] = set()

    def pieces(self) -> Pieces:
        """Take the whole paragraph apart."""
        text, at = self._text, 0
        while True:
            found = _TOKEN.search(text, at)
            if found is None:
                break
            if found.start() > at:
                self._add("text", text[at : found.start()])
            at = self._take(found[0], found.start(), found.end())
        self._add("text", text[at:])
        return self._pieces

    def _take(self, token: str, start: int, end: int) -> int:
        sign = token[0]
        if sign == "$" or token[:2] in ("\\(", "\\[", "\\\\"):
            formula = formula_at(self._text, start)
            if formula:
                self._add("text", formula[0])
                return formula[1]
        if sign == "$" or token in ("{{", "{%"):
            self._add("text", token)
        elif sign == "\\" and len(token) > 2 and token[1] == "@":
            found = CITATION.match(self._text, start)
            return found.end() if found else end
        elif sign == "\\":
            self._add("break" if token[1] == "\n" else "text", token[1:])
        elif token[-1] == "\n":
            self._add("break", "\n")
        elif sign == "`":
            return self._code(token, end)
        elif sign in "*_" or token in ("~~", "=="):
            self._delimiter(token, start, end)
        elif sign in "![":
            return self._opening(token, start, end)
        elif sign == "]":
            return self._closing(end)
        elif sign == "<":
            return self._tag(token, start, end)
        elif sign == "&":
            self._add("text", without_entities(token))
        elif sign == "{":
            return self._role(end)
        else:
            self._add("text", token)
        return end

    def _add(self, what: str, words: str) -> None:
        self._pieces.add(what, words)

    def _code(self, run: str, end: int) -> int:
        close = self._closing_run(run, end)
        if close < 0:
            self._add("text", run)
            return end
        self._pieces.marked("code", self._text[end:close])
        return close + len(run)

    def _role(self, end: int) -> int:
        """MyST's ``{name}`words <target>``` is shown as its words."""
        run = "`"
        close = self._closing_run(run, end + 1)
        if close < 0:
            self._add("text", self._text[end - 1 : end])
            return end
        words = self._text[end + 1 : close]
        shown = _ROLE_TARGET.match(words)
        self._pieces.marked("term", shown[1] if shown else words)
        return close + 1

    def _closing_run(self, run: str, end: int) -> int:
        places = self._runs.get(len(run), [])
        while places and places[-1] < end:
            places.pop()
        return places[-1] if places else -1

    def _delimiter(self, token: str, start: int, end: int) -> None:
        before = self._text[start - 1 : start] or " "
        after = self._text[end : end + 1] or " "
        opens, closes = not after.isspace(), not before.isspace()
        if token[0] == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        if len(token) == 3 and not closes:
            self._half(token[:2], opens, False)
            self._half(token[0], opens, False)
        elif len(token) == 3:
            self._half(token[0], opens, closes)
            self._half(token[:2], opens, closes)
        else:
            self._half(token, opens, closes)

    def _half(self, token: str, opens: bool, closes: bool) -> None:
        self._pieces.half(token, _MARKS.get(token, ""), opens, closes)

    def _opening(self, token: str, start: int, end: int) -> int:
        note = _FOOTNOTE.match(self._text, start)
        note = note or CITATION.match(self._text, start)
        if note:
            return note.end()
        self._brackets.append((len(self._pieces), token[0] == "!"))
        self._add("text", token)
        return end

    def _closing(self, end: int) -> int:
        if not self._brackets:
            self._add("text", "]")
            return end
        at, picture = self._brackets.pop()
        text = self._text
        target = _TARGET.match(text, end) if text[end : end + 1] == "(" else None
        if target is None and text[end : end + 1] == "[":
            target = _REFERENCE.match(text, end)
            if target and target[1] and target[1].casefold() not in self._labels:
                target = None
        after = target.end() if target else end
        dressed = ATTRIBUTES.match(text, after)
        if dressed:
            after = dressed.end()
            if target is None:
                self._pieces.replace(at, "text", "")
                return after
        words = self._pieces.words_from(at + 1, 8).casefold()
        if target is None and words not in self._labels:
            self._add("text", "]")
            return end
        if picture:
            # A picture's words stand for what cannot be seen here; they are nobody's definition.
            self._pieces.cut(at)
        else:
            self._pieces.replace(at, "begin", "link")
            self._add("end", "link")
        return after

    def _tag(self, token: str, start: int, end: int) -> int:
        text = self._text
        if token[-1] == ">":
            self._pieces.marked("link", token[1:-1])
            return end
        sign = "-->" if token[1] == "!" else ">"
        close = -1 if sign in self._missing else text.find(sign, end)
        if close < 0:
            self._missing.add(sign)
            self._add("text", token)
            return end
        if sign == ">":
            self._add("html", text[start : close + 1])
        return close + len(sign)


def _code_runs(text: str) -> dict[int, list[int]]:
    """Where runs of backticks begin, by their length, last first."""
    runs: dict[int, list[int]] = {}
    if "`" in text:
        for found in re.finditer(r"`+", text):
            runs.setdefault(len(found[0]), []).append(found.start())
        for places in runs.values():
            places.reverse()
    return runs
