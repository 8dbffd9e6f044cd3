"""The syntax of clozes: read, rewritten and renumbered without losing a sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.articles import DraftCard
from flashcards.model.clozes import (
    Cloze,
    cloze_numbers,
    insides,
    opener,
    renumbered,
    rewritten,
    without_clozes,
    written,
)
from flashcards.ui.deck_from_article.reshaping import merged_cards, split_card

PIECES = st.lists(
    st.sampled_from(["{{c1::", "{{c2,3::", "{{c0::", "}}", "::", "a", " b ", "{{", "}", "{{c1:"]),
    max_size=14,
).map("".join)


def _as_it_was(cloze: Cloze, inside: str) -> str:
    return written(cloze.numbers, inside, cloze.hint)


@given(PIECES)
def test_a_text_written_again_as_it_was_read_is_the_same_text(text: str) -> None:
    assert rewritten(text, _as_it_was) == text


@given(PIECES)
def test_renumbering_moves_every_number_and_nothing_else(text: str) -> None:
    moved = renumbered(text, lambda number: number + 7)
    assert without_clozes(moved) == without_clozes(text)
    assert [n - 7 for n in cloze_numbers(moved) if n > 7] == cloze_numbers(text)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("no cloze", []),
        ("{{c1::never closed", []),
        ("a {{c1::b::hint}} c", ["b"]),
        ("{{c1::a {{c2::b}} c}}", ["b", "a b c"]),
        ("{{c1::a::b::c}}", ["a"]),
    ],
)
def test_what_is_hidden_is_found_inner_gaps_first(text: str, inside: list[str]) -> None:
    assert insides(text) == inside


def test_a_hint_begins_at_the_first_sign_and_may_hold_others() -> None:
    text = "{{c1::a::b::c}} {{c1::d::}} {{c1::e}}"
    assert rewritten(text, lambda cloze, _: f"[{cloze.hint}]") == "[b::c] [] [None]"


def test_a_cloze_is_written_with_its_numbers_and_hint() -> None:
    assert written(1, "x") == "{{c1::x}}"
    assert written((1, 2), "x", "y") == "{{c1,2::x::y}}"
    assert opener(3) == "{{c3::"


def _cloze_card(cloze: str) -> DraftCard:
    return DraftCard("", "", cloze, (), (), None, 0)


def test_merging_moves_gaps_of_several_cards_too() -> None:
    merged = merged_cards(_cloze_card("{{c2::a}}"), _cloze_card("{{c1,2::b}} {{c1::c::hint}}"))
    assert merged.cloze == "{{c2::a}}\n\n{{c3,4::b}} {{c3::c::hint}}"


def test_splitting_keeps_a_gap_for_the_cards_that_are_left() -> None:
    halves = split_card(_cloze_card("{{c1,2::a::hint}} {{c2::b}}"), (1, 2))
    assert halves is not None
    assert [half.cloze for half in halves] == ["{{c1::a::hint}} b", "{{c1::a::hint}} {{c1::b}}"]
