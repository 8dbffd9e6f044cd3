"""Imports a table in the real window while a heartbeat notes how long the window was blocked.

    python tests/bench/window_import.py COLLECTION TABLE

The program itself runs (``flashcards.app.run``); a timer of its event loop beats every few
milliseconds, and the longest gap between two beats is how long a key press would have waited.
Cancelling is tried at many moments of the reading and the importing. Prints one JSON object.
"""

import json
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from flashcards import app
from flashcards.ui.main_window import MainWindow

BEAT_MS = 4
STOPS = 16
"""At how many moments of an import cancelling is tried."""
perf = time.perf_counter
Ready = Callable[[], bool]


class Bench(QObject):
    """Goes through the steps of the benchmark, one beat after the other."""

    def __init__(self, table: Path) -> None:
        super().__init__()
        self.figures: dict[str, Any] = {}
        self._table = table
        self._steps = self._work()
        self._ready: Ready = lambda: self._found() is not None
        self._last = 0.0
        self.gaps: list[float] = []
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _found(self) -> MainWindow | None:
        windows = QApplication.topLevelWidgets()
        return next((each for each in windows if isinstance(each, MainWindow)), None)

    def _beat(self) -> None:
        now = perf()
        self.gaps.append(now - self._last)
        self._last = now
        if self._ready():
            try:
                self._ready = next(self._steps)
            except StopIteration:
                self._timer.stop()
                QApplication.closeAllWindows()
            except BaseException:
                QApplication.exit(3)
                raise

    def _blocked_ms(self) -> float:
        """Return the worst wait since the last call, and begin anew."""
        worst = max(self.gaps, default=0.0)
        self.gaps.clear()
        return max(0.0, worst * 1000 - BEAT_MS)

    def _pause(self, seconds: float) -> Ready:
        until = perf() + seconds
        return lambda: perf() >= until

    def _work(self) -> Generator[Ready]:
        window = self._found()
        assert window is not None
        yield self._pause(6)  # the first looking over of the file is done by then
        self._blocked_ms()
        screen: Any = window.go("import")
        yield self._pause(0.3)
        figures = self.figures
        figures["import_screen_blocked_ms"] = self._blocked_ms()
        started = perf()
        window.go("import", paths=[self._table])
        yield lambda: not window.jobs.running()
        figures["reading_s"] = perf() - started
        yield self._pause(0.3)
        figures["reading_blocked_ms"] = self._blocked_ms()
        yield from self._cancelled(window, lambda: screen.look_at([self._table]), "reading")
        window.go("import", paths=[self._table])
        yield lambda: not window.jobs.running()
        yield self._pause(0.3)
        self._blocked_ms()
        started = perf()
        screen.start()
        yield lambda: not window.jobs.running()
        figures["import_s"] = perf() - started
        figures["importing_blocked_ms"] = self._blocked_ms()
        yield self._pause(1)
        figures["after_import_blocked_ms"] = self._blocked_ms()
        window.go("today")
        yield self._pause(0.5)
        figures["today_after_import_blocked_ms"] = self._blocked_ms()
        window.undo()
        yield self._pause(0.5)
        figures["undo_import_blocked_ms"] = self._blocked_ms()
        window.go("import")
        yield from self._cancelled(window, screen.start, "import")
        blocked = ("reading", "importing", "after_import", "import_cancelling")
        figures["import_blocked_worst_ms"] = max(figures[f"{each}_blocked_ms"] for each in blocked)

    def _cancelled(
        self, window: MainWindow, start: Callable[[], object], name: str
    ) -> Generator[Ready]:
        """Start and cancel at many moments; nothing may be kept of it."""
        took: list[float] = []
        worst = 0.0
        self._blocked_ms()
        whole = self.figures[f"{name}_s"]
        for stop in range(STOPS):
            start()
            yield self._pause(whole * (stop + 0.5) / STOPS)
            jobs = window.jobs.running()
            if not jobs:
                break
            asked = perf()
            window.jobs.cancel(jobs[0])
            yield lambda: not window.jobs.running()
            took.append((perf() - asked) * 1000)
            if window.collection.search(""):  # it was through before the request came
                took.pop()
                worst = max(worst, self._blocked_ms())
                window.undo()
                yield self._pause(0.5)
                self._blocked_ms()
        self.figures[f"{name}_cancel_ms"] = [round(each) for each in took]
        self.figures[f"{name}_cancel_worst_ms"] = max(took, default=0.0)
        self.figures[f"{name}_cancelling_blocked_ms"] = max(worst, self._blocked_ms())


def main() -> int:
    """Run the program on a collection of its own."""
    collection, table = map(Path, sys.argv[1:3])
    QApplication(sys.argv[:1])
    bench = Bench(table)
    code = app.run(collection)
    print(json.dumps(bench.figures))
    return code


if __name__ == "__main__":
    sys.exit(main())
