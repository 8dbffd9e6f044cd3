"""Imports a table in the real window while a heartbeat notes how long the window was blocked.

    python tests/bench/window_import.py COLLECTION TABLE

The program itself runs (``flashcards.app.run``); a timer of its event loop beats every few
milliseconds, and the longest gap between two beats is how long a key press would have waited.
Cancelling is tried at many moments of the reading and the importing. The import is undone, redone
and undone again. Prints one JSON object.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from flashcards import app
from flashcards.ui.main_window import MainWindow
from tests.bench.heartbeat import Heartbeat, Ready, Steps, idle, pause, perf

STOPS = 16
"""At how many moments of an import cancelling is tried."""


class Bench:
    """Imports, cancels, undoes and redoes."""

    def __init__(self, table: Path) -> None:
        self.figures: dict[str, Any] = {}
        self._table = table
        self._heart = Heartbeat(self._work, None)

    def _note_blocked(self, name: str) -> None:
        """Keep the worst wait since the last call, and begin anew."""
        for kind, worst in zip(("blocked", "blocked_own"), self._heart.worst(), strict=True):
            key = f"{name}_{kind}_ms"
            self.figures[key] = max(worst, self.figures.get(key, 0.0))

    def _work(self, window: MainWindow) -> Steps:
        yield pause(6)  # the first looking over of the file is done by then
        self._heart.forget()
        screen: Any = window.go("import")
        yield pause(0.3)
        self._note_blocked("import_screen")
        started = perf()
        screen.look_at([self._table])
        yield self._ended(screen)
        self.figures["reading_s"] = perf() - started
        yield pause(0.3)
        self._note_blocked("reading")
        yield from self._cancelled(window, screen, lambda: screen.look_at([self._table]), "reading")
        screen.look_at([self._table])
        yield self._ended(screen)
        yield pause(0.3)
        self._heart.forget()
        started = perf()
        screen.start()
        yield self._ended(screen)
        self.figures["import_s"] = perf() - started
        self._note_blocked("importing")
        yield pause(1)
        self._note_blocked("after_import")
        window.go("today")
        yield pause(0.5)
        self._note_blocked("today_after_import")
        yield from self._taken_back(window)
        yield from self._taken(window, window.redo, "redo_import")
        yield from self._taken_back(window)
        window.go("import")
        yield pause(0.3)
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

    def _taken_back(self, window: MainWindow) -> Steps:
        yield from self._taken(window, window.undo, "undo_import")

    def _taken(self, window: MainWindow, take: Callable[[], object], name: str) -> Steps:
        """Undo or redo the import; the waiting must cost the window nothing itself."""
        self._heart.forget()
        started = perf()
        take()
        yield idle(window)
        self.figures[f"{name}_s"] = perf() - started
        yield pause(0.5)
        self._note_blocked(name)

    def _cancelled(
        self, window: MainWindow, screen: Any, start: Callable[[], object], name: str
    ) -> Steps:
        """Start and cancel at many moments; nothing may be kept of it."""
        took: list[float] = []
        self._heart.forget()
        whole = self.figures["import_s" if name == "importing" else "reading_s"]
        for stop in range(STOPS):
            start()
            yield pause(whole * (stop + 0.5) / STOPS)
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
