"""Texts in fields that one machine removes while another types into them."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.model.notes import NoteType
from tests.sync.group import Group


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    with ExitStack() as stack:
        found = Group(tmp_path, stack)
        one, _, _ = found.all
        kind = one.note_type("Basic")
        uids = (*kind.field_uids, "")
        _save(one, replace(kind, fields=(*kind.fields, "Extra"), field_uids=uids, shown=()))
        one.add_note({"Front": "front", "Back": "back", "Extra": "extra"}, "Deck")
        found.meet()
        yield found


def _save(collection: Collection, edited: NoteType) -> None:
    collection.note_types.save(edited, collection.note_types.effect_of(edited))


def _remove_extra(collection: Collection) -> None:
    kind = collection.note_type("Basic")
    fields, uids = kind.fields[:2], kind.field_uids[:2]
    _save(collection, replace(kind, fields=fields, field_uids=uids, shown=()))


def _note(collection: Collection) -> int:
    (number,) = collection.search_notes("")
    return number


def _said(collection: Collection) -> dict[str, str]:
    note = collection.note(_note(collection))
    kind = collection.note_type(note.note_type_id)
    return dict(zip_longest(kind.fields, note.fields, fillvalue=""))


def _former(collection: Collection) -> set[tuple[str, str]]:
    return {(each.field, each.value) for each in collection.revisions(_note(collection))}


def _differed(collection: Collection) -> list[str]:
    return [each.field for each in collection.syncing.status().conflicts]


@pytest.mark.parametrize("first", [0, 1])
def test_what_was_typed_into_a_field_that_goes_is_in_the_history(group: Group, first: int) -> None:
    one, two, three = group.all
    _remove_extra(one)
    two.update_note(_note(two), {"Extra": "typed by two"})
    group.sync(group.all[first], group.all[1 - first], three)
    group.meet()
    for each in group.all:
        assert _said(each) == {"Front": "front", "Back": "back"}
        assert ("Extra", "typed by two") in _former(each)
        assert _differed(each) == ["Extra"]


def test_it_is_shown_where_the_removal_is_taken_back(group: Group) -> None:
    one, two, _ = group.all
    _remove_extra(one)
    two.update_note(_note(two), {"Extra": "typed by two"})
    group.meet()
    one.undo()
    assert _said(one)["Extra"] == "typed by two"
    group.meet()
    for each in group.all:
        assert _said(each) == {"Front": "front", "Back": "back", "Extra": "typed by two"}


def test_texts_of_a_removed_field_come_back_with_it_on_every_machine(group: Group) -> None:
    one, two, three = group.all
    two.update_note(_note(two), {"Extra": "later"})
    group.meet()
    _remove_extra(two)
    group.meet()
    assert [_differed(each) for each in group.all] == [[], [], []]
    assert ("Extra", "later") in _former(one)
    one.update_note(_note(one), {"Back": "another"})
    group.meet()
    two.undo()
    group.meet()
    for each in (one, two, three):
        assert _said(each) == {"Front": "front", "Back": "another", "Extra": "later"}


def test_what_is_typed_for_a_note_that_became_another_is_in_the_history(group: Group) -> None:
    one, two, _ = group.all
    kind = one.note_types.create(one.note_types.new("Other"))
    one.update_note(_note(one), note_type=kind.name)
    two.update_note(_note(two), {"Back": "typed by two"})
    group.meet()
    for each in group.all:
        assert "typed by two" in {text for _, text in _former(each)}
