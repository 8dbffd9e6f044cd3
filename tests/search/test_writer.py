"""Searches written out and read back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model.errors import UserError
from flashcards.search.parser import parse
from flashcards.search.tree import Deck, Everything, Field, Node, Text
from flashcards.search.writer import write
from tests.search.trees import terms, trees


@settings(max_examples=400)
@given(trees(terms))
def test_a_search_written_and_read_again_means_the_same(tree: Node) -> None:
    assert parse(write(tree)) == tree


@given(st.text() | st.text(alphabet='ab -()":*<>=“”\\orORdeck:is19.,', max_size=60))
def test_whatever_was_typed_means_the_same_when_written_out(query: str) -> None:
    try:
        meaning = parse(query)
    except UserError:
        return
    assert parse(write(meaning)) == meaning


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Everything(), ""),
        (Deck("A::B"), "deck:A::B"),
        (Deck("A b"), 'deck:"A b"'),
        (Field("deck", "x"), '"deck":x'),
        (Text("or", exact=True), '"or"'),
    ],
)
def test_quotation_marks_are_written_only_where_needed(tree: Node, text: str) -> None:
    assert write(tree) == text
