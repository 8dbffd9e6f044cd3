"""What the random lives are made of does happen: none of it is refused or empty whenever tried."""

import sqlite3
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path

from flashcards.model.errors import UserError
from tests.sync import choices, scenarios, wider
from tests.sync.scenarios import Life

_ROUNDS = 12


def test_whatever_may_happen_in_a_life_does_happen(tmp_path: Path) -> None:
    """The reasons are told of what was refused, or wrote nothing, in all rounds."""
    every = dict.fromkeys((*scenarios._HAPPENINGS, *wider.ALL, *choices.ALL))
    never: dict[str, set[str]] = {each.__name__: set() for each in every}
    with ExitStack() as stack:
        life = Life(1, tmp_path, stack, ())
        machine = life.machines[0]
        conn = stack.enter_context(closing(sqlite3.connect(machine.path)))

        def written() -> int:
            return int(conn.execute("PRAGMA data_version").fetchone()[0])

        for _ in range(_ROUNDS):
            life.clocks[0].moment += timedelta(days=3)
            drawn = life.chance.sample([*every], len(every))
            last = (*(scenarios.answer,) * 4, scenarios.undo, scenarios.redo)
            for happening in (*drawn, *last):
                before = written()
                try:
                    happening(life, machine)
                except UserError as error:
                    if happening.__name__ in never:
                        never[happening.__name__].add(str(error))
                    continue
                if written() != before:
                    never.pop(happening.__name__, None)
            if not never:
                break
    assert never == {}
