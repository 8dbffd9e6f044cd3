"""Machines that had decks of their own before they first met."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from tests.sync.group import Group

DECK = "# Deck\n\n## What is a cell? {#cell}\n\nA room\n"


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    with ExitStack() as stack:
        yield Group(tmp_path, stack)


def test_notes_of_one_deck_file_are_one_note_made_at_one_moment(
    group: Group, tmp_path: Path
) -> None:
    file = tmp_path / "deck.md"
    file.write_text(DECK, encoding="utf-8")
    for each in group.all:
        each.import_file(file)
        group.clock.moment += timedelta(days=1)
    group.meet()
    made = [each.note(each.search_notes("cell")[0]).created_ms for each in group.all]
    assert len(set(made)) == 1
