"""Random lives in which nothing that was set up may give way to what nobody chose.

That machines agree does not tell of what all lose alike: the options of one computer, to what
another one had never touched. So the registers of what learners set up are followed. These lives
begin with machines that nobody had thought of syncing yet.

python tests/sync/owing.py FIRST LAST STEPS [KINDS]
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

from flashcards.api import Collection
from flashcards.store.syncing import kinds, loading
from flashcards.store.syncing.names import Names
from flashcards.sync.registers import text_of
from tests.sync import arrivals, choices, scenarios, wider
from tests.sync.scenarios import Happenings, Life, run

_KINDS = (
    kinds.LEARNER, kinds.PRESETS, kinds.NOTE_TYPES, kinds.TEMPLATES, kinds.DECKS, kinds.READINGS,
    kinds.PLANS,
)  # fmt: skip
_HEARD = ("sync", "condense", "cut", "answer_what_was_asked_before")
"""After these a machine has what others wrote."""

_ALONE = {
    *scenarios._HAPPENINGS, *wider.ALL, *choices.ALL, arrivals.import_deck, arrivals.show_picture
} - {scenarios.sync, choices.answer_what_was_asked_before}  # fmt: skip
_BEFORE = 6
"""What happens on each machine before any of them has heard of another, on average."""

Key: TypeAlias = tuple[str, str, str]
"""Kind, row and field."""


class Owing(Life):
    """A life that notes who set up what."""

    def __init__(
        self, seed: int, folder: Path, stack: ExitStack, extra: Happenings | None = None
    ) -> None:
        super().__init__(seed, folder, stack, extra)
        self.said = {each.path: said_by(each) for each in self.machines}
        """What each machine said of each field when it was last looked at."""
        self.chosen: dict[Key, set[str]] = {}
        """All that anybody chose."""
        self.waiting: dict[Path, dict[Key, str]] = {}
        """What was chosen on a machine and not told yet."""
        self.owed: dict[Key, set[str]] = {}
        """What was told and nobody replaced."""

    def live(self, steps: int) -> None:
        whole = self.happenings
        self.happenings = tuple(each for each in whole if each in _ALONE)
        self.go_on(_BEFORE * len(self.machines))
        self.happenings = whole
        super().live(steps)

    def follow(self, machine: Collection) -> None:
        now = said_by(machine)
        if machine.path not in self.said:  # it has come since
            self.said[machine.path] = now
        before = self.said[machine.path]
        self.said[machine.path] = now
        for other in self.machines:
            if other.path not in self.said:
                self.said[other.path] = found = said_by(other)
                for key, value in found.items():
                    self.chosen.setdefault(key, set()).add(value)
        waiting = self.waiting.setdefault(machine.path, {})
        if self.trace[-1].split()[1] in _HEARD:
            for key, value in waiting.items():
                self.owed.setdefault(key, set()).add(value)
            waiting.clear()
            return
        for key in before.keys() - now.keys():  # it was never told of
            waiting.pop(key, None)
            self.owed.pop(key, None)
        for key, value in now.items():
            if before.get(key) != value:
                self.chosen.setdefault(key, set()).add(value)
                self.owed.get(key, set()).discard(before.get(key, ""))
                waiting[key] = value

    def problems(self) -> list[str]:
        now = said_by(self.machines[0])
        return super().problems() + [
            f"{key} says {now.get(key)}, which nobody chose, and not {sorted(owed)}"
            for key, owed in self.owed.items()
            if owed and now.get(key) not in self.chosen[key]
        ]


def said_by(machine: Collection) -> dict[Key, str]:
    """Return what a machine says of each field of what learners set up, there or not."""
    with machine._store.reading() as conn:
        names = Names(conn)
        return {
            (kind.name, uid, name): text_of(register.value)
            for kind in _KINDS
            for uid, known in loading.load_all(conn, kind, names).items()
            for name, register in known.state.items()
        }


if __name__ == "__main__":
    run(sys.argv[1:], Owing)
