"""Decks of other programs come in with what was learnt, and again without doubling."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.model.cards import Card
from flashcards.model.enums import CardState
from tests.conftest import FixedClock

PAGE = (
    "#flashcards/physics\n\nWhat is a wave::a disturbance\n<!--SR:!{due},12,230-->\n\n"
    "light:::photons\n<!--SR:!2000-01-01,1,250!{due},4,270-->\n"
)


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def _page(folder: Path, clock: FixedClock, days: int) -> Path:
    day = date.fromordinal(clock().toordinal() + days)
    path = folder / "Waves.md"
    path.write_text(PAGE.format(due=day.isoformat()), encoding="utf-8")
    return path


def _cards(collection: Collection) -> list[Card]:
    return [collection.card(card) for card in collection.search("")]


def test_cards_are_due_when_they_were_due_there(
    collection: Collection, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    report = collection.import_file(_page(tmp_path, fixed_clock, 3))
    assert (report.added, report.problems) == (2, ())
    states = sorted((card.memory.interval_days, card.memory.ease) for card in _cards(collection))
    assert states == [(0, 250), (4, 270), (12, 230)]
    due = {card.due_at.date() for card in _cards(collection) if card.due_at is not None}
    assert due == {date.fromordinal(fixed_clock().toordinal() + 3)}
    assert collection.check() == []
    collection.undo()
    assert collection.search("") == []
    collection.redo()
    assert sum(card.memory.state is CardState.REVIEW for card in _cards(collection)) == 2
    assert collection.check() == []


def test_reading_the_page_again_changes_nothing_that_was_learnt_here(
    collection: Collection, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    path = _page(tmp_path, fixed_clock, 0)
    collection.import_file(path)
    before = _cards(collection)
    report = collection.import_file(_page(tmp_path, fixed_clock, 30))
    assert (report.added, report.unchanged) == (0, 2)
    assert _cards(collection) == before


def test_a_file_can_be_read_as_another_program_would(
    collection: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "page.md"
    path.write_text("# Deck\n\n## front\nback\n", encoding="utf-8")
    assert collection.import_file(path, program="headings").deck == "Deck"
