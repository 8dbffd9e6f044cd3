"""What tests of the screen for plans share: cards with a past, and the screen itself."""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from flashcards import Rating
from flashcards.ui.main_window import MainWindow
from flashcards.ui.planning.page import Page
from flashcards.ui.planning.screen import PlanningScreen
from tests.conftest import FixedClock
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection

RETURN, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
CONTROL = Qt.KeyboardModifier.ControlModifier


def learn(collection: "Collection", clock: FixedClock) -> None:
    """Twelve cards of French answered over three weeks, then a week off; three new ones more."""
    for number in range(12):
        tags = ["verbs"] if number % 3 == 0 else []
        note = {"Front": f"{number}", "Back": "back"}
        collection.add_note(note, deck="French::Words", tags=tags)
    done = 0
    for days in (0, 1, 6, 7):
        clock.advance(days=days)
        session = collection.study()
        while session.next() is not None:
            session.answer((Rating.GOOD, Rating.EASY, Rating.AGAIN)[done % 3], taken_ms=9_000)
            done += 1
        session.close()
    for number in range(3):
        collection.add_note({"Front": f"new {number}", "Back": "back"}, deck="Zoology")
    clock.advance(days=7)


def open_page(window: MainWindow, qtbot: QtBot, page: str, **arguments: object) -> PlanningScreen:
    """Open the screen at a page and wait until it was reckoned."""
    qtbot.waitUntil(window.isActiveWindow)
    screen = window.go("planning", page=page, **arguments)
    assert isinstance(screen, PlanningScreen)
    settled(screen.page, qtbot)
    return screen


def settled(page: Page, qtbot: QtBot) -> None:
    """Wait until a page shows what its form says."""
    qtbot.waitUntil(lambda: page.up_to_date or page.problem.isVisible())


def idle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until no work goes on."""
    qtbot.waitUntil(lambda: not window.jobs.running())


def dues(collection: "Collection") -> dict[int, datetime | None]:
    """Return when each card is due."""
    return {card: collection.card(card).due_at for card in collection.search("")}


def words(widget: QWidget) -> str:
    """Return all words that can be read."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def type_name(qtbot: QtBot, text: str) -> None:
    """Fill in the dialog that asks for a name, by keys."""
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = cast(QLineEdit, QApplication.focusWidget())
    assert field.window().isModal()
    dialog = field.window()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, RETURN)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def use(window: MainWindow, qtbot: QtBot, widget: QWidget) -> None:
    """Give a widget the keyboard, as the Tab key does."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)


def press_undo_in_toast(window: MainWindow, qtbot: QtBot) -> None:
    """Press what the toast offers."""
    assert window.toasts.action.text() == "Undo"
    qtbot.keyClick(window.toasts.action, Qt.Key.Key_Space)
    idle(window, qtbot)
