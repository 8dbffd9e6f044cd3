"""A window of its own beside the main window: its keys and their help, its place, and its end."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from flashcards.ui.commands import Commands
from flashcards.ui.roles import Role, set_accessible_role
from flashcards.ui.widgets import fitting

if TYPE_CHECKING:
    from flashcards.ui.help import KeysHelp
    from flashcards.ui.main_window import MainWindow


COMING_BACK: Final = "comingBack"
"""The property of a main window while windows beside it are shown again as they were."""


class FloatingWindow(QWidget):
    """What windows share in which notes are made.

    It closes with the main window, and when another collection is opened there.
    """

    list_name = ""
    """Under which the settings remember size and place."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "screen")
        set_accessible_role(self, Role.Window)
        self.main = window
        self.collection = window.collection
        self.commands = Commands(self, window.settings.shortcuts)
        window.commands.keys_chosen.connect(self.commands.take_keys)
        self._help: KeysHelp | None = None
        window.installEventFilter(self)
        window.screen_shown.connect(self._check_collection)

    def take_place(self, first: QSize, smallest: QSize) -> None:
        """Stand where the window stood last, or as large as ``first``."""
        self.setMinimumSize(smallest)
        self.resize(fitting(self, first))
        kept = self.main.settings.lists.get(self.list_name, "")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    # For the page of keys, which asks a window for its commands and its title

    def screen_title(self) -> str:
        """Return what the window is for."""
        return self.windowTitle()

    def open_help(self) -> None:
        """Show the keys of this window."""
        from flashcards.ui.help import KeysHelp

        if self._help is None:
            self._help = KeysHelp(cast("MainWindow", self))
        self._help.open_help()

    # Coming and going

    def first_part(self) -> QWidget:
        """Return where the keyboard begins."""
        raise NotImplementedError

    def present(self) -> None:
        """Show above other windows, ready to work in.

        A window that only comes back as it was leaves the keyboard where the learner is.
        """
        if self.comes_back():
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.show()
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
            self.first_part().setFocus()
            return
        if self.isVisible():
            self.raise_()
        self.show()
        self.activateWindow()
        self.first_part().setFocus()

    def comes_back(self) -> bool:
        """Whether it was open a moment ago, and is shown again in another language."""
        return bool(self.main.property(COMING_BACK))

    def put_away(self) -> None:
        """Keep whatever is not kept yet."""

    def reopening(self) -> Callable[[], object]:
        """Return what opens the window again as it is, once it is closed."""
        raise NotImplementedError

    def _check_collection(self) -> None:
        if self.main.collection is not self.collection:
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close with the main window, while the collection is still open."""
        if watched is self.main and event.type() == QEvent.Type.Close:
            self.close()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is made and remember the window's size."""
        if self.main.collection is self.collection:
            self.put_away()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.main.change_settings(lists={**self.main.settings.lists, self.list_name: geometry})
        event.accept()
