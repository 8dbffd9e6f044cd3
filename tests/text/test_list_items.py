"""Lists asked item by item: numbers that keep cards, and what each card shows."""

import random

import pytest

from flashcards.model.note_types import LIST
from flashcards.text.items import items
from flashcards.text.list_items import as_lines, numbered, read_items, shown_fields
from flashcards.text.render import render_card
from flashcards.text.templates import card_ordinals
from tests.effort import calls
from tests.text.card_html import problems
from tests.text.face_words import words

PLANETS = "{{c1::Mercury}}\n{{c2::Venus}}\n{{c3::Earth}}"


def _numbers(text: str) -> list[int]:
    return [item.number for item in read_items(text, "markdown")]


@pytest.mark.parametrize(
    ("text", "markup", "found"),
    [
        ("a\n\nb ", "markdown", ["a", "b"]),
        ("- a\n- b\n  goes on", "markdown", ["a", "b\ngoes on"]),
        ("1. a\n2) b", "markdown", ["a", "b"]),
        ("- [x] a\n- [ ] b", "markdown", ["a", "b"]),
        ("- a\nb", "markdown", ["- a", "b"]),
        ("a<br>b<div>c</div>&nbsp;", "html", ["a", "b", "c"]),
        ("<ul><li><b>a</b></li><li>b</li></ul>", "html", ["<b>a</b>", "b"]),
        ("", "markdown", []),
    ],
)
def test_a_field_holds_an_item_a_line(text: str, markup: str, found: list[str]) -> None:
    assert items(text, markup) == found


def test_new_items_are_numbered_in_their_order() -> None:
    assert numbered("- Mercury\n- Venus\n- Earth", "") == PLANETS
    assert as_lines(PLANETS, "markdown") == "Mercury\nVenus\nEarth"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Mercury\nVenus\nEarth\nMars", [1, 2, 3, 4]),
        ("Sun\nMercury\nVenus\nEarth", [4, 1, 2, 3]),
        ("Mercury\nEarth", [1, 3]),
        ("Earth\nMercury\nVenus", [3, 1, 2]),
        ("Mercury\nthe morning star\nEarth", [1, 2, 3]),
        ("Mercury\nMoon\nVenus (hot)\nEarth", [1, 4, 2, 3]),
        ("Venus, then\nMercury\nEarth", [2, 1, 3]),
        ("other\nwords\nhere", [1, 2, 3]),
        ("Mercury\nVenus\nPluto\nCeres", [1, 2, 4, 5]),
    ],
)
def test_items_keep_their_numbers_when_others_come_go_or_are_reworded(
    text: str, numbers: list[int]
) -> None:
    assert _numbers(numbered(text, PLANETS)) == numbers


def test_a_reworded_sentence_keeps_its_number_and_another_one_does_not_take_it() -> None:
    before = numbered(
        "The nucleus of the cell holds its genetic material and is bounded by a membrane\n"
        "Ribosomes are where proteins are made from amino acids\n"
        "The mitochondria are the powerhouse of the cell and make most of its energy",
        "",
    )
    after = (
        "The mitochondria are the power station of the cell and make most of its energy\n"
        "The membrane of the cell lets some substances in and keeps the others out of it\n"
        "Ribosomes are where proteins are made from amino acids"
    )
    assert _numbers(numbered(after, before)) == [3, 4, 2]


def test_the_cost_of_comparing_items_grows_with_their_length_alone() -> None:
    chance = random.Random(1)

    def items_of(count: int) -> str:
        return "\n".join("".join(chance.choices("ab", k=199)) for _ in range(count))

    before, after = numbered(items_of(41), ""), items_of(40)
    assert calls(lambda: numbered(after, before)) < 100_000


@pytest.mark.parametrize("text", ["std::vector", "a {{b}} c", "x::", "{{", "`a::b` and }}"])
def test_what_means_something_in_a_cloze_can_stand_in_an_item(text: str) -> None:
    stored = numbered(f"{text}\nb", "")
    assert _numbers(stored) == [1, 2]
    assert as_lines(stored, "markdown") == f"{text}\nb"
    assert numbered(f"{text}\nb", stored) == stored


def test_a_gap_or_a_hint_that_its_learner_wrote_stays() -> None:
    text = "the {{c1::first}} stage\n{{c2::b::hint}}"
    assert numbered(text, "") == as_lines(text, "markdown") == text
    assert numbered(text + "\nnew", text) == text + "\n{{c3::new}}"


def test_any_change_leaves_each_number_once_and_says_what_was_written() -> None:
    chance = random.Random(5)
    stored = ""
    for _ in range(300):
        lines = as_lines(stored, "markdown").split("\n") if stored else []
        for _ in range(chance.randrange(4)):
            what, at = chance.randrange(3), chance.randrange(len(lines) + 1)
            if what == 0:
                lines.insert(at, chance.choice(["a", "b", "a::b", "x y z", "}}"]))
            elif lines and what == 1:
                lines.pop(at - 1)
            elif lines:
                lines[at - 1] += chance.choice(["!", " more"])
        written = "\n".join(lines)
        stored = numbered(written, stored)
        assert as_lines(stored, "markdown") == written
        assert len(set(_numbers(stored))) == len(lines)
        assert numbered(stored, stored) == stored


def test_a_card_shows_the_items_before_and_asks_the_next() -> None:
    texts = ("Planets?", PLANETS, "", "")
    assert card_ordinals(LIST, texts) == [("list-1", 1), ("list-1", 2), ("list-1", 3)]
    card = render_card(LIST, texts, "list-1", 2)
    assert problems(card.question_html) == problems(card.answer_html) == []
    assert words(card.question_html) == "Planets? Mercury [...] 2/3"
    assert words(card.answer_html) == "Planets? Mercury Venus"
    assert '<span class="cloze">Venus</span>' in card.answer_html
    moved = ("Planets?", "{{c2::Venus}}\n{{c1::Mercury}}", "", "")
    assert words(render_card(LIST, moved, "list-1", 2).question_html) == "Planets? [...] 1/2"


def test_all_items_can_be_asked_at_once() -> None:
    texts = ("Planets?", PLANETS, "more", "yes")
    assert card_ordinals(LIST, texts)[-1] == ("list-2", 1)
    card = render_card(LIST, texts, "list-2", 1)
    assert words(card.question_html) == "Planets? [...] [...] [...]"
    assert words(card.answer_html) == "Planets? Mercury Venus Earth more"
    assert card_ordinals(LIST, ("Planets?", "", "", "yes")) == []


def test_formatting_in_an_item_is_drawn() -> None:
    card = render_card(LIST, ("?", numbered("*a*\n**b** `c`", ""), "", ""), "list-1", 2)
    assert "<li><em>a</em></li>" in card.question_html
    assert "b" not in words(card.question_html)
    assert words(card.answer_html) == "? a b c"


def test_fields_are_shown_without_numbers_for_writing() -> None:
    texts = ["Planets?", PLANETS, "{{c1::x}}", ""]
    assert shown_fields(LIST, texts) == ["Planets?", "Mercury\nVenus\nEarth", "{{c1::x}}", ""]
