"""Reads the formulas of a page: MathML, and TeX where the page tells it."""

from flashcards.articles.readers.formulas import as_formula
from flashcards.articles.readers.html_tokens import Token

_LONGEST = 4_000
"""Letters that are read of one formula."""


def begins_formula(token: Token) -> bool:
    """Tell whether a tag begins a formula: MathML, or TeX for MathJax."""
    if token.name == "script":
        return "math/tex" in token.words
    return token.name == "math"


class Formula:
    """A formula that is being read; its end is that of its first element."""

    def __init__(self, token: Token) -> None:
        self._name = token.name
        self._tex = token.attributes.get("alttext", "") if token.name == "math" else ""
        self._in_note = 0
        self._takes_tex = token.name == "script"
        self._found: list[str] = []
        self._length = 0

    def begin(self, token: Token) -> None:
        """Take note of an element inside it."""
        if token.name.startswith("annotation"):
            self._in_note += 1
            self._takes_tex = "tex" in token.words.lower() and not self._tex

    def end(self, name: str) -> bool:
        """Take note of an element's end; True where it is the formula's."""
        if name.startswith("annotation") and self._in_note:
            self._in_note -= 1
            self._takes_tex = False
        return name == self._name

    def take(self, words: str) -> None:
        """Take the words of it."""
        if self._takes_tex:
            self._tex += words[:_LONGEST]
        elif not self._in_note and self._length < _LONGEST:
            self._found.append(words.strip())
            self._length += len(words)

    def words(self) -> str:
        """Return the formula as it stands on a card; without TeX, what its parts say."""
        return as_formula(self._tex[:_LONGEST]) or " ".join("".join(self._found).split())
