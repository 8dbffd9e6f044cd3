"""Long work in a worker thread with progress and cancel, and writes that wait for it."""

import contextlib
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from flashcards.model.errors import CancelledError, UserError
from flashcards.ui.garbage import GarbageWatch

Progress = Callable[[int, int], bool]
"""Called with done and total; False asks the work to stop."""

TELL_EVERY_S = 0.05
TOLD_AFTER_MS = 300
"""How long work goes on that is mostly short before its progress is shown."""
LONG_STEP_ROWS = 100
"""Undo and redo of more rows than this run as jobs: a busy disk takes a millisecond for a few."""
LOOK_AGAIN_MS = 50
HEAD_START_S = 0.04
"""So that the window has shown that a job began before the two have to take turns."""
SHOWN_MS = 50
"""By then the window has shown what came of a job."""
TURN_S, USUAL_TURN_S = 0.0002, sys.getswitchinterval()
"""How long a thread runs Python while another waits. To paint, the window needs a turn for each
Python method Qt calls, hundreds of them, and would wait so long for every one."""


@dataclass(slots=True)
class Job:
    """One piece of long work under way."""

    number: int
    title: str
    done: Callable[[Any], object] | None
    failed: Callable[[UserError], object] | None
    broken: Callable[[], object] | None = None
    writes: bool = False
    """Whether it leaves a step that can be undone."""
    quiet: bool = False
    """Whether who started it tells how far it is, and the window does not."""
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None
    last_told: float = 0.0


class Jobs(QObject):
    """Runs work off the window's thread; every signal arrives on it."""

    started = Signal(object)
    progressed = Signal(object, int, int)
    finished = Signal(object)
    over = Signal(object)
    """A job that has ended, when all is done that follows from it."""
    failed = Signal(object, object)
    """A job and the exception nobody else takes care of."""

    _told = Signal(object, int, int)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self._running: list[Job] = []
        self.at_end: list[Callable[[], object]] = []
        """What else is to be stopped when the window closes."""
        queued = Qt.ConnectionType.QueuedConnection
        self._told.connect(self._pass_on, queued)
        self._ended.connect(self._end, queued)
        GarbageWatch(self.running, self)

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        on_done: Callable[[Any], object] | None = None,
        on_error: Callable[[UserError], object] | None = None,
        *,
        on_broken: Callable[[], object] | None = None,
        writes: bool = False,
        quiet: bool = False,
        told_after_ms: int = 0,
    ) -> Job:
        """Start ``work(progress)`` in a thread of its own; what it returns goes to ``on_done``.

        A ``UserError`` goes to ``on_error`` or to the window; a cancelled job ends in silence.
        After an error nobody expected, which the window reports, ``on_broken`` is called.
        ``writes`` tells that it leaves a step of undo: from now on undo waits for its end.
        Of a ``quiet`` one the learner sees no progress; with ``told_after_ms`` none so long, for
        work that is mostly done by then.
        """
        how = (writes, quiet or told_after_ms > 0)
        job = Job(next(self._numbers), title, on_done, on_error, on_broken, *how)
        thread = threading.Thread(target=self._work, args=(job, work), name=f"job-{job.number}")
        job.thread = thread
        self._running.append(job)
        sys.setswitchinterval(TURN_S)
        if told_after_ms:
            QTimer.singleShot(told_after_ms, self, lambda: self._tell_of(job))
        elif not quiet:
            self.started.emit(job)
        thread.start()
        return job

    def _tell_of(self, job: Job) -> None:
        """Show the progress of a job that was quiet so far, where it goes on."""
        if job in self._running:
            job.quiet = False
            self.started.emit(job)

    def running(self) -> list[Job]:
        """Return the jobs that have not ended."""
        return list(self._running)

    def writing(self) -> bool:
        """Whether a job has not ended that leaves a step of undo, also before it writes."""
        return any(job.writes for job in self._running)

    def cancel(self, job: Job) -> None:
        """Ask a job to stop at its next step."""
        job.stop.set()

    def give_up(self, job: Job) -> None:
        """Ask a job to stop; nobody is told what comes of it."""
        job.done, job.failed, job.broken = None, lambda _error: None, None
        job.stop.set()

    def stop_all(self) -> None:
        """Ask every job to stop and wait until all threads have ended."""
        for job in self._running:
            job.stop.set()
        for job in self._running:
            if job.thread is not None:
                job.thread.join()
        self._running.clear()
        for stop in self.at_end:
            stop()
        sys.setswitchinterval(USUAL_TURN_S)

    def _rest(self) -> None:
        if not self._running:
            sys.setswitchinterval(USUAL_TURN_S)

    def _work(self, job: Job, work: Callable[[Progress], Any]) -> None:
        def progress(done: int, total: int) -> bool:
            now = time.monotonic()
            if now - job.last_told >= TELL_EVERY_S or done >= total > 0:
                job.last_told = now
                self._told.emit(job, done, total)
            return not job.stop.is_set()

        if not job.quiet:
            job.stop.wait(HEAD_START_S)
        try:
            result = work(progress)
        except BaseException as error:  # noqa: BLE001  (handed to the window, which reports it)
            _let_go(error)
            self._hand_over(job, None, error)
        else:
            self._hand_over(job, result, None)

    def _hand_over(self, job: Job, result: Any, error: BaseException | None) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone, and nobody waits for it
            self._ended.emit(job, result, error)

    @Slot(object, int, int)
    def _pass_on(self, job: Job, done: int, total: int) -> None:
        if job in self._running:
            self.progressed.emit(job, done, total)

    @Slot(object, object, object)
    def _end(self, job: Job, result: Any, error: BaseException | None) -> None:
        if job not in self._running:
            return
        if job.thread is not None:
            job.thread.join()
        self._running.remove(job)
        QTimer.singleShot(SHOWN_MS, self, self._rest)
        self.finished.emit(job)
        try:
            self._tell_end(job, result, error)
        finally:
            self.over.emit(job)

    def _tell_end(self, job: Job, result: Any, error: BaseException | None) -> None:
        if error is None:
            if job.done is not None:
                job.done(result)
        elif isinstance(error, CancelledError):
            return
        elif isinstance(error, UserError) and job.failed is not None:
            job.failed(error)
        else:
            self.failed.emit(job, error)
            if job.broken is not None:
                job.broken()


