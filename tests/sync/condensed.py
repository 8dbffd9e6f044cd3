"""Random lives in which snapshots take the place of what they stand for, and one machine is late.

python tests/sync/condensed.py FIRST LAST STEPS
"""

import sys
import tempfile
import traceback
from contextlib import ExitStack
from pathlib import Path

from flashcards.api import Collection
from flashcards.collection.syncing import snapshots, syncing
from flashcards.sync.segment import SNAPSHOT, hash_of, header_of
from tests.sync.machines import Clock, opened
from tests.sync.scenarios import Life, sync


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

    def __init__(self, seed: int, folder: Path, stack: ExitStack) -> None:
        super().__init__(seed, folder, stack)
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


def lived(seed: int, steps: int = 30) -> list[str]:
    """Return what is wrong after one life."""
    fast = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=fast) as name, ExitStack() as stack:
        life = Condensed(seed, Path(name), stack)
        try:
            life.live(steps)
            return life.problems()
        except Exception as error:  # noqa: BLE001  (whatever a life runs into is its problem)
            return [f"{error!r} after {life.trace[-1]}", traceback.format_exc()]


if __name__ == "__main__":
    first, last = int(sys.argv[1]), int(sys.argv[2])
    steps = int(sys.argv[3]) if len(sys.argv) > 3 else 30
    wrong = 0
    for seed in range(first, last):
        if found := lived(seed, steps):
            wrong += 1
            print(seed, *found, sep="\n   ", flush=True)
    print(f"{wrong} of {last - first} lives went wrong")
