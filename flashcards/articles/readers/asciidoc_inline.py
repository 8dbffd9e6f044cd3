"""Reads the marks inside a paragraph of AsciiDoc: bold, monospace, macros, attributes."""

import re
from collections.abc import Mapping

from flashcards.articles.readers.formulas import as_formula
from flashcards.articles.readers.scanning import Scan

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


class _Scan(Scan):
    tokens = _TOKEN

    def take(self, sign: str, start: int, end: int) -> int:
        first = sign[0]
        if first == "\\":
            self.found.add("text", sign[1:])
        elif first in _MARKS:
            self._delimiter(sign, start, end)
        elif first == "{":
            name = sign[1:-1]
            self.found.add("text", self.names.get(name, _BUILT_IN.get(name, sign)))
        elif first == " ":
            self.found.add("break", "")
        elif sign == "<<":
            return self._reference(end)
        elif first == "(":
            return self._index_term(sign, end)
        elif first != "[":
            return self._macro(sign, end)
        return end

    def _delimiter(self, sign: str, start: int, end: int) -> None:
        before = self.text[start - 1 : start] or " "
        after = self.text[end : end + 1] or " "
        opens, closes = not after.isspace(), not before.isspace()
        if len(sign) == 1:
            opens = opens and not (before.isalnum() or before == "_")
            closes = closes and not (after.isalnum() or after == "_")
        self.found.half(sign, _MARKS[sign[0]], opens, closes)

    def _reference(self, end: int) -> int:
        close = self.find(">>", end)
        if close < 0 or close - end > 500:
            self.found.add("text", "<<")
            return end
        target, _, words = self.text[end:close].partition(",")
        self.found.marked("link", words.strip() or target.rpartition("#")[2] or target)
        return close + 2

    def _index_term(self, sign: str, end: int) -> int:
        """``((term))`` is shown, ``(((hidden)))`` is only for the index."""
        if len(sign) == 2:
            close = self.text.find("))", end, end + 300)
            if close >= 0:
                self.found.marked("term", self.text[end:close])
                return close + 2
        else:
            close = self.text.find(")))", end, end + 300)
            if close >= 0:
                return close + 3
        self.found.add("text", sign)
        return end

    def _macro(self, sign: str, end: int) -> int:
        close = self.find("]", end)
        if close < 0:
            self.found.add("text", sign)
            return end
        name, _, target = sign[:-1].partition(":")
        words = self.text[end:close].strip()
        if name in _DROPPED:
            return close + 1
        if name in ("http", "https"):
            self.found.marked("link", _first(words) or sign[:-1])
        elif name in ("link", "xref", "mailto"):
            self.found.marked("link", _first(words) or target.rpartition("#")[2] or target)
        elif name in ("linkgit", "man"):
            self.found.marked("link", f"{target}({words})" if words else target)
        elif name in ("kbd", "btn"):
            self.found.marked("code", words)
        elif name in ("latexmath", "stem") and is_tex(name, words, self.names):
            self.found.add("text", as_formula(words))
        elif name == "menu":
            self.found.add("text", f"{target} > {words}" if words else target)
        else:
            self.found.add("text", words)
        return close + 1


def is_tex(style: str, words: str, names: Mapping[str, str]) -> bool:
    """Whether a formula is TeX rather than AsciiMath, which is written as one reads it."""
    said = names.get("stem", "")
    return style == "latexmath" or said == "latexmath" or ("\\" in words and said != "asciimath")


def _first(words: str) -> str:
    """The text of a link without the attributes behind it."""
    if words[:1] == '"':
        return words[1:].partition('"')[0]
    named = re.search(r",\s{0,9}\w{1,20}=", words[:500])
    return (words[: named.start()] if named else words).removesuffix("^")


has_marks, write_inline = _Scan.has_marks, _Scan.write