def _let_go(error: BaseException | None) -> None:
    """Free what the work had made in its own thread, since the window's would wait for it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:  # causes may go round in a circle
        seen.add(id(error))
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


@dataclass(frozen=True, slots=True)
class _Write:
    work: Callable[[], Any]
    then: Callable[[Any], object] | None
    alone: bool = False


class Writes(QObject):
    """Small writes: done at once, or in order as soon as the long write ends."""

    waiting = Signal(bool)
    """True when the first write starts to wait, False when the last one is done."""
    failed = Signal(object)
    """A ``UserError``."""

    def __init__(self, busy: Callable[[], bool], jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._jobs = jobs
        self._after_alone = False
        """Whether what was to be alone goes on as a job, so that the others wait."""
        self._queue: deque[_Write] = deque()
        self._look_again = QTimer(self)
        self._look_again.setSingleShot(True)
        self._look_again.setInterval(LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self._go_on)
        jobs.over.connect(self._go_on)

    def do(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], object] | None = None,
        *,
        alone: bool = False,
    ) -> None:
        """Do one write on the window's thread; ``then`` gets what it returned.

        One that is to be ``alone``, as undo is, also waits for jobs that were asked to write and
        do not yet; what is asked for later comes after it, also after a job that it starts.
        """
        write = _Write(work, then, alone)
        if self._queue or self._has_to_wait(write):
            self._queue.append(write)
            if len(self._queue) == 1:
                self.waiting.emit(True)
                self._look_again.start()
            return
        self._carry_out(write)

    def pending(self) -> int:
        """Return how many writes wait."""
        return len(self._queue)

    def finish(self) -> None:
        """Do now whatever still waits; for the moment before the window closes.

        Not undo: what it was meant for may have been stopped.
        """
        while self._queue:
            write = self._queue.popleft()
            if not write.alone:
                self._carry_out(write)

    def _has_to_wait(self, write: _Write) -> bool:
        self._after_alone = self._after_alone and self._jobs.writing()
        return self._busy() or self._after_alone or (write.alone and self._jobs.writing())

    def _carry_out(self, write: _Write) -> None:
        self._after_alone = write.alone
        try:
            result = write.work()
        except UserError as error:
            self.failed.emit(error)
            return
        if write.then is not None:
            write.then(result)

    @Slot()
    def _go_on(self, _job: object = None) -> None:
        self._after_alone = self._after_alone and self._jobs.writing()
        if not self._queue:
            return
        try:
            while self._queue and not self._has_to_wait(self._queue[0]):
                self._carry_out(self._queue.popleft())
        finally:
            # Also after an unexpected error, so that one bad write holds up no other.
            if self._queue:
                self._look_again.start()
            else:
                self.waiting.emit(False)
