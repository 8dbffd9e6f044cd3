"""What was typed into decks, plans and presets on two computers at once: the beaten one is kept."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.store import decks
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
