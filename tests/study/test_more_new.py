"""More new cards, for today alone, once the day's are done."""

from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from tests.conftest import FixedClock
from tests.study.learner import REVERSED, add, asked, counts, left


@pytest.fixture
def tree(collection: Collection) -> Collection:
    """Nine new cards in each of Top, Top::One and Top::Two; 4 new ones a day."""
    for deck in ("Top", "Top::One", "Top::Two"):
        add(collection, *(f"{deck} {number}" for number in range(9)), deck=deck)
    collection.set_options("Top", new_per_day=4)
    return collection


def test_more_are_offered_when_the_day_s_are_done_and_as_many_as_the_option_says(
    tree: Collection,
) -> None:
    assert tree.planning.more_new_cards() == tree.planning.more_new_cards("Top::One") == 0
    asked(tree.study())
    assert tree.planning.more_new_cards() == tree.planning.more_new_cards("Top::One") == 4
    for done in (8, 12):
        assert tree.planning.ask_more_new() == 4
        assert counts(tree, "Top") == left(tree.study()) == (4, 0, 0)
        asked(tree.study())
        assert tree.review_count() == done


def test_the_deck_asked_for_gets_them(tree: Collection) -> None:
    asked(tree.study())
    assert tree.planning.ask_more_new("Top::Two") == 4
    assert counts(tree, "Top::Two") == left(tree.study("Top::Two")) == (4, 0, 0)
    assert counts(tree, "Top") == (4, 0, 0)
    assert len(asked(tree.study("Top::Two"))) == 4
    assert tree.planning.ask_more_new("Top::Two") == 4
    assert len(asked(tree.study("Top::Two"))) == 4
    assert tree.planning.ask_more_new("Top::Two") == 1
    assert asked(tree.study("Top::Two")) == ["Top::Two 8"]
    assert tree.planning.more_new_cards("Top::Two") == 0


def test_they_are_for_today_alone_taken_back_by_one_undo_and_survive_a_restart(
    tree: Collection, collection_path: Path, fixed_clock: FixedClock
) -> None:
    asked(tree.study())
    tree.planning.ask_more_new()
    assert str(tree.undo()) == "More new cards"
    assert counts(tree, "Top") == (0, 0, 0)
    assert str(tree.redo()) == "More new cards"
    tree.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        assert counts(again, "Top") == left(again.study("Top")) == (4, 0, 0)
        fixed_clock.advance(days=1)
        assert counts(again, "Top")[0] == 4
        assert again.scheduling.deck_limits("Top").new_today is None
        assert again.check() == []


def test_a_session_at_its_end_asks_them(tree: Collection) -> None:
    session = tree.study("Top")
    asked(session)
    assert session.next() is None
    tree.planning.ask_more_new("Top")
    assert len(asked(session)) == 4


def test_one_card_of_a_note_counts_where_siblings_are_put_off(collection: Collection) -> None:
    add(collection, *"abc", kind=REVERSED)
    collection.set_options("Deck", new_per_day=2, bury_new=True)
    asked(collection.study())
    assert collection.planning.ask_more_new() == 1
    assert counts(collection, "Deck") == (1, 0, 0)
    asked(collection.study())
    assert collection.planning.more_new_cards() == 0


def test_decks_with_limits_of_their_own_are_raised_too(tree: Collection) -> None:
    tree.set_options("Top", new_limit_from="own")
    tree.scheduling.set_deck_limits("Top::One", new_per_day=1)
    asked(tree.study())
    assert tree.planning.ask_more_new("Top::One") == 1
    assert counts(tree, "Top::One") == counts(tree, "Top") == (1, 0, 0)
    tree.undo()
    assert tree.planning.ask_more_new() == 4
    assert counts(tree, "Top") == (4, 0, 0)


def test_an_option_of_none_a_day_offers_the_usual_number(collection: Collection) -> None:
    add(collection, *map(str, range(30)))
    collection.set_options("Deck", new_per_day=0)
    assert collection.planning.ask_more_new() == 20
    assert counts(collection, "Deck") == (20, 0, 0)


def test_an_unknown_deck_is_refused_in_words(collection: Collection) -> None:
    with pytest.raises(UserError, match="no deck"):
        collection.planning.ask_more_new("Nowhere")


def test_they_come_though_the_reviews_of_the_day_leave_no_room(
    tree: Collection, fixed_clock: FixedClock
) -> None:
    tree.set_options("Top", reviews_per_day=4, new_within_reviews=True)
    asked(tree.study("Top::One"))
    fixed_clock.advance(days=1)
    assert counts(tree, "Top") == left(tree.study("Top")) == (0, 0, 4)
    assert tree.planning.more_new_cards("Top::Two") == 0
    assert tree.planning.ask_more_new("Top") == 4
    assert counts(tree, "Top") == left(tree.study("Top")) == (4, 0, 4)
    assert len(asked(tree.study("Top"))) == 8
    assert tree.planning.more_new_cards("Top") == 4
