"""Cards as they are shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.notes import NoteType, Template
from flashcards.text.render import RenderedCard, render_card
from tests.effort import calls
from tests.text.card_html import pieces, problems, words

BASIC, REVERSE, CLOZE = BUILT_IN_NOTE_TYPES[:3]


def _note_type(question: str, answer: str = "", markup: str = "markdown") -> NoteType:
    template = Template("t", "Card", question, answer)
    return NoteType(
        NoteTypeId(9), "own", "Own", NoteKind.NORMAL, ("Front", "Back"), (template,), "", markup
    )


def _render(question: str, answer: str = "", markup: str = "markdown") -> RenderedCard:
    return render_card(_note_type(question, answer, markup), ("a *f*", "b"), "t", 0)


def test_the_answer_begins_with_the_question_unchanged() -> None:
    card = render_card(BASIC, ("Why **so**?\n\n- a", "Because."), "basic-1", 0)
    assert card.answer_html.startswith(card.question_html)
    assert card.answer_html.endswith('<hr id="answer">\n\n<p>Because.</p>')


def test_the_reverse_card_asks_for_the_front() -> None:
    card = render_card(REVERSE, ("cat", "chat"), REVERSE.templates[1].uid, 0)
    assert card.question_html == "<p>chat</p>"
    assert words(card.answer_html) == "chat cat"


def test_the_extra_of_a_cloze_is_shown_only_when_there_is_one() -> None:
    with_extra = render_card(CLOZE, ("{{c1::a}}", "more"), "cloze-1", 1)
    without = render_card(CLOZE, ("{{c1::a}}", ""), "cloze-1", 1)
    assert words(with_extra.answer_html) == "a more"
    assert "<hr" not in without.answer_html


def test_conditions_look_at_whether_a_field_is_filled() -> None:
    card = _render("{{#Front}}yes{{/Front}}{{^Front}}no{{/Front}}{{^Back}}x{{/Back}}")
    assert card.question_html == "yes"


def test_a_field_on_a_line_with_words_is_no_paragraph_of_its_own() -> None:
    assert _render("Say {{Back}} now").question_html == "Say b now"
    assert _render("{{Front}}\n{{Back}}").question_html == "<p>a <em>f</em></p>\n<p>b</p>"


def test_a_field_the_note_type_does_not_have_is_named_in_words() -> None:
    assert words(_render("{{Fro<nt}} x").question_html) == "No field is called “Fro<nt” x"


def test_tags_and_deck_are_filled_when_given() -> None:
    note_type = _note_type("{{Deck}}: {{Tags}}")
    card = render_card(note_type, ("a", "b"), "t", 0, {"Deck": "A::B", "Tags": "x <y>"})
    assert card.question_html == "A::B: x &lt;y&gt;"


def test_fields_are_not_read_as_templates() -> None:
    card = render_card(BASIC, ("{{Back}}", "secret"), "basic-1", 0)
    assert words(card.question_html) == "{{Back}}"


def test_hints_and_typed_answers_are_kept_for_the_answer() -> None:
    card = _render("{{hint:Back}} {{type:Back}}", "{{hint:Back}} {{type:Back}}")
    assert words(card.question_html) == "[Back]"
    assert words(card.answer_html) == "b b"


def test_filters_we_do_not_know_let_the_text_pass() -> None:
    assert words(_render("{{furigana:Back}} {{unknown:Back}}").question_html) == "b b"


def test_a_template_with_its_own_tags_is_balanced_and_safe() -> None:
    card = _render(
        "<div class=x onclick=y><b>{{Front}}</div><script>{{Back}}</script>", "{{FrontSide}}"
    )
    assert problems(card.question_html) == []
    assert "onclick" not in card.question_html
    assert words(card.question_html) == "a f"
    assert card.answer_html == card.question_html


def test_a_field_in_an_attribute_is_put_in_as_words() -> None:
    note_type = _note_type('<a href="{{Front}}">{{Back}}</a><img src="{{Back}}">')
    card = render_card(note_type, ("https://a.b/?c=d&e", "x.png"), "t", 0)
    assert '<a href="https://a.b/?c=d&amp;e">x.png</a><img src="x.png"' in card.question_html
    card = render_card(note_type, ('" onclick="x', "<b>"), "t", 0)
    assert problems(card.question_html) == []


def test_fields_of_html_note_types_are_html() -> None:
    card = render_card(
        _note_type("{{Front}}", "", "html"), ("*a*<br>b<script>x</script>", ""), "t", 0
    )
    assert card.question_html == "*a*<br>b"


def test_a_card_outlives_the_template_it_was_made_from() -> None:
    assert render_card(BASIC, ("a", "b"), "gone", 0).question_html == "<p>a</p>"


def test_a_note_with_too_few_or_too_many_fields_is_shown() -> None:
    assert render_card(BASIC, ("a",), "basic-1", 0).question_html == "<p>a</p>"
    assert render_card(BASIC, ("a", "b", "c"), "basic-1", 0).question_html == "<p>a</p>"


def test_a_template_cannot_grow_a_card_without_bound() -> None:
    note_type = _note_type("{{Front}}" * 5_000)
    card = render_card(note_type, ("x" * 100_000, ""), "t", 0)
    assert len(card.question_html) < 500_000


def test_sections_nested_without_end_do_no_harm() -> None:
    card = _render("{{#Front}}" * 5_000 + "x" + "{{/Front}}" * 5_000)
    assert words(card.question_html) == "x"


_PIECES = st.sampled_from(
    pieces(
        "{{Front}} {{Back}} {{#Front}} {{/Front}} {{^Back}} {{/Back}} {{cloze:Front}} {{No}} "
        '<div> </div> <a/href=" " <table> <td> <!-- --> {{ }} <script> </script> {{FrontSide}}'
    )
)


@given(
    st.lists(
        _PIECES,
        max_size=20,
    ).map("".join),
    st.sampled_from(["a", "{{c1::x}}", "<b>", '" onload="x', "-->", "**b**\n\n- c"]),
)
@pytest.mark.parametrize("markup", ["markdown", "html"])
def test_any_template_gives_safe_html(markup: str, template: str, field: str) -> None:
    note_type = replace(_note_type(template, template + "{{FrontSide}}"), markup=markup)
    card = render_card(note_type, (field, field), "t", 1)
    assert problems(card.question_html) == []
    assert problems(card.answer_html) == []


def test_a_plain_card_is_drawn_without_reading_markdown() -> None:
    front, back = "What do the two networks of a GAN do?", "One makes samples, one judges. " * 8
    render_card(BASIC, (front, back), "basic-1", 0)
    assert calls(lambda: render_card(BASIC, (front, back), "basic-1", 0)) < 100
    assert calls(lambda: render_card(BASIC, (f"*{front}*", back), "basic-1", 0)) > 300
