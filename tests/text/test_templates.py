"""Which cards a note yields."""

from dataclasses import replace

import pytest

from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.notes import NoteType, Template
from flashcards.text.templates import card_ordinals, required_fields
from tests.text.template_table import NEEDED, YIELDS

BASIC, REVERSE, CLOZE = BUILT_IN_NOTE_TYPES[:3]


def test_a_basic_note_yields_one_card() -> None:
    assert card_ordinals(BASIC, ("a", "b")) == [("basic-1", 0)]
    assert card_ordinals(BASIC, ("a", "")) == [("basic-1", 0)]


@pytest.mark.parametrize("front", ["", "  \n", "<br>", "<div><br></div>", "&nbsp;"])
def test_a_note_with_an_empty_front_yields_none(front: str) -> None:
    assert card_ordinals(BASIC, (front, "b")) == []


@pytest.mark.parametrize("front", ["<", "&", "<3", "<img src=x.png>", "0"])
def test_a_sign_or_an_image_is_enough_of_a_front(front: str) -> None:
    assert card_ordinals(BASIC, (front, "b")) == [("basic-1", 0)]


def test_a_note_with_reverse_yields_two_unless_a_side_is_empty() -> None:
    first, second = (template.uid for template in REVERSE.templates)
    assert card_ordinals(REVERSE, ("a", "b")) == [(first, 0), (second, 0)]
    assert card_ordinals(REVERSE, ("a", "")) == [(first, 0)]


def test_a_cloze_note_yields_one_card_for_each_number() -> None:
    text = "{{c2::a}} {{c1::b {{c3::c}}}} {{c2::d}}"
    assert card_ordinals(CLOZE, (text, "")) == [("cloze-1", 1), ("cloze-1", 2), ("cloze-1", 3)]
    assert card_ordinals(CLOZE, ("no cloze", "{{c1::x}}")) == []


def test_a_card_may_depend_on_another_field() -> None:
    template = Template("t", "T", "{{#Back}}{{Front}}{{/Back}}", "")
    note_type = replace(BASIC, templates=(template,))
    assert card_ordinals(note_type, ("a", "")) == []
    assert card_ordinals(note_type, ("a", "b")) == [("t", 0)]


def test_a_template_without_fields_yields_no_card() -> None:
    note_type = replace(BASIC, templates=(Template("t", "T", "always", ""),))
    assert card_ordinals(note_type, ("a", "b")) == []


def _asking(*questions: str) -> NoteType:
    templates = tuple(Template(f"t{n}", "T", each, "") for n, each in enumerate(questions))
    return replace(BASIC, fields=("A", "B", "C"), templates=templates, markup="html")


@pytest.mark.parametrize(("question", "filled", "yields"), YIELDS)
def test_a_template_yields_a_card_where_anki_makes_one(
    question: str, filled: tuple[str, ...], yields: bool
) -> None:
    assert bool(card_ordinals(_asking(question), filled)) is yields


@pytest.mark.parametrize(("question", "needed"), NEEDED)
def test_the_fields_a_card_needs_are_known(question: str, needed: tuple[str, ...]) -> None:
    assert required_fields(_asking(question)) == needed


def test_gaps_are_asked_of_each_field_the_template_hides() -> None:
    template = Template("t", "T", "{{cloze:Text}}{{text:cloze-only:Extra}}", "")
    note_type = replace(CLOZE, templates=(template,))
    assert card_ordinals(note_type, ("{{c2::a}}", "{{c1::b}}")) == [("t", 1), ("t", 2)]
