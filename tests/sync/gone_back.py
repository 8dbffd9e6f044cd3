"""Random lives at whose end a backup from their middle is restored: all machines are as it was.

python tests/sync/gone_back.py FIRST LAST STEPS [KINDS]
"""

import sys
from typing import Any

from flashcards.api import Collection
from tests.sync.disks import restored
from tests.sync.machines import told
from tests.sync.scenarios import Life, run

_STAYS = ("log", "totals", "memories", "places", "media", "origins", "origin options")
"""What was done stays done, and what nobody misses stays as well."""
_FACTS_OF_CARDS = 9
"""The columns of cards that no answer changes come first."""


class GoneBack(Life):
    """A life whose second half is taken back on all machines."""

    def live(self, steps: int) -> None:
        super().live(steps // 2)
        at = self.chance.randrange(len(self.machines))
        backup = self.machines[at].backup()
        self.before = _facts(self.machines[at])
        super().live(steps - steps // 2)
        self.trace.append("all go back")
        self.machines[at] = restored(self.machines[at], backup)
        self._meet()

    def problems(self) -> list[str]:
        now = _facts(self.machines[0])
        return super().problems() + [
            f"{name}: {[row for row in was if row not in now[name]][:3]} is "
            f"{[row for row in now[name] if row not in was][:3]}"
            for name, was in self.before.items()
            if was != now[name]
        ]


def _facts(machine: Collection) -> dict[str, list[Any]]:
    """Return what goes back."""
    found = {name: rows for name, rows in told(machine).items() if name not in _STAYS}
    found["cards"] = [row[:_FACTS_OF_CARDS] for row in found["cards"]]
    return found


if __name__ == "__main__":
    run(sys.argv[1:], GoneBack)
