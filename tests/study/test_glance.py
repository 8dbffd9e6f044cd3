"""A look at what waits locks nobody out and leaves nothing behind."""

from pathlib import Path

import pytest

import flashcards
from flashcards import UserError
from flashcards.study.glance import Waiting, waiting
from tests.conftest import FixedClock


def _made(path: Path, clock: FixedClock, cards: int) -> None:
    with flashcards.open(path, clock=clock) as collection:
        for number in range(cards):
            collection.add_note({"Front": f"{number}", "Back": "back"}, deck="French")


def _lying_there(path: Path) -> dict[str, int]:
    """Return the files beside a collection, with the moment each was written last."""
    return {each.name: each.stat().st_mtime_ns for each in path.parent.iterdir()}


def test_it_sees_what_today_would_say(collection_path: Path, fixed_clock: FixedClock) -> None:
    _made(collection_path, fixed_clock, 7)
    with flashcards.open(collection_path, clock=fixed_clock) as collection:
        overview = collection.overview()
    found = waiting(collection_path, fixed_clock)
    assert (found.cards, found.seconds) == (7, overview.estimate_seconds)


def test_it_leaves_no_file_beside_the_collection(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    _made(collection_path, fixed_clock, 1)
    before = _lying_there(collection_path)
    waiting(collection_path, fixed_clock)
    assert _lying_there(collection_path) == before


def test_it_sees_what_an_open_window_wrote_just_now(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, clock=fixed_clock) as collection:
        assert waiting(collection_path, fixed_clock) == Waiting()
        collection.add_note({"Front": "chat", "Back": "cat"}, deck="French")
        assert waiting(collection_path, fixed_clock).cards == 1
        session = collection.study()
        session.next()
        session.answer(flashcards.Rating.EASY)
        session.close()
        assert waiting(collection_path, fixed_clock).cards == 0


def test_without_a_collection_nothing_waits_and_none_is_made(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    assert waiting(collection_path, fixed_clock) == Waiting()
    assert not collection_path.exists()


def test_what_is_no_collection_is_refused_in_words_and_left_alone(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    collection_path.write_bytes(b"a shopping list" * 100)
    with pytest.raises(UserError):
        waiting(collection_path, fixed_clock)
    assert collection_path.read_bytes() == b"a shopping list" * 100
