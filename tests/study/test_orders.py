"""In which order cards are asked."""

import random
import secrets
from collections import Counter
from itertools import pairwise

import pytest

from flashcards import Collection, Rating
from tests.conftest import FixedClock
from tests.study.learner import REVERSED, add, answer, asked, front, plain


def test_all_first_cards_come_before_all_second_ones(collection: Collection) -> None:
    add(collection, "one", "two", kind=REVERSED)
    add(collection, "three", deck="Other", kind=REVERSED)
    collection.set_options("Deck", new_order="template", bury_new=False)
    expected = ["one", "two", "three", "one back", "two back", "three back"]
    assert asked(collection.study()) == expected


def test_the_first_card_of_a_later_note_comes_before_the_second_of_an_earlier_one_within_the_limit(
    collection: Collection,
) -> None:
    add(collection, *"abc", kind=REVERSED)
    collection.set_options("Deck", new_order="template", new_per_day=3)
    assert asked(collection.study("Deck")) == ["a", "b", "c"]


@pytest.fixture
def overdue(collection: Collection, fixed_clock: FixedClock) -> Collection:
    """Two cards due with an interval of six days, and one with one day that is later still."""
    add(collection, "long", "short")
    collection.set_options("Deck", drill=False)
    asked(collection.study("Deck"))
    fixed_clock.advance(days=1)
    session = collection.study("Deck")
    while (question := front(session)) is not None:
        session.answer(Rating.GOOD if question == "long" else Rating.AGAIN)
    fixed_clock.advance(days=8)
    return collection


def test_the_most_endangered_card_comes_first(overdue: Collection) -> None:
    # Eight days late against an interval of one day, or of six.
    overdue.set_options("Deck", review_order="retrievability")
    assert asked(overdue.study("Deck")) == ["short", "long"]


def test_what_is_remembered_decides_and_not_the_interval(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    """Both have an interval of one day: SM-2 forgets what a card had been known for before."""
    add(collection, "old hand", "young")
    collection.set_options("Deck", drill=False, new_per_day=1, review_order="retrievability")
    answer(collection.study(), Rating.EASY)  # the first one
    for days in (1, 6, 20):
        fixed_clock.advance(days=days)
        collection.set_options("Deck", new_per_day=0)
        assert answer(collection.study(), Rating.EASY) == "old hand"
    fixed_clock.advance(days=60)
    collection.set_options("Deck", new_per_day=1)
    session = collection.study()
    assert answer(session, Rating.AGAIN) == "old hand"
    assert answer(session, Rating.AGAIN) == "young"
    fixed_clock.advance(days=9)
    assert asked(collection.study()) == ["young", "old hand"]


def put_off(collection: Collection) -> list[str]:
    """Return what would be asked, in order, by burying every card that comes up."""
    session, found = collection.study(), []
    while (card := session.next()) is not None:
        found.append(plain(card.question_html))
        collection.bury([card.id])
    return found


@pytest.mark.parametrize("option", ["new_order", "review_order"])
def test_a_random_order_is_another_one_each_day(
    collection: Collection,
    fixed_clock: FixedClock,
    option: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(secrets, "randbits", random.Random(7).getrandbits)  # names of notes
    names = [f"card {number:02}" for number in range(24)]
    add(collection, *names)
    collection.set_options("Deck", **{option: "random"}, new_per_day=99, drill=False)
    if option == "review_order":
        asked(collection.study("Deck"))
    pairs: list[tuple[str, str]] = []
    for _ in range(8):
        fixed_clock.advance(days=30)
        order = put_off(collection)
        assert sorted(order) == names
        pairs.extend(pairwise(order))
        steps = Counter(names.index(b) - names.index(a) for a, b in pairwise(order))
        assert max(steps.values()) <= 6  # no run by the same step
    # By chance one of 24 x 23 pairs comes back in 8 days about 53 times.
    assert len(pairs) - len(set(pairs)) < 60


def test_stability_says_how_endangered_a_card_is_where_it_is_known(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, "weak", "strong")
    collection.set_options(
        "Deck", scheduler="fsrs", learning_steps=(), review_order="retrievability"
    )
    session = collection.study("Deck")
    answer(session, Rating.HARD)
    answer(session, Rating.EASY)
    fixed_clock.advance(days=30)
    assert asked(collection.study("Deck")) == ["weak", "strong"]


def test_cards_planned_by_sm2_and_by_fsrs_are_compared(
    overdue: Collection, fixed_clock: FixedClock
) -> None:
    add(overdue, "stable", deck="Other")
    overdue.add_preset("FSRS", deck="Other")
    overdue.set_options("Other", scheduler="fsrs", learning_steps=())
    answer(overdue.study("Other"), Rating.EASY)
    fixed_clock.advance(days=9)
    for deck in ("Deck", "Other"):
        overdue.set_options(deck, review_order="retrievability")
    # Stability 8.3 days after 9: 0.89; six days after 17: 0.74; one day after 17: 0.17.
    assert asked(overdue.study()) == ["short", "long", "stable"]


def test_steps_keep_out_of_every_order(collection: Collection, fixed_clock: FixedClock) -> None:
    add(collection, *"abc")
    collection.set_options("Deck", scheduler="sm2-steps", learning_steps=(600,))
    session = collection.study("Deck")
    for _ in range(3):
        answer(session)
    collection.set_options("Deck", scheduler="sm2")
    for order in ("due", "random", "interval", "ease", "retrievability"):
        collection.set_options("Deck", review_order=order)
        found = collection.study("Deck").remaining
        assert (found.new, found.learning, found.due) == (0, 0, 0)
