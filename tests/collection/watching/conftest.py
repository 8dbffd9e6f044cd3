"""A collection with a folder of decks beside it, edited as an editor would."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.model.notes import Note
from flashcards.model.watching import Decision, FolderReport
from tests.conftest import FixedClock


@dataclass
class Watched:
    """A watched folder and the collection."""

    collection: Collection
    root: Path
    uid: str = ""
    _ticks: int = field(default=0)

    def put(self, path: str, text: str | bytes) -> Path:
        """Write a file as an editor does, at a later moment than the last."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        self._ticks += 1
        os.utime(target, ns=(self._ticks * 10**9,) * 2)
        return target

    def text(self, path: str) -> str:
        """Return what a file says."""
        return (self.root / path).read_bytes().decode()

    def check(self, **decisions: Decision) -> FolderReport:
        """Look into the folder; ``decisions`` by the name of a note's id after its slash."""
        if not self.uid:
            self.uid = self.collection.watching.begin(self.root)
        whole = {f"deck/{name}": each for name, each in decisions.items()}
        return self.collection.watching.check(self.uid, self.root, decisions=whole)

    def note(self, front: str) -> Note:
        """Return the note whose first field says this."""
        return next(note for note in self.notes() if note.fields[0] == front)

    def notes(self) -> list[Note]:
        """Return all notes."""
        found = self.collection.search("")
        return [self.collection.note(each) for each in self.collection.notes_of(found)]

    def fronts(self) -> list[str]:
        """Return the first fields of all notes, in order."""
        return sorted(note.fields[0] for note in self.notes())

    def edit(self, front: str, **fields: str) -> None:
        """Change a note here."""
        self.collection.update_note(self.note(front).id, fields)


@pytest.fixture
def folder(collection_path: Path, fixed_clock: FixedClock, tmp_path: Path) -> Iterator[Watched]:
    root = tmp_path / "decks"
    root.mkdir()
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield Watched(opened, root)
