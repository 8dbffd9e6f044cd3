"""A collection that goes from one device to another and back: what was done last counts last.

The clocks of devices never agree to the second, and one may be wrong by a year.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards import Rating
from tests.conftest import FixedClock


class Desk:
    """Two devices with a clock each, and one collection that lies on one of them at a time."""

    def __init__(self, path: Path, clock: FixedClock, ahead: timedelta) -> None:
        self.path, self.ahead = path, ahead
        self.clock = clock
        self.home = True
        self.collection = flashcards.open(path, clock)
        self.collection.add_note({"Front": "one", "Back": "back"}, deck="Deck")
        self.card = self.collection.search("")[0]

    def change_device(self) -> None:
        self.collection.close(back_up=False)
        mark = self.path.with_name(f"{self.path.name}.device")
        away = mark.with_name("away")
        kept = mark.rename(mark.with_name("kept"))
        if away.exists():
            away.rename(mark)
        kept.rename(away)
        self.home = not self.home
        self.clock.now += -self.ahead if self.home else self.ahead
        self.collection = flashcards.open(self.path, self.clock)

    def answer(self, rating: Rating) -> None:
        session = self.collection.study()
        assert session.next() is not None
        session.answer(rating)

    @property
    def interval(self) -> int:
        return self.collection.card(self.card).memory.interval_days


@pytest.fixture(params=[timedelta(minutes=3), timedelta(days=365), timedelta(0)], ids=str)
def desk(
    collection_path: Path, fixed_clock: FixedClock, request: pytest.FixtureRequest
) -> Iterator[Desk]:
    """One card, passed twice at home; the other device's clock is ahead."""
    found = Desk(collection_path, fixed_clock, request.param)
    for days in (0, 1):
        fixed_clock.advance(days=days)
        found.answer(Rating.GOOD)
    yield found
    found.collection.close(back_up=False)


def test_what_one_device_restored_another_can_strike_again(desk: Desk) -> None:
    second = desk.collection.history(desk.card)[1].id
    desk.collection.scheduling.strike(desk.card, second)
    assert desk.interval == 1
    desk.change_device()
    desk.collection.scheduling.restore(desk.card, second)
    assert desk.interval == 6
    desk.change_device()
    desk.collection.scheduling.strike(desk.card, second)
    assert desk.interval == 1
    assert desk.collection.review_count() == 1
    assert desk.collection.search("rated:9") == [desk.card]
    assert [line.standing for line in desk.collection.scheduling.history(desk.card)] == [
        True,
        False,
    ]
    assert desk.collection.check() == []


@pytest.mark.parametrize(
    "action",
    [
        lambda desk: desk.answer(Rating.AGAIN),
        lambda desk: desk.collection.scheduling.forget([desk.card]),
        lambda desk: desk.collection.scheduling.set_due([desk.card], 3),
    ],
    ids=["answer", "forget", "set due"],
)
def test_what_is_done_after_coming_back_counts_last(
    desk: Desk, action: Callable[[Desk], None]
) -> None:
    desk.change_device()
    desk.collection.scheduling.set_due([desk.card], 0)
    desk.answer(Rating.GOOD)
    assert desk.interval == 15
    desk.change_device()
    desk.collection.scheduling.set_due([desk.card], 0)
    action(desk)
    lived = desk.collection.card(desk.card)
    assert desk.collection.check(repair=True) == []
    assert desk.collection.card(desk.card) == lived


def test_a_correction_on_another_device_leaves_the_order_alone(desk: Desk) -> None:
    first = desk.collection.history(desk.card)[0].id
    desk.change_device()
    desk.collection.scheduling.correct(desk.card, first, Rating.EASY)
    desk.change_device()
    desk.collection.scheduling.set_due([desk.card], 0)
    desk.answer(Rating.GOOD)
    assert desk.interval == 16  # 6 × 2.6
    assert desk.collection.check() == []


@pytest.mark.parametrize("back", [timedelta(0), timedelta(hours=1), timedelta(days=3)], ids=str)
def test_other_rules_for_the_past_are_not_for_what_is_done_after(
    desk: Desk, back: timedelta
) -> None:
    scheduling = desk.collection.scheduling
    desk.collection.set_options("Deck", profile="source")
    scheduling.apply_replay("Deck")
    desk.collection.set_options("Deck", profile="paper", maximum_interval_days=9)
    desk.clock.advance(seconds=-back.total_seconds())
    scheduling.set_due([desk.card], 0)
    desk.answer(Rating.GOOD)
    assert desk.interval == 9
    assert desk.collection.check() == []


def test_answers_of_a_clock_that_was_ahead_are_a_part_of_the_past(desk: Desk) -> None:
    desk.clock.advance(days=400)
    desk.answer(Rating.GOOD)
    desk.clock.advance(days=-400)
    desk.collection.set_options("Deck", maximum_interval_days=4)
    assert desk.collection.scheduling.preview_replay("Deck").moved == 1
    assert desk.collection.scheduling.apply_replay("Deck") == 1
    assert desk.interval == 4
    assert desk.collection.check() == []
