"""Presets of options that several machines deleted: one is left, and it is the same for all."""

from flashcards.api import Collection
from tests.sync.group import Group


def _delete(collection: Collection, name: str) -> None:
    collection.delete_preset(next(each.id for each in collection.presets() if each.name == name))


def _used(group: Group) -> list[tuple[list[str], str]]:
    """Return the presets each machine has, and which one its deck uses."""
    return [
        ([found.name for found in each.presets()], each.preset_of("Deck").name)
        for each in group.all
    ]


def _each_deletes_another(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    one.add_preset("Mine")
    group.meet()
    _delete(one, "Mine")
    _delete(two, "Default")


def test_where_each_deleted_another_the_last_one_deleted_is_left_for_all(group: Group) -> None:
    _each_deletes_another(group)
    group.meet()
    assert _used(group) == [(["Default"], "Default")] * 3


def test_the_one_left_goes_where_a_third_had_made_another_by_then(group: Group) -> None:
    one, two, three = group.all
    _each_deletes_another(group)
    three.add_preset("Third")
    group.sync(one, two, one)
    assert _used(group)[:2] == [(["Default"], "Default")] * 2
    group.meet()
    assert _used(group) == [(["Third"], "Third")] * 3


def test_the_one_left_stays_beside_those_made_afterwards(group: Group) -> None:
    one, two, _ = group.all
    _each_deletes_another(group)
    group.meet()
    two.add_preset("New")
    group.meet()
    assert _used(group) == [(["Default", "New"], "Default")] * 3
    _delete(one, "Default")
    group.meet()
    assert _used(group) == [(["New"], "New")] * 3


def test_the_one_left_goes_where_deleting_the_other_is_undone(group: Group) -> None:
    one, *_ = group.all
    _each_deletes_another(group)
    group.meet()
    one.undo()
    group.sync(one)
    assert _used(group)[0] == (["Mine"], "Mine")
    group.meet()
    assert _used(group) == [(["Mine"], "Mine")] * 3


def test_all_have_the_one_that_was_deleted_once_more(group: Group) -> None:
    one, *_ = group.all
    _each_deletes_another(group)
    group.meet()
    one.undo()
    one.redo()
    group.sync(one)
    assert _used(group)[0] == (["Mine"], "Mine")
    group.meet()
