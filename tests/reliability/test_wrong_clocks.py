"""Clocks that jump years ahead or back: every answer is kept, said to be odd, and can be mended."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from tests.conftest import FixedClock
from tests.reliability.harness import assert_sound

WRONG = {
    "1970": datetime(1970, 1, 1, 0, 5, tzinfo=UTC),
    "2036": datetime(2036, 2, 8, 6, 28, tzinfo=UTC),
    "2106": datetime(2106, 2, 7, 6, 28, tzinfo=UTC),
    "1901": datetime(1901, 12, 13, 20, 45, tzinfo=UTC),
    "9999": datetime(9999, 12, 30, 12, 0, tzinfo=UTC),
}


@pytest.fixture(params=WRONG)
def wrong(request: pytest.FixtureRequest) -> datetime:
    return WRONG[request.param]


def begin(path: Path, clock: FixedClock) -> Collection:
    """Return a collection of 30 cards, 10 of them answered in the days before."""
    collection = flashcards.open(path, clock)
    for number in range(30):
        collection.add_note({"Front": f"front {number}", "Back": "back"}, deck="A")
    collection.set_options("A", new_per_day=10)
    answer(collection, 10)
    clock.advance(days=1)
    return collection


def answer(collection: Collection, most: int, rating: Rating = Rating.GOOD) -> list[int]:
    """Answer up to ``most`` cards in a session of their own; return which."""
    session = collection.study()
    found: list[int] = []
    while len(found) < most and (card := session.next()) is not None:
        session.answer(rating)
        found.append(card.id)
    return found


def test_a_wrong_clock_is_said_before_anything_is_scheduled(
    collection_path: Path, fixed_clock: FixedClock, wrong: datetime
) -> None:
    with begin(collection_path, fixed_clock) as collection:
        right = fixed_clock.now
        assert collection.clock_warning() is None
        fixed_clock.now = wrong
        warning = collection.clock_warning()
        assert warning is not None
        assert f"{wrong:%Y-%m-%d}" in str(warning)
        assert "2026-03-02" in str(warning)
        fixed_clock.now = right
        assert collection.clock_warning() is None
    with flashcards.open(collection_path, lambda: wrong) as collection:
        assert collection.clock_warning() is not None


@pytest.mark.parametrize("minutes", [-9, 0, 60 * 24 * 399])
def test_a_clock_that_is_about_right_is_not_questioned(
    collection_path: Path, fixed_clock: FixedClock, minutes: int
) -> None:
    with begin(collection_path, fixed_clock) as collection:
        answer(collection, 1)
        fixed_clock.advance(minutes=minutes)
        assert collection.clock_warning() is None


def test_no_answer_is_lost_when_the_clock_jumps_during_a_session_and_back(
    collection_path: Path, fixed_clock: FixedClock, wrong: datetime
) -> None:
    with begin(collection_path, fixed_clock) as collection:
        session = collection.study()
        count = collection.review_count()
        right = fixed_clock.now
        for at in (right, wrong, right):
            fixed_clock.now = at
            for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY):
                fixed_clock.advance(seconds=30)
                card = session.next()
                assert card is not None
                review = session.answer(rating, taken_ms=2_000)
                count += 1
                assert review.card_id == card.id
                assert collection.review_count() == count
                assert [row.id for row in collection.history(card.id)][-1] == review.id
        assert collection.check() == []
        assert collection.overview().streak_days >= 0
        assert collection.statistics()
        assert collection.deck_tree()
    assert_sound(collection_path, lambda: right)
    assert_sound(collection_path, lambda: wrong)


def test_cards_not_due_are_not_asked_once_the_clock_is_right_again(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with begin(collection_path, fixed_clock) as collection:
        today = set(answer(collection, 20))
        right = fixed_clock.advance(seconds=10)
        session = collection.study()
        assert session.next() is None
        fixed_clock.now = WRONG["2036"]
        card = session.next()  # in 2036 everything is due
        assert card is not None
        assert card.id in today
        fixed_clock.now = right
        assert session.next() is None


def test_answers_given_by_a_wrong_clock_can_be_taken_back_once_it_is_right(
    collection_path: Path, fixed_clock: FixedClock, wrong: datetime
) -> None:
    with begin(collection_path, fixed_clock) as collection:
        right = fixed_clock.now
        due = [collection.card(card).due_at for card in collection.search()]
        fixed_clock.now = wrong
        given = len(answer(collection, 5))
        assert given
        fixed_clock.now = right
        for _ in range(given):
            assert str(collection.undo()) == "Answer card"
        assert [collection.card(card).due_at for card in collection.search()] == due
        assert collection.clock_warning() is None
        assert collection.check() == []
        assert len(answer(collection, 100)) == 20


def test_after_a_restart_cards_with_a_wrong_date_are_found_and_reset(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with begin(collection_path, fixed_clock) as collection:
        right = fixed_clock.now
        fixed_clock.now = WRONG["2036"]
        wrong = answer(collection, 5)
    fixed_clock.now = right
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert collection.clock_warning() is not None
        far = [card for card in collection.search() if is_far(collection, card, right)]
        assert sorted(far) == sorted(wrong)
        collection.reset_cards(far)
        assert collection.clock_warning() is None
        assert not [card for card in collection.search() if is_far(collection, card, right)]
        assert all(collection.history(card) for card in far)
        assert set(answer(collection, 100)) & set(far)
        assert collection.check() == []


def is_far(collection: Collection, card_id: int, now: datetime) -> bool:
    due = collection.card(card_id).due_at
    return due is not None and due > now + timedelta(days=2_000)


@pytest.mark.parametrize("taken_ms", [-1, -596 * 3_600_000, 0, 10**6, 10**30])
def test_the_time_an_answer_took_is_kept_within_reason(
    collection_path: Path, fixed_clock: FixedClock, taken_ms: int
) -> None:
    with begin(collection_path, fixed_clock) as collection:
        session = collection.study()
        assert session.next()
        review = session.answer(Rating.GOOD, taken_ms=taken_ms)
        assert review.taken_ms == max(0, min(taken_ms, 60_000))
        assert collection.overview().taken_today_ms == review.taken_ms


def test_after_a_restart_there_is_nothing_to_undo(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with begin(collection_path, fixed_clock) as collection:
        answer(collection, 1)
        assert str(collection.undo_name) == "Answer card"
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert (collection.undo_name, collection.redo_name) == (None, None)
        assert (collection.undo(), collection.redo()) == (None, None)
        assert collection.review_count() == 11
