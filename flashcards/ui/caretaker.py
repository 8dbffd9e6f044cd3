"""Looks after the collection while the learner is at it: soundness, backups, the monthly fit."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

from flashcards.model.errors import UserError
from flashcards.ui import messages
from flashcards.ui.words import numeral, tr

if TYPE_CHECKING:
    from flashcards.collection.past.refitting import Refit
    from flashcards.model.ids import PresetId
    from flashcards.ui.main_window import MainWindow

LOOK_OVER_AFTER_MS = 4_000
"""Well after the first paint."""
REST_EVERY_MS = 60_000


class Caretaker(QObject):
    """Does its work in quiet jobs; only what the learner must know of is said."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._failed_backup = False
        self._fitted_on: dict[int, int] = {}
        """The day on which each preset was last looked at for a new fit."""
        self._first = QTimer(self, singleShot=True, interval=LOOK_OVER_AFTER_MS)
        self._first.timeout.connect(self.look_over)
        self._often = QTimer(self, interval=REST_EVERY_MS)
        self._often.timeout.connect(self.rest)
        self._first.start()
        self._often.start()

    @Slot()
    def look_over(self) -> None:
        """Read the whole file once and say so if it does not hold together."""
        collection = self._window.collection
        self._quietly(tr("Checking the collection"), lambda _: collection.look_over())

    @Slot()
    def rest(self) -> None:
        """Fold the log into the file and make the daily backup, unless something is going on."""
        collection = self._window.collection
        if collection.busy or self._window.jobs.running():
            return

        def work(progress: Any) -> "list[PresetId]":
            collection.rest()
            collection.back_up_if_due(progress, daily=True)
            return collection.scheduling.refits_due()

        self._quietly(tr("Backing up"), work, self._tell_backup_failed, self._fit_again)

    def _fit_again(self, due: "list[PresetId]") -> None:
        """Fit FSRS again where the learner agreed to that every month: one preset at a time, each
        tried once a day, and not while cards are being answered."""
        scheduling = self._window.collection.scheduling
        today = self._window.collection.clock().date().toordinal()
        preset = next((one for one in due if self._fitted_on.get(one) != today), None)
        if preset is None or self._window.front() == "study":
            return
        self._fitted_on[preset] = today
        self._window.jobs.run(
            tr("Fitting FSRS to your answers"),
            lambda progress: scheduling.refit(preset, progress),
            self._tell_fitted,
            lambda _: None,  # too few answers: that is no news
            quiet=True,
        )

    def _tell_fitted(self, found: "Refit | None") -> None:
        if found is None:
            return
        before, after = found.result.log_loss_before, found.result.log_loss_after
        self._window.toast(
            tr(
                "FSRS was fitted again for “{preset}”: it predicts your newest answers "
                "{share}% better.",
                preset=found.preset,
                share=numeral(100 * (before - after) / before, 1),
            ),
            tr("Undo"),
            self._window.undo_in_collection,
        )

    def _quietly(self, title: str, work: Any, on_error: Any = None, on_done: Any = None) -> None:
        self._window.jobs.run(title, work, on_done, on_error or self._tell, quiet=True)

    def _tell(self, error: UserError) -> None:
        messages.show_error(self._window, error)

    def _tell_backup_failed(self, error: UserError) -> None:
        if not self._failed_backup:  # once a session, not each minute
            self._failed_backup = True
            self._window.toast(tr("The daily backup failed: {why}", why=error.what))
