"""Cards of one note do not give each other away on one day."""

from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.study.custom import CustomKind, CustomStudy
from tests.conftest import FixedClock
from tests.study.learner import REVERSED, add, answer, asked, counts, front, left


def reversed_notes(collection: Collection, *fronts: str) -> None:
    add(collection, *fronts, kind=REVERSED)


def test_a_new_card_waits_until_tomorrow_when_another_of_its_note_was_asked(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    reversed_notes(collection, "one", "two")
    collection.set_options("Deck", bury_new=True)
    assert counts(collection, "Deck") == (2, 0, 0)
    session = collection.study("Deck")
    assert left(session) == (2, 0, 0)
    assert asked(session) == ["one", "two"]
    assert counts(collection, "Deck") == (0, 0, 0)
    fixed_clock.advance(days=1)
    collection.set_options("Deck", bury_reviews=False, reviews_per_day=0)
    assert counts(collection, "Deck")[0] == 0  # their siblings are due


def test_siblings_are_asked_together_where_the_options_do_not_mind(collection: Collection) -> None:
    reversed_notes(collection, "one")
    collection.set_options("Deck", bury_new=False, bury_reviews=False)
    assert counts(collection, "Deck") == (2, 0, 0)
    assert asked(collection.study("Deck")) == ["one", "one back"]


def test_due_cards_wait_too_where_the_options_say_so(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    reversed_notes(collection, "one", "two")
    collection.set_options("Deck", bury_new=False, bury_reviews=False)
    asked(collection.study("Deck"))
    fixed_clock.advance(days=1)
    assert counts(collection, "Deck") == (0, 0, 4)
    collection.set_options("Deck", bury_reviews=True)
    assert counts(collection, "Deck") == (0, 0, 2)
    session = collection.study("Deck")
    assert left(session) == (0, 0, 2)
    assert asked(session) == ["one", "two"]
    assert counts(collection, "Deck") == (0, 0, 0)
    fixed_clock.advance(days=1)
    assert asked(collection.study("Deck")) == ["one back", "two back"]


def test_a_due_card_is_asked_though_a_new_one_of_its_note_came_first(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    reversed_notes(collection, "one")
    collection.set_options("Deck", new_per_day=1, new_mix="before", bury_new=False)
    assert asked(collection.study("Deck")) == ["one"]
    fixed_clock.advance(days=1)
    assert counts(collection, "Deck") == (1, 0, 1)
    assert asked(collection.study("Deck")) == ["one back", "one"]


def test_as_many_notes_as_the_limit_allows_are_asked(collection: Collection) -> None:
    reversed_notes(collection, *"abcdef")
    collection.set_options("Deck", bury_new=True, new_per_day=4)
    session = collection.study("Deck")
    assert answer(session) == "a"
    assert left(session) == counts(collection, "Deck") == (3, 0, 0)
    assert asked(session) == ["b", "c", "d"]


def test_undo_brings_the_siblings_back_with_the_card(collection: Collection) -> None:
    reversed_notes(collection, "one")
    session = collection.study("Deck")
    collection.set_options("Deck", bury_new=True)
    answer(session)
    second = collection.search("", order="created")[1]
    assert collection.card(second).buried_until is not None
    assert session.next() is None
    collection.undo()
    assert collection.card(second).buried_until is None
    assert front(session) == "one"
    collection.redo()
    assert session.next() is None
    assert collection.check() == []


def test_a_card_put_off_stays_so_after_a_restart_and_can_be_brought_back(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        reversed_notes(collection, "one")
        collection.set_options("Deck", bury_new=True)
        answer(collection.study("Deck"))
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert collection.study("Deck").next() is None
        collection.set_options("Deck", bury_new=False)
        assert collection.unbury("Deck") == 1
        assert asked(collection.study("Deck")) == ["one back"]


def test_a_card_at_a_step_is_no_sibling_to_be_put_off(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    reversed_notes(collection, "one")
    collection.set_options("Deck", scheduler="sm2-steps", bury_new=False, bury_reviews=False)
    session = collection.study("Deck")
    answer(session)
    answer(session)
    collection.set_options("Deck", bury_new=True, bury_reviews=True)
    assert counts(collection, "Deck") == (0, 2, 0)
    assert asked(session) == ["one", "one back"]


@pytest.mark.parametrize("bury", [True, False])
def test_a_new_card_waits_for_its_due_sibling(
    collection: Collection, fixed_clock: FixedClock, bury: bool
) -> None:
    reversed_notes(collection, "one")
    collection.set_options("Deck", new_per_day=1)
    answer(collection.study("Deck"))
    fixed_clock.advance(days=1)
    collection.set_options("Deck", bury_new=bury)
    expected = (0, 0, 1) if bury else (1, 0, 1)
    assert counts(collection, "Deck") == left(collection.study("Deck")) == expected


def test_cards_the_learner_chose_are_not_put_off_by_one_another(collection: Collection) -> None:
    reversed_notes(collection, "one", "two")
    collection.set_options("Deck", bury_new=True)
    session = collection.planning.custom_study(CustomStudy(CustomKind.SEARCH, query="one"))
    assert asked(session) == ["one", "one back"]
    assert counts(collection, "Deck") == (1, 0, 0)
