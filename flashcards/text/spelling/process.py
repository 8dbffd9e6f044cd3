"""Looks words up in one dictionary, in a process of its own: dictionaries are anyone's files.

The first line names the folder and the dictionary. Answered is with what became of it; then each
line asks for the misspelt ones among words, or for what was meant by one.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from unicodedata import name, normalize

from flashcards import children
from flashcards.text.spelling import books

_SECONDS = 3_600
_MEGABYTES = 768
LARGEST_DICTIONARY = 96 << 20
"""Bytes of the words; those of Turkish are 36 million."""
LARGEST_AFFIXES = 32 << 20
MOST_SUGGESTIONS = 8
_SAMPLE = 1 << 16
_STRIPPED = {
    "HEBREW": frozenset(map(chr, range(0x591, 0x5C8))),
    "ARABIC": frozenset(map(chr, range(0x64B, 0x660))) | {"\u0670", "\u0640"},
    "CYRILLIC": frozenset("\u0300\u0301"),
    "LATIN": frozenset(),
}
"""Marks that learners write and dictionaries do not: vowel points and stress."""


def opening(folder: Path, called: str) -> bytes:
    """Return the line that names the dictionary."""
    return json.dumps([str(folder), called]).encode() + b"\n"


def request(kind: str, asked: list[str]) -> bytes:
    """Return the line that asks to ``check`` words, or for what to ``suggest`` for one."""
    return json.dumps([kind, asked]).encode() + b"\n"


class Dictionary:
    """One dictionary, with the scripts its words are written in; others it does not judge."""

    def __init__(self, book: books.Book, sample: Iterable[str]) -> None:
        self._book = book
        words = [word for word in sample if len(word) > 1 and word.isalpha()]
        counted = Counter(script_of(word) for word in words)
        self.scripts = {each for each, count in counted.items() if count * 10 > len(words)}
        self.works = any(self._has(word) for word in words)
        """Whether any of its own words is right: not so in a file that is none."""

    def is_right(self, word: str) -> bool:
        """Whether a word is right, or of a script in which nobody here can tell."""
        bare = word.removesuffix(".")
        if script_of(bare) not in self.scripts:
            return True
        return any(self._has(each) for each in self._written(word, bare))

    def suggested(self, word: str) -> list[str]:
        """Return what may have been meant, the likeliest first."""
        curly = "\u2019" in word
        found: list[str] = []
        with suppress(UnicodeEncodeError):
            found = [each for each in self._book.suggest(word.replace("\u2019", "'")) if each]
        if curly:
            found = [each.replace("'", "\u2019") for each in found]
        return list(dict.fromkeys(map(_composed, found)))[:MOST_SUGGESTIONS]

    def _written(self, word: str, bare: str) -> Iterator[str]:
        """Yield the ways in which a dictionary may write a word."""
        yield bare
        if word != bare:
            yield word
        if "\u2019" in bare or "\u02bc" in bare:
            yield bare.replace("\u2019", "'").replace("\u02bc", "'")
        elif "'" in bare:
            yield bare.replace("'", "\u2019")
        marks = _STRIPPED.get(script_of(bare), frozenset())
        plain = _composed("".join(each for each in normalize("NFD", bare) if each not in marks))
        if plain != bare:
            yield plain

    def _has(self, word: str) -> bool:
        try:
            return bool(self._book.spell(word))
        except UnicodeEncodeError:
            return False


def _composed(word: str) -> str:
    return normalize("NFC", word)


def script_of(word: str) -> str:
    """Return the script of a word's first letter, as Unicode names it: LATIN, CYRILLIC..."""
    letter = next((each for each in word if each.isalpha()), "")
    return name(letter, "").partition(" ")[0] if letter else ""


def _sample(path: Path, encoding: str) -> list[str]:
    """Return some words of a dictionary's file."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size // 2 - _SAMPLE))
        lines = file.read(2 * _SAMPLE).decode(encoding, "ignore").splitlines()
    lines = lines[1:] if size > 2 * _SAMPLE else lines
    return [line.partition("/")[0].partition("\t")[0].strip() for line in lines[:3_000]]


def _opened(folder: str, called: str) -> Dictionary | str:
    """Return a dictionary, or why there is none: ``absent``, ``large`` or ``unreadable``."""
    words, affixes = Path(folder, f"{called}.dic"), Path(folder, f"{called}.aff")
    try:
        if not (words.is_file() and affixes.is_file()):
            return "unreadable"
        if words.stat().st_size > LARGEST_DICTIONARY or affixes.stat().st_size > LARGEST_AFFIXES:
            return "large"
        book, encoding = books.opened(words, affixes)
        found = Dictionary(book, _sample(words, encoding))
    except ImportError:
        return "absent"
    except (OSError, ValueError, LookupError, MemoryError):
        return "unreadable"
    return found if found.works else "unreadable"


def main() -> int:
    """Answer the requests that come in; return the exit code."""
    children.limit(_SECONDS, _MEGABYTES)
    folder, called = json.loads(sys.stdin.buffer.readline())
    found = _opened(folder, called)
    if isinstance(found, str):
        children.answer(sys.stdout.buffer, "no", found)
        return 0
    children.answer(sys.stdout.buffer, "ready", "")
    answers: dict[str, Callable[[list[str]], Any]] = {
        "check": lambda asked: [word for word in asked if not found.is_right(word)],
        "suggest": lambda asked: found.suggested(asked[0]),
    }
    for line in sys.stdin.buffer:
        kind, asked = json.loads(line)
        children.answer(sys.stdout.buffer, kind, answers[kind](asked))
    return 0


if __name__ == "__main__":
    sys.exit(main())
