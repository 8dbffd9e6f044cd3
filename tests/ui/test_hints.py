"""What the pointer rests on shows names as they are written, whatever they look like."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolTip, QWidget

from flashcards.ui.hints import as_hint
from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.planned import idle

if TYPE_CHECKING:
    from flashcards.api import Collection

HOSTILE = '<img src="nowhere.png"> & <b>bold</b>'
PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"


def _shown(hint: str) -> str:
    """Return what Qt shows of a hint, with a sign where it would draw a picture."""
    if not GuiQt.mightBeRichText(hint):
        return hint
    page = QTextDocument()
    page.setHtml(hint)
    return page.toPlainText()


def _hints(root: QWidget) -> Iterator[str]:
    """Every hint of a window: of its widgets, and of the cells and headings of its lists."""
    for widget in root.findChildren(QWidget):
        yield widget.toolTip()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(min(model.rowCount(), 9)):
                for column in range(model.columnCount()):
                    yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


@pytest.mark.parametrize("text", [HOSTILE, "plain", "a < b\n<i>two</i>  spaces", "", "<table>" * 3])
def test_a_hint_shows_what_is_written(text: str) -> None:
    assert _shown(as_hint(text)) == text
    assert _shown(as_hint(text, wrap=True)) == text


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # the offscreen platform
def test_a_deck_with_the_name_of_a_picture_draws_none_where_the_pointer_rests(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": HOSTILE, "Back": HOSTILE}, deck=HOSTILE)
    screen = window.go("today")
    assert isinstance(screen, HomeScreen)
    idle(window, qtbot)
    spot = screen.tree.visualRect(screen.tree.model().index(0, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, spot, screen.tree.viewport().mapToGlobal(spot))
    QApplication.sendEvent(screen.tree.viewport(), event)
    assert _shown(QToolTip.text()).startswith(HOSTILE)
    QToolTip.hideText()


@pytest.mark.parametrize(
    "name", ["today", "study", "browse", "articles", "statistics", "planning", "foresight", "past"]
)
def test_no_hint_of_a_screen_is_taken_for_html(
    window: MainWindow, collection: "Collection", qtbot: QtBot, name: str
) -> None:
    collection.add_note({"Front": HOSTILE, "Back": HOSTILE}, deck=HOSTILE)
    window.go(name)
    idle(window, qtbot)
    assert [hint for hint in _hints(window) if PICTURE in _shown(hint)] == []


def test_no_hint_of_the_deck_options_or_a_new_note_is_taken_for_html(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": HOSTILE, "Back": HOSTILE}, deck=HOSTILE)
    window.go("options", deck=HOSTILE)
    window.add_note(HOSTILE)
    idle(window, qtbot)
    found = [hint for hint in _hints(window) if "nowhere" in hint]
    assert found
    assert [hint for hint in found if HOSTILE not in _shown(hint)] == []
