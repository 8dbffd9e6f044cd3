"""What was typed into decks, plans and presets on two computers at once: the beaten one is kept."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.store import decks
from flashcards.study.custom import CustomKind, CustomStudy
from tests.sync.group import Group


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    with ExitStack() as stack:
        group = Group(tmp_path, stack)
        for each in group.all:  # twins, of which one is shown
            each.add_note({"Front": each.path.parent.name, "Back": "back"}, "Deck")
        group.meet()
        yield group


def _lost(collection: Collection) -> list[tuple[str, str, str, str]]:
    found = collection.syncing.overruled()
    return [(each.kind, each.name, each.field, each.value) for each in found]


def test_names_that_lost_are_told_once_with_what_they_were_given_to(group: Group) -> None:
    one, two, three = group.all
    uid = one.planning.add_exam("Deck", date(2026, 5, 1), name="Test")
    one.add_preset("Rules", deck="Deck")
    group.meet()
    for each, word in ((one, "first"), (two, "second")):
        each.rename_deck("Deck", f"{word} deck")
        each.planning.rename_plan(uid, f"{word} exam")
        (preset,) = (found for found in each.presets() if found.name == "Rules")
        each.rename_preset(preset.id, f"{word} rules")
    group.meet()
    for each in group.all:
        assert each.deck_names() == ["second deck"]
        assert sorted(_lost(each)) == [
            ("deck", "second deck", "own_name", "first deck"),
            ("plan", "second exam", "name", "first exam"),
            ("preset", "second rules", "name", "first rules"),
        ]
    assert three.check() == []


def test_nothing_is_told_of_what_nobody_typed_elsewhere(group: Group) -> None:
    one, two, _ = group.all
    one.rename_deck("Deck", "once")
    group.meet()
    two.rename_deck("once", "twice")
    group.meet()
    assert [_lost(each) for each in group.all] == [[]] * 3


def test_what_lost_is_told_though_something_of_the_row_says_the_same(group: Group) -> None:
    one, two, three = group.all
    uid = one.planning.add_exam("Deck", date(2026, 5, 1), name="Test")
    one.add_preset("Rules", deck="Deck")
    group.meet()
    for each, word, more in ((one, "Deck", "b"), (two, "other", "a::b")):
        with each._store.writing(message("Import")) as conn:
            deck = decks.deck_named(conn, "Deck")
            assert deck is not None
            decks.describe(conn, deck.id, word, moment_ms(each._store.now()))
        each.planning.rename_plan(uid, more)
        (preset,) = (found for found in each.presets() if found.name == "Rules")
        each.rename_preset(preset.id, more)
    group.meet()
    assert sorted(_lost(three)) == [
        ("deck", "Deck", "description", "Deck"),
        ("plan", "a::b", "name", "b"),
        ("preset", "a::b", "name", "b"),
    ]


def test_what_was_told_of_a_deck_counts_as_known_though_something_else_of_it_waits(
    group: Group,
) -> None:
    two = group.all[1]
    two.scheduling.set_deck_limits("Deck", new_per_day=7)
    group.meet()
    two.rename_deck("Deck", "once")  # its twins are written as well
    two.scheduling.set_deck_limits("once", new_per_day=5)
    group.meet()
    assert [_lost(each) for each in group.all] == [[]] * 3


def _differ(group: Group) -> None:
    """Let two give the same things other names, limits, options and contents at once."""
    one, two, _ = group.all
    one.add_preset("Rules", deck="Deck")
    one.browsing.save_search("Search", "tag:before")
    uid = one.planning.save_session("Session", CustomStudy(CustomKind.CRAM, days=3))
    group.meet()
    for each, word, number in ((one, "first", 5), (two, "second", 7)):
        each.scheduling.set_deck_limits("Deck", new_per_day=number)
        each.set_options("Deck", learning_steps=(number, 10))
        (search,) = each.browsing.searches()
        each.browsing.rename_search(search.uid, word)
        session = CustomStudy(CustomKind.SEARCH, query=word)
        each.planning.change_session(uid, "Session", session)
        each.rename_deck("Deck", f"Above::{word}")
    group.meet()


def _stands(collection: Collection) -> list[object]:
    (session,) = collection.planning.saved_sessions()
    (deck,) = (name for name in collection.deck_names() if "::" in name)
    return [
        deck,
        collection.scheduling.deck_limits(deck).new_per_day,
        collection.options(deck).learning_steps,
        [(each.name, each.query) for each in collection.browsing.searches()],
        session.study.query,
    ]


def test_limits_options_and_contents_that_lost_are_told_as_well(group: Group) -> None:
    _differ(group)
    for each in group.all:
        found = {(lost.kind, lost.plan, lost.field) for lost in each.syncing.overruled()}
        assert found == {
            ("deck", "", "own_name"),
            ("deck", "", "limit.new_per_day"),
            ("preset", "", "option.learning_steps"),
            ("plan", "search", "name"),
            ("plan", "session", "definition"),
        }
        steps = next(lost for lost in each.syncing.overruled() if lost.kind == "preset")
        assert (steps.value, steps.now, steps.name) == ("[5, 10]", "[7, 10]", "Rules")


def test_all_that_lost_can_be_taken_back_each_as_one_step(group: Group) -> None:
    _differ(group)
    one, two, three = group.all
    before = _stands(two)
    lost = two.syncing.overruled()
    for each in lost:
        two.syncing.take_back(each.number)
    assert two.syncing.overruled() == []
    assert _stands(two) == ["Above::first", 5, (5, 10), [("first", "tag:before")], "first"]
    group.meet()
    assert [_stands(each) for each in (one, three)] == [_stands(two)] * 2
    assert [_lost(each) for each in group.all] == [[]] * 3
    for _ in lost:
        two.undo()
    assert _stands(two) == before
    assert [each.number for each in two.syncing.overruled()] == [each.number for each in lost]


def test_what_is_put_away_is_gone_from_the_list_until_that_is_undone_or_it_loses_once_more(
    group: Group,
) -> None:
    one, two, three = group.all
    for each, word in ((one, "first"), (two, "second")):
        each.rename_deck("Deck", word)
    group.meet()
    (lost,) = three.syncing.overruled()
    three.syncing.let_stand(lost.number)
    group.meet()
    assert [len(_lost(each)) for each in group.all] == [1, 1, 0]
    with pytest.raises(UserError, match="waits to be decided"):
        three.syncing.take_back(lost.number)
    three.undo()
    assert three.syncing.overruled() == [lost]
    three.redo()
    for each, word in ((one, "first"), (two, "third")):
        each.rename_deck("second", word)
    group.meet()
    assert _lost(three) == [("deck", "third", "own_name", "first")]


def test_what_was_settled_does_not_lose_once_more_when_something_else_is_chosen_some_day(
    group: Group,
) -> None:
    one, two, _ = group.all
    for each, number in ((one, 5), (two, 7)):
        each.set_options("Deck", new_per_day=number)
    one.rename_deck("Deck", "first")
    two.rename_deck("Deck", "second")
    group.meet()
    assert {lost[3] for lost in _lost(two)} == {"5", "first"}
    (option,) = (each for each in one.syncing.overruled() if each.value == "5")
    one.syncing.take_back(option.number)
    two.rename_deck("second", "first")  # by hand
    group.meet()
    assert [_lost(each) for each in group.all] == [[]] * 3
    two.set_options("first", new_per_day=12)
    one.rename_deck("first", "third")
    group.meet()
    assert [_lost(each) for each in group.all] == [[]] * 3


def test_a_name_that_another_deck_has_by_now_is_not_taken_back(group: Group) -> None:
    one, two, three = group.all
    for each, word in ((one, "first"), (two, "second")):
        each.rename_deck("Deck", word)
    group.meet()
    three.add_deck("First")
    (lost,) = three.syncing.overruled()
    with pytest.raises(UserError, match="already a deck"):
        three.syncing.take_back(lost.number)
    assert three.syncing.overruled() == [lost]


def test_searches_of_one_name_that_two_saved_are_numbered_alike_everywhere(group: Group) -> None:
    for each, query in zip(group.all, ("tag:a", "tag:b", "tag:c"), strict=True):
        each.browsing.save_search("Hard", query)
    group.meet()
    found = [[(s.name, s.query) for s in each.browsing.searches()] for each in group.all]
    assert sorted(name for name, _ in found[0]) == ["Hard", "Hard 2", "Hard 3"]
    assert found == [found[0]] * 3
    one = group.all[0]
    second = next(each for each in one.browsing.searches() if each.name == "Hard 2")
    with pytest.raises(UserError, match="already a saved search"):
        one.browsing.rename_search(second.uid, "hard 3")
    one.browsing.rename_search(second.uid, "Easy")
    group.meet()
    names = [sorted(each.name for each in some.browsing.searches()) for some in group.all]
    assert names == [["Easy", "Hard", "Hard 2"]] * 3
