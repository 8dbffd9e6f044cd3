"""A search counts as whole while it is typed, and tells what it lacks once it is written."""

import pytest

from flashcards.search.finishing import missing
from flashcards.search.parser import parse


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("(foo OR", "Nothing follows OR, at character 6 of the search."),
        ("foo or", "Nothing follows or, at character 5 of the search."),
        ("(foo or) bar", "Nothing follows or, at character 6 of the search."),
        ("(foo", "The bracket is not closed, at character 1 of the search."),
        ("a (b (c)", "The bracket is not closed, at character 3 of the search."),
        ('a "b c', "The quotation mark is not closed, at character 3 of the search."),
        ('deck:"My stuff', "The quotation mark is not closed, at character 6 of the search."),
        ('"a \\" b', "The quotation mark is not closed, at character 1 of the search."),
        ("deck:", "Nothing stands behind deck:, at character 1 of the search."),
        ("a interval>", "Nothing stands behind interval>, at character 3 of the search."),
        ("a)", "A closing bracket has no opening one, at character 2 of the search."),
    ],
)
def test_what_is_missing_is_named_with_its_place(query: str, said: str) -> None:
    error = missing(query)
    assert error is not None
    assert str(error).startswith(said)


@pytest.mark.parametrize(
    "query",
    ["", "a", "(a or b) c", 'deck:"My stuff"', '""', '"or"', "-or", "a -b", "“a b”", '"a \\" b"',
     "interval>3", "word -", "http://x"],
)  # fmt: skip
def test_a_whole_search_lacks_nothing(query: str) -> None:
    parse(query)
    assert missing(query) is None


@pytest.mark.parametrize("query", ["(foo OR", "foo or", '"a', "deck:", "((", "interval>"])
def test_what_is_still_typed_is_understood(query: str) -> None:
    parse(query)
