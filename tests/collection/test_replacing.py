"""Find and replace over many notes: what is told before, what is done, and what is refused."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.replacing import Replacement, ReplacePlan
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def add(collection: Collection, front: str, back: str = "back") -> int:
    return collection.add_note({"Front": front, "Back": back}, deck="Deck")


def planned(collection: Collection, ids: Sequence[int], what: Replacement) -> ReplacePlan:
    return collection.browsing.plan_replacement(ids, what)


def fronts(collection: Collection, ids: Sequence[int], what: Replacement) -> list[str]:
    """Return what the first fields say once it is done; all is taken back."""
    collection.browsing.replace(planned(collection, ids, what))
    found = [collection.note(number).fields[0] for number in ids]
    collection.undo()
    return found


def test_what_is_told_is_done_in_one_step_and_undone(collection: Collection) -> None:
    ids = [
        add(collection, "a colour, Colour", "COLOUR"),
        add(collection, "grey"),
        add(collection, "colour"),
    ]
    before = [collection.note(number).fields for number in ids]
    plan = planned(collection, ids[:2], Replacement("colour", "color"))
    assert (len(plan.changes), plan.places) == (1, 3)
    assert plan.changes[0].fields() == [
        ("Front", "a colour, Colour", "a color, color"),
        ("Back", "COLOUR", "color"),
    ]
    assert [collection.note(number).fields for number in ids] == before
    assert collection.browsing.replace(plan) == 1
    assert collection.note(ids[0]).fields == ("a color, color", "color")
    assert collection.note(ids[2]).fields == before[2]
    assert collection.search("color -colour", "created") == collection.note_cards(ids[0])
    assert collection.check() == []
    collection.undo()
    assert [collection.note(number).fields for number in ids] == before


def test_case_whole_words_and_one_field_narrow_it(collection: Collection) -> None:
    ids = [add(collection, "Cat cat catalogue", "cat")]
    assert fronts(collection, ids, Replacement("cat", "dog")) == ["dog dog dogalogue"]
    assert fronts(collection, ids, Replacement("cat", "dog", match_case=True)) == [
        "Cat dog dogalogue"
    ]
    assert fronts(collection, ids, Replacement("cat", "dog", whole_words=True)) == [
        "dog dog catalogue"
    ]
    plan = planned(collection, ids, Replacement("cat", "dog", field="Back"))
    assert [each[0] for each in plan.changes[0].fields()] == ["Back"]
    assert collection.browsing.field_names(ids) == ["Front", "Back"]


def test_signs_of_expressions_mean_themselves_in_plain_text(collection: Collection) -> None:
    ids = [add(collection, "1+1 (a.b)")]
    assert fronts(collection, ids, Replacement("1+1", "\\1")) == ["\\1 (a.b)"]
    assert fronts(collection, ids, Replacement("(a.b)", "$&")) == ["1+1 $&"]


def test_an_expression_puts_groups_elsewhere(collection: Collection) -> None:
    ids = [add(collection, "12/31/2025")]
    what = Replacement(r"(\d+)/(\d+)/(\d+)", r"\3-\1-\2", expression=True)
    assert fronts(collection, ids, what) == ["2025-12-31"]


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (Replacement("", "x"), "what to look for"),
        (Replacement("(a", "x", expression=True), "cannot be read, at character 1"),
        (Replacement("(?i)a", "x", expression=True, whole_words=True), "as whole words"),
        (Replacement("a", r"\2", expression=True), "put in place cannot be read"),
        (Replacement("(x+x+)+y", "", expression=True), "takes too long"),
        (Replacement("x", "y" * 9_999), "too large"),
        (Replacement("x" * 10_001, "y"), "longer than 10000"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_changes(
    collection: Collection, what: Replacement, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashcards.search.matching.SECONDS", 1)
    ids = [add(collection, "a" + "x" * 200)]
    with pytest.raises(UserError, match=told):
        planned(collection, ids, what)
    assert collection.note(ids[0]).fields[0].startswith("ax")


def test_notes_that_would_have_no_card_stay_and_are_counted(collection: Collection) -> None:
    ids = [add(collection, "gone"), add(collection, "gone for good")]
    plan = planned(collection, ids, Replacement("gone", ""))
    assert (len(plan.changes), plan.refused) == (1, 1)
    collection.browsing.replace(plan)
    assert collection.note(ids[0]).fields[0] == "gone"


def test_cards_that_go_with_their_answers_are_told_before(collection: Collection) -> None:
    note = collection.add_note({"Text": "{{c1::a}} {{c2::b}}"}, deck="D", note_type="cloze")
    session = collection.study("D")
    card = session.next()
    assert card is not None
    session.answer(Rating.GOOD)
    session.close()
    plan = planned(collection, [note], Replacement("{{c1::a}}", "a"))
    assert (plan.cards_gone, plan.reviews, plan.cards_new) == (1, 1, 0)
    plan = planned(collection, [note], Replacement("{{c2", "{{c3"))
    assert (plan.cards_gone, plan.reviews, plan.cards_new) == (1, 0, 1)
    collection.browsing.replace(plan)
    assert len(collection.note_cards(note)) == 2
    assert collection.check() == []


def test_items_of_a_list_keep_their_cards(collection: Collection) -> None:
    note = collection.add_note({"Question": "q", "Items": "Mars\nVenus"}, "D", (), "list")
    cards = collection.note_cards(note)
    collection.browsing.replace(planned(collection, [note], Replacement("Mars", "Earth")))
    assert "Earth" in collection.note(note).fields[1]
    assert collection.note_cards(note) == cards


def test_nothing_is_replaced_in_notes_that_were_changed_since(collection: Collection) -> None:
    ids = [add(collection, "old"), add(collection, "old 2")]
    plan = planned(collection, ids, Replacement("old", "new"))
    collection.update_note(ids[1], {"Front": "old three"})
    with pytest.raises(UserError, match="changed since you looked"):
        collection.browsing.replace(plan)
    assert collection.note(ids[0]).fields[0] == "old"


def test_masks_over_a_picture_are_no_text(collection: Collection) -> None:
    mask = "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4}}"
    note = collection.add_note(
        {"Occlusion": mask, "Image": "![](a.png)", "Header": "left .1"},
        deck="Deck",
        note_type="image-occlusion",
    )
    plan = planned(collection, [note], Replacement("left|\\.1", "right", expression=True))
    assert [each.fields() for each in plan.changes] == [[("Header", "left .1", "right right")]]
    collection.browsing.replace(plan)
    assert mask in collection.note(note).fields
