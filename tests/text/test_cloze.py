"""Clozes: hidden on the question, marked on the answer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.clozes import cloze_numbers, without_clozes
from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.text.cloze import hidden, only
from flashcards.text.render import render_card
from tests.text.card_html import problems, words

CLOZE = BUILT_IN_NOTE_TYPES[2]


def _question(text: str, number: int = 1) -> str:
    return render_card(CLOZE, (text, ""), "cloze-1", number).question_html


def _answer(text: str, number: int = 1) -> str:
    return render_card(CLOZE, (text, ""), "cloze-1", number).answer_html


def test_the_question_hides_the_cloze_and_the_answer_shows_it() -> None:
    text = "A GAN has a {{c1::generator}}."
    assert _question(text) == '<p>A GAN has a <span class="cloze">[...]</span>.</p>'
    assert _answer(text) == '<p>A GAN has a <span class="cloze">generator</span>.</p>'


def test_a_hint_stands_in_place_of_the_dots() -> None:
    assert words(_question("a {{c1::cat::an <animal>}}")) == "a [an <animal>]"
    assert words(_answer("a {{c1::cat::an animal}}")) == "a cat"


def test_clozes_of_other_numbers_are_plain_text() -> None:
    assert words(_question("{{c1::a}} and {{c2::b::hint}}")) == "[...] and b"
    assert _answer("{{c1::a}} and {{c2::b}}").count('"cloze"') == 1


def test_one_number_hides_all_its_clozes() -> None:
    assert words(_question("{{c1::a}}, {{c1::b}}")) == "[...], [...]"


def test_nested_clozes_are_asked_one_at_a_time() -> None:
    text = "{{c1::Rome, capital of {{c2::Italy}}}}"
    assert words(_question(text, 1)) == "[...]"
    assert words(_question(text, 2)) == "Rome, capital of [...]"
    assert words(_answer(text, 1)) == "Rome, capital of Italy"


def test_what_stands_behind_a_gap_within_gaps_stays_hidden() -> None:
    text = "{{c1::a {{c2::b {{c3::c}} d}} e}} f"
    assert words(_question(text, 1)) == "[...] f"
    assert words(_question(text, 2)) == "a [...] e f"


def test_a_cloze_may_belong_to_several_cards() -> None:
    assert cloze_numbers("{{c1,3::a}} {{c2::b}}") == [1, 2, 3]
    assert words(_question("{{c1,3::a}} {{c2::b}}", 3)) == "[...] b"


def test_markdown_works_inside_and_around_clozes() -> None:
    assert "<strong>" in _answer("{{c1::**bold**}}")
    assert "<em>" in _answer("{{c1::_slanted_}}")
    assert "<strong>" in _question("**{{c1::bold}}**")
    assert '<strong>x <span class="cloze">[...]</span></strong>' in _question("**x {{c1::y}}**")


def test_clozes_in_code_are_hidden_too() -> None:
    text = "`print({{c1::secret}})`\n\n```python\nx = {{c1::secret}}\n```"
    assert "secret" not in _question(text)
    assert _question(text).count("[...]") == 2
    assert _answer(text).count('<span class="cloze">secret</span>') == 2


def test_clozes_in_tables_and_lists_are_hidden() -> None:
    text = "| a | b |\n|---|---|\n| {{c1::secret}} | c |\n\n- {{c1::secret}}"
    assert "secret" not in _question(text)
    assert _question(text).count("[...]") == 2


def test_a_cloze_may_reach_over_paragraphs() -> None:
    html = _answer("{{c1::one\n\ntwo}} three")
    assert problems(html) == []
    assert html.count('<span class="cloze">') == 2


def test_nothing_of_a_hidden_cloze_is_left_in_tags() -> None:
    for text in (
        "![{{c1::secret}}](x.png)",
        '<a href="http://{{c1::secret}}">x</a>',
        "[x]({{c1::secret}})",
        "<b {{c1::secret}}>x</b>",
    ):
        html = _question(text)
        assert "secret" not in html
        assert problems(html) == []


def test_what_is_not_closed_is_no_cloze() -> None:
    assert cloze_numbers("{{c1::a") == []
    assert words(_question("{{c1::a")) == "{{c1::a"
    assert without_clozes("{{c1::a::b") == "{{c1::a::b"


def test_numbers_start_at_one() -> None:
    assert cloze_numbers("{{c0::a}} {{c12::b}} {{c2::c}} {{c2::d}}") == [2, 12]


def test_a_number_too_long_to_be_one_is_text() -> None:
    assert cloze_numbers("{{c" + "9" * 5_000 + "::a}}") == []


def test_what_the_clozes_say_can_be_had_alone() -> None:
    assert only("{{c1::a}} {{c2::b}} {{c1::c::hint}}", 1) == "a, c"


def test_private_characters_of_the_learner_cannot_be_taken_for_ours() -> None:
    html = _question("\U00100000 \U0010fffc {{c1::a}} \U0010fffd")
    assert problems(html) == []
    assert html.count('class="cloze"') == 1


_PIECES = st.sampled_from(
    ["{{c1::", "{{c2::", "{{c1,2::", "}}", "::", "**", "`", "\n\n", "- ", "| ", "<b>", "</b>", "]("]
)


@given(st.lists(_PIECES | st.text(max_size=4), max_size=30).map("".join))
def test_any_cloze_text_gives_safe_html_on_both_sides(text: str) -> None:
    for number in (1, 2):
        assert problems(_question(text, number)) == []
        assert problems(_answer(text, number)) == []


@given(st.lists(_PIECES, max_size=12).map("".join), st.lists(_PIECES, max_size=12).map("".join))
def test_a_hidden_word_never_shows_on_the_question(before: str, after: str) -> None:
    text = before + "}}" * 12 + "{{c7::secret}}" + after
    assert "secret" not in hidden(text, 7).text
    assert "secret" not in _question(text, 7)


@pytest.mark.parametrize("markup", ["markdown", "html"])
def test_gaps_that_are_not_asked_have_a_class_of_their_own(markup: str) -> None:
    text = "{{c1::a}} b {{c2::c}} {{c2::d {{c1::e::hint}} f}}"
    card = render_card(replace(CLOZE, markup=markup), (text, ""), "cloze-1", 1)
    other = '<span class="cloze-inactive">c</span>'
    assert other in card.question_html
    assert other in card.answer_html
    assert words(card.question_html) == "[...] b c d [hint] f"
    assert words(card.answer_html) == "a b c d e f"
    assert '<span class="cloze">e</span>' in card.answer_html
    assert '<span class="cloze-inactive">d </span>' in card.answer_html


def test_marks_of_other_gaps_add_no_cell_to_a_table() -> None:
    text = "<table><tr>{{c1::<td>a</td>}}{{c2::<td>b</td>}}</tr></table>"
    card = render_card(replace(CLOZE, markup="html"), (text, ""), "cloze-1", 3)
    assert card.question_html.count("<td") <= 2
