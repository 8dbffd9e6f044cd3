"""Reads the marks inside a paragraph of AsciiDoc: bold, monospace, macros, attributes."""

import re
from collections.abc import Mapping

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.pieces import Pieces, portions

_TOKEN = re.compile(
    r"\\(?=[*_`#+{<\[^~:\\])[*_`#+{<\[^~:\\]{1,2}"
    r"|\*{1,2}|_{1,2}|`{1,2}|#{1,2}|\+{1,3}"
    r"|<<|\[\[[^\[\]\n]{1,200}\]\]|\(\({1,2}"
    r"|\{[\w-]{1,60}\}"
    r"|(?:\b(?:link|xref|mailto|image|icon|anchor|kbd|btn|menu|pass|stem|latexmath|asciimath"
    r"|indexterm2?|linkgit|man)|footnote(?:ref)?):[^\s\[\]]{0,500}\["
    r"|\bhttps?://[^\s\[\]<>]{1,500}\["
    r"|\[[\w.#%=\", -]{1,60}\](?=[#*_`])"
    r"| \+\n"
)
_DROPPED = frozenset({"image", "icon", "anchor", "footnote", "footnoteref", "indexterm"})
_MARKS = {"*": "strong", "_": "emphasis", "`": "code", "#": "", "+": ""}
_BUILT_IN = {
    "nbsp": " ",
    "sp": " ",
    "empty": "",
    "zwsp": "",
    "apos": "'",
    "quot": '"',
    "lsquo": "‘",
    "rsquo": "’",
    "ldquo": "“",
    "rdquo": "”",
    "deg": "°",
    "plus": "+",
    "amp": "&",
    "lt": "<",
    "gt": ">",
    "startsb": "[",
    "endsb": "]",
    "vbar": "|",
    "caret": "^",
    "asterisk": "*",
    "tilde": "~",
    "backslash": "\\",
    "backtick": "`",
    "cpp": "C++",
}


def has_marks(text: str) -> bool:
    """Tell whether a paragraph is more than its words."""
    return _TOKEN.search(text) is not None


def write_inline(out: Builder, text: str, names: Mapping[str, str]) -> None:
    """Write a paragraph into the innermost open block; ``names`` are its attributes. Linear."""
    if not has_marks(text):
        out.write(text)
        return
    for portion in portions(text):
        _Scan(portion, names).pieces().write(out)


class _Scan:
    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self._text = text
        self._names = names
        self._pieces = Pieces()
        self._missing: set[str] = set()

    def pieces(self) -> Pieces:
        text, at = self._text, 0
        while True:
            found = _TOKEN.search(text, at)
            if found is None:
                break
            self._pieces.add("text", text[at : found.start()])
            at = self._take(found[0], found.start(), found.end())
        self._pieces.add("text", text[at:])
        return self._pieces

    def _take(self, sign: str, start: int, end: int) -> int:
        first = sign[0]
        if first == "\\":
            self._pieces.add("text", sign[1:])
        elif first in _MARKS:
            self._delimiter(sign, start, end)
        elif first == "{":
            name = sign[1:-1]
            self._pieces.add("text", self._names.get(name, _BUILT_IN.get(name, sign)))
        elif first == " ":
            self._pieces.add("break", "")
        elif sign == "<<":
            return self._reference(end)
        elif first == "(":
            return self._index_term(sign, end)
        elif first != "[":
            return self._macro(sign, end)
        return end

    def _delimiter(self, sign: str, start: int, end: int) -> None:
        before = self._text[start - 1 : start] or " "
        after = self._text[end : end + 1] or " "
        opens, closes = not after.isspace(), not before.isspace()
        if len(sign) == 1:
            opens = opens and not (before.isalnum() or before == "_")
            closes = closes and not (after.isalnum() or after == "_")
        self._pieces.half(sign, _MARKS[sign[0]], opens, closes)

    def _find(self, sign: str, at: int) -> int:
        if sign in self._missing:
            return -1
        found = self._text.find(sign, at)
        if found < 0:
            self._missing.add(sign)
        return found

    def _reference(self, end: int) -> int:
        close = self._find(">>", end)
        if close < 0 or close - end > 500:
            self._pieces.add("text", "<<")
            return end
        target, _, words = self._text[end:close].partition(",")
        self._pieces.marked("link", words.strip() or target.rpartition("#")[2] or target)
        return close + 2

    def _index_term(self, sign: str, end: int) -> int:
        """``((term))`` is shown, ``(((hidden)))`` is only for the index."""
        if len(sign) == 2:
            close = self._text.find("))", end, end + 300)
            if close >= 0:
                self._pieces.marked("term", self._text[end:close])
                return close + 2
        else:
            close = self._text.find(")))", end, end + 300)
            if close >= 0:
                return close + 3
        self._pieces.add("text", sign)
        return end

    def _macro(self, sign: str, end: int) -> int:
        close = self._find("]", end)
        if close < 0:
            self._pieces.add("text", sign)
            return end
        name, _, target = sign[:-1].partition(":")
        words = self._text[end:close].strip()
        if name in _DROPPED:
            return close + 1
        if name in ("http", "https"):
            self._pieces.marked("link", _first(words) or sign[:-1])
        elif name in ("link", "xref", "mailto"):
            self._pieces.marked("link", _first(words) or target.rpartition("#")[2] or target)
        elif name in ("linkgit", "man"):
            self._pieces.marked("link", f"{target}({words})" if words else target)
        elif name in ("kbd", "btn"):
            self._pieces.marked("code", words)
        elif name == "menu":
            self._pieces.add("text", f"{target} > {words}" if words else target)
        else:
            self._pieces.add("text", words)
        return close + 1


def _first(words: str) -> str:
    """The text of a link without the attributes behind it."""
    if words[:1] == '"':
        return words[1:].partition('"')[0]
    named = re.search(r",\s{0,9}\w{1,20}=", words[:500])
    return (words[: named.start()] if named else words).removesuffix("^")
