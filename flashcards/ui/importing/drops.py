"""What is dropped anywhere on the window: decks are looked at, an article is read."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from flashcards.identity import SUFFIX

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class DropWatch(QObject):
    """Takes files and text that are dropped where no field or editor wants them."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept what can be read, and go to the screen that reads it."""
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            if _wanted(event.mimeData()) or _has_text(event.mimeData()):
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            files = _wanted(event.mimeData())
            if files:
                event.acceptProposedAction()
                self._take(files)
                return True
            if _has_text(event.mimeData()):
                from flashcards.ui.deck_from_article.clipboard import text_of
                from flashcards.ui.importing.pasting import is_table, take_text

                event.acceptProposedAction()
                if is_table(event.mimeData().text()):
                    take_text(self._window, event.mimeData().text())
                else:
                    self._window.go("article", text=text_of(event.mimeData()))
                return True
        return False

    def _take(self, files: list[Path]) -> None:
        """Open files; what is a deck or article for certain at once, whatever else is shown."""
        from flashcards.formats import format_of
        from flashcards.ui.importing.kinds import is_article

        if len(files) == 1 and is_article(files[0]):
            self._window.go("article", path=files[0])
        elif all(format_of(file) is not None for file in files):
            self._window.go("import", paths=files)
        else:
            self._window.arrivals.take(files)


def _has_text(data: QMimeData) -> bool:
    """Whether a piece of text is dragged that could be an article."""
    return not data.hasUrls() and data.hasText() and bool(data.text().strip())


def _wanted(data: QMimeData) -> list[Path]:
    """Return the local files dragged, when the program can do something with each by its name."""
    from flashcards.formats import format_of
    from flashcards.ui.importing.kinds import can_be_article

    if not data.hasUrls():
        return []
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

    def is_known(file: Path) -> bool:
        known = format_of(file) is not None or can_be_article(file)
        return known or file.suffix.lower() == SUFFIX or file.is_dir()

    return files if all(map(is_known, files)) else []
