"""Texts in fields that one machine removes while another types into them."""

from dataclasses import replace

import pytest

from flashcards.api import Collection
from tests.sync.group import Group
from tests.sync.learner import only_note, said, save_type


@pytest.fixture
def group(group: Group) -> Group:
    one, _, _ = group.all
    kind = one.note_type("Basic")
    uids = (*kind.field_uids, "")
    save_type(one, replace(kind, fields=(*kind.fields, "Extra"), field_uids=uids, shown=()))
    one.add_note({"Front": "front", "Back": "back", "Extra": "extra"}, "Deck")
    group.meet()
    return group


def _remove_extra(collection: Collection) -> None:
    kind = collection.note_type("Basic")
    fields, uids = kind.fields[:2], kind.field_uids[:2]
    save_type(collection, replace(kind, fields=fields, field_uids=uids, shown=()))


def _former(collection: Collection) -> set[tuple[str, str]]:
    return {(each.field, each.value) for each in collection.revisions(only_note(collection))}


def _differed(collection: Collection) -> list[str]:
    return [each.field for each in collection.syncing.status().conflicts]


@pytest.mark.parametrize("first", [0, 1])
def test_what_was_typed_into_a_field_that_goes_is_in_the_history(group: Group, first: int) -> None:
    one, two, three = group.all
    _remove_extra(one)
    two.update_note(only_note(two), {"Extra": "typed by two"})
    group.sync(group.all[first], group.all[1 - first], three)
    group.meet()
    for each in group.all:
        assert said(each) == {"Front": "front", "Back": "back"}
        assert ("Extra", "typed by two") in _former(each)
        assert _differed(each) == ["Extra"]


def test_it_is_shown_where_the_removal_is_taken_back(group: Group) -> None:
    one, two, _ = group.all
    _remove_extra(one)
    two.update_note(only_note(two), {"Extra": "typed by two"})
    group.meet()
    one.undo()
    assert said(one)["Extra"] == "typed by two"
    group.meet()
    for each in group.all:
        assert said(each) == {"Front": "front", "Back": "back", "Extra": "typed by two"}


def test_texts_of_a_removed_field_come_back_with_it_on_every_machine(group: Group) -> None:
    one, two, three = group.all
    two.update_note(only_note(two), {"Extra": "later"})
    group.meet()
    _remove_extra(two)
    group.meet()
    assert [_differed(each) for each in group.all] == [[], [], []]
    assert ("Extra", "later") in _former(one)
    one.update_note(only_note(one), {"Back": "another"})
    group.meet()
    two.undo()
    group.meet()
    for each in (one, two, three):
        assert said(each) == {"Front": "front", "Back": "another", "Extra": "later"}


def test_what_is_typed_for_a_note_that_became_another_is_in_the_history(group: Group) -> None:
    one, two, _ = group.all
    kind = one.note_types.create(one.note_types.new("Other"))
    one.update_note(only_note(one), note_type=kind.name)
    two.update_note(only_note(two), {"Back": "typed by two"})
    group.meet()
    for each in group.all:
        assert "typed by two" in {text for _, text in _former(each)}
