"""Files dropped anywhere on the window are looked at on the import screen."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class DropWatch(QObject):
    """Takes deck files that are dropped where no field or editor wants them."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept deck files, and go to the import screen with them."""
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            if _deck_files(event.mimeData()):
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            files = _deck_files(event.mimeData())
            if files:
                event.acceptProposedAction()
                self._window.go("import", paths=files)
                return True
        return False


def _deck_files(data: QMimeData) -> list[Path]:
    """Return the local files among what is dragged, when all are of a kind that can be read."""
    from flashcards.formats import format_of

    if not data.hasUrls():
        return []
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files if all(format_of(file) is not None for file in files) else []
