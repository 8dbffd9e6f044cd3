"""Looks for what is cut off or blurred in every screen: ``python -m tests.ui.scaled FOLDER``.

It is started by a test with QT_SCALE_FACTOR set, which Qt reads only as a program starts.
"""

import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QLabel, QWidget

import flashcards
from flashcards.settings import Settings
from flashcards.ui.main_window import SMALLEST, MainWindow
from flashcards.ui.theme import Theme
from tests.conftest import FixedClock
from tests.effort import PATIENCE_S
from tests.ui.cut_off import cut_off
from tests.ui.lived import live
from tests.ui.places import PLACES

ROUNDS = 6


def settle(window: MainWindow) -> None:
    """Let all work be done and laid out."""
    until = time.monotonic() + PATIENCE_S
    while window.jobs.running() and time.monotonic() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    for _ in range(ROUNDS):
        QApplication.processEvents()


def blurred(window: QWidget) -> list[str]:
    """Return pictures that are drawn for fewer pixels than they are shown with."""
    ratio = window.devicePixelRatioF()
    pictures = [each for each in window.findChildren(QLabel) if each.isVisible()]
    drawn = [(each, each.pixmap().devicePixelRatio()) for each in pictures if each.pixmap()]
    return [f"{type(each.parent()).__name__}: {found}" for each, found in drawn if found != ratio]


def main(folder: Path) -> None:
    """Print what is wrong, a line each, and at last how many screens were seen at which scale."""
    app = QApplication([])
    theme = Theme("light")
    theme.apply()
    clock = FixedClock(datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    with flashcards.open(folder / "c.flashcards", clock=clock) as collection:
        live(collection, clock)
        window = MainWindow(collection, Settings(theme="light"), None, theme)
        window.resize(SMALLEST)
        window.show()
        for name, arguments in PLACES:
            window.go(name, **arguments)
            settle(window)
            for fault in [*cut_off(), *blurred(window)]:
                print(f"{name} {arguments}: {fault}")
        print(len(PLACES), window.size().toTuple(), window.grab().size().toTuple())
        window.jobs.stop_all()
        window.close()
    del window, app


if __name__ == "__main__":
    main(Path(sys.argv[1]))
