"""Power cuts in the lives of ``scenarios``: rounds end anywhere, the disk is as it was then."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import flashcards
from flashcards.api import Collection
from flashcards.carriers.carrier import Carrier
from flashcards.collection.syncing import syncing
from flashcards.store.identity import device_path

if TYPE_CHECKING:
    from tests.sync.scenarios import Life


class CutError(Exception):
    """The power went."""


class _Power:
    """Goes after so many steps."""

    def __init__(self, left: int) -> None:
        self.left = left

    def step(self) -> None:
        self.left -= 1
        if self.left <= 0:
            raise CutError


class _Failing:
    """A carrier whose machine may go before it has put a file there, and after."""

    def __init__(self, carrier: Any, power: _Power) -> None:
        self._carrier = carrier
        self._power = power

    def __getattr__(self, name: str) -> Any:
        return getattr(self._carrier, name)

    def put(self, name: str, data: bytes) -> None:
        self._power.step()
        self._carrier.put(name, data)
        self._power.step()


def cut(life: "Life", machine: Collection) -> None:
    """Let the power go at some moment of a round; then the machine starts anew."""
    carrier = life.carrier(machine)
    again = cut_off(machine, carrier, life.chance.randint(1, 30))
    if again is not None:
        life.machines[life.machines.index(machine)] = again


def cut_off(machine: Collection, carrier: Carrier, steps: int) -> Collection | None:
    """Let the power go after so many steps of a round; return the machine as it starts anew.

    None where the round has fewer: then all of it was done.
    """
    power = _Power(steps)
    with suppress(CutError), _weak(machine, power):
        syncing.sync(machine._store, _failing(carrier, power))
        return None
    return after_a_cut(machine)


def _failing(carrier: Carrier, power: _Power) -> Carrier:
    failing: Any = _Failing(carrier, power)
    found: Carrier = failing
    return found


@contextmanager
def _weak(machine: Collection, power: _Power) -> Iterator[None]:
    """Let the power go before or after any write is on the disk."""
    store = machine._store
    whole = store.writing

    @contextmanager
    def writing(*args: Any, **kept: Any) -> Iterator[Any]:
        with whole(*args, **kept) as conn:
            yield conn
            power.step()
        power.step()

    with mock.patch.object(store, "writing", writing):
        yield


def after_a_cut(machine: Collection) -> Collection:
    """Return a machine that finds its disk as it is at this moment."""
    path = machine.path
    files = [path, path.with_name(path.name + "-wal"), device_path(path)]
    kept = [(each, each.with_name(each.name + ".cut")) for each in files if each.exists()]
    for each, copy in kept:
        shutil.copy2(each, copy)
    machine.close(back_up=False)
    for each in files:
        each.unlink(missing_ok=True)
    for each, copy in kept:
        _move(copy, each)
    return flashcards.open(path, machine.clock)


def _move(source: Path, target: Path) -> None:
    source.replace(target)


CUTS = (cut,) * 4
