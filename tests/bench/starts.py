"""Measures the start of the window, of several checkouts in turns, by the process's own clocks.

    python tests/bench/starts.py COLLECTION [CHECKOUT ...] [--repeat 10] [--parts]

Starts the program under Xvfb on a copy of a collection and says, as medians, how long it took until
the first paint by the clock and in processor time, and its memory then (PSS). ``--parts`` also says
how long the modules of each package took to load; the measuring itself makes that a little longer.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.xvfb import display

ROOT = Path(__file__).resolve().parents[2]

WATCHED = """
import os, sys, time
from importlib.machinery import PathFinder

def painted():
    used, now = time.process_time(), time.clock_gettime(time.CLOCK_BOOTTIME)
    begun = int(open("/proc/self/stat").read().rsplit(")", 1)[1].split()[19])
    rollup = open("/proc/self/smaps_rollup").read().split("Pss:")[1].split()[0]
    print(now - begun / os.sysconf("SC_CLK_TCK"), used, int(rollup) / 1024, flush=True)
    from PySide6.QtWidgets import QApplication
    QApplication.quit()

def watch(window, trouble):
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                QApplication.instance().removeEventFilter(self)
                QTimer.singleShot(0, painted)
            return False

    window.watch = Watch()
    QApplication.instance().installEventFilter(window.watch)

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name != "flashcards.app":
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path)
        load = spec.loader.exec_module
        spec.loader.exec_module = lambda module: (load(module), setattr(module, "_tell", watch))
        return spec

sys.meta_path.insert(0, Finder())
from flashcards.__main__ import main
sys.exit(main(["--collection", sys.argv[1]]))
"""
FIGURES = ("by the clock, s", "processor time, s", "memory, MB")
_IMPORTED = re.compile(r"import time:\s*(\d+) \|\s*\d+ \|\s*(\S+)")
_QT = {"PySide6": "Qt", "shiboken6": "Qt", "shibokensupport": "Qt"}
_NAMED = {"flashcards": "our own", "sqlalchemy": "SQLAlchemy", **_QT}


def environment(checkout: Path, home: Path, screen: str) -> dict[str, str]:
    """Return the environment of a program of its own home, whose byte code is kept."""
    own = {
        "DISPLAY": screen,
        "HOME": str(home),
        "FLASHCARDS_HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPATH": str(checkout),
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "flashcards-bench-bytecode")),
        "QT_QPA_PLATFORM": "xcb",
    }
    return {**os.environ, **own}


def start(checkout: Path, home: Path, screen: str, *flags: str) -> tuple[list[float], str]:
    """Start the program once; return the figures, and what it says on its standard error."""
    command = [sys.executable, *flags, "-c", WATCHED, str(home / "c.flashcards")]
    done = subprocess.run(
        command,
        cwd=checkout,
        env=environment(checkout, home, screen),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return [float(word) for word in done.stdout.split()], done.stderr


def parts(told: str) -> Counter[str]:
    """Return how many milliseconds the modules of each package took to load."""
    found: Counter[str] = Counter()
    for took_us, module in _IMPORTED.findall(told):
        found[_NAMED.get(module.partition(".")[0], "Python's own and others")] += int(took_us)
    return Counter({name: took // 1000 for name, took in found.items()})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("collection", type=Path)
    parser.add_argument("checkouts", type=Path, nargs="*", default=[ROOT])
    parser.add_argument("--repeat", type=int, default=10)
    parser.add_argument("--parts", action="store_true")
    asked = parser.parse_args()
    checkouts = [path.resolve() for path in asked.checkouts]
    with tempfile.TemporaryDirectory() as folder, display(1280, 900) as screen:
        home = Path(folder)
        shutil.copyfile(asked.collection, home / "c.flashcards")
        found: dict[Path, list[list[float]]] = {path: [] for path in checkouts}
        for path in checkouts:  # once unseen, so that all is compiled
            start(path, home, screen)
        for _ in range(asked.repeat):
            for path in checkouts:  # in turns, so that all meet the machine in the same mood
                found[path].append(start(path, home, screen)[0])
        for path in checkouts:
            middle = map(statistics.median, zip(*found[path], strict=True))
            told = (f"{name} {each:.3f}" for name, each in zip(FIGURES, middle, strict=True))
            print(path, "; ".join(told), sep=": ")
            if asked.parts:
                loaded = parts(start(path, home, screen, "-X", "importtime")[1])
                print("  loading, ms:", ", ".join(f"{n} {ms}" for n, ms in loaded.most_common()))


if __name__ == "__main__":
    main()
