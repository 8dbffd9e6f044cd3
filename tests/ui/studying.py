"""What tests of the study screen share: cards to study, and a learner's keys and eyes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from flashcards.model.enums import Rating
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection

SPACE, RETURN = Qt.Key.Key_Space, Qt.Key.Key_Return
_KEYS = {str(number): Qt.Key(Qt.Key.Key_0 + number) for number in range(10)}
_KEYS |= {" ": SPACE, "Z": Qt.Key.Key_Z, "W": Qt.Key.Key_W, "S": Qt.Key.Key_S, "B": Qt.Key.Key_B}
_KEYS |= {"P": Qt.Key.Key_P, "E": Qt.Key.Key_E, "M": Qt.Key.Key_M, "F": Qt.Key.Key_F}


def add_cards(collection: "Collection", count: int, deck: str = "French") -> list[int]:
    """Add notes ``front 1``, ``front 2``, ... and return their ids."""
    return [
        collection.add_note({"Front": f"front {number}", "Back": f"back {number}"}, deck=deck)
        for number in range(1, count + 1)
    ]


def study(window: MainWindow, deck: str | None = "French") -> ReviewerScreen:
    """Bring the study screen to the front."""
    window.study(deck)
    screen = window.built("study")
    assert isinstance(screen, ReviewerScreen)
    return screen


def study_new(window: MainWindow, collection: "Collection", count: int) -> ReviewerScreen:
    """Add cards and bring the study screen to the front, the first of them asked."""
    add_cards(collection, count)
    return study(window)


def answer_next(collection: "Collection", rating: Rating) -> None:
    """Answer the next card, as in a sitting of another day."""
    session = collection.study("French")
    session.next()
    session.answer(rating)
    session.close()


def press(window: MainWindow, qtbot: QtBot, keys: str) -> None:
    """Press keys one after the other wherever the keyboard is."""
    for key in keys:
        qtbot.keyClick(_focused(window), _KEYS[key])


def press_with(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    """Press a key together with another one."""
    qtbot.keyClick(_focused(window), key, modifier)


def _focused(window: MainWindow) -> QWidget:
    focused = QApplication.focusWidget()
    return focused if focused is not None and focused.window() is window else window


def card_text(screen: ReviewerScreen) -> str:
    """Return what the card says."""
    return screen.page.pane.toPlainText().strip()


def question_place(screen: ReviewerScreen) -> QPoint:
    """Return where the first letter of the question stands, in pixels of the card."""
    pane = screen.page.pane
    return pane.cursorRect(QTextCursor(pane.document())).topLeft()


def is_asking(screen: ReviewerScreen) -> bool:
    """Whether the answer is still to be shown."""
    return screen.page.foot.show_button.isVisible()


def offered(screen: ReviewerScreen) -> list[tuple[str, str]]:
    """Return word and consequence of each rating in sight."""
    return [
        (each.text(), each.detail()) for each in screen.page.foot.rating_buttons if each.isVisible()
    ]
