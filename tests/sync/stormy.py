"""Random lives over a folder service that does everything wrong, with weeks that go by.

python tests/sync/stormy.py FIRST LAST STEPS
"""

import contextlib
import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from flashcards.api import Collection
from flashcards.carriers.carrier import Carrier
from flashcards.model.errors import UserError
from tests.sync.carrying import Service
from tests.sync.scenarios import Happenings, Life, run, sync


def week(life: Life, machine: Collection) -> None:
    """Let more than seven days go by, after which nobody waits for what is missing."""
    for clock in life.clocks:
        clock.moment += timedelta(days=8)


class Stormy(Life):
    """A life in which each machine sees the folder as the service has brought it there."""

    def __init__(
        self, seed: int, folder: Path, stack: ExitStack, extra: Happenings | None = None
    ) -> None:
        super().__init__(seed, folder, stack, extra)
        self.happenings = (*self.happenings, *(week,) * 6)
        self.storm = self.service = Service()
        self.lost: list[tuple[str, tuple[str, bytes | None]]] = []

    def carrier(self, machine: Collection) -> Carrier:
        """Return the folder as the service has brought it to a machine by now."""
        view = super().carrier(machine)
        if not self.shelf.complete:
            self._lose()
            self.storm.deliver(self.chance)
        return view

    def follow(self, machine: Collection) -> None:
        """Let a round follow what happens, more often than not: so there are many small files."""
        if self.chance.random() < 0.6:
            with contextlib.suppress(UserError):
                sync(self, machine)

    def _lose(self) -> None:
        """Let the service drop a file for one who has not got it yet; it comes at the end."""
        name = self.chance.choice(self.storm.views).name
        files = [each for each in self.storm.owed[name] if each[1] is not None]
        if files and self.chance.random() < 0.2:
            self.lost.append((name, self.chance.choice(files)))
            self.storm.owed[name].remove(self.lost[-1][1])

    def _meet(self) -> None:
        """Let all machines hear of all, also of what was lost."""
        for name, file in self.lost:
            self.storm.owed[name].append(file)
        week(self, self.machines[0])
        super()._meet()


if __name__ == "__main__":
    run(sys.argv[1:], Stormy)
