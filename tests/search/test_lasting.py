"""Which searches are made where nobody waits for them."""

import pytest

from flashcards.search.lasting import takes_long
from flashcards.search.parser import parse


@pytest.mark.parametrize(
    ("query", "long"),
    [
        ("dog", False),
        ("front:dog", False),
        ("has:tag has:source has:article", False),
        ("source:re:a", False),
        ('"re:a"', False),
        ("a or -has:picture", True),
        ("dupe:front", True),
        ("nc:uber", True),
        ("front:nc:uber", True),
        ("tag:re:^x", True),
        ("prop:r<0.8", True),
    ],
)
def test_what_reads_every_note_or_the_log_takes_long(query: str, long: bool) -> None:
    assert takes_long(parse(query)) is long
