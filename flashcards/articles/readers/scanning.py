"""Goes through a paragraph from mark to mark; what a mark means is the format's affair."""

import re
from collections.abc import Mapping
from typing import ClassVar

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.pieces import Pieces, portions


class Scan:
    """One paragraph, or a portion of one, on its way from source to words and marks. Linear."""

    tokens: ClassVar[re.Pattern[str]]
    """Finds the next mark."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self.text = text
        self.names = names
        """Attributes or substitutions, and what stands for each."""
        self.found = Pieces()
        self._missing: set[str] = set()

    @classmethod
    def has_marks(cls, text: str) -> bool:
        """Tell whether a paragraph is more than its words."""
        return cls.tokens.search(text) is not None

    @classmethod
    def write(cls, out: Builder, text: str, names: Mapping[str, str]) -> None:
        """Write a paragraph into the innermost open block."""
        if not cls.has_marks(text):
            out.write(text)
            return
        for portion in portions(text):
            cls(portion, names).pieces().write(out)

    def pieces(self) -> Pieces:
        """Return the words and marks of the text."""
        at = 0
        while (found := self.tokens.search(self.text, at)) is not None:
            self.found.add("text", self.text[at : found.start()])
            at = self.take(found[0], found.start(), found.end())
        self.found.add("text", self.text[at:])
        return self.found

    def take(self, sign: str, start: int, end: int) -> int:
        """Take in the mark at ``start`` and return where to go on; ``end`` is behind it."""
        raise NotImplementedError

    def find(self, sign: str, at: int) -> int:
        """Return where ``sign`` stands next; -1 if nowhere, which is asked of the text once."""
        if sign in self._missing:
            return -1
        found = self.text.find(sign, at)
        if found < 0:
            self._missing.add(sign)
        return found
