"""Keeps what reminds while the program is closed as the settings say, in the background."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashcards.desktop import reminder, timers
from flashcards.desktop.reminder import Reminder
from flashcards.model.errors import UserError
from flashcards.settings import Settings
from flashcards.ui import messages
from flashcards.ui.jobs import Job, Progress
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

Wanted = tuple[Reminder | None, str]
"""The hours, none for None, and the collection where it is not the usual one.

That is where the learner asked for it: a file that is opened only to be looked at changes nothing.
"""


class ClosedReminder(QObject):
    """Sets the system's timer up, changes its hours and removes it, one thing after the other."""

    kept = Signal()
    """The timer is as the settings say."""

    def __init__(self, window: "MainWindow", timer: timers.Timer | None = None) -> None:
        super().__init__(window)
        self._window = window
        self.timer = timer or timers.timer_here()
        self._kept: Wanted = None, ""
        self._job: Job | None = None
        window.settings_changed.connect(self._follow)
        self._asked_for = False
        """Whether the learner waits for it: at the start nobody is told of what does not work."""
        self._follow(window.settings)  # the program may lie elsewhere since the last time
        self._asked_for = True

    @staticmethod
    def _wanted(settings: Settings) -> Wanted:
        hours = reminder.wanted(settings) if settings.reminder_closed else None
        return hours, "" if hours is None else settings.reminder_collection

    def _follow(self, settings: Settings) -> None:
        wanted = self._wanted(settings)
        if wanted == self._kept or self._job is not None:
            return
        hours, collection = wanted

        def keep(_progress: Progress) -> None:
            timers.keep(self.timer, hours, collection)

        def done(_result: object) -> None:
            self._kept, self._job = wanted, None
            self.kept.emit()
            self._follow(self._window.settings)  # it may have been changed meanwhile

        def refused(error: UserError) -> None:
            self._job = None
            if asked_for:
                self._refused(error)
            else:
                self._kept = wanted

        asked_for = self._asked_for
        self._job = self._window.jobs.run(
            tr("Setting the reminder up"), keep, done, refused, quiet=True
        )

    def _refused(self, error: UserError) -> None:
        """Say why there is no timer, and let the settings say that there is none."""
        self._kept = None, ""
        self._window.change_settings(reminder_closed=False)
        self.kept.emit()
        messages.show_error(self._window, error)
