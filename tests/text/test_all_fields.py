"""A card that may show less than its note holds says so, and all fields can be read."""

import pytest

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType, Template
from flashcards.text.all_fields import all_fields_html, leaves_out
from tests.text.card_html import problems
from tests.text.face_words import words


def note_type(question: str, answer: str = "{{Back}}") -> NoteType:
    template = Template("t", "Card", question, answer)
    names = ("Front", "Back", "Extra")
    return NoteType(NoteTypeId(1), "u", "T", NoteKind.NORMAL, names, (template,), "", "html")


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("{{Front}}<script>x()</script>", ("a", "b", "")),
        ("{{Front}}<div style='display: none'>{{Extra}}</div>", ("a", "b", "c")),
        ("{{Front}}<p style='color:red;visibility:hidden'>{{Extra}}", ("a", "b", "c")),
        ("{{Front}}<div hidden>{{Extra}}</div>", ("a", "b", "c")),
        ("{{Front}}", ("a", "b", "never named")),
        ("{{Front}}{{Extra}}", ("a", "b", "<b style='display:none'>x</b>")),
    ],
)
def test_a_card_that_may_show_less_is_known(question: str, fields: tuple[str, ...]) -> None:
    assert leaves_out(note_type(question), fields)


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("{{Front}}", ("a", "b", "")),
        ("{{Front}}", ("a", "b", " \n")),
        ("{{Front}}{{#Extra}}more{{/Extra}}", ("a", "b", "c")),
        ("{{Front}}{{hint:Extra}}", ("display: none", "hidden", "script")),
        ("{{Front}}{{Extra}}<p style='overflow:hidden'>", ("a", "b", "<b class=hidden>c</b>")),
    ],
)
def test_a_card_that_shows_all_is_left_alone(question: str, fields: tuple[str, ...]) -> None:
    assert not leaves_out(note_type(question), fields)


def test_every_field_is_shown_with_what_is_hidden_in_it() -> None:
    hidden = "<b style='display:none;color:red'>one</b><p hidden>two</p>"
    fields = (hidden, "x<script>y</script>", "")
    html = all_fields_html(("Front <1>", "Back", "Extra"), fields, "html")
    assert problems(html) == []
    assert words(html) == "Front <1> one two Back x Extra –"


def test_markdown_is_shown_as_its_cards_show_it() -> None:
    assert "<strong>b</strong>" in all_fields_html(("F",), ("a **b**",), "markdown")
