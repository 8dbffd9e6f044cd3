"""Hears a second start of the program ring, and says what it brings."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Slot

from flashcards import handing_over
from flashcards.handing_over import Request


class RaiseWatch(QObject):
    """Held by the first window: takes what is brought and hands it on, one start at a time."""

    def __init__(
        self,
        collection: Path,
        come: Callable[[Request], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._collection, self._come = collection, come
        self._bell: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._look)
        self._hang_up()

    def _hang_up(self) -> None:
        # Where something else stands in its place, a second launch just tells that this one runs.
        with contextlib.suppress(OSError):
            self._bell = handing_over.hang_up(self._collection)
            self._watcher.addPath(os.fspath(self._bell))

    @Slot(str)
    def _look(self, _path: str = "") -> None:
        if self._bell is None:
            return
        if not self._watcher.files():  # something removed it, such as a program that tidies up
            self._hang_up()
            return
        request = handing_over.answer(self._bell)
        if request is not None:
            # Not from within the watcher's signal: what is opened may wait for the learner.
            QTimer.singleShot(0, self, lambda: self._come(request))

    def end(self) -> None:
        """Stop listening and remove the bell."""
        called, self._bell = self._bell, None
        if called is not None:
            if self._watcher.files():
                self._watcher.removePaths(self._watcher.files())
            handing_over.take_down(called)
