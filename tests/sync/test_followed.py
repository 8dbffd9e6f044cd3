"""Undo of what was done to cards that another computer took away and that came back since."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from flashcards.api import Collection
from flashcards.model.errors import UserError
from tests.sync.group import Group
from tests.sync.machines import told

Act = Callable[[Collection], Any]


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    with ExitStack() as stack:
        group = Group(tmp_path, stack)
        for text in ("one", "two"):
            group.all[0].add_note({"Front": text, "Back": "back"}, "Deck", tags=["tag"])
        group.all[0].add_deck("Other")
        group.meet()
        yield group


def _note(collection: Collection, text: str = "one") -> int:
    (number,) = collection.search_notes(text)
    return number


_ACTS: dict[str, Act] = {
    "flag": lambda some: some.flag(some.search(""), 2),
    "suspend": lambda some: some.suspend(some.search("")),
    "move": lambda some: some.move_cards(some.search(""), "Other"),
    "bury": lambda some: some.bury(some.search("")),
    "edit": lambda some: some.update_note(_note(some), {"Back": "of two"}),
    "tag": lambda some: some.add_tags([_note(some)], ["more"]),
}


@pytest.mark.parametrize("act", _ACTS)
@pytest.mark.parametrize("gone", ["note", "deck"])
def test_it_is_done_to_the_cards_under_their_new_numbers(group: Group, act: str, gone: str) -> None:
    one, two, three = group.all
    before = told(two)
    _ACTS[act](two)
    after = told(two)
    group.sync(two, one)
    if gone == "note":
        one.delete_notes([_note(one)])
    else:
        one.delete_deck("Other" if act == "move" else "Deck")
    group.meet()
    one.undo()
    group.meet()
    assert told(two) == after
    two.undo()
    assert told(two) == before
    two.redo()
    assert told(two) == after
    group.meet()
    assert told(three) == after


def test_what_others_did_when_it_was_back_stays(group: Group) -> None:
    one, two, three = group.all
    two.flag(two.search("one"), 2)
    two.update_note(_note(two), {"Back": "of two"})
    group.sync(two, one)
    one.delete_notes([_note(one)])
    group.meet()
    one.undo()
    one.update_note(_note(one), {"Front": "one, too"})
    one.suspend(one.search("one"))
    group.meet()
    two.undo()
    assert two.note(_note(two)).fields == ("one, too", "back")
    two.undo()
    (card,) = two.search("one")
    assert (two.card(card).flag, two.card(card).suspended) == (0, True)
    group.meet()
    assert three.note(_note(three)).fields == ("one, too", "back")


def test_a_note_that_was_added_here_and_came_back_can_be_taken_away(group: Group) -> None:
    one, two, three = group.all
    two.add_note({"Front": "three", "Back": "back"}, "Deck")
    group.sync(two, one)
    one.delete_notes([_note(one, "three")])
    group.meet()
    one.undo()
    group.meet()
    two.undo()
    assert two.search("three") == []
    group.meet()
    assert three.search_notes("three") == []
    two.redo()
    assert len(two.search("three")) == 1
    group.meet()
    assert len(three.search("three")) == 1


def test_where_nothing_of_it_is_there_any_more_undo_says_so(group: Group) -> None:
    one, two, _ = group.all
    two.flag(two.search("one"), 2)
    group.sync(two, one)
    one.delete_notes([_note(one)])
    group.meet()
    with pytest.raises(UserError, match="cannot be taken back"):
        two.undo()
    assert two.undo() is None
    group.meet()


def test_of_several_cards_those_that_are_there_go_back(group: Group) -> None:
    one, two, _ = group.all
    two.flag(two.search(""), 2)
    group.sync(two, one)
    one.delete_notes([_note(one)])
    group.meet()
    two.undo()
    assert [two.card(each).flag for each in two.search("")] == [0]
    group.meet()
