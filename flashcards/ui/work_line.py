"""Runs one piece of work at a time for a page, and tells in one line how far it is."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QProgressBar, QWidget

from flashcards.model.errors import UserError
from flashcards.ui.jobs import Job, Progress
from flashcards.ui.widgets import ElidedLabel, button, row
from flashcards.ui.widgets.busy import show_busy
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class WorkLine(QWidget):
    """Words, and while work goes on a bar and a way to stop it; nothing moves when they come."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._jobs = window.jobs
        self._job: Job | None = None
        self._stopped: Callable[[], object] | None = None
        self.text = ElidedLabel("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel = button(tr("Stop"), self.give_up, kind="quiet")
        for part in (self.bar, self.cancel):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
            part.hide()
        layout = row(self, self.text, self.bar, self.cancel, gap="between")
        layout.setStretch(0, 3)
        layout.setStretch(1, 1)
        self._jobs.progressed.connect(self._progress)
        self._jobs.finished.connect(self._finish)

    @property
    def running(self) -> bool:
        """Whether work goes on."""
        return self._job is not None

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        on_done: Callable[[Any], object],
        on_error: Callable[[UserError], object],
        on_stopped: Callable[[], object] | None = None,
    ) -> None:
        """Start work in place of what may be going on; ``on_stopped`` when the learner stops it."""
        self.drop()
        self._stopped = on_stopped
        self.text.set_text(title)
        show_busy(self.bar)
        self._show_bar(shown=True)
        self._job = self._jobs.run(title, work, on_done, on_error, quiet=True)

    def say(self, text: str) -> None:
        """Show words."""
        self.text.set_text(text)

    def drop(self) -> None:
        """Stop the work without a word: its result is not wanted any more."""
        job, self._job = self._job, None
        if job is not None:
            self._jobs.give_up(job)
            self._show_bar(shown=False)

    def give_up(self) -> None:
        """Stop the work, since the learner wishes so."""
        if self._job is not None:
            self.drop()
            self.say(tr("Stopped."))
            if self._stopped is not None:
                self._stopped()

    def _show_bar(self, *, shown: bool) -> None:
        had_focus = self.cancel.hasFocus()
        self.bar.setVisible(shown)
        self.cancel.setVisible(shown)
        if had_focus and not shown:
            self.window().setFocus()

    def _progress(self, job: Job, done: int, total: int) -> None:
        if job is not self._job:
            return
        if total > 0:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
        else:
            show_busy(self.bar)

    def _finish(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.say("")
            self._show_bar(shown=False)
