"""A collection that other programs' decks are brought into; it is sound afterwards each time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from tests.conftest import FixedClock


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    folder = tmp_path / "mine"
    folder.mkdir()
    with flashcards.open(folder / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []
