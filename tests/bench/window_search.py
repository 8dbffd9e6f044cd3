"""Types searches in the real window while a heartbeat notes how long a key would have waited.

    xvfb-run -a python tests/bench/window_search.py COLLECTION

Prints for each search the longest wait in ms: by the clock, without the time in which the window's
thread could have gone on and the machine was busy with others (where the system tells), and as far
as the window's thread itself worked.
"""

import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from flashcards import app
from flashcards.ui.main_window import MainWindow
from tests.bench.heartbeat import Heartbeat, Steps, idle, pause

BETWEEN_KEYS_S = 0.12
SEARCHES = (
    ("plopla", ""),
    ("*eefl*", ""),
    ("tag:topic04", ""),
    ("deck:Bench is:due", ""),
    ("-tag:topic12 is:new or flag:1", ""),
    ("the", "question"),
    ('"of the"', "due"),
    ("front:atio", ""),
    ("wa*and", "tags"),
    ("re:x{3}", ""),
    ("", "created"),
)
"""What is typed, and which column it is sorted by then."""


SCHEDULED = Path("/proc/self/schedstat")


def undisturbed() -> float:
    """Return the seconds that went by, but those in which the window's thread waited for a turn."""
    waited_ns = int(SCHEDULED.read_text().split()[1]) if SCHEDULED.exists() else 0
    return time.perf_counter() - waited_ns / 1e9


class Bench:
    """Types, waits and tells."""

    def __init__(self) -> None:
        self._heart = Heartbeat(self._work, None, undisturbed)
        self._own = Heartbeat(self._nothing, None, time.thread_time)

    def _nothing(self, window: MainWindow) -> Steps:
        while window.isVisible():
            yield lambda: False

    def _tell(self, name: str) -> None:
        (clock, calm), (_, thread) = self._heart.worst(), self._own.worst()
        print(f"{name:<40} {clock:8.1f} {calm:8.1f} {thread:8.1f}", flush=True)

    def _work(self, window: MainWindow) -> Steps:
        yield pause(6)  # the first looking over of the file is done by then
        yield idle(window)
        self._heart.worst(), self._own.worst()
        screen: Any = window.go("browse", query=None)
        yield pause(0.5)
        yield idle(window)
        self._tell("Browse opened")
        for text, order in SEARCHES:
            screen.focus_search()
            screen.search.clear()
            yield pause(0.2)
            yield idle(window)
            self._tell(f"{text!r} to be typed")
            for key in text:
                QTest.keyClicks(screen.search, key)
                yield pause(BETWEEN_KEYS_S)
            yield pause(0.4)
            yield idle(window)
            self._tell(f"{text!r} typed")
            if order:
                screen.sort(order)
                yield pause(0.2)
                yield idle(window)
                self._tell(f"sorted by {order}")
            yield pause(0.2)


def main() -> int:
    """Run the program on a collection of one's own."""
    QApplication(sys.argv[:1])
    bench = Bench()
    print(f"{'longest wait, ms':<40} {'clock':>8} {'calm':>8} {'window':>8}")
    code = app.run(Path(sys.argv[1]))
    del bench
    return code


if __name__ == "__main__":
    sys.exit(main())
