"""Reads the marks inside a paragraph of reStructuredText: roles, literals, references."""

import re
from collections.abc import Mapping

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.pieces import Pieces, portions

_TOKEN = re.compile(
    r"\\[\s\S]"
    r"|(?::[a-zA-Z][\w.+-]{0,40}(?::[\w.+-]{1,40}){0,2}:)?`{1,2}"
    r"|\*{1,2}"
    r"|\|"
    r"|\[(?:\#?[\w.-]{0,60}|\*)\]_(?!\w)"
    r"|(?<=\w)__?(?=[\s.,;:!?)\]}'\"/-]|$)"
)
_TARGET = re.compile(r"\s{0,9}<[^<>]{1,1000}>$")
_MARKED_ROLES = {
    "term": "term",
    "dfn": "term",
    "abbr": "term",
    "strong": "strong",
    "emphasis": "emphasis",
    "ref": "link",
    "doc": "link",
    "download": "link",
    "numref": "link",
    "any": "link",
}
_BEFORE = " \t\n-:/'\"<([{’”«‘“"
_AFTER = " \t\n'\")]}>-/\\:.,;!?’”»…"


def has_marks(text: str) -> bool:
    """Tell whether a paragraph is more than its words."""
    return _TOKEN.search(text) is not None


def write_inline(out: Builder, text: str, names: Mapping[str, str]) -> None:
    """Write a paragraph into the innermost open block; ``names`` are its substitutions. Linear."""
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
        if sign[0] == "\\":
            self._pieces.add("text", "" if sign[1].isspace() else sign[1])
        elif sign.endswith("``") and sign[0] == "`":
            return self._literal(end)
        elif sign.endswith("`"):
            return self._role(sign, start, end)
        elif sign[0] == "*":
            self._star(sign, start, end)
        elif sign == "|":
            return self._substitution(end)
        return end

    def _find(self, sign: str, at: int) -> int:
        if sign in self._missing:
            return -1
        found = self._text.find(sign, at)
        if found < 0:
            self._missing.add(sign)
        return found

    def _literal(self, end: int) -> int:
        close = self._find("``", end)
        if close < 0:
            self._pieces.add("text", "``")
            return end
        if self._text[close + 2 : close + 3] == "`":
            close += 1
        self._pieces.marked("code", self._text[end:close])
        return close + 2

    def _role(self, sign: str, start: int, end: int) -> int:
        if sign.endswith("``"):  # an empty role: what follows is read by itself
            self._pieces.add("text", sign)
            return end
        close = self._find("`", end)
        if close < 0:
            self._pieces.add("text", sign)
            return end
        words = self._text[end:close].replace("\\", "")
        target = _TARGET.search(words, max(len(words) - 1020, 0))
        after = close + 1
        while after < close + 3 and self._text[after : after + 1] == "_":
            after += 1
        if target and target.start():
            words = words[: target.start()]
        role = sign[1:-2].rpartition(":")[2] if len(sign) > 1 else ""
        if role in ("sup", "sub", "superscript", "subscript", "math"):
            self._pieces.add("text", words)
        else:
            self._pieces.marked(self._mark(role, after > close + 1), _shown(words, role))
        return after

    def _mark(self, role: str, refers: bool) -> str:
        if not role:
            return "link" if refers else "emphasis"
        return _MARKED_ROLES.get(role, "code")

    def _star(self, sign: str, start: int, end: int) -> None:
        before = self._text[start - 1 : start] or " "
        after = self._text[end : end + 1] or " "
        opens = not after.isspace() and before in _BEFORE
        closes = not before.isspace() and after in _AFTER
        self._pieces.half(sign, "strong" if len(sign) == 2 else "emphasis", opens, closes)

    def _substitution(self, end: int) -> int:
        close = self._text.find("|", end, end + 100)
        name = self._text[end:close] if close > 0 else ""
        if not name or name != name.strip() or "\n" in name:
            self._pieces.add("text", "|")
            return end
        self._pieces.add("text", self._names.get(name, name))
        after = close + 1
        while after < close + 3 and self._text[after : after + 1] == "_":
            after += 1
        return after


def _shown(words: str, role: str) -> str:
    """The whole name of what a role refers to: its last part alone may be anything."""
    return words[1:] if role and words[:1] in "~!." else words
