"""Notes that come back, from the bin or by undo, after other machines wrote something into them."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.model.enums import Quality
from flashcards.model.errors import UserError
from tests.sync.group import Group
from tests.sync.learner import only_note


def _texts(collection: Collection) -> tuple[str, ...]:
    return collection.note(only_note(collection)).fields


def _former(collection: Collection) -> set[str]:
    return {each.value for each in collection.revisions(only_note(collection))}


def test_a_note_out_of_the_bin_says_what_was_typed_elsewhere_before_it_went(group: Group) -> None:
    one, two, three = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck", tags=["kept"])
    group.meet()
    two.update_note(only_note(two), {"Back": "typed by two"})
    two.add_tags([only_note(two)], ["theirs"])
    one.delete_notes([note])
    group.meet()
    (entry,) = one.bin()
    one.restore_from_bin(entry.id)
    assert _texts(one) == ("front", "typed by two")
    assert one.note(only_note(one)).tags == ("kept", "theirs")
    assert _former(one) == {"back"}
    group.meet()
    assert _texts(two) == _texts(three) == ("front", "typed by two")
    assert [each.bin() for each in group.all] == [[], [], []]


def test_gaps_typed_elsewhere_are_there_when_a_note_comes_out_of_the_bin(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Text": "{{c1::a}} b"}, "Deck", note_type="Cloze")
    group.meet()
    two.update_note(only_note(two), {"Text": "{{c1::a}} {{c2::b}}"})
    one.delete_notes([note])
    group.meet()
    one.restore_from_bin(one.bin()[0].id)
    assert len(one.search("")) == 2
    group.meet()
    assert len(two.search("")) == 2


def test_answers_given_elsewhere_to_such_a_gap_come_along(group: Group) -> None:
    one, two, three = group.all
    note = one.add_note({"Text": "{{c1::a}} b"}, "Deck", note_type="Cloze")
    group.meet()
    two.update_note(only_note(two), {"Text": "{{c1::a}} {{c2::b}}"})
    two.set_options("Deck", bury_new=False)
    session = two.study()
    for _ in range(2):
        assert session.next() is not None
        session.answer(Quality.GOOD)
    session.close()
    one.delete_notes([note])
    group.meet()
    one.restore_from_bin(one.bin()[0].id)
    assert sorted(len(one.history(card)) for card in one.search("")) == [1, 1]
    group.meet()
    for each in (two, three):
        assert sorted(len(each.history(card)) for card in each.search("")) == [1, 1]


def test_what_another_typed_is_kept_where_a_deleted_note_is_imported_again(
    group: Group, tmp_path: Path
) -> None:
    one, two, three = group.all
    path = tmp_path / "deck.md"
    path.write_text("---\nid: a-deck\n---\n## front {#the-note}\nback\n", encoding="utf-8")
    one.import_file(path)
    group.meet()
    two.update_note(only_note(two), {"Back": "typed by two"})
    one.delete_notes([only_note(one)])
    group.meet()
    one.import_file(path)
    one.flag(one.search(""), 1)
    one.undo()
    assert "typed by two" in _former(one)
    group.meet()
    for each in (one, two, three):
        assert "typed by two" in {*_texts(each), *_former(each)}
    one.undo()
    one.redo()
    assert "typed by two" in {*_texts(one), *_former(one)}


def test_a_deletion_taken_back_keeps_what_was_typed_elsewhere_before_it(group: Group) -> None:
    one, two, three = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    two.update_note(only_note(two), {"Back": "typed by two"})
    one.delete_notes([note])
    group.meet()
    one.undo()
    assert _texts(one) == ("front", "typed by two")
    one.redo()
    one.undo()
    group.meet()
    assert _texts(one) == _texts(two) == _texts(three) == ("front", "typed by two")


def test_a_deletion_is_left_to_the_bin_where_gaps_were_typed_elsewhere(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Text": "{{c1::a}} b"}, "Deck", note_type="Cloze")
    group.meet()
    two.update_note(only_note(two), {"Text": "{{c1::a}} {{c2::b}}"})
    one.delete_notes([note])
    group.meet()
    with pytest.raises(UserError, match="cannot be taken back"):
        one.undo()
    one.restore_from_bin(one.bin()[0].id)
    assert _texts(one)[0] == "{{c1::a}} {{c2::b}}"
    group.meet()
    assert len(two.search("")) == 2


def _with_template(collection: Collection, name: str) -> None:
    kind = collection.note_type("Basic")
    more = replace(kind.templates[0], uid="", name=name, question="{{Back}}", answer="{{Front}}")
    edited = replace(kind, templates=(*kind.templates, more))
    collection.note_types.save(edited, collection.note_types.effect_of(edited))


def test_a_note_back_by_undo_has_the_card_that_its_type_makes_since(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck")
    one.add_note({"Front": "other", "Back": "back"}, "Deck")
    group.meet()
    one.delete_notes([note])
    _with_template(two, "Other way")
    group.meet()
    one.undo()
    group.meet()
    assert [len(each.search("front")) for each in group.all] == [2, 2, 2]


def test_a_note_back_in_its_type_by_undo_has_the_card_that_this_makes_since(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    one.update_note(note, note_type="Basic with reverse")
    _with_template(two, "Other way")
    group.meet()
    one.undo()
    group.meet()
    assert [len(each.search("front")) for each in group.all] == [2, 2, 2]


def test_a_template_back_by_undo_makes_cards_of_notes_that_came_meanwhile(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    _with_template(one, "Other way")
    group.meet()
    kind = one.note_type("Basic")
    edited = replace(kind, templates=kind.templates[:1])
    one.note_types.save(edited, one.note_types.effect_of(edited))
    two.add_note({"Front": "new", "Back": "back"}, "Deck")
    group.meet()
    one.undo()
    group.meet()
    assert [len(each.search("")) for each in group.all] == [4, 4, 4]


def test_a_deck_moved_back_lets_one_that_could_not_lie_in_it_lie_there(group: Group) -> None:
    one, two, _ = group.all
    for name in ("First", "Second"):
        one.add_note({"Front": f"front of {name}", "Back": "back"}, name)
    group.meet()
    one.move_deck("First", "Second")
    two.move_deck("Second", "First")
    group.meet()
    one.undo()
    group.meet()
    assert one.deck_names() == ["First", "First::Second"]


def test_a_deck_comes_back_everywhere_below_one_that_was_renamed_meanwhile(group: Group) -> None:
    one, two, three = group.all
    one.add_deck("Above::Deck")
    group.meet()
    two.rename_deck("Above", "Renamed")
    one.delete_deck("Above::Deck")
    group.sync(two, one)
    one.undo()
    group.meet()
    for each in (one, two, three):
        assert each.deck_names() == ["Renamed", "Renamed::Deck"]
