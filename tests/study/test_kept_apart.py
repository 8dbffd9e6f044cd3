"""Cards of one note are laid as far apart as the day allows."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards import Collection
from flashcards.study.siblings import kept_apart
from tests.conftest import FixedClock
from tests.study.learner import REVERSED, add, asked

notes = st.lists(st.integers(1, 5), max_size=12)
"""How many cards each note has, note by note."""


def _row(counts: list[int]) -> list[tuple[int, int]]:
    return [(10 * note + card, note) for note, most in enumerate(counts) for card in range(most)]


@given(notes)
def test_no_card_is_lost_and_none_follows_a_sibling_without_need(counts: list[int]) -> None:
    row = _row(counts)
    found = kept_apart(row)
    assert sorted(found) == [card for card, _ in row]
    for note in range(len(counts)):
        own = [card for card in found if card // 10 == note]
        assert own == sorted(own)
    touching = sum(one // 10 == other // 10 for one, other in pairwise(found))
    most = max(counts, default=0)
    if touching:
        assert most - 1 > len(row) - most


@given(st.integers(1, 9), st.integers(1, 4))
def test_notes_of_as_many_cards_take_turns(number: int, most: int) -> None:
    found = kept_apart(_row([most] * number))
    assert [card // 10 for card in found] == list(range(number)) * most


def test_an_order_that_keeps_them_as_far_apart_stays() -> None:
    assert kept_apart([(1, 1), (2, 2), (3, 3), (4, 1)]) == [1, 2, 3, 4]


def test_cards_without_siblings_stay_as_they_are() -> None:
    assert kept_apart([(3, 1), (1, 2), (2, 3)]) == [3, 1, 2]


@pytest.mark.parametrize("mix", ["mixed", "before", "after"])
def test_where_siblings_are_asked_on_one_day_others_come_between(
    collection: Collection, mix: str
) -> None:
    add(collection, *"abc", kind=REVERSED)
    collection.set_options("Deck", bury_new=False, bury_reviews=False, new_mix=mix)
    assert asked(collection.study()) == ["a", "b", "c", "a back", "b back", "c back"]


def test_due_siblings_are_parted_too(collection: Collection, fixed_clock: FixedClock) -> None:
    add(collection, *"ab", kind=REVERSED)
    collection.set_options("Deck", bury_new=False, bury_reviews=False)
    session = collection.study()
    asked(session)
    fixed_clock.advance(days=1)
    add(collection, "c")
    found = asked(collection.study())
    places = {question: at for at, question in enumerate(found)}
    assert len(found) == 5
    for front in "ab":
        assert abs(places[front] - places[f"{front} back"]) > 1


def test_a_new_collection_puts_them_off_until_another_day(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, *"ab", kind=REVERSED)
    assert asked(collection.study()) == ["a", "b"]
    fixed_clock.advance(days=1)
    assert asked(collection.study()) == ["a", "b"]  # due before their siblings, which are new
    fixed_clock.advance(days=1)
    assert asked(collection.study()) == ["a back", "b back"]
    assert collection.options("Deck").bury_reviews
    assert not collection.scheduling.offers_siblings()
