"""The icon in the tray: how many cards wait, and the few things one wants from there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from flashcards import identity
from flashcards.ui.everyday.tray_picture import tray_icon
from flashcards.ui.hints import set_hint
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_OPENS = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)
_FROM_COMMANDS = ("planning.five_minutes", "note.add")
"""What else is there, by the ids of commands."""
KEYBOARD_TAKER = "QSystemTrayIconSysWindow"
"""What Qt calls the icon's own window in an X11 tray of the older kind."""


class Tray(QObject):
    """Shown while it lives."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.count = 0
        self.menu = QMenu(window)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.menu.aboutToShow.connect(self._fill)
        window.theme.changed.connect(self._draw)
        window.screen_shown.connect(self._say)  # after the language was changed, too
        self._fill()
        self._draw()
        self._keyboard = KeepsKeyboard(self, window)
        self.icon.show()

    def close(self) -> None:
        """Leave the tray."""
        self._window.theme.changed.disconnect(self._draw)
        self._window.screen_shown.disconnect(self._say)
        self.icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    def show_count(self, count: int) -> None:
        """Say how many cards wait."""
        if count != self.count:
            self.count = count
            self._draw()

    def _draw(self) -> None:
        self.icon.setIcon(tray_icon(self.count))
        self._say()

    def _say(self) -> None:
        said = tr("Nothing to study now")
        if self.count:
            said = plural(self.count, "{count} card to study", "{count} cards to study")
        set_hint(self.icon, tr("{program}: {said}", program=identity.NAME, said=said))

    def _fill(self) -> None:
        """Name what is there as it is called now."""
        menu, window = self.menu, self._window
        menu.clear()
        opened = menu.addAction(tr("&Open {program}", program=identity.NAME))
        opened.triggered.connect(window.come_to_front)
        menu.setDefaultAction(opened)
        menu.addSeparator()
        for command_id in _FROM_COMMANDS:
            text = window.commands.row(command_id).text_now
            menu.addAction(text).triggered.connect(self._doing(command_id))
        menu.addSeparator()
        menu.addAction(tr("&Quit")).triggered.connect(window.quit)

    def _doing(self, command_id: str) -> Callable[[], None]:
        def do() -> None:
            self._window.come_to_front()
            self._window.commands.trigger(command_id)

        return do

    def _activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how in _OPENS:
            self._window.come_to_front()


class KeepsKeyboard(QObject):
    """Gives the keyboard back that an older X11 tray hands to the icon as it takes it in.

    Qt then takes the icon for the window in front, and no key reaches the one that is. This
    happens once; whoever comes to the icon later wants to.
    """

    def __init__(self, parent: QObject, window: "MainWindow") -> None:
        super().__init__(parent)
        self._window = window
        app = QApplication.instance()
        assert isinstance(app, QGuiApplication)
        self._app = app
        self._in_front = app.focusWindow() is not None
        app.focusWindowChanged.connect(self._follow)

    def _follow(self, focused: QWindow | None) -> None:
        if focused is None or focused.objectName() != KEYBOARD_TAKER:
            self._in_front = focused is not None
            return
        self._app.focusWindowChanged.disconnect(self._follow)
        if self._in_front:
            QTimer.singleShot(0, self, self._give_back)

    def _give_back(self) -> None:
        (QApplication.activeModalWidget() or self._window).activateWindow()
