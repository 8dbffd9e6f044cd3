"""The slim line that tells how far a job is, with a way to stop it."""

from PySide6.QtWidgets import QProgressBar, QWidget

from flashcards.ui.jobs import Job, Jobs
from flashcards.ui.widgets.boxes import row
from flashcards.ui.widgets.busy import show_busy
from flashcards.ui.widgets.buttons import button
from flashcards.ui.widgets.labels import ElidedLabel
from flashcards.ui.words import tr


class ProgressLine(QWidget):
    """Shows the latest job; hidden while there is none."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._job: Job | None = None
        self.text = ElidedLabel("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel = button(tr("Cancel"), self._cancel, kind="quiet")
        layout = row(self, self.text, self.bar, self.cancel, gap="between", margins="inside")
        layout.setStretch(0, 2)
        layout.setStretch(1, 3)
        jobs.started.connect(self._start)
        jobs.progressed.connect(self._progress)
        jobs.finished.connect(self._finish)
        self.hide()

    def _start(self, job: Job) -> None:
        self._job = job
        self.text.set_text(job.title)
        show_busy(self.bar)
        self.cancel.setEnabled(True)
        self.show()

    def _progress(self, job: Job, done: int, total: int) -> None:
        if job is not self._job:
            return
        if total > 0:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
        else:
            show_busy(self.bar)
        if total > 0 and self.cancel.isEnabled():
            self.text.set_text(f"{job.title}  {done:,} / {total:,}")

    def _finish(self, job: Job) -> None:
        others = [other for other in self._jobs.running() if not other.quiet]
        if others:
            self._start(others[-1])
        elif job is self._job:
            self._job = None
            self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self._jobs.cancel(self._job)
            self.text.set_text(tr("Stopping: {title}", title=self._job.title))
            self.cancel.setEnabled(False)
