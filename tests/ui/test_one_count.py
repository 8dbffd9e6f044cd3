"""What Today, the deck tree, the study screen and the statistics show is one count all day long."""

import random
import re
from typing import TYPE_CHECKING

import pytest

from flashcards.ui.home.deck_model import DUE, LEARNING, NEW
from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.statistics.screen import StatisticsScreen
from tests.qtbot import QtBot
from tests.ui.studying import press, study

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

DECKS = ("Top", "Top::One", "Top::Two", "Other")
KEYS = ("1", "2", "3", "3", "4", "Z", "B", "@")


def _number(text: str, word: str) -> int:
    found = re.search(rf"([\d,]+) {word}\b", text)
    return int(found[1].replace(",", "")) if found else 0


def _today(window: MainWindow) -> tuple[int, tuple[int, int, int]]:
    """Return what Today says in large and in small."""
    screen = window.go("today")
    assert isinstance(screen, HomeScreen)
    said = screen.hero.details.text()
    parts = (_number(said, "new"), _number(said, "learning"), _number(said, "due"))
    big = screen.hero.big.text()
    if not screen.hero.study.isVisible():
        return 0, (0, 0, 0)
    return _number(big, "cards?"), parts


def _row(window: MainWindow, deck: str) -> tuple[int, int, int]:
    """Return what the deck tree shows of a deck."""
    screen = window.built("today")
    assert isinstance(screen, HomeScreen)
    index = screen.model.index_of(deck)
    cells = [index.siblingAtColumn(column).data() for column in (NEW, LEARNING, DUE)]
    new, learning, due = (0 if text == "–" else int(text.replace(",", "")) for text in cells)
    return new, learning, due


def _learning_in_statistics(window: MainWindow) -> int:
    screen = window.go("statistics")
    assert isinstance(screen, StatisticsScreen)
    summary = screen.board.cards.accessibleDescription() or screen.board.cards.accessibleName()
    return _number(summary, "learning") + _number(summary, "relearning")


def _assert_one_count(window: MainWindow, deck: str | None) -> None:
    total, parts = _today(window)
    assert total == sum(parts)
    tops = [_row(window, name) for name in DECKS if "::" not in name]
    assert tuple(map(sum, zip(*tops, strict=True))) == parts
    for name in DECKS:
        session = window.collection.study(name)
        left = session.remaining
        assert _row(window, name) == (left.new, left.learning, left.due), name
        session.close()
    assert _learning_in_statistics(window) == parts[1]
    row = parts if deck is None else _row(window, deck)
    screen = study(window, deck)
    if screen.card is not None:
        done, shown = map(int, screen.page.count.text().split(" of "))
        assert shown - done == sum(row)


@pytest.mark.parametrize("seed", range(3))
def test_all_screens_say_the_same_through_days_of_studying(
    window: MainWindow,
    collection: "Collection",
    fixed_clock: "FixedClock",
    qtbot: QtBot,
    seed: int,
) -> None:
    chance = random.Random(seed)
    for deck in DECKS:
        for number in range(6):
            kind = "basic-reverse" if number % 2 else "basic"
            collection.add_note({"Front": f"{deck} {number}", "Back": "b"}, deck, note_type=kind)
    collection.set_options("Top", new_per_day=5, reviews_per_day=8)
    for _ in range(3):
        studied = chance.choice([None, "Top", "Top::Two"])
        for _ in range(8):
            screen = study(window, studied)
            if screen.card is not None:
                key = chance.choice(KEYS)
                if key == "@":
                    collection.suspend([screen.card.id])
                else:
                    press(window, qtbot, key if key in "ZB" else " " + key)
            _assert_one_count(window, studied)
        fixed_clock.advance(days=1)
        window.day_watch.look()
