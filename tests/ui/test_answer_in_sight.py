"""Showing the answer brings its beginning into sight, and moves nothing that is in sight."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QTextCursor

from flashcards.ui import theme
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot
from tests.ui.studying import press, study

if TYPE_CHECKING:
    from flashcards.api import Collection

STORY = "\n\n".join(f"Paragraph {n}. " + "The generator makes samples. " * 20 for n in range(12))
GAP = STORY + "\n\nThe capital of Chad is {{c1::N'Djamena}}.\n\n" + STORY
SIZES = [(900, 600, 1.0), (1024, 700, 2.0), (1400, 900, 0.7), (900, 600, 3.0)]


def _shown(screen: ReviewerScreen, words: str) -> bool:
    """Whether the whole line that holds the last ``words`` lies inside the card."""
    pane = screen.page.pane
    at = pane.toPlainText().rfind(words)
    assert at >= 0
    cursor = QTextCursor(pane.document())
    cursor.setPosition(at)
    line = pane.cursorRect(cursor)
    return line.top() >= 0 and line.bottom() <= pane.viewport().height()


def _picture(collection: "Collection", width: int, height: int) -> str:
    """Add a picture of this size and return its name."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    path = collection.path.with_name("tower.png")
    assert image.save(str(path))
    return collection.import_media(path)


def _at_size(window: MainWindow, width: int, height: int, scale: float) -> None:
    window.resize(width, height)
    window.change_settings(text_scale=scale)


@pytest.mark.parametrize("size", SIZES)
def test_the_answer_of_a_long_question_is_in_sight(
    window: MainWindow, collection: "Collection", qtbot: QtBot, size: tuple[int, int, float]
) -> None:
    _at_size(window, *size)
    collection.add_note({"Front": STORY, "Back": "Forty-two."}, deck="French")
    screen = study(window)
    press(window, qtbot, " ")
    assert _shown(screen, "Forty-two.")


def _fades(screen: ReviewerScreen) -> bool:
    """Whether the lowest line of the card shows its ground alone, the text having faded out."""
    image = screen.page.pane.viewport().grab().toImage()
    ground = theme.color("surface")
    lowest = (image.pixelColor(x, image.height() - 1) for x in range(image.width()))
    return all(abs(dot.lightness() - ground.lightness()) < 16 for dot in lowest)


def test_a_question_that_goes_on_below_says_so_until_its_end_is_read(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    _at_size(window, 900, 600, 3.0)
    collection.add_note({"Front": STORY, "Back": "Forty-two."}, deck="French")
    screen = study(window)
    bar = screen.page.pane.verticalScrollBar()
    said = screen.page.source
    assert said.text() == "There is more below: PgDown"
    for _ in range(200):
        if bar.value() == bar.maximum():
            break
        assert _fades(screen)
        qtbot.keyClick(screen.page.pane, Qt.Key.Key_PageDown)
    assert said.text() == ""
    press(window, qtbot, " ")
    assert screen.is_answered(), "Space shows the answer"


def test_a_question_that_is_whole_says_nothing(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": "Short", "Back": "Forty-two."}, deck="French")
    assert study(window).page.source.text() == ""


def test_what_is_said_beneath_a_card_takes_the_room_there_is(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    _at_size(window, 900, 600, 1.0)
    collection.add_note({"Front": "Short", "Back": "Forty-two."}, deck="French")
    screen = study(window)
    press(window, qtbot, " ")
    qtbot.waitUntil(lambda: screen.page.notice.width() > 0)
    said = screen.page.notice
    assert "even for Easy" in said.text()
    assert said.width() >= said.fontMetrics().horizontalAdvance(said.text())


@pytest.mark.parametrize("size", SIZES)
def test_the_gap_asked_is_in_sight_once_it_is_filled(
    window: MainWindow, collection: "Collection", qtbot: QtBot, size: tuple[int, int, float]
) -> None:
    _at_size(window, *size)
    collection.add_note({"Text": GAP}, deck="French", note_type="Cloze")
    screen = study(window)
    press(window, qtbot, " ")
    assert _shown(screen, "N'Djamena")


def test_the_gap_is_in_sight_though_the_learner_had_scrolled_past_it(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Text": "{{c1::Lima}} first.\n\n" + STORY}, deck="F", note_type="Cloze")
    screen = study(window, "F")
    bar = screen.page.pane.verticalScrollBar()
    bar.setValue(bar.maximum())
    press(window, qtbot, " ")
    assert _shown(screen, "Lima")


@pytest.mark.parametrize("size", SIZES)
def test_the_answer_below_a_tall_picture_is_in_sight(
    window: MainWindow, collection: "Collection", qtbot: QtBot, size: tuple[int, int, float]
) -> None:
    _at_size(window, *size)
    name = _picture(collection, 300, 2_000)
    collection.add_note({"Front": f"![]({name})", "Back": "A tower."}, deck="French")
    screen = study(window)
    press(window, qtbot, " ")
    assert _shown(screen, "A tower.")


def test_an_answer_that_is_in_sight_moves_nothing(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Text": GAP + "\n\n" + STORY}, deck="French", note_type="Cloze")
    screen = study(window)
    pane = screen.page.pane
    gap = pane.document().find("[...]")
    bar = pane.verticalScrollBar()
    bar.setValue(bar.value() + pane.cursorRect(gap).top() - 40)
    before = bar.value()
    press(window, qtbot, " ")
    assert _shown(screen, "N'Djamena")
    assert bar.value() == before


def test_a_picture_as_the_answer_is_seen_from_its_top(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    name = _picture(collection, 300, 2_000)
    collection.add_note({"Front": STORY, "Back": f"😀![]({name})"}, deck="French")
    screen = study(window)
    press(window, qtbot, " ")
    pane = screen.page.pane
    picture = QTextCursor(pane.document())
    picture.movePosition(QTextCursor.MoveOperation.End)
    line = pane.cursorRect(picture)
    assert 0 <= line.bottom() - 2_000 <= pane.viewport().height() / 3


@pytest.mark.parametrize("size", SIZES[:2])
def test_larger_text_and_a_smaller_window_keep_the_answer_in_sight(
    window: MainWindow, collection: "Collection", qtbot: QtBot, size: tuple[int, int, float]
) -> None:
    collection.add_note({"Front": STORY, "Back": "Forty-two."}, deck="French")
    screen = study(window)
    press(window, qtbot, " ")
    _at_size(window, *size)
    assert _shown(screen, "Forty-two.")
