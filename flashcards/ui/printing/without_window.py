"""Puts cards on paper without a window in sight, as for the command line."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from flashcards.model.errors import CancelledError
from flashcards.settings import Settings
from flashcards.ui.printing.choices import PrintChoices
from flashcards.ui.printing.pages import Pages
from flashcards.ui.printing.running import WAIT_MS
from flashcards.ui.printing.targets import PdfTarget

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.store.operation import Progress
    from flashcards.ui.main_window import MainWindow


def print_cards(
    collection: "Collection",
    cards: Sequence[int],
    path: Path,
    title: str,
    choices: PrintChoices,
    progress: "Progress | None" = None,
) -> int:
    """Write cards (ids) to a PDF file and return how many; needs no screen.

    Raises UserError, and CancelledError when ``progress`` says stop; then no file is left.
    """
    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.theme import Theme

    app = QApplication.instance() or QApplication(["flashcards"])
    theme = Theme("light")
    theme.apply()
    window = MainWindow(collection, Settings(theme="light"), None, theme)
    try:
        return _print(window, cards, path, title, choices, progress)
    finally:
        window.jobs.stop_all()
        window.close()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _print(
    window: "MainWindow",
    ids: Sequence[int],
    path: Path,
    title: str,
    choices: PrintChoices,
    progress: "Progress | None",
) -> int:
    cards = window.collection.printed(ids)
    target = PdfTarget(path, choices, title)
    pages = Pages(window, target, choices, title)
    try:
        for waits in pages.draw(cards):
            _let_pictures_come(WAIT_MS if waits else 0)
            if progress is not None and not progress(pages.done, len(cards)):
                raise CancelledError
    except BaseException:
        target.give_up()
        raise
    finally:
        pages.close()
    target.finish()
    return len(cards)


def _let_pictures_come(wait_ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(wait_ms, loop.quit)
    loop.exec()
