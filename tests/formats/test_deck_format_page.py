"""Every example in docs/deck-format.md is read as the page says."""

import re
from pathlib import Path

import pytest

from flashcards.formats import csv_table, markdown_deck

_PAGE = Path(__file__).parents[2] / "docs" / "deck-format.md"
_EXAMPLE = re.compile(r"^(`{3,})(deck|table)\n(.*?)\n\1$", re.MULTILINE | re.DOTALL)
_EXAMPLES = [(found[2], found[3]) for found in _EXAMPLE.finditer(_PAGE.read_text("utf-8"))]


def test_the_page_has_examples() -> None:
    assert [kind for kind, _ in _EXAMPLES].count("deck") >= 6
    assert [kind for kind, _ in _EXAMPLES].count("table") >= 1


@pytest.mark.parametrize(("kind", "text"), _EXAMPLES)
def test_an_example_is_read_without_problems(kind: str, text: str) -> None:
    if kind == "table":
        deck = csv_table.read(text.encode(), "example.csv")
    else:
        deck = markdown_deck.read(text, "example.md")
        again = markdown_deck.read(markdown_deck.write(deck), "example.md")
        assert [note.fields for note in again.notes] == [note.fields for note in deck.notes]
    assert deck.problems == ()
    assert deck.notes


def test_the_whole_deck_example_holds_what_the_page_explains() -> None:
    text = next(text for _, text in _EXAMPLES if "ml-terms" in text)
    deck = markdown_deck.read(text, "example.md")
    assert (deck.name, deck.uid, deck.tags) == (
        "Machine learning::Terms",
        "ml-terms",
        ("ml", "terms"),
    )
    assert [note.guid for note in deck.notes] == [
        "ml-terms/gan-networks",
        "ml-terms/gan-name",
        "ml-terms/overfitting",
        "ml-terms/epoch",
    ]
    assert [note.note_type for note in deck.notes] == ["basic", "basic", "cloze", "basic-reverse"]
    assert [note.source_heading for note in deck.notes] == ["Networks"] * 2 + ["Learning"] * 2
    assert deck.notes[0].tags == ("gan",)


def test_the_example_message_on_the_page_is_what_a_learner_sees() -> None:
    deck = markdown_deck.read("\n" * 13 + "Q: What is a token?\n", "genai.md")
    assert f"    {deck.problems[-1]}\n" in _PAGE.read_text("utf-8")
