"""Templates say what they say in Anki; what is wrong with one is said in words."""

import pytest

from flashcards.text.render import render_card
from tests.text import card_html
from tests.text.face_words import words
from tests.text.template_table import DIFFERENT, PROBLEMS, ROWS, SPECIAL, Row


def said(row: Row) -> tuple[str, str]:
    """Return the words of both sides."""
    card = render_card(row.note_type, row.fields, "t", row.cloze, SPECIAL)
    assert card_html.problems(card.question_html) == []
    assert card_html.problems(card.answer_html) == []
    return words(card.question_html), words(card.answer_html)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.question} {row.first}")
def test_a_template_says_what_it_says_in_anki(row: Row) -> None:
    assert said(row) == (row.asked, row.answered)


@pytest.mark.parametrize(("row", "asked", "answered"), DIFFERENT)
def test_where_words_differ_it_is_on_purpose(row: Row, asked: str, answered: str) -> None:
    assert said(row) == (asked, answered)
    assert said(row) != (row.asked, row.answered)


@pytest.mark.parametrize(("template", "shown"), PROBLEMS.items())
def test_what_is_wrong_with_a_template_is_said_beside_the_rest(template: str, shown: str) -> None:
    row = Row(template, "a", "", "")
    card = render_card(row.note_type, row.fields, "t", 0)
    assert card_html.words(card.question_html) == shown
    assert card_html.problems(card.question_html) == []
