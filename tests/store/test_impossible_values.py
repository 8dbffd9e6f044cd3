"""Values no program of ours writes: told by the check, and never by a traceback."""

from pathlib import Path

import pytest

import flashcards
from flashcards import Rating, UserError
from tests.conftest import FixedClock
from tests.store import older


@pytest.fixture
def path(collection_path: Path, fixed_clock: FixedClock) -> Path:
    """A collection with a card that was answered."""
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note({"Front": "question", "Back": "answer"}, "A")
        session = collection.study()
        assert session.next() is not None
        session.answer(Rating.GOOD)
    return collection_path


@pytest.mark.parametrize("offset", [2**63 - 1, -(2**63), 1440, -1440])
def test_an_offset_no_clock_has_is_damage(path: Path, fixed_clock: FixedClock, offset: int) -> None:
    older.change(path, f"UPDATE reviews SET offset_minutes = {offset}")
    with flashcards.open(path, fixed_clock) as collection:
        (card,) = collection.search()
        assert "1 row of “reviews” holds an impossible value." in map(str, collection.check())
        with pytest.raises(UserError, match="damaged"):
            collection.why(card)
        with pytest.raises(UserError, match="damaged"):
            collection.scheduling.history(card)


@pytest.mark.parametrize("offset", [1439, -1439])
def test_the_largest_offsets_a_moment_can_have_are_fine(
    path: Path, fixed_clock: FixedClock, offset: int
) -> None:
    older.change(path, f"UPDATE reviews SET offset_minutes = {offset}")
    with flashcards.open(path, fixed_clock) as collection:
        assert not any("impossible" in str(problem) for problem in collection.check())
        assert collection.why(collection.search()[0])
