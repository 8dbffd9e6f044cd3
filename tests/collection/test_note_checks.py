"""What is weak about a note is named while it is written; a good note is left alone."""

import pytest

from flashcards.collection.decks.note_checks import (
    LONGEST_LOOKED_AT,
    Mended,
    Remedy,
    checks,
    mended,
)
from flashcards.model.note_types import BASIC, CHOICE, CLOZE, LIST
from tests.effort import calls

ITEMS = "\n".join(f"- item {number}" for number in range(6))


def _said(front: str, back: str) -> list[str]:
    return [str(each.text) for each in checks(BASIC, (front, back))]


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("What raises the tides?", "The moon"),
        ("chien", "dog"),
        ("How long does it take to boil an egg?", "Seven minutes"),
        ("What does this protein do?", "It carries oxygen."),
        ("Is it true that glass flows?", "No"),
        ("The capital of France is ...", "Paris"),
        ("Name the parts of a cell", "- wall\n- nucleus\n- cytoplasm"),
        ("What is in the picture? ![](a.png)", "a cat"),
        ("", "only an answer"),
        ("only a question", ""),
    ],
)
def test_a_good_note_is_left_alone(front: str, back: str) -> None:
    assert _said(front, back) == []


@pytest.mark.parametrize(
    ("front", "back", "said"),
    [
        ("What is a cell and how does it divide?", "By mitosis", "two things"),
        ("The moon raises the ocean tides.", "The moon", "already holds the answer"),
        ("The ocean is risen by a body.", "The moon", "asks nothing"),
        ("What does it do?", "It carries oxygen", "“it” means"),
        ("When was she born?", "1867", "“she” means"),
        ("Why is this?", "Friction", "“this” means"),
        ("What are the parts?", ITEMS, "lists 6 items"),
        ("What are the parts?", "<ul>" + "<li>part</li>" * 6 + "</ul>", "lists 6 items"),
        ("Who was he, Newton?", "A. B. C. D is one. E is two. F is three. G.", "several facts"),
        ("What is a cell?", "word " * 51, "is long (51 words)"),
        ("Which bone is shown below?", "femur", "picture that is missing"),
    ],
)
def test_what_is_weak_is_said(front: str, back: str, said: str) -> None:
    assert said in " ".join(_said(front, back))


def test_gaps_are_looked_at_too() -> None:
    (check,) = checks(CLOZE, ("Paris is Paris: {{c1::Paris}}", ""))
    assert "already holds" in str(check.text)
    assert checks(CLOZE, ("no gap yet", "")) == []
    assert checks(CLOZE, ("The capital of France is {{c1::Paris}}.", "")) == []


def test_types_with_a_form_of_their_own_are_left_alone() -> None:
    assert checks(CHOICE, ("It is what?", "a", "b", "")) == []
    assert checks(LIST, ("It is what?", "{{c1::a}}", "")) == []


def test_an_answer_in_the_question_can_be_hidden_there() -> None:
    front, back = "The **Moon** raises the tides.", "moon"
    assert checks(BASIC, (front, back))[0].remedy is Remedy.HIDE_ANSWER
    expected = Mended(CLOZE.uid, ("The **{{c1::Moon}}** raises the tides.", ""))
    assert mended(Remedy.HIDE_ANSWER, (front, back)) == expected


def test_a_long_list_can_be_asked_item_by_item() -> None:
    found = mended(Remedy.MAKE_LIST, ("What are the parts?", "- wall\n- nucleus"))
    items = "{{c1::wall}}\n{{c2::nucleus}}"
    assert found == Mended(LIST.uid, ("What are the parts?", items, ""))


def test_the_word_that_means_nothing_is_pointed_at() -> None:
    (check,) = checks(BASIC, ("What does it do?", "It carries oxygen"))
    assert check.remedy is Remedy.SHOW_WORD
    assert check.place == (10, 12)


def test_a_book_in_a_field_costs_no_more_than_a_long_text() -> None:
    small = calls(lambda: checks(BASIC, ("What? " * 2_000, "word. " * LONGEST_LOOKED_AT)))
    large = calls(lambda: checks(BASIC, ("What? " * 9_000, "word. " * 9 * LONGEST_LOOKED_AT)))
    assert large < 2 * small
