"""Random lives in which snapshots take the place of what they stand for, and one machine is late.

python tests/sync/condensed.py FIRST LAST STEPS
"""

import sys
from contextlib import ExitStack
from pathlib import Path

from flashcards.api import Collection
from flashcards.collection.syncing import snapshots, syncing
from flashcards.sync.segment import SNAPSHOT, hash_of, header_of
from tests.sync.machines import Clock, opened
from tests.sync.scenarios import Happenings, Life, run, sync


def condense(life: Life, machine: Collection) -> None:
    """Make a snapshot, and often delete what it stands for, whoever has read it or not."""
    sync(life, machine)
    if not snapshots.make(machine._store, None, set(life.shelf.files)):
        return
    syncing.sync(machine._store, life.shelf)
    if life.chance.random() < 0.7:
        clear(life)


def clear(life: Life) -> None:
    """Delete all that the snapshots stand for that lie there."""
    heads = [header_of(data) for data in life.shelf.files.values()]
    covered = {each for head in heads if head.kind == SNAPSHOT for each in head.covers}
    for name, data in [*life.shelf.files.items()]:
        if hash_of(data) in covered:
            life.shelf.delete(name)


class Condensed(Life):
    """A life in which that happens; at its end one more machine joins."""

    def __init__(
        self, seed: int, folder: Path, stack: ExitStack, extra: Happenings | None = None
    ) -> None:
        super().__init__(seed, folder, stack, extra)
        self.happenings = (*self.happenings, condense, condense, condense)
        self._late = folder / "late"
        self._stack = stack

    def live(self, steps: int) -> None:
        super().live(steps)
        condense(self, self.machines[0])
        clear(self)
        self._late.mkdir()
        clock = Clock()
        clock.moment = max(each.moment for each in self.clocks)
        late = opened(self._late / "c.flashcards", clock)
        self._stack.callback(late.close, back_up=False)
        self.machines.append(late)
        self.trace.append("the late one")
        for machine in (*self.machines[::-1], *self.machines):
            sync(self, machine)


if __name__ == "__main__":
    run(sys.argv[1:], Condensed)
