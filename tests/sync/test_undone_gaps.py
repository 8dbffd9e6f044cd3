"""Undo leaves no note without the cards that its text makes, whatever others wrote meanwhile."""

from contextlib import suppress

import pytest

from flashcards.api import Collection
from flashcards.model.errors import UserError
from tests.sync.group import Group
from tests.sync.learner import answer, only_note, said


def _gaps(collection: Collection) -> list[int]:
    return [collection.card(each).ordinal for each in collection.search("")]


def _begin(group: Group, text: str) -> tuple[Collection, Collection]:
    one, two, _ = group.all
    one.add_note({"Text": text, "Extra": "extra"}, "Deck", note_type="Cloze")
    answer(one)
    group.sync(one, two)
    return one, two


def _stays(collection: Collection) -> None:
    with pytest.raises(UserError, match="another computer changed what it was about"):
        collection.undo()


def _have_their_cards(group: Group, gaps: list[int]) -> None:
    assert [_gaps(each) for each in group.all] == [gaps] * 3
    assert [each.bin() for each in group.all] == [[]] * 3
    assert [each.review_count() for each in group.all] == [1] * 3


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        ("{{c1::gap}} x", "{{c3::x}} Rome"),
        ("{{c1::one}} two", "{{c1::one}} {{c2::two}}"),
    ],
    ids=["other", "more"],
)
def test_a_note_has_its_cards_where_another_type_and_another_gap_are_taken_back(
    group: Group, text: str, edited: str
) -> None:
    one, two = _begin(group, text)
    one.update_note(only_note(one), note_type="Basic")
    two.update_note(only_note(two), {"Text": edited})
    group.meet()
    _stays(one)
    there = _gaps(one)
    with suppress(UserError):  # the text it wrote is not shown by the type by now
        two.undo()
    group.meet()
    _have_their_cards(group, there)


@pytest.mark.parametrize(
    ("text", "edited", "again"),
    [
        ("{{c1::gap}} x", "{{c3::x}} Rome", "{{c3::x}} of Rome"),
        ("{{c1::one}} two", "{{c1::one}} {{c2::two}}", "{{c1::one}} and {{c2::two}}"),
    ],
    ids=["other", "more"],
)
def test_a_note_has_its_cards_where_a_gap_changed_here_is_typed_anew_there(
    group: Group, text: str, edited: str, again: str
) -> None:
    one, two = _begin(group, text)
    two.update_note(only_note(two), {"Text": edited})
    group.meet()
    one.update_note(only_note(one), {"Text": again})
    group.meet()
    there = _gaps(two)
    _stays(two)
    group.meet()
    assert said(two)["Text"] == again
    _have_their_cards(group, there)


def test_a_type_is_taken_back_where_the_words_of_a_gap_changed_there(group: Group) -> None:
    one, two = _begin(group, "{{c1::gap}} x")
    one.update_note(only_note(one), note_type="Basic")
    two.update_note(only_note(two), {"Text": "{{c1::gap}} y", "Extra": "theirs"})
    group.meet()
    one.undo()
    assert said(one) == {"Text": "{{c1::gap}} y", "Extra": "theirs"}
    group.meet()
    two.undo()
    group.meet()
    assert [_gaps(each) for each in group.all] == [[1]] * 3


def test_a_card_deleted_alone_keeps_no_edit_from_being_taken_back(group: Group) -> None:
    one, two, _ = group.all
    note = one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type="Basic with reverse")
    group.meet()
    first, second = sorted(one.search(""))
    one.move_cards([second], "Other")
    one.delete_deck("Other")
    one.update_note(note, {"Front": "edited"})
    two.update_note(only_note(two), {"Back": "theirs"})
    group.meet()
    one.undo()
    assert said(one) == {"Front": "front", "Back": "theirs"}
    assert one.search("") == [first]
    group.meet()
