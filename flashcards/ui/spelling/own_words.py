"""The learner's own words: right in one language, whatever its dictionary says.

They lie in the data folder, a file for each language with a word on each line, so that the learner
can read and change them with any editor as well.
"""

from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from unicodedata import normalize

from flashcards.files import read_side_file, reason_of, write_whole
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.paths import private_dir
from flashcards.text.spelling.words import LONGEST_WORD
from flashcards.ui.spelling.dictionaries import own_folder, parts_of

_LARGEST = 1 << 20
_MOST = 50_000
_KIND = ".words"


def language_of(tag: str) -> str:
    """Return the language that shares its words between all its regions."""
    return parts_of(tag)[0]


class OwnWords:
    """The words of every language; each is read when it is first asked for."""

    def __init__(self) -> None:
        self._words: dict[str, set[str]] = {}
        self._folded: dict[str, set[str]] = {}

    def has(self, tag: str, word: str) -> bool:
        """Whether the learner added a word; small letters also stand for capitals."""
        known = self._of(tag)
        if word in known:
            return True
        return word.casefold() in known or (word.isupper() and word.casefold() in self._all(tag))

    def words(self, tag: str) -> list[str]:
        """Return the words of a language in the order of the alphabet."""
        return sorted(sorted(self._of(tag)), key=str.casefold)

    def languages(self) -> list[str]:
        """Return the languages that have words."""
        found: set[str] = {language for language, words in self._words.items() if words}
        with suppress(OSError):
            found |= {each.stem for each in own_folder().iterdir() if each.suffix == _KIND}
        return sorted(each for each in found if self._of(each))

    def add(self, tag: str, word: str) -> None:
        """Add a word and keep it. Raises UserError where the file cannot be written."""
        self._keep(tag, self._fresh(tag) | {normalize("NFC", word)})

    def remove(self, tag: str, word: str) -> None:
        """Take a word out again. Raises UserError where the file cannot be written."""
        self._keep(tag, self._fresh(tag) - {word})

    def _of(self, tag: str) -> set[str]:
        language = language_of(tag)
        if language not in self._words:
            try:
                self._set(language, _read(language))
            except (OSError, ValueError):
                self._set(language, set())
        return self._words[language]

    def _fresh(self, tag: str) -> set[str]:
        """Return what the file says now: another window or an editor may have written it."""
        path = _path(language_of(tag))
        try:
            return _read(language_of(tag))
        except (OSError, ValueError) as error:
            raise UserError(
                message(
                    "Your words in {path} could not be read: {reason}.",
                    path=path,
                    reason=reason_of(error),
                ),
                message("Move the file elsewhere, or check that it belongs to you."),
            ) from error

    def _all(self, tag: str) -> set[str]:
        self._of(tag)
        return self._folded[language_of(tag)]

    def _set(self, language: str, words: set[str]) -> None:
        self._words[language] = words
        self._folded[language] = {each.casefold() for each in words}

    def _keep(self, tag: str, words: Iterable[str]) -> None:
        language = language_of(tag)
        kept = set(words)
        path = _path(language)
        text = "".join(
            f"{each}\n" for each in sorted(kept, key=lambda each: (each.casefold(), each))
        )
        try:
            private_dir(path.parent)
            write_whole(path, text.encode())
        except OSError as error:
            raise UserError(
                message(
                    "The word could not be kept in {path}: {reason}.",
                    path=path,
                    reason=reason_of(error),
                ),
                message("Make room, or check the folder’s permissions, and try again."),
            ) from error
        self._set(language, kept)


def _read(language: str) -> set[str]:
    """Return the words of a file; none where there is none. Raises OSError and ValueError."""
    try:
        data = read_side_file(_path(language), _LARGEST)
    except FileNotFoundError:
        return set()
    lines = (normalize("NFC", line.strip()) for line in data.decode("utf-8-sig").splitlines())
    return {line for line in islice(lines, _MOST) if line and len(line) <= LONGEST_WORD}


def _path(language: str) -> Path:
    return own_folder() / f"{language}{_KIND}"
