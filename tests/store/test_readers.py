"""Whoever wants to read gets the connection that is free first."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from flashcards.store.store import Store
from tests.conftest import FixedClock
from tests.effort import PATIENCE_S


@pytest.fixture
def store(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Store]:
    opened = Store(collection_path, fixed_clock)
    yield opened
    opened.close()


class Reading(threading.Thread):
    """Reads until it is told to end."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.began, self.may_end = threading.Event(), threading.Event()

    def run(self) -> None:
        with self._store.reading(), self._store.reading():
            self.began.set()
            self.may_end.wait(PATIENCE_S)


@pytest.mark.parametrize("freed", [0, 1])
def test_a_third_reader_goes_on_as_soon_as_either_is_done(store: Store, freed: int) -> None:
    two = (Reading(store), Reading(store))
    for each in two:
        each.start()
        assert each.began.wait(PATIENCE_S)
    others = [Reading(store) for _ in range(3)]
    for each in others:
        each.may_end.set()
        each.start()
    assert not any(each.began.is_set() for each in others)
    two[freed].may_end.set()
    for each in others:
        assert each.began.wait(PATIENCE_S)
        each.join(PATIENCE_S)
    two[1 - freed].may_end.set()
    for each in two:
        each.join(PATIENCE_S)


def test_who_waits_for_both_is_told_too(store: Store) -> None:
    with store._readers.both():
        late = Reading(store)
        late.may_end.set()
        late.start()
        assert not late.began.is_set()
    assert late.began.wait(PATIENCE_S)
    late.join(PATIENCE_S)
