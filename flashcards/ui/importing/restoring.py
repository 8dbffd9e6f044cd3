"""Puts a backup in the place of the open collection, and the window back on its feet."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QProgressBar, QWidget

from flashcards.model.backups import BEFORE_RESTORE
from flashcards.model.errors import UserError
from flashcards.ui import messages
from flashcards.ui.widgets import column, label
from flashcards.ui.widgets.busy import show_busy
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.ui.jobs import Job
    from flashcards.ui.main_window import MainWindow

WIDTH_PX = 380


class _Waiting(QDialog):
    """Keeps keys and clicks away while there is no open collection; it closes by itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("Restoring"))
        self.setModal(True)
        self.setMinimumWidth(WIDTH_PX)
        bar = QProgressBar()
        show_busy(bar)
        bar.setTextVisible(False)
        bar.setAccessibleName(tr("Progress"))
        text = label(tr("Restoring the backup"), "heading")
        column(self, text, bar, gap="between", margins="around")

    def reject(self) -> None:
        """Escape does not stop what must not stop half-way."""


def restore(window: "MainWindow", backup: Path) -> None:
    """Restore a backup in the background; the present state is backed up first.

    Whatever happens, the window ends up on an open collection: the restored one, or the present
    one where the backup was refused.
    """
    import flashcards

    if window.jobs.running() or window.writes.pending():
        window.toast(tr("Wait until the work under way has ended"))
        return
    _close_other_windows(window)
    window.put_screens_away()
    old, opened = window.collection, []
    waiting = _Waiting(window)
    waiting.open()

    def work(_progress: object) -> Path | None:
        old.close()
        try:
            flashcards.restore(backup, old.path)
        finally:
            opened.append(flashcards.open(old.path, old.clock))
        return _kept(opened[0])

    def ended(job: "Job") -> None:
        if job is not running:
            return
        window.jobs.finished.disconnect(ended)
        waiting.done(0)
        waiting.deleteLater()
        if opened:
            window.take_collection(opened[0])

    def refused(error: UserError) -> None:
        dialog = messages.show_error(window, error)
        if not opened:  # nothing to show any more; the file is as it was
            dialog.finished.connect(window.close)

    window.jobs.finished.connect(ended)
    running = window.jobs.run(
        tr("Restoring the backup"),
        work,
        on_done=lambda kept: _say_where(window, kept),
        on_error=refused,
    )


def _kept(collection: "Collection") -> Path | None:
    """Return the backup that holds what was there before."""
    kept = (info.path for info in collection.backups() if info.reason == BEFORE_RESTORE)
    return next(kept, None)


def _say_where(window: "MainWindow", kept: Path | None) -> None:
    if kept is None:
        window.toast(tr("The backup was restored"))
        return
    text = tr("The backup was restored. What was here before is kept as {name}", name=kept.name)
    window.toast(text, tr("Undo"), lambda: restore(window, kept))


def _close_other_windows(window: "MainWindow") -> None:
    """Close editors and dialogs: they hold cards of a collection that goes away."""
    for other in QApplication.topLevelWidgets():
        floats = other is not window and bool(other.windowFlags() & Qt.WindowType.Window)
        if floats and other.isVisible() and other.parentWidget() is window:
            other.close()
