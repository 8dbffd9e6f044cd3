"""The kinds of hostility, and how many cases of each every test run tries."""

from importlib import import_module
from random import Random

from tests.hostile.case import Case, numbered

KINDS: dict[str, int] = {
    "texts": 150,
    "tables": 180,
    "decks": 160,
    "packed": 90,
    "pages": 160,
    "names": 216,
    "pictures": 60,
    "clocks": 40,
    "homes": 40,
    "schemas": 120,
    "sidecars": 120,
    "databases": 160,
    "values": 270,
    "packages": 200,
    "others": 190,
}
"""Module in this folder: how many cases. ``make soak`` tries twenty times as many."""

SEED = 20_261_128


def cases_of(kind: str, count: int, seed: int = SEED) -> list[Case]:
    """Return the cases of a kind; always the same ones for the same numbers."""
    module = import_module(f"tests.hostile.{kind}")
    return list(numbered(module.cases(Random(f"{kind} {seed}"), count)))
