"""Every example in docs/templates.md shows what the page says."""

import re
from pathlib import Path

import pytest

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType, Template
from flashcards.text.render import render_card
from tests.text.card_html import words

_PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \|", re.MULTILINE)


def _rows(heading: str) -> list[tuple[str, str]]:
    """Return the first two cells of the rows below a heading."""
    _, _, after = _PAGE.partition(f"## {heading}\n")
    rows = _ROW.findall(after.partition("\n## ")[0])
    return [(first, said.strip().replace("\\", "")) for first, said in rows]


_FIELDS = {
    name: "" if text == "*(empty)*" else text
    for name, text in _ROW.findall(_PAGE.partition("\n## ")[0])
    for text in [text.strip().replace("\\", "")]
}
_SPECIAL = {"Tags": "irregular", "Deck": "French::Verbs", "CardFlag": "flag0"}
_NORMAL = [row for name in ("Fields and sections", "Other names", "Filters") for row in _rows(name)]


def _shown(template: str, kind: NoteKind) -> str:
    templates = (Template("t", "Card 1", template, ""),)
    note_type = NoteType(NoteTypeId(1), "t", "Verb", kind, tuple(_FIELDS), templates)
    return words(render_card(note_type, tuple(_FIELDS.values()), "t", 1, _SPECIAL).question_html)


def test_the_page_has_its_fields_and_examples() -> None:
    assert list(_FIELDS) == ["Word", "Meaning", "Reading", "Note", "Text"]
    assert len(_NORMAL) > 15
    assert len(_rows("Clozes")) == 5


@pytest.mark.parametrize(("template", "shown"), _NORMAL)
def test_an_example_shows_what_the_page_says(template: str, shown: str) -> None:
    assert _shown(template, NoteKind.NORMAL) == shown


@pytest.mark.parametrize(("template", "shown"), _rows("Clozes"))
def test_an_example_with_gaps_shows_what_the_page_says(template: str, shown: str) -> None:
    assert _shown(template, NoteKind.CLOZE) == shown
