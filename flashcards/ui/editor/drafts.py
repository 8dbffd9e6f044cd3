"""Keeps what is being written in a small JSON file beside the collection, whatever happens."""

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

LARGEST_BYTES = 16 << 20
NEW_NOTE = "new note"


def is_begun(draft: dict[str, Any]) -> bool:
    """Whether something is written in a new note."""
    fields = draft.get("fields")
    texts = fields.values() if isinstance(fields, dict) else ()
    return any(str(text).strip() for text in texts)


def drafts_path(collection_path: Path) -> Path:
    """Return where the drafts of a collection lie."""
    return collection_path.with_suffix(".drafts.json")


class Drafts:
    """Texts not yet in the collection, by name; each change is on disk before it returns."""

    def __init__(self, collection_path: Path) -> None:
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
        try:
            if self._path.stat().st_size > LARGEST_BYTES:
                return {}
            stored = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return stored if isinstance(stored, dict) else {}

    def _write(self, drafts: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            if not drafts:
                self._path.unlink(missing_ok=True)
                return
            data = json.dumps(drafts, indent=1).encode("ascii")
            handle, name = tempfile.mkstemp(prefix=f".{self._path.name}.", dir=self._path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self._path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
