"""Does the common jobs of a window on a large collection, and notes how long a key would wait.

    xvfb-run -a python tests/bench/stalls.py COLLECTION [--where] [JOB ...]

The program itself runs (``flashcards.app.run``) on a copy of COLLECTION, which ``build.py`` made; a
timer of its event loop beats every few milliseconds. Prints one JSON object: for each job its
seconds, the longest wait of a key in ms, and ``own``, what this process worked meanwhile: on a busy
machine others make the rest. ``--where`` also says what the window was doing in the longest wait.
"""

import json
import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from flashcards import app
from flashcards.model.note_types import BASIC
from flashcards.model.notes import NoteType, Template
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from tests.bench.heartbeat import Heartbeat, Steps, idle, pause, perf

LATE_S = 0.03
"""From so long a wait on it is looked what the window does."""
SCREENS = ("today", "statistics", "planning", "articles", "note_types", "bin", "options", "browse")
Do = Callable[[], object]


class Watch(threading.Thread):
    """Looks what the window's thread does while it lets keys wait."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.last = perf()
        self.seen: list[tuple[float, str]] = []
        self.over = threading.Event()
        self._main = threading.main_thread().ident

    def run(self) -> None:
        """Look until all is over."""
        while not self.over.wait(LATE_S / 3):
            waited = perf() - self.last
            if waited > LATE_S:
                frame = sys._current_frames().get(self._main or 0)
                self.seen.append((waited, _place(frame)))

    def told(self) -> list[str]:
        """Return what was seen since the last call, the most frequent first."""
        seen, self.seen = self.seen, []
        counted: dict[str, int] = {}
        for _, place in seen:
            counted[place] = counted.get(place, 0) + 1
        return [f"{n}x {place}" for place, n in sorted(counted.items(), key=lambda row: -row[1])]


def _place(frame: FrameType | None) -> str:
    found = [
        f"{Path(each.filename).stem}.{each.name}:{each.lineno}"
        for each in traceback.extract_stack(frame)
        if "sqlalchemy" not in each.filename
    ]
    return " > ".join(found[-7:])


def jobs(window: MainWindow) -> Iterator[tuple[str, Do]]:
    """Yield what is done, by name; each begins when the one before has ended."""
    for name in SCREENS:
        yield f"open {name}", partial(window.go, name)
    browser = window.built("browse")
    assert isinstance(browser, BrowserScreen)
    bulk = browser.bulk
    for query in ("rain", "tag:topic05", "is:due", "*ab*", "edited:1"):
        yield f"search {query}", partial(window.search, query)
    yield "search for all", lambda: window.search("")
    for column in ("question", "interval", "due"):
        yield f"sort by {column}", partial(browser.sort, column)
    yield "show notes", browser.toggle_notes
    yield "show cards", browser.toggle_notes
    yield "select all", browser.select_all
    for name, do in (
        ("suspend", lambda: bulk.suspend(True)),
        ("flag", lambda: bulk.flag(2)),
        ("tag", lambda: bulk.change_tags(["bench"], add=True)),
        ("move", lambda: bulk.move_to("Elsewhere")),
        ("delete", bulk.delete),
    ):
        yield f"{name} all", do
        yield f"undo {name}", window.undo_in_collection
        yield "select all again", browser.select_all
    yield from _few(window, browser)
    yield from _types(window)
    yield "study", lambda: window.study(None)


def _few(window: MainWindow, browser: BrowserScreen) -> Iterator[tuple[str, Do]]:
    """Yield what is done with so few rows that the window may do it itself."""
    bulk = browser.bulk
    for count in (400, 4_900):

        def select(count: int = count) -> None:
            browser.view.select_rows(range(count), 0)

        for name, do in (
            ("suspend", lambda: bulk.suspend(True)),
            ("tag", lambda: bulk.change_tags(["bench"], add=True)),
            ("move", lambda: bulk.move_to("Elsewhere")),
            ("delete", bulk.delete),
        ):
            yield f"select {count}", select
            yield f"{name} {count}", do
            yield f"undo {name} {count}", window.undo_in_collection


def _types(window: MainWindow) -> Iterator[tuple[str, Do]]:
    """Yield what is done with the note type of all notes."""
    yield "open note types again", lambda: window.go("note_types")
    screen: Any = window.built("note_types")

    def saved(change: Callable[[NoteType], NoteType]) -> Do:
        def save() -> None:
            types = window.collection.note_types
            basic = next(each for each in types.all() if each.uid == BASIC.uid)
            screen.keeper.open(basic)
            edited = change(basic)
            window.jobs.run(
                "Saving",
                lambda progress: types.save(edited, types.effect_of(edited), progress),
                on_done=screen.saving._saved,
            )

        return save

    def with_template(basic: NoteType) -> NoteType:
        new = Template("bench-uid", "Bench", "{{Back}}", "{{Front}}")
        return replace(basic, templates=(*basic.templates, new))

    yield "save a template", saved(with_template)
    yield "undo a template", window.undo_in_collection


class Bench:
    """Goes through the jobs."""

    def __init__(self, wanted: list[str], where: bool) -> None:
        self.figures: dict[str, dict[str, Any]] = {}
        self._wanted = wanted
        self.watch = Watch() if where else None
        self._heart = Heartbeat(self._work, None)
        if self.watch is not None:
            self._heart._timer.timeout.connect(self._beat)
            self.watch.start()

    def _beat(self) -> None:
        assert self.watch is not None
        self.watch.last = perf()

    def _work(self, window: MainWindow) -> Steps:
        yield pause(6)  # the first looking over of the file is done by then
        for name, do in jobs(window):
            self._heart.forget()
            if self.watch is not None:
                self.watch.told()
            began = perf()
            do()
            yield idle(window)
            took = perf() - began
            yield pause(0.4)
            yield idle(window)
            blocked, own = self._heart.worst()
            figures = {"s": round(took, 2), "blocked_ms": round(blocked), "own_ms": round(own)}
            self.figures[name] = figures
            print(name, figures, file=sys.stderr, flush=True)
            if self.watch is not None and own > LATE_S * 1000:
                for place in self.watch.told()[:3]:
                    print("    ", place, file=sys.stderr, flush=True)


def main() -> int:
    """Run the program on a copy of a collection."""
    asked = [each for each in sys.argv[1:] if each != "--where"]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "stalls.flashcards"
        shutil.copyfile(asked[0], copy)
        QApplication(sys.argv[:1])
        bench = Bench(asked[1:], "--where" in sys.argv)
        code = app.run(copy)
    print(json.dumps(bench.figures))
    return code


if __name__ == "__main__":
    sys.exit(main())
