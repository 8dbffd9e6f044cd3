"""Searches written out and read back."""

import itertools
import random

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


_PIECES = (
    *("A", "1", "deck", "is", "tag", "or", "OR", "and", "interval", "due", "rated", "Field", "cid"),
    *(
        '"',
        "“",
        "”",
        "„",
        "-",
        "(",
        ")",
        ":",
        "::",
        "//",
        "*",
        "\\",
        "<",
        "=",
        ">=",
        "≥",
        "!=",
        ",",
    ),
    *(" ", "\x85", "\xa0", "\u200b", "é", "日", "²", "ª", "İ", "ſ", "2026-01-01", "today", "."),
)


def test_whatever_is_put_together_from_signs_means_the_same_when_written_out() -> None:
    """Every text of up to three pieces that mean something, and many longer ones."""
    chance = random.Random(5)
    short = itertools.chain.from_iterable(
        itertools.product(_PIECES, repeat=length) for length in (1, 2, 3)
    )
    longer = (chance.choices(_PIECES, k=chance.randint(4, 8)) for _ in range(20_000))
    for pieces in itertools.chain(short, longer):
        query = "".join(pieces)
        try:
            meaning = parse(query)
        except UserError:
            continue
        assert parse(write(meaning)) == meaning, query


@pytest.mark.parametrize(
    ("query", "text"),
    [('A:":', 'A:":"'), ('A:"//x', 'A:"//x"'), ("due(=1", "due (=1)"), ("due or =1", "due or =1")],
)
def test_what_would_be_read_as_something_else_is_kept_apart(query: str, text: str) -> None:
    assert write(parse(query)) == text


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
