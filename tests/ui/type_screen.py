"""What tests of the note types share: the screen on two notes, and what it says."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton

from flashcards.model.notes import NoteType
from flashcards.ui.main_window import MainWindow
from flashcards.ui.note_types.screen import NoteTypesScreen
from tests.qtbot import QtBot

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def open_types(window: MainWindow, qtbot: QtBot, uid: str = "basic") -> NoteTypesScreen:
    """Bring the screen to the front with a type chosen, and wait until all is known."""
    shown = window.go("note_types", uid=uid)
    assert isinstance(shown, NoteTypesScreen)
    idle(window, qtbot)
    return shown


def idle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until no work is under way."""
    qtbot.waitUntil(lambda: not window.jobs.running())


def stored(window: MainWindow, uid: str = "basic") -> NoteType:
    """Return a note type as it is kept."""
    return window.collection.note_type(uid)


def names(screen: NoteTypesScreen) -> list[str]:
    """Return what the list of fields says."""
    return [name for name, _ in screen.fields.list.names.rows]


def told(screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot) -> str:
    """Return what saving would do, once it is worked out."""
    screen.saving.settle()
    idle(window, qtbot)
    return screen.told.text()


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier or Qt.KeyboardModifier.NoModifier)


def write(qtbot: QtBot, edit: QPlainTextEdit, lines: Sequence[str]) -> None:
    """Put the keyboard into a field and type lines in place of what stands there."""
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    for number, text in enumerate(lines):
        if number:
            qtbot.keyClick(edit, Qt.Key.Key_Return)
        qtbot.keyClicks(edit, text)


def answer(text: str) -> str:
    """Press a button of the question that stands; return what it said."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    words = " ".join(part.text() for part in dialog.findChildren(QLabel))
    next(push for push in dialog.findChildren(QPushButton) if push.text() == text).click()
    return words
