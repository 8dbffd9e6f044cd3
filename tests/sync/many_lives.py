"""Very many random lives, in as many processes as there are processors.

    python tests/sync/many_lives.py FIRST [COUNT] [--on]

Stops with the first seed that goes wrong; ``--on`` goes on and names them all. A seed says all of a
life, its length as well, so that one can be lived again.
"""

import multiprocessing
import os
import random
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from tests.sync import choices, scenarios, wider
from tests.sync.condensed import Condensed
from tests.sync.owing import Owing

SHORTEST, LONGEST = 15, 70
_WAYS = ("mixed",) * 5 + ("snapshots", *(way for way in scenarios.MISFORTUNES if way != "moves"))
_MOVING = 0.1
"""How many move besides; drawn last, so that seeds of before there were any mean what they did."""
_CHOOSING = 0.2
"""In how many there is more to choose; drawn after that, for the same reason."""
_CHOICES = (choices.RULES, choices.WHOLE_TYPES, choices.MANY, wider.FIELDS, wider.PACKAGES)
_OWING = 0.1
"""In how many of the rest nothing that was set up may give way to what nobody chose."""
_TOLD_AFTER = 500
_FRESH_AFTER = 200
"""Lives after which a process makes room for a new one."""


class Lived(NamedTuple):
    """What became of a life."""

    seed: int
    way: str
    steps: int
    wrong: list[str]
    took_s: float
    """Of a processor."""


def lived(seed: int) -> Lived:
    """Live the life of a seed."""
    chance = random.Random(f"a life {seed}")
    steps = chance.randint(SHORTEST, LONGEST)
    way = chance.choice(_WAYS)
    if chance.random() < _MOVING:
        way = "moves"
    extra = scenarios.MISFORTUNES.get(way)
    if chance.random() < _CHOOSING:
        extra = (*(extra or ()), *chance.choice(_CHOICES))
    began = time.process_time()
    sort: type[scenarios.Life] = Condensed if way == "snapshots" else scenarios.Life
    if sort is scenarios.Life and chance.random() < _OWING:
        sort = Owing
    wrong = scenarios.lived(seed, steps, extra, sort)
    return Lived(seed, way, steps, wrong, time.process_time() - began)


def lives(first: int, count: int) -> Iterator[Lived]:
    """Yield what became of ``count`` lives, as they end."""
    os.environ["PYTHONHASHSEED"] = "0"  # of the processes, for a seed to say all of a life
    apart = multiprocessing.get_context("spawn")
    with apart.Pool(_processors(), maxtasksperchild=_FRESH_AFTER) as pool:
        yield from pool.imap_unordered(lived, range(first, first + count))


def _processors() -> int:
    """Return how many this process may use; ``taskset`` gives it fewer."""
    if sys.platform != "linux":
        return os.cpu_count() or 1
    return len(os.sched_getaffinity(0))


def again(seed: int) -> str:
    """Return the command that lives a life once more."""
    return f"PYTHONPATH=. .venv/bin/python tests/sync/many_lives.py {seed}"


def run(first: int, count: int, *, on: bool = False) -> list[Lived]:
    """Live many lives and say how it goes; return those that went wrong, the first one alone."""
    wrong: list[Lived] = []
    took = 0.0
    for number, life in enumerate(lives(first, count), 1):
        took += life.took_s
        if life.wrong:
            wrong.append(life)
            print(f"{life.seed} ({life.way}, {life.steps} steps)", *life.wrong, sep="\n   ")
            print(f"   again: {again(life.seed)}", flush=True)
        if wrong and not on:
            break
        if number % _TOLD_AFTER == 0 or number == count:
            print(
                f"{len(wrong)} of {number} lives from {first} on went wrong; "
                f"{took / number:.3f} s of a processor each",
                flush=True,
            )
    return wrong


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--on"]
    many = int(words[1]) if len(words) > 1 else 1
    sys.exit(bool(run(int(words[0]), many, on="--on" in sys.argv)))
