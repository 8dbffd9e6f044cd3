"""Keeps what is being written in a small JSON file beside the collection, whatever happens."""

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from flashcards.files import read_object, write_whole
from flashcards.model.messages import Message, message
from flashcards.paths import DRAFTS, beside, once_beside
from flashcards.ui.words import tr

LARGEST_BYTES = 16 << 20
NEW_NOTE = "new note"
OF_NOTE = "note "
"""What names of drafts of notes that are there begin with; the guid follows."""
KEEP_MS = 500
"""How long what is typed may stay off the disk, before the moment it takes to write it."""


def is_begun(draft: dict[str, Any]) -> bool:
    """Whether something is written in a new note."""
    fields = draft.get("fields")
    texts = fields.values() if isinstance(fields, dict) else ()
    return any(str(text).strip() for text in texts)


def draft_words(draft: Mapping[str, Any], based_on: int | list[int]) -> str:
    """Return what is said above a draft, of what is in the state ``based_on`` now."""
    if draft.get("based_on", based_on) == based_on:
        return tr("This is your draft; it is not saved yet.")
    return tr("This is your draft; the note has been changed elsewhere since.")


def drafts_path(collection_path: Path) -> Path:
    """Return where the drafts of a collection lie."""
    return beside(collection_path, DRAFTS)


Draft = dict[str, Any]


class Drafts:
    """Texts not yet in the collection, by name; each change is on disk before it returns."""

    def __init__(self, collection_path: Path) -> None:
        self._collection = collection_path
        self._path = drafts_path(collection_path)

    def get(self, name: str) -> dict[str, Any]:
        """Return a draft; empty when there is none."""
        found = self._read().get(name)
        return found if isinstance(found, dict) else {}

    def names(self) -> set[str]:
        """Return the name of every draft there is."""
        return set(self._read())

    def put(self, name: str, draft: dict[str, Any]) -> None:
        """Keep a draft, in place of the one before. A disk that refuses is told nowhere.

        The text is still in its window then, and saving the note will say what is wrong.
        """
        self.change({name: draft})

    def drop(self, name: str) -> None:
        """Forget a draft, since it is in the collection now."""
        self.change({name: None})

    def change(self, changes: Mapping[str, Draft | None]) -> None:
        """Keep and forget several drafts at once; None stands for one to forget."""
        before = self._read()
        drafts = {**before, **changes}
        kept = {name: draft for name, draft in drafts.items() if draft is not None}
        if kept != before:
            self._write(kept)

    def _read(self) -> dict[str, Any]:
        """Return all drafts; a file that holds none is kept aside, for the learner's eye."""
        stored = read_object(self._path, LARGEST_BYTES)
        former = once_beside(self._collection, DRAFTS)
        if stored.trouble:
            with contextlib.suppress(OSError):
                self._path.replace(self._path.with_name(self._path.name + ".broken"))
        elif former is not None and not self._path.exists():
            stored = read_object(former, LARGEST_BYTES)
        return dict(stored.values)

    def _write(self, drafts: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            if not drafts and once_beside(self._collection, DRAFTS) is None:
                self._path.unlink(missing_ok=True)
            else:
                write_whole(self._path, json.dumps(drafts, indent=1).encode("ascii"))


class DraftShelf:
    """The drafts as the window uses them: written by a thread of their own, in their order.

    The window never waits for the disk, but once, when it closes.
    """

    def __init__(self, collection_path: Path) -> None:
        self._disk = Drafts(collection_path)
        self._lock = Lock()
        self._waiting: dict[str, Draft | None] = {}
        """What is not on disk yet; None for a draft to forget."""
        self._writer: Thread | None = None

    def get(self, name: str) -> Draft:
        """Return a draft as it was put last; empty when there is none."""
        with self._lock:
            if name in self._waiting:
                return self._waiting[name] or {}
        return self._disk.get(name)

    def names(self) -> set[str]:
        """Return the name of every draft that was put and not dropped."""
        with self._lock:
            waiting = dict(self._waiting)
        gone = {name for name, draft in waiting.items() if draft is None}
        return (self._disk.names() | waiting.keys()) - gone

    def edited_notes(self) -> frozenset[str]:
        """Return the guids of notes that a draft changes; for any thread."""
        return frozenset(
            name.removeprefix(OF_NOTE) for name in self.names() if name.startswith(OF_NOTE)
        )

    def put(self, name: str, draft: Draft) -> None:
        """Keep a draft, which is not changed any more, in place of the one before."""
        self._change(name, draft)

    def drop(self, name: str) -> None:
        """Forget a draft, since it is in the collection now."""
        self._change(name, None)

    def aim(self, deck: str) -> None:
        """Let the next new note go where notes were added last; one that is begun stays."""
        draft = self.get(NEW_NOTE)
        if not is_begun(draft):
            self.put(NEW_NOTE, {**draft, "deck": deck})

    def _change(self, name: str, draft: Draft | None) -> None:
        with self._lock:
            self._waiting[name] = draft
            if self._writer is None:
                self._writer = Thread(target=self._write, name="drafts")
                self._writer.start()

    def _write(self) -> None:
        while changes := self._next():
            written = False
            try:
                self._disk.change(changes)
                written = True
            finally:
                self._settle(changes, over=not written)

    def _next(self) -> dict[str, Draft | None]:
        """Return what waits; with nothing the writer ends."""
        with self._lock:
            if not self._waiting:
                self._writer = None
            return dict(self._waiting)

    def _settle(self, changes: Mapping[str, Draft | None], *, over: bool) -> None:
        with self._lock:
            for name, draft in changes.items():
                if self._waiting[name] is draft:  # else it was put again meanwhile
                    del self._waiting[name]
            if over:
                self._writer = None

    def finish(self) -> None:
        """Return once all is on disk."""
        writer = self._writer
        if writer is not None:
            writer.join()


def trouble(collection_path: Path) -> Message | None:
    """Say that the drafts could not be read and where they are kept; None where all is well."""
    path = drafts_path(collection_path)
    aside = path.with_name(path.name + ".broken")
    if not read_object(path, LARGEST_BYTES).trouble:
        return None
    return message(
        "What you were writing could not be read, and was set aside as {file}.", file=aside.name
    )
