"""Opens dictionaries by Hunspell, through whichever library there is: chunspell or pyhunspell.

Debian has the latter.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol


class Book(Protocol):
    """What is asked of a dictionary."""

    def spell(self, word: str) -> bool:
        """Whether the dictionary has a word. Raises UnicodeEncodeError for letters it cannot."""

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return the words that are like one. Raises UnicodeEncodeError."""


def opened(words: Path, affixes: Path) -> tuple[Book, str]:
    """Return the dictionary of two files that lie together, and how they are encoded.

    Raises ImportError where there is no library, OSError, ValueError, LookupError or MemoryError
    where it cannot use the files.
    """
    import hunspell

    if hasattr(hunspell, "Hunspell"):
        folder = str(words.parent)
        book = hunspell.Hunspell(words.stem, hunspell_data_dir=folder, system_encoding="UTF-8")
        return book, book._dic_encoding
    if not hasattr(hunspell, "HunSpell"):
        raise ImportError(name="hunspell")
    try:
        other = _Pyhunspell(hunspell.HunSpell(str(words), str(affixes)))
    except hunspell.HunSpellError as error:
        raise OSError(str(error)) from error
    return other, other.encoding


class _Pyhunspell:
    """What pyhunspell tells, put right: of words it suggests it reads every byte as a letter."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.encoding: str = book.get_dic_encoding()
        self._misread = self.encoding.upper() not in ("UTF-8", "UTF8")

    def spell(self, word: str) -> bool:
        return bool(self._book.spell(word))

    def suggest(self, word: str) -> tuple[str, ...]:
        found: list[str] = []
        for each in self._book.suggest(word):
            with suppress(UnicodeError):
                right = each.encode("latin-1").decode(self.encoding) if self._misread else each
                found.append(right)
        return tuple(found)
