"""What is weak about a note is named while it is written; a good note is left alone."""

from pathlib import Path

import pytest

import flashcards
from flashcards.collection.decks.note_checks import (
    LONGEST_LOOKED_AT,
    Mended,
    Remedy,
    checks,
    mended,
)
from flashcards.model.note_types import BASIC, CHOICE, CLOZE, LIST
from flashcards.text.list_items import shown_fields
from tests.conftest import FixedClock
from tests.effort import calls
from tests.text.face_words import words

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


def test_a_list_made_of_an_answer_asks_whole_items_and_drops_no_word(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    back = "By size:\n\n- std::map\n- two\n  more of two\n\nSee p. 4."
    made = mended(Remedy.MAKE_LIST, ("Which?", back))
    assert made is not None
    with flashcards.open(collection_path, fixed_clock) as collection:
        fields = dict(zip(LIST.fields, made.fields, strict=False))
        note = collection.add_note(fields, "D", note_type=made.note_type)
        kept = collection.note(note).fields
        assert shown_fields(LIST, kept)[:3] == [
            "Which?",
            "std::map\ntwo\n  more of two",
            "By size:\n\nSee p. 4.",
        ]
        session = collection.study()
        first = session.next()
        session.close()
    assert first is not None
    assert words(first.question_html) == "Which? [...] 1/2"


@pytest.mark.parametrize(
    "back",
    [
        "- a\n- b\ngoes on\n- c",
        "```\n- a\n- b\n```",
        "<ul><li>a</li></ul> and <ul><li>b</li></ul>",
        "<ul><li>a<br>more</li><li>b</li></ul>",
    ],
)
def test_a_list_that_cannot_be_taken_apart_is_left_as_it_is(back: str) -> None:
    assert mended(Remedy.MAKE_LIST, ("Which?", back)) is None


def test_items_of_an_html_list_keep_their_form() -> None:
    found = mended(Remedy.MAKE_LIST, ("?", "<ul><li><b>a</b> x</li>\n<li>b</li></ul>"))
    assert found == Mended(LIST.uid, ("?", "{{c1::<b>a</b> x}}\n{{c2::b}}", ""))


def test_an_answer_is_hidden_only_whole() -> None:
    front, back = "In C++ std::vector is a growing array", "std::vector"
    assert [each.remedy for each in checks(BASIC, (front, back))][:1] == [Remedy.NONE]
    assert mended(Remedy.HIDE_ANSWER, (front, back)) is None
    assert mended(Remedy.HIDE_ANSWER, ("The set {a}} is {a}}", "{a}}")) is None


def test_the_word_that_means_nothing_is_pointed_at() -> None:
    (check,) = checks(BASIC, ("What does it do?", "It carries oxygen"))
    assert check.remedy is Remedy.SHOW_WORD
    assert check.place == (10, 12)


def test_a_book_in_a_field_costs_no_more_than_a_long_text() -> None:
    small = calls(lambda: checks(BASIC, ("What? " * 2_000, "word. " * LONGEST_LOOKED_AT)))
    large = calls(lambda: checks(BASIC, ("What? " * 9_000, "word. " * 9 * LONGEST_LOOKED_AT)))
    assert large < 2 * small
