"""Daily limits: of the preset, of a deck of its own, for today only, from above or not."""

from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.model.limits import DeckLimits
from tests.conftest import FixedClock
from tests.study.learner import add, asked, counts, left


def limit(collection: Collection, deck: str, **changes: int | None) -> None:
    collection.scheduling.set_deck_limits(deck, **changes)


@pytest.fixture
def tree(collection: Collection) -> Collection:
    """Five new cards in each of Top, Top::One and Top::Two; 4 new ones a day."""
    for deck in ("Top", "Top::One", "Top::Two"):
        add(collection, *(f"{deck} {number}" for number in range(5)), deck=deck)
    collection.set_options("Top", new_per_day=4)
    return collection


def test_a_limit_of_the_deck_s_own_counts_before_its_preset_s(tree: Collection) -> None:
    limit(tree, "Top::One", new_per_day=2)
    assert counts(tree, "Top::One") == left(tree.study("Top::One")) == (2, 0, 0)
    assert counts(tree, "Top::Two") == (4, 0, 0)
    assert len(asked(tree.study("Top::One"))) == 2
    assert counts(tree, "Top") == (2, 0, 0)


def test_a_limit_for_today_is_over_tomorrow(tree: Collection, fixed_clock: FixedClock) -> None:
    limit(tree, "Top::One", new_per_day=2, new_today=3, reviews_today=1)
    assert counts(tree, "Top::One") == left(tree.study("Top::One")) == (3, 0, 0)
    assert len(asked(tree.study("Top::One"))) == 3
    fixed_clock.advance(days=1)
    assert counts(tree, "Top::One") == left(tree.study("Top::One")) == (2, 0, 3)
    assert tree.scheduling.deck_limits("Top::One") == DeckLimits(new_per_day=2)


def test_a_deck_s_limit_of_reviews_holds_them_back(
    tree: Collection, fixed_clock: FixedClock
) -> None:
    asked(tree.study("Top::One"))
    fixed_clock.advance(days=1)
    limit(tree, "Top::One", reviews_per_day=1, new_per_day=0)
    assert counts(tree, "Top::One") == left(tree.study("Top::One")) == (0, 0, 1)


def test_limits_are_undone_in_one_step_and_survive_a_restart(
    tree: Collection, collection_path: Path, fixed_clock: FixedClock
) -> None:
    limit(tree, "Top::One", new_per_day=2, reviews_per_day=50)
    limit(tree, "Top::One", new_per_day=None, new_today=0)
    assert counts(tree, "Top::One") == (0, 0, 0)
    assert str(tree.undo()) == "Change limits"
    assert counts(tree, "Top::One") == (2, 0, 0)
    tree.redo()
    tree.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        assert counts(again, "Top::One") == (0, 0, 0)
        assert again.scheduling.deck_limits("Top::One").reviews_per_day == 50
        assert again.check() == []


def test_a_session_follows_a_limit_that_is_raised(tree: Collection) -> None:
    limit(tree, "Top::One", new_per_day=1)
    session = tree.study("Top::One")
    assert len(asked(session)) == 1
    limit(tree, "Top::One", new_today=3)
    assert len(asked(session)) == 2


def test_the_limit_of_the_deck_itself_may_be_the_only_one(tree: Collection) -> None:
    tree.set_options("Top", new_limit_from="own")
    assert counts(tree, "Top") == left(tree.study("Top")) == (12, 0, 0)
    assert len(asked(tree.study("Top::One"))) == 4
    assert counts(tree, "Top") == left(tree.study("Top")) == (8, 0, 0)
    limit(tree, "Top", new_per_day=0)
    assert counts(tree, "Top") == left(tree.study("Top")) == (4, 0, 0)


def test_decks_that_mind_their_parents_and_decks_that_do_not_stand_side_by_side(
    tree: Collection,
) -> None:
    tree.assign_preset("Top::Two", tree.add_preset("Own", tree.preset_of("Top").id))
    tree.set_options("Top::Two", new_limit_from="own", new_per_day=3)
    assert counts(tree, "Top") == left(tree.study("Top")) == (7, 0, 0)
    assert len(asked(tree.study("Top"))) == 7
    assert counts(tree, "Top") == (0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"new_per_day": -1}, "between 0 and 9,999"),
        ({"reviews_today": 100_000}, "between 0 and 99,999"),
        ({"new_today": True}, "between 0"),
        ({"cards": 5}, "no limit called"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused_in_words(
    tree: Collection, changes: dict[str, int], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        limit(tree, "Top", **changes)
    assert str(tree.undo_name) == "Change options"
    with pytest.raises(UserError, match="no deck"):
        limit(tree, "Nowhere", new_per_day=1)


def test_new_cards_come_only_while_the_reviews_leave_room_where_they_count_as_such(
    tree: Collection, fixed_clock: FixedClock
) -> None:
    tree.set_options("Top", new_per_day=3, reviews_per_day=4, new_within_reviews=True)
    assert counts(tree, "Top") == left(tree.study("Top")) == (3, 0, 0)
    assert len(asked(tree.study("Top::One"))) == 3
    assert counts(tree, "Top") == left(tree.study("Top")) == (0, 0, 0)
    fixed_clock.advance(days=1)
    assert counts(tree, "Top") == left(tree.study("Top")) == (1, 0, 3)
    assert counts(tree, "Top::Two") == left(tree.study("Top::Two")) == (3, 0, 0)
    assert len(asked(tree.study("Top"))) == 4
    assert counts(tree, "Top::Two") == left(tree.study("Top::Two")) == (0, 0, 0)
    fixed_clock.advance(days=1)
    limit(tree, "Top", reviews_per_day=0)
    assert counts(tree, "Top") == left(tree.study("Top")) == (0, 0, 0)
    limit(tree, "Top", new_today=2)
    assert counts(tree, "Top") == left(tree.study("Top")) == (2, 0, 0)
