"""A step that cannot be taken back after another computer's changes says so where it is tried."""

from collections.abc import Callable

import pytest

from flashcards.api import Collection
from flashcards.model.errors import UserError
from tests.sync.group import Group
from tests.sync.learner import answer, only_note


def _begin(group: Group) -> tuple[Collection, Collection]:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    answer(one)
    group.sync(one, two)
    return one, two


def _says_so(collection: Collection) -> None:
    with pytest.raises(UserError, match="another computer changed what it was about"):
        collection.undo()


@pytest.mark.parametrize(
    "change",
    [
        lambda two: two.flag(two.search(""), 2),
        lambda two: two.delete_notes([only_note(two)]),
    ],
    ids=["flag", "delete"],
)
def test_undo_says_so_where_a_card_was_answered_elsewhere_and_offers_nothing_else(
    group: Group, change: Callable[[Collection], object]
) -> None:
    one, two = _begin(group)
    two.add_tags([only_note(two)], ["before"])
    change(two)
    offered = two.undo_name
    one.scheduling.forget(one.search(""))
    group.sync(one, two)
    assert two.undo_name == offered
    _says_so(two)
    assert two.undo_name is None
    assert two.undo() is None
    group.meet()


def test_what_was_done_since_is_taken_back_before_undo_says_so(group: Group) -> None:
    one, two = _begin(group)
    two.flag(two.search(""), 2)
    two.add_note({"Front": "later", "Back": "back"}, "Deck")
    one.scheduling.forget(one.search("front"))
    group.sync(one, two)
    two.undo()
    assert two.search("later") == []
    _says_so(two)
    two.redo()
    assert len(two.search("later")) == 1
    group.meet()


def test_a_step_taken_back_and_given_up_is_not_offered_again(group: Group) -> None:
    one, two = _begin(group)
    two.flag(two.search(""), 2)
    two.undo()
    one.scheduling.forget(one.search(""))
    group.sync(one, two)
    assert two.redo_name is None
    group.meet()
