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
    """The words of every note; the file is read when it is first asked for, and before writing."""

    def __init__(self) -> None:
        self._words: dict[str, list[str]] | None = None
        self._unkept: dict[str, list[str]] = {}
        """What the file does not say yet; without words for a note that lets none pass any more."""

    def words(self, guid: str) -> set[str]:
        """Return what is let pass in a note."""
        return set(self._of_all().get(guid, ()))

    def keep(self, guid: str, words: Iterable[str]) -> None:
        """Let words pass in a note from now on; where they cannot be kept, until the end."""
        self._unkept[guid] = sorted(words)[:_MOST_WORDS]
        known = self._read()
        for each, kept in self._unkept.items():
            known.pop(each, None)
            if kept:
                known[each] = kept
        self._words = _fitting(known)
        with suppress(OSError):
            private_dir(_path().parent)
            write_whole(_path(), _written(self._words))
            self._unkept.clear()

    def _of_all(self) -> dict[str, list[str]]:
        if self._words is None:
            self._words = self._read()
        return self._words

    def _read(self) -> dict[str, list[str]]:
        """Return what the file says now, which another window may have written."""
        stored = read_object(_path(), _LARGEST)
        if stored.trouble and self._words is not None:
            return dict(self._words)
        return {guid: stored.texts(guid) for guid in stored.values}


def _fitting(known: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the newest of what is known, as many as may be kept and are read again."""
    count, room, kept = 0, _LARGEST, []
    for guid, words in reversed(known.items()):
        count, room = count + 1, room - len(_written({guid: words}))
        if count > _MOST_NOTES or room < 0:
            break
        kept.append((guid, words))
    return dict(reversed(kept))


def _written(words: dict[str, list[str]]) -> bytes:
    return json.dumps(words, indent=1).encode()


def _path() -> Path:
    return own_folder() / "ignored.json"
