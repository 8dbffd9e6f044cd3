"""What is wrong with a template is found at its place, and what is right is left alone."""

import pytest

from flashcards.model.enums import NoteKind
from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.notes import NoteType
from flashcards.text.template_problems import Side, template_problems

FIELDS = ("Front", "Back", "Add reverse")


def said(question: str, answer: str = "", kind: NoteKind = NoteKind.NORMAL) -> list[str]:
    """Return each problem as side, text it is about, and words."""
    found = []
    for each in template_problems(question, answer, FIELDS, kind):
        text = question if each.side is Side.QUESTION else answer
        found.append(f"{each.side.name.lower()} {text[each.start : each.end]!r} {each.what}")
    return found


@pytest.mark.parametrize("note_type", BUILT_IN_NOTE_TYPES, ids=lambda each: each.uid)
def test_built_in_templates_have_no_problem(note_type: NoteType) -> None:
    for each in note_type.templates:
        assert template_problems(each.question, each.answer, note_type.fields, note_type.kind) == []


@pytest.mark.parametrize(
    "question",
    [
        "{{Front}}",
        "{{ Front }} {{hint:Back}} {{furigana:text:Front}} {{tts en_US speed=0.8:Front}}",
        "{{#Add reverse}}{{Back}}{{/Add reverse}}{{^Back}}{{Front}}{{/Back}}",
        "{{#Tags}}{{Deck}}{{Subdeck}}{{Card}}{{Type}}{{/Tags}}{{#c1}}{{Front}}{{/c1}}",
        "{{=<% %>=}}<%Front%><%#Back%><%type:Back%><%/Back%>",
        "<!-- {{Nope}} -->{{Front}}",
    ],
)
def test_what_templates_may_say_is_no_problem(question: str) -> None:
    assert said(question, "{{FrontSide}}{{Back}}") == []


def test_a_field_that_is_not_there_is_told_at_its_place() -> None:
    assert said("{{Front}}\n{{hint:Frnt}}", "{{#Bck}}{{/Bck}}") == [
        "question '{{hint:Frnt}}' There is no field “Frnt”.",
        "answer '{{#Bck}}' There is no field “Bck”.",
    ]


def test_sections_that_do_not_match_are_told_where_they_begin_or_end() -> None:
    assert said("{{#Front}}{{^Back}}{{Front}}{{/Front}}{{/Back}}") == [
        "question '{{^Back}}' This section never ends. Write {{/Back}} where it does.",
        "question '{{/Back}}' {{/Back}} ends a section that never began.",
    ]
    assert said("{{Front}}{{#Back}}") == [
        "question '{{#Back}}' This section never ends. Write {{/Back}} where it does.",
    ]


def test_a_front_without_a_field_asks_nothing() -> None:
    assert said("What?") == [
        "question '' The front shows no field, so no note would make this card."
    ]
    assert said("{{Front}}", kind=NoteKind.CLOZE) == [
        "question '' The front hides nothing. Name a field as {{cloze:Field}} in it."
    ]
    assert said("{{cloze:Front}}", kind=NoteKind.CLOZE) == []


def test_the_front_cannot_show_itself_and_a_name_is_needed() -> None:
    assert said("{{FrontSide}}{{Front}}", "{{FrontSide}}{{}}") == [
        "question '{{FrontSide}}' FrontSide can only stand on the back.",
        "answer '{{}}' A field’s name is missing here.",
    ]


def test_doubtful_filters_are_told_and_forbid_nothing() -> None:
    question = "{{cloze:Front}} {{hnit:Back}}"
    assert said(question) == [
        "question '{{cloze:Front}}' Only cloze note types hide parts of a field.",
        "question '{{hnit:Back}}' “hnit” is no filter, so the field is shown as it is.",
    ]
    found = template_problems(question, "", FIELDS, NoteKind.NORMAL)
    assert not any(each.forbids for each in found)


def test_a_name_that_is_begun_and_never_ended_is_told() -> None:
    assert said("{{Front}} {{Bac") == [
        "question '{{' This begins a field’s name and never ends it. Write }} behind it."
    ]
