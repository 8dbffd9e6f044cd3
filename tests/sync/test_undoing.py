"""What undo takes back after other machines' edits have come: what was done here, no more."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flashcards.api import Collection
from flashcards.model.enums import Quality
from flashcards.model.errors import UserError
from tests.sync.group import Group
from tests.sync.learner import only_note, said, save_type
from tests.sync.machines import told


def _with_field(collection: Collection, name: str) -> None:
    kind = collection.note_type("Basic")
    uids = (*kind.field_uids, "")
    save_type(collection, replace(kind, fields=(*kind.fields, name), field_uids=uids, shown=()))


def _without_field(collection: Collection, name: str) -> None:
    kind = collection.note_type("Basic")
    kept = [at for at, each in enumerate(kind.fields) if each != name]
    fields = tuple(kind.fields[at] for at in kept)
    uids = tuple(kind.field_uids[at] for at in kept)
    save_type(collection, replace(kind, fields=fields, field_uids=uids, shown=()))


def _rename_field(collection: Collection, name: str, wanted: str) -> None:
    kind = collection.note_type("Basic")
    fields = tuple(wanted if each == name else each for each in kind.fields)
    save_type(collection, replace(kind, fields=fields))


def _undo_all(collection: Collection) -> None:
    while collection.undo() is not None:
        pass


def test_undo_takes_back_the_field_edited_here_and_leaves_the_one_edited_there(
    group: Group,
) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    one.update_note(note, {"Front": "mine"})
    two.update_note(only_note(two), {"Back": "theirs"})
    group.meet()
    one.undo()
    assert said(one) == {"Front": "front", "Back": "theirs"}
    one.redo()
    assert said(one) == {"Front": "mine", "Back": "theirs"}
    one.undo()
    group.meet()
    assert said(two) == {"Front": "front", "Back": "theirs"}


def test_undo_leaves_a_field_that_was_edited_there_since(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    one.update_note(note, {"Front": "mine", "Back": "mine too"})
    group.meet()
    two.update_note(only_note(two), {"Front": "theirs"})
    group.meet()
    one.undo()
    assert said(one) == {"Front": "theirs", "Back": "back"}


def test_undo_takes_away_the_tag_given_here_and_no_other(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck", tags=["old"])
    group.meet()
    one.add_tags([note], ["mine"])
    two.add_tags([only_note(two)], ["theirs"])
    two.remove_tags([only_note(two)], ["old"])
    group.meet()
    one.undo()
    assert one.note(note).tags == ("theirs",)
    group.meet()
    assert two.note(only_note(two)).tags == ("theirs",)


def test_undo_takes_back_the_option_set_here_and_no_other(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    before = one.options("Deck")
    one.set_options("Deck", new_per_day=5, maximum_interval_days=90)
    two.set_options("Deck", reviews_per_day=7, drill=False)
    group.meet()
    one.undo()
    assert [str(problem) for problem in one.check()] == []
    assert one.options("Deck") == replace(before, reviews_per_day=7, drill=False)
    group.meet()
    assert two.options("Deck") == replace(before, reviews_per_day=7, drill=False)


def test_undo_takes_back_the_name_of_a_field_and_leaves_that_of_another(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    _rename_field(one, "Front", "Term")
    _rename_field(two, "Back", "Meaning")
    group.meet()
    one.undo()
    assert said(one) == {"Front": "front", "Meaning": "back"}
    group.meet()
    for each in group.all:
        (template,) = each.note_type("Basic").templates
        assert template.question == "{{Front}}"
        assert template.answer.endswith("{{Meaning}}")


def test_a_template_taken_back_calls_fields_as_they_are_called_now(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    kind = one.note_type("Basic")
    save_type(
        one, replace(kind, templates=(replace(kind.templates[0], question="What? {{Front}}"),))
    )
    _rename_field(two, "Front", "Term")
    group.meet()
    one.undo()
    assert one.note_type("Basic").templates[0].question == "{{Term}}"
    assert len(one.search("")) == 1
    group.meet()


def test_texts_taken_back_are_in_their_fields_where_one_was_removed_there(group: Group) -> None:
    one, two, _ = group.all
    _with_field(one, "Hint")
    _with_field(one, "Source")
    note = one.add_note(
        {"Front": "front", "Back": "back", "Hint": "hint", "Source": "source"}, "Deck"
    )
    group.meet()
    one.update_note(note, {"Source": "mine"})
    one.delete_notes([note])
    _without_field(two, "Hint")
    group.sync(two, one)
    one.undo()
    assert said(one) == {"Front": "front", "Back": "back", "Source": "mine"}
    one.undo()
    assert said(one) == {"Front": "front", "Back": "back", "Source": "source"}
    group.meet()


def test_texts_taken_back_are_in_their_fields_where_one_was_removed_here(group: Group) -> None:
    one, two, _ = group.all
    _with_field(one, "Hint")
    _with_field(one, "Source")
    note = one.add_note(
        {"Front": "front", "Back": "back", "Hint": "hint", "Source": "source"}, "Deck"
    )
    group.meet()
    one.update_note(note, {"Source": "mine"})
    _without_field(one, "Hint")
    two.update_note(only_note(two), {"Back": "theirs"})
    group.meet()
    assert said(one) == {"Front": "front", "Back": "theirs", "Source": "mine"}
    one.undo()
    assert said(one) == {"Front": "front", "Back": "theirs", "Hint": "hint", "Source": "mine"}
    one.undo()
    assert said(one)["Source"] == "source"
    group.meet()


def test_a_field_added_here_is_not_taken_back_beside_one_added_there(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    _with_field(one, "Mine")
    one.update_note(note, {"Mine": "my text"})
    _with_field(two, "Theirs")
    two.update_note(only_note(two), {"Theirs": "their text"})
    group.meet()
    with pytest.raises(UserError, match="cannot be taken back"):
        _undo_all(one)
    assert said(one) == {"Front": "front", "Back": "back", "Mine": "", "Theirs": "their text"}
    group.meet()


def test_a_field_removed_here_takes_no_text_into_one_added_there(group: Group) -> None:
    one, two, _ = group.all
    _with_field(one, "Hint")
    one.add_note({"Front": "front", "Back": "back", "Hint": "hint"}, "Deck")
    group.meet()
    _without_field(one, "Hint")
    _with_field(two, "Theirs")
    group.meet()
    with pytest.raises(UserError, match="cannot be taken back"):
        _undo_all(one)
    assert said(one) == {"Front": "front", "Back": "back", "Theirs": ""}
    group.meet()


def test_a_deck_renamed_here_and_moved_there_gets_back_its_name_where_it_is(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Above::Deck::Below")
    group.meet()
    one.rename_deck("Above::Deck", "Above::Mine")
    two.move_deck("Above::Deck", None)
    group.meet()
    assert one.deck_names() == ["Above", "Mine", "Mine::Below"]
    one.undo()
    assert one.deck_names() == ["Above", "Deck", "Deck::Below"]
    group.meet()


def test_undo_puts_no_deck_below_itself(group: Group) -> None:
    one, two, _ = group.all
    for name in ("Above::Deck", "Else"):
        one.add_note({"Front": f"front of {name}", "Back": "back"}, name)
    group.meet()
    one.move_deck("Above::Deck", "Else")
    group.meet()
    two.move_deck("Above", "Else::Deck")
    group.meet()
    with pytest.raises(UserError, match="cannot be taken back"):
        one.undo()
    group.meet()
    assert one.deck_names() == ["Else", "Else::Deck", "Else::Deck::Above"]


def test_a_strike_stays_where_another_machine_moved_the_card_meanwhile(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    session = one.study()
    session.next()
    session.answer(Quality.GOOD)
    session.close()
    group.meet()
    (card,) = one.search("")
    one.scheduling.strike(card, one.history(card)[0].id)
    two.move_cards(two.search(""), "Another")
    group.sync(two, one)
    with pytest.raises(UserError, match="cannot be taken back"):
        one.undo()
    group.meet()


def test_where_one_step_cannot_be_taken_back_those_about_other_things_still_can(
    group: Group,
) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    one.add_note({"Front": "other", "Back": "back"}, "Elsewhere")
    group.meet()
    one.add_tags(one.search_notes("other"), ["tag"])
    one.rename_deck("Deck", "Other")
    two.rename_deck("Deck", "Third")
    two.add_note({"Front": "new", "Back": "back"}, "Deck")
    one.delete_deck("Other")
    group.sync(two, one)
    one.undo()
    with pytest.raises(UserError, match="another computer"):
        one.undo()
    assert one.undo() is not None
    assert one.search_notes("tag:tag") == []
    group.meet()


def test_what_was_written_before_on_the_same_rows_goes_with_a_step_that_stays(
    group: Group,
) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    one.rename_deck("Deck", "Before")
    one.rename_deck("Before", "Other")
    two.rename_deck("Deck", "Third")
    two.add_note({"Front": "new", "Back": "back"}, "Before")
    one.delete_deck("Other")
    group.sync(two, one)
    one.undo()
    with pytest.raises(UserError, match="another computer"):
        one.undo()
    assert one.undo() is None
    group.meet()


@pytest.mark.parametrize(
    "change",
    [
        lambda two: two.flag(two.search(""), 2),
        lambda two: two.suspend(two.search("")),
        lambda two: two.move_cards(two.search("deck:Deck"), "Elsewhere"),
    ],
    ids=["flag", "suspend", "move"],
)
@pytest.mark.parametrize(
    "delete",
    [
        lambda one: one.delete_notes(one.search_notes("front")),
        lambda one: one.delete_deck("Deck"),
    ],
    ids=["notes", "deck"],
)
def test_what_was_done_to_cards_that_went_and_came_back_is_taken_back(
    group: Group, delete: Callable[[Collection], object], change: Callable[[Collection], object]
) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    session = one.study()  # a card with answers keeps its number where its note gets another
    session.next()
    session.answer(Quality.GOOD)
    session.close()
    one.add_note({"Front": "other", "Back": "back"}, "Elsewhere")
    group.meet()
    two.add_tags(two.search_notes("other"), ["tag"])
    before = told(two)["cards"]
    delete(one)
    change(two)
    group.meet()
    one.undo()
    group.meet()
    assert two.undo() is not None
    assert told(two)["cards"] == before
    assert two.undo() is not None
    assert two.search_notes("tag:tag") == []
    group.meet()


def test_the_bin_gets_no_card_that_is_there_as_another_of_its_note(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck")
    session = one.study()
    session.next()
    session.answer(Quality.GOOD)
    session.close()
    group.meet()
    for each, number in ((one, note), (two, only_note(two))):
        each.update_note(number, note_type="Basic with reverse")
    group.meet()
    one.undo()
    group.meet()
    assert [each.bin() for each in group.all] == [[], [], []]
    one.redo()
    group.meet()
    assert [each.bin() for each in group.all] == [[], [], []]


def test_a_card_deleted_alone_is_so_again_where_an_edit_that_made_it_is_taken_back(
    group: Group,
) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type="Basic with reverse")
    group.meet()
    first, second = sorted(one.search(""))
    one.move_cards([second], "Other")
    one.delete_deck("Other")
    one.update_note(note, {"Front": "edited"})
    assert len(one.search("")) == 2
    one.undo()
    assert one.search("") == [first]
    group.meet()
    assert len(two.search("")) == 1


def test_what_was_typed_into_a_new_field_is_taken_back_everywhere(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    _with_field(one, "New")
    one.update_note(note, {"New": "typed"})
    group.sync(one, two)
    one.undo()
    group.meet()
    assert [said(each)["New"] for each in group.all] == ["", "", ""]
    one.redo()
    two.update_note(only_note(two), {"Back": "theirs"})
    group.meet()
    assert [said(each)["New"] for each in group.all] == ["typed"] * 3
