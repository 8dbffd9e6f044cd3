"""A timer of the window's own event loop: how long would a key press have waited?"""

import time
from collections.abc import Callable, Generator

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from flashcards.ui.main_window import MainWindow

BEAT_MS = 4
USE_EVERY = 50
"""Beats between two times the window is used: it is painted anew, and what else is asked for."""
perf = time.perf_counter
Ready = Callable[[], bool]
"""Says whether the next step may begin; asked at each beat."""
Steps = Generator[Ready]


class Heartbeat(QObject):
    """Goes through the steps of a benchmark, one beat after the other, and closes the window."""

    def __init__(
        self,
        steps: Callable[[MainWindow], Steps],
        use: Callable[[MainWindow], object] | None,
        worked: Callable[[], float] = time.process_time,
    ) -> None:
        """``worked`` tells how long this process, or some part of it, has worked, in seconds."""
        super().__init__()
        self._worked = worked
        self._begin, self._use = steps, use
        self._steps: Steps | None = None
        self._ready: Ready = lambda: self._found() is not None
        self._last = (perf(), worked())
        self._beats = 0
        self._gaps: list[tuple[float, float]] = []
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def forget(self) -> None:
        """Leave out what was waited for until now."""
        self._gaps.clear()

    def worst(self) -> tuple[float, float]:
        """Return the worst wait since the last call in ms, and begin anew.

        The second figure is what this process worked meanwhile: on a busy machine others make
        the rest.
        """
        walls, owns = [wall for wall, _ in self._gaps], [min(gap) for gap in self._gaps]
        self._gaps.clear()
        worst = [max(0.0, max(waits, default=0.0) * 1000 - BEAT_MS) for waits in (walls, owns)]
        return worst[0], worst[1]

    def _found(self) -> MainWindow | None:
        windows = QApplication.topLevelWidgets()
        return next((each for each in windows if isinstance(each, MainWindow)), None)

    def _beat(self) -> None:
        now = perf(), self._worked()
        self._gaps.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now
        window = self._found()
        self._beats += 1
        if window is not None and self._beats % USE_EVERY == 0:
            if self._use is not None:
                self._use(window)
            for part in window.findChildren(QWidget):
                part.update()
        if window is not None and self._ready():
            self._step(window)

    def _step(self, window: MainWindow) -> None:
        if self._steps is None:
            self._steps = self._begin(window)
        try:
            self._ready = next(self._steps)
        except StopIteration:
            self._timer.stop()
            QApplication.closeAllWindows()
        except BaseException:
            QApplication.exit(3)
            raise


def pause(seconds: float) -> Ready:
    """Return what is ready after ``seconds``."""
    until = perf() + seconds
    return lambda: perf() >= until


def idle(window: MainWindow) -> Ready:
    """Return what is ready when the window has no work left."""
    return lambda: not window.jobs.running()
