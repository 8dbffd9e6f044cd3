"""Three machines of one learner that share a folder."""

from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import flashcards
from flashcards.api import Collection
from flashcards.collection.syncing import syncing
from tests.sync.disks import copied, restored
from tests.sync.machines import Clock, Shelf, differences, opened

Pair: TypeAlias = tuple[Collection, Collection]


class Group:
    """Machines with one clock, and what lies in their folder."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.shelf = Shelf()
        self.all: list[Collection] = []
        self.clock = clock = Clock()
        self._folder = folder
        self._stack = stack
        for name in ("one", "two", "three"):
            (folder / name).mkdir()
            made = opened(folder / name / "c.flashcards", clock)
            self.all.append(stack.enter_context(made))

    def clone(self, at: int) -> Collection:
        """Copy the disk of a machine; return what goes on with the copy, the last of all."""
        place = self._folder / f"copy-{len(self.all)}"
        found = copied(self.all[at], place, self.clock)
        self.all[at], copy = (self._stack.enter_context(each) for each in found)
        self.all.append(copy)
        return copy

    def move(self, at: int) -> None:
        """Move the collection of a machine to another place, where it counts as another device."""
        self.all[at].close(back_up=False)
        path = self._folder / "moved.flashcards"
        self.all[at].path.rename(path)
        self.all[at] = self._stack.enter_context(flashcards.open(path, self.clock))

    def restore(self, at: int, backup: Path) -> Collection:
        """Let a machine restore a backup; return its collection, opened anew."""
        found = self._stack.enter_context(restored(self.all[at], backup))
        self.all[at] = found
        return found

    def sync(self, *some: Collection) -> None:
        """Let some sync, in turn."""
        for each in some:
            report = syncing.sync(each._store, self.shelf)
            assert not report.troubles, [str(trouble) for trouble in report.troubles]

    def meet(self) -> None:
        """Let all hear of all, and agree."""
        self.sync(*self.all * 3)
        for each in self.all:
            assert [str(problem) for problem in each.check()] == []
            assert differences(self.all[0], each) == []
