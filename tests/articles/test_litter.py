"""What belongs to the page and not to a sentence: such a sentence defines nothing."""

import pytest

from flashcards.articles.finding import find
from flashcards.articles.reading import read

_AROUND = (
    "# The loom\n\nThe shuttle is looked at here. Every weaver winds a shuttle, and the profit "
    "goes to the owner of the shuttle. {}\n"
)


def terms(sentence: str) -> list[str]:
    return [card.term for card in find(read(_AROUND.replace("{}", sentence).encode(), "a.txt"))]


def test_a_clean_sentence_defines() -> None:
    assert terms("A shuttle is a tool that carries the weft through the shed.") == ["shuttle"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A shuttle is a tool [1] that carries the weft through the shed.",
        "A shuttle is a tool² that carries the weft through the shed.",
        "A shuttle is a tool of profit1 that carries the weft through the shed.",
        "A shuttle is a tool {.note} that carries the weft through the shed.",
        r"A shuttle is a tool \bigskip that carries the weft through the shed.",
        "A shuttle is a tool [@weaver1842] that carries the weft through the shed.",
        "A shuttle is a [[tool | thing]] that carries the weft through the shed.",
    ],
)
def test_a_sentence_with_litter_defines_nothing(sentence: str) -> None:
    assert "shuttle" not in terms(sentence)
