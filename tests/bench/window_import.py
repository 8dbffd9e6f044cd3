"""Imports a table in the real window while a heartbeat notes how long the window was blocked.

    python tests/bench/window_import.py COLLECTION TABLE

The program itself runs (``flashcards.app.run``); a timer of its event loop beats every few
milliseconds, and the longest gap between two beats is how long a key press would have waited.
Cancelling is tried at many moments of the reading and the importing. The import is undone, redone
and undone again. Prints one JSON object.
"""

import json
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from flashcards import app
from flashcards.ui.main_window import MainWindow

BEAT_MS = 4
PAINT_EVERY = 50
"""Beats between two times the whole window is painted anew, as when it is used meanwhile."""
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
        self._last = (0.0, 0.0)
        self._beats = 0
        self._gaps: list[tuple[float, float]] = []
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _found(self) -> MainWindow | None:
        windows = QApplication.topLevelWidgets()
        return next((each for each in windows if isinstance(each, MainWindow)), None)

    def _beat(self) -> None:
        now = perf(), time.process_time()
        self._gaps.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now
        self._beats += 1
        window = self._found()
        if window is not None and self._beats % PAINT_EVERY == 0:
            for part in window.findChildren(QWidget):
                part.update()
        if self._ready():
            try:
                self._ready = next(self._steps)
            except StopIteration:
                self._timer.stop()
                QApplication.closeAllWindows()
            except BaseException:
                QApplication.exit(3)
                raise

    def _note_blocked(self, name: str) -> None:
        """Keep the worst wait since the last call, and begin anew.

        ``own`` is what this process worked meanwhile: on a busy machine others make the rest.
        """
        walls = [wall for wall, _ in self._gaps]
        owns = [min(gap) for gap in self._gaps]
        self._gaps.clear()
        for kind, waits in (("blocked", walls), ("blocked_own", owns)):
            key = f"{name}_{kind}_ms"
            worst = max(0.0, max(waits, default=0.0) * 1000 - BEAT_MS)
            self.figures[key] = max(worst, self.figures.get(key, 0.0))

    def _pause(self, seconds: float) -> Ready:
        until = perf() + seconds
        return lambda: perf() >= until

    def _work(self) -> Generator[Ready]:
        window = self._found()
        assert window is not None
        yield self._pause(6)  # the first looking over of the file is done by then
        self._gaps.clear()
        screen: Any = window.go("import")
        yield self._pause(0.3)
        self._note_blocked("import_screen")
        started = perf()
        screen.look_at([self._table])
        yield self._ended(screen)
        self.figures["reading_s"] = perf() - started
        yield self._pause(0.3)
        self._note_blocked("reading")
        yield from self._cancelled(window, screen, lambda: screen.look_at([self._table]), "reading")
        screen.look_at([self._table])
        yield self._ended(screen)
        yield self._pause(0.3)
        self._gaps.clear()
        started = perf()
        screen.start()
        yield self._ended(screen)
        self.figures["import_s"] = perf() - started
        self._note_blocked("importing")
        yield self._pause(1)
        self._note_blocked("after_import")
        window.go("today")
        yield self._pause(0.5)
        self._note_blocked("today_after_import")
        yield from self._taken_back(window)
        yield from self._taken(window, window.redo, "redo_import")
        yield from self._taken_back(window)
        window.go("import")
        yield self._pause(0.3)
        yield from self._cancelled(window, screen, screen.start, "importing")
        for kind in ("blocked", "blocked_own"):
            parts = ("reading", "importing", "after_import", "today_after_import")
            worst = max(self.figures[f"{part}_{kind}_ms"] for part in parts)
            self.figures[f"import_{kind}_worst_ms"] = worst
            steps = ("undo_import", "redo_import")
            worst = max(self.figures[f"{step}_{kind}_ms"] for step in steps)
            self.figures[f"undo_{kind}_worst_ms"] = worst
        cancels = ("reading_cancel_worst_ms", "importing_cancel_worst_ms")
        self.figures["import_cancel_worst_ms"] = max(self.figures[each] for each in cancels)
        if window.collection.search(""):
            raise SystemExit("What was cancelled or undone is still there.")

    def _ended(self, screen: Any) -> Ready:
        return lambda: screen._job is None

    def _taken_back(self, window: MainWindow) -> Generator[Ready]:
        yield from self._taken(window, window.undo, "undo_import")

    def _taken(self, window: MainWindow, take: Callable[[], object], name: str) -> Generator[Ready]:
        """Undo or redo the import; the waiting must cost the window nothing itself."""
        self._gaps.clear()
        started = perf()
        take()
        yield lambda: not window.jobs.running()
        self.figures[f"{name}_s"] = perf() - started
        yield self._pause(0.5)
        self._note_blocked(name)

    def _cancelled(
        self, window: MainWindow, screen: Any, start: Callable[[], object], name: str
    ) -> Generator[Ready]:
        """Start and cancel at many moments; nothing may be kept of it."""
        took: list[float] = []
        self._gaps.clear()
        whole = self.figures["import_s" if name == "importing" else "reading_s"]
        for stop in range(STOPS):
            start()
            yield self._pause(whole * (stop + 0.5) / STOPS)
            if screen._job is None:
                break
            asked = perf()
            window.jobs.cancel(screen._job)
            yield self._ended(screen)
            took.append((perf() - asked) * 1000)
            if window.collection.undo_name:  # it was through before the request came
                took.pop()
                self._note_blocked(name)
                yield from self._taken_back(window)
        self._note_blocked(name)
        if window.collection.undo_name:
            yield from self._taken_back(window)
        self.figures[f"{name}_cancel_ms"] = [round(each) for each in took]
        self.figures[f"{name}_cancel_worst_ms"] = max(took, default=0.0)


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
