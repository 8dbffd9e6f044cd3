"""A second launch raises the first window: a watched file beside the collection, no socket."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileSystemWatcher, QObject, QTimer, Slot

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
        handle = os.open(self._file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        os.close(handle)
        self._watcher = QFileSystemWatcher([str(self._file)], self)
        self._watcher.fileChanged.connect(self._look)

    @Slot(str)
    def _look(self, _path: str = "") -> None:
        if _read(self._file).startswith(_CALL):
            self._come()
            self._file.write_text(_SHOWN, encoding="ascii")

    def end(self) -> None:
        """Stop listening and remove the file."""
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
    file.write_text(f"{_CALL} {os.getpid()}", encoding="ascii")
    timer.start(within_ms)
    return app.exec() == 1


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeError):
        return ""
