"""A second launch raises the first window: a watched file beside the collection, no socket."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileSystemWatcher, QObject, QTimer, Slot

from flashcards.files import open_side_file, read_side_file

ANSWER_WITHIN_MS = 2000
_CALL, _SHOWN = "call", "shown"


def raise_file(collection: Path) -> Path:
    """Return the file through which a collection's window is called."""
    return collection.with_name(collection.name + ".raise")


class RaiseWatch(QObject):
    """Held by the first window: comes to the front when the file says so, and answers."""

    def __init__(
        self, collection: Path, come: Callable[[], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._file = raise_file(collection)
        self._come = come
        # Where something else stands in its place, a second launch just tells that this one runs.
        self._watcher = QFileSystemWatcher(self)
        with contextlib.suppress(OSError):
            _write(self._file, "")
            self._watcher.addPath(str(self._file))
        self._watcher.fileChanged.connect(self._look)

    @Slot(str)
    def _look(self, _path: str = "") -> None:
        if _read(self._file).startswith(_CALL):
            self._come()
            with contextlib.suppress(OSError):
                _write(self._file, _SHOWN)

    def end(self) -> None:
        """Stop listening and remove the file."""
        if self._watcher.files():
            self._watcher.removePaths(self._watcher.files())
            self._file.unlink(missing_ok=True)


def call_first_window(collection: Path, within_ms: int = ANSWER_WITHIN_MS) -> bool:
    """Ask the window that holds a collection to come to the front; False when none answers.

    Needs a Qt application object; runs its event loop until the answer or the time is over.
    """
    file = raise_file(collection)
    app = QCoreApplication.instance()
    if app is None or not file.exists():
        return False
    watcher = QFileSystemWatcher([str(file)])
    watcher.fileChanged.connect(lambda _path: _read(file) == _SHOWN and app.exit(1))
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(lambda: app.exit(0))
    try:
        _write(file, f"{_CALL} {os.getpid()}")
    except OSError:
        return False
    timer.start(within_ms)
    return app.exec() == 1


def _read(file: Path) -> str:
    try:
        return read_side_file(file).decode("ascii", "replace")
    except OSError:
        return ""


def _write(file: Path, text: str) -> None:
    """Write into the watched file itself, which is never replaced."""
    handle = open_side_file(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text)
