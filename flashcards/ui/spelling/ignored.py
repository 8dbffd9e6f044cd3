"""Words that are let pass in one note alone, kept in the data folder by the note's guid."""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from flashcards.files import read_object, write_whole
from flashcards.paths import private_dir
from flashcards.ui.spelling.dictionaries import own_folder

_MOST_NOTES = 2_000
_MOST_WORDS = 500
_LARGEST = 4 << 20


class Ignored:
    """The words of every note; the file is read when it is first asked for."""

    def __init__(self) -> None:
        self._words: dict[str, list[str]] | None = None

    def words(self, guid: str) -> set[str]:
        """Return what is let pass in a note."""
        return set(self._of_all().get(guid, ()))

    def keep(self, guid: str, words: Iterable[str]) -> None:
        """Let words pass in a note from now on; where they cannot be kept, until the end."""
        known = self._of_all()
        known.pop(guid, None)
        if kept := sorted(words)[:_MOST_WORDS]:
            known[guid] = kept
        while len(known) > _MOST_NOTES:
            del known[next(iter(known))]
        with suppress(OSError):
            private_dir(_path().parent)
            write_whole(_path(), json.dumps(known, indent=1).encode())

    def _of_all(self) -> dict[str, list[str]]:
        if self._words is None:
            stored = read_object(_path(), _LARGEST)
            self._words = {guid: stored.texts(guid) for guid in stored.values}
        return self._words


def _path() -> Path:
    return own_folder() / "ignored.json"
