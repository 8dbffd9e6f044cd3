"""Load balancing in a session: the day chosen is the emptiest, and the one the button showed."""

import pytest

from flashcards import Collection, Rating
from flashcards.scheduling.days import learner_day
from tests.conftest import FixedClock
from tests.study.learner import add


@pytest.fixture
def balanced(collection: Collection, fixed_clock: FixedClock) -> Collection:
    """Forty cards that are due, with a scheduler that spreads them."""
    add(collection, *(f"card {number}" for number in range(40)))
    collection.set_options("Deck", new_per_day=100, load_balance=True, drill=False)
    for days in (1, 8):
        session = collection.study("Deck")
        while session.next() is not None:
            session.answer(Rating.GOOD)
        fixed_clock.advance(days=days)
    return collection


def due_days(collection: Collection, fixed_clock: FixedClock) -> list[int]:
    today = learner_day(fixed_clock.now, 240)
    found = []
    for card_id in collection.search(""):
        due = collection.card(card_id).due_at
        assert due is not None
        found.append(learner_day(due.astimezone(fixed_clock.now.tzinfo), 240) - today)
    return found


def test_cards_of_one_day_are_spread_over_several_and_every_button_keeps_its_word(
    balanced: Collection, fixed_clock: FixedClock
) -> None:
    session = balanced.study("Deck")
    while (card := session.next()) is not None:
        promised = card.choices[Rating.GOOD].due_at
        session.answer(Rating.GOOD)
        assert balanced.card(card.id).due_at == promised
    spread = due_days(balanced, fixed_clock)
    most = max(spread.count(day) for day in spread)
    assert len(set(spread)) > 2
    assert most < 25
    assert balanced.check() == []


def test_an_undone_answer_no_longer_fills_its_day(
    balanced: Collection, fixed_clock: FixedClock
) -> None:
    session = balanced.study("Deck")
    card = session.next()
    assert card is not None
    promised = card.choices[Rating.GOOD].due_at
    session.answer(Rating.GOOD)
    balanced.undo()
    again = session.next()
    assert again is not None
    assert again.id == card.id
    assert again.choices[Rating.GOOD].due_at == promised


def test_what_others_fill_meanwhile_is_seen(balanced: Collection, fixed_clock: FixedClock) -> None:
    session, other = balanced.study("Deck"), balanced.study("Deck")
    assert session.next() is not None
    for _ in range(30):
        assert other.next() is not None
        other.answer(Rating.GOOD)
    while session.next() is not None:
        session.answer(Rating.GOOD)
    spread = due_days(balanced, fixed_clock)
    assert max(spread.count(day) for day in spread) < 25
