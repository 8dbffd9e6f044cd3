"""Reads the marks inside a paragraph of reStructuredText: roles, literals, references."""

import re

from flashcards.articles.readers.formulas import as_formula
from flashcards.articles.readers.scanning import Scan

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


class _Scan(Scan):
    tokens = _TOKEN

    def take(self, sign: str, start: int, end: int) -> int:
        if sign[0] == "\\":
            self.found.add("text", "" if sign[1].isspace() else sign[1])
        elif sign.endswith("``") and sign[0] == "`":
            return self._literal(end)
        elif sign.endswith("`"):
            return self._role(sign, start, end)
        elif sign[0] == "*":
            self._star(sign, start, end)
        elif sign == "|":
            return self._substitution(end)
        return end

    def _literal(self, end: int) -> int:
        close = self.find("``", end)
        if close < 0:
            self.found.add("text", "``")
            return end
        if self.text[close + 2 : close + 3] == "`":
            close += 1
        self.found.marked("code", self.text[end:close])
        return close + 2

    def _role(self, sign: str, start: int, end: int) -> int:
        if sign.endswith("``"):  # an empty role: what follows is read by itself
            self.found.add("text", sign)
            return end
        close = self.find("`", end)
        if close < 0:
            self.found.add("text", sign)
            return end
        words = self.text[end:close].replace("\\", "")
        target = _TARGET.search(words, max(len(words) - 1020, 0))
        after = close + 1
        while after < close + 3 and self.text[after : after + 1] == "_":
            after += 1
        if target and target.start():
            words = words[: target.start()]
        role = sign[1:-2].rpartition(":")[2] if len(sign) > 1 else ""
        if role == "math":
            self.found.add("text", as_formula(self.text[end:close]))
        elif role in ("sup", "sub", "superscript", "subscript"):
            self.found.add("text", words)
        else:
            self.found.marked(self._mark(role, after > close + 1), _shown(words, role))
        return after

    def _mark(self, role: str, refers: bool) -> str:
        if not role:
            return "link" if refers else "emphasis"
        return _MARKED_ROLES.get(role, "code")

    def _star(self, sign: str, start: int, end: int) -> None:
        before = self.text[start - 1 : start] or " "
        after = self.text[end : end + 1] or " "
        opens = not after.isspace() and before in _BEFORE
        closes = not before.isspace() and after in _AFTER
        self.found.half(sign, "strong" if len(sign) == 2 else "emphasis", opens, closes)

    def _substitution(self, end: int) -> int:
        close = self.text.find("|", end, end + 100)
        name = self.text[end:close] if close > 0 else ""
        if not name or name != name.strip() or "\n" in name:
            self.found.add("text", "|")
            return end
        self.found.add("text", self.names.get(name, name))
        after = close + 1
        while after < close + 3 and self.text[after : after + 1] == "_":
            after += 1
        return after


def _shown(words: str, role: str) -> str:
    """The whole name of what a role refers to: its last part alone may be anything."""
    return words[1:] if role and words[:1] in "~!." else words


has_marks, write_inline = _Scan.has_marks, _Scan.write
