"""The application object, which macOS tells of files that are double-clicked or dropped on it."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

Take = Callable[[Sequence[Path]], object]


class Application(QApplication):
    """Keeps files that come before there is a window."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._early: list[Path] = []
        self._take: Take | None = None
        self.quitting = False
        """Whether the system, such as the dock of macOS, wants the program to end just now."""

    def event(self, event: QEvent) -> bool:
        """Take the file that macOS wants opened, note a wish to quit; all else is Qt's."""
        if isinstance(event, QFileOpenEvent):
            if name := event.file():
                self._came(Path(name))
            return True
        self.quitting = event.type() == QEvent.Type.Quit
        try:
            return super().event(event)
        finally:
            self.quitting = False

    def _came(self, file: Path) -> None:
        if self._take is None:
            self._early.append(file)
        else:
            self._take([file])

    def files_go_to(self, take: Take | None) -> None:
        """Give files to ``take`` from now on, those that came before all at once."""
        self._take = take
        early, self._early = self._early, []
        if take is not None and early:
            take(early)
        else:
            self._early = early


def made_application(platform: str = "") -> QApplication:
    """Return the application, made where there is none yet.

    ``platform`` is the kind of screen it is to use, as ``display.opening`` found; "" for Qt's own
    choice.
    """
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    told = ["-platform", platform] if platform else []
    return Application([*sys.argv[:1], *told])


def files_go_to(take: Take | None) -> None:
    """Give the files that the system wants opened to ``take``, from now on; None keeps them."""
    found = QApplication.instance()
    if isinstance(found, Application):
        found.files_go_to(take)
