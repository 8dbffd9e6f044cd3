"""Does in the window what a start of the program wished for."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.desktop import wishes

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def fulfil(window: "MainWindow", wish: str) -> None:
    """Do what is wished for, once no dialog is in the way; nothing for words of a later version."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QDialog

    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog) and wish and not wishes.is_quiet(wish):
        # Not from within its end, which has things of its own to do.
        dialog.finished.connect(lambda: QTimer.singleShot(0, window, partial(fulfil, window, wish)))
    elif wish == wishes.STUDY:
        window.study()
    elif wish == wishes.ADD_NOTE:
        window.add_note()
    elif wish == wishes.REMIND:
        _remind(window)
    elif (minutes := wishes.minutes_of(wish)) is not None:
        from flashcards.ui.planning.starting import start_minutes

        start_minutes(window, minutes, None)


def _remind(window: "MainWindow") -> None:
    from flashcards.ui.everyday.reminding import Reminding

    found = window.findChild(Reminding)
    if isinstance(found, Reminding):
        found.look()
