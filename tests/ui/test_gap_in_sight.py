"""The words asked for in an article are in sight, covered and shown, at every size and scale."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt

from flashcards.ui import theme
from flashcards.ui.kept_articles.answer_screen import AnswerScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.reading_articles import keep, press
from tests.ui.test_reading_answers import read

if TYPE_CHECKING:
    from flashcards.api import Collection

WORDS = " ".join(["He who kept the lamp climbed the stairs at dusk and came down at dawn."] * 9)
DUTIES = "\n".join(
    f"- {verb} and then look at it once more"
    for verb in ("clean the glass", "trim the wicks", "wind the clockwork", "fill the oil")
)
ARTICLE = (
    f"# Lights of the shore\n\n{WORDS}\n\n{WORDS}\n\n"
    f"Occulting light\n: A light that is on for longer than it is dark.\n\n{WORDS}\n\n"
    f"## What a keeper did\n\nA keeper had four duties:\n\n{DUTIES}\n\n{WORDS}\n\n{WORDS}\n"
)
SIZES = [(1024, 700, 1.0), (900, 600, 1.0), (1024, 700, 2.0), (900, 600, 2.0), (900, 600, 3.0)]
K = Qt.Key


def places_in_sight(screen: AnswerScreen) -> set[int]:
    """Return the places of the text that points all over the view lie on."""
    view = screen.page.view
    size, high = view.viewport().size(), int(view.fonts.line_px)
    found = set()
    for y in range(high // 2, size.height() - high // 2, 3):
        for x in range(0, size.width(), 4):
            place = view.place_at(QPointF(x, y))
            if place is not None:
                found.add(place)
    return found


def assert_gap_in_sight(screen: AnswerScreen) -> None:
    assert screen.blanks is not None
    start, stop = screen.blanks.gap
    seen = places_in_sight(screen)
    assert seen & set(range(start, start + 4)), "its beginning is out of sight"
    assert seen & set(range(stop - 4, stop + 1)), "its end is out of sight"


@pytest.mark.parametrize("size", SIZES)
def test_each_gap_is_in_sight_when_it_is_asked_and_when_it_is_shown(
    window: MainWindow, collection: "Collection", qtbot: QtBot, size: tuple[int, int, float]
) -> None:
    window.resize(*size[:2])
    window.change_settings(text_scale=size[2])
    screen = read(window, qtbot, keep(collection, ARTICLE))
    asked = 0
    while screen.sitting.card is not None:
        assert_gap_in_sight(screen)
        press(window, qtbot, K.Key_Space)
        assert_gap_in_sight(screen)
        press(window, qtbot, K.Key_3)
        asked += 1
    assert asked == 5


def test_the_gap_comes_back_into_sight_when_the_learner_had_scrolled_away(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = read(window, qtbot, keep(collection, ARTICLE))
    bar = screen.page.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    press(window, qtbot, K.Key_Space)
    assert_gap_in_sight(screen)


@pytest.mark.parametrize("size", SIZES[1:])
def test_larger_text_and_a_smaller_window_keep_the_gap_in_sight(
    window: MainWindow, collection: "Collection", qtbot: QtBot, size: tuple[int, int, float]
) -> None:
    window.resize(1400, 900)
    screen = read(window, qtbot, keep(collection, ARTICLE))
    for _ in range(4):
        press(window, qtbot, K.Key_Space, K.Key_3)
    window.resize(*size[:2])
    window.change_settings(text_scale=size[2])
    assert_gap_in_sight(screen)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_words_asked_for_stand_out_in_the_accent(
    window: MainWindow, collection: "Collection", qtbot: QtBot, mode: str
) -> None:
    window.change_settings(theme=mode)
    screen = read(window, qtbot, keep(collection, ARTICLE))
    picture = screen.page.view.viewport().grab().toImage()
    accent = theme.color("accent").rgb()
    seen = sum(
        picture.pixel(x, y) == accent
        for x in range(picture.width()) for y in range(picture.height())
    )  # fmt: skip
    assert seen > 100
