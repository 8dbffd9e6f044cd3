"""Keeps what is being written in a small JSON file beside the collection, whatever happens."""

import contextlib
import json
from pathlib import Path
from typing import Any

from flashcards.files import read_object, write_whole
from flashcards.model.messages import Message, message
from flashcards.paths import beside, once_beside

KIND = "drafts.json"
LARGEST_BYTES = 16 << 20
NEW_NOTE = "new note"


def is_begun(draft: dict[str, Any]) -> bool:
    """Whether something is written in a new note."""
    fields = draft.get("fields")
    texts = fields.values() if isinstance(fields, dict) else ()
    return any(str(text).strip() for text in texts)


def drafts_path(collection_path: Path) -> Path:
    """Return where the drafts of a collection lie."""
    return beside(collection_path, KIND)


class Drafts:
    """Texts not yet in the collection, by name; each change is on disk before it returns."""

    def __init__(self, collection_path: Path) -> None:
        self._collection = collection_path
        self._path = drafts_path(collection_path)

    def get(self, name: str) -> dict[str, Any]:
        """Return a draft; empty when there is none."""
        found = self._read().get(name)
        return found if isinstance(found, dict) else {}

    def put(self, name: str, draft: dict[str, Any]) -> None:
        """Keep a draft, in place of the one before. A disk that refuses is told nowhere.

        The text is still in its window then, and saving the note will say what is wrong.
        """
        drafts = self._read()
        if drafts.get(name) == draft:
            return
        drafts[name] = draft
        self._write(drafts)

    def aim(self, deck: str) -> None:
        """Let the next new note go where notes were added last; one that is begun stays."""
        draft = self.get(NEW_NOTE)
        if not is_begun(draft):
            self.put(NEW_NOTE, {**draft, "deck": deck})

    def drop(self, name: str) -> None:
        """Forget a draft, since it is in the collection now."""
        drafts = self._read()
        if drafts.pop(name, None) is not None:
            self._write(drafts)

    def _read(self) -> dict[str, Any]:
        """Return all drafts; a file that holds none is kept aside, for the learner's eye."""
        stored = read_object(self._path, LARGEST_BYTES)
        former = once_beside(self._collection, KIND)
        if stored.trouble:
            with contextlib.suppress(OSError):
                self._path.replace(self._path.with_name(self._path.name + ".broken"))
        elif former is not None and not self._path.exists():
            stored = read_object(former, LARGEST_BYTES)
        return dict(stored.values)

    def _write(self, drafts: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            if not drafts and once_beside(self._collection, KIND) is None:
                self._path.unlink(missing_ok=True)
            else:
                write_whole(self._path, json.dumps(drafts, indent=1).encode("ascii"))


def trouble(collection_path: Path) -> Message | None:
    """Say that the drafts could not be read and where they are kept; None where all is well."""
    path = drafts_path(collection_path)
    aside = path.with_name(path.name + ".broken")
    if not read_object(path, LARGEST_BYTES).trouble:
        return None
    return message(
        "What you were writing could not be read, and was set aside as {file}.", file=aside.name
    )
