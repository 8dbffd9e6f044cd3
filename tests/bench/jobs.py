"""Runs every long work of scheduling in the real window, and notes how long a key would wait.

    python tests/bench/jobs.py COLLECTION [WORK ...]

The program itself runs (``flashcards.app.run``) on a copy of COLLECTION, which ``build.py`` made; a
timer of its event loop beats every few milliseconds. Each work runs once to its end and is then
cancelled at several moments. Prints one JSON object: seconds, the longest wait of a key, and the
longest time from asking to stop until the job had ended (both in ms). ``own`` is what this process
worked meanwhile: on a busy machine others make the rest.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

import flashcards
from flashcards import app
from flashcards.model.enums import SchedulerKind
from flashcards.model.experiments import SimulationSettings
from flashcards.model.presets import Options
from flashcards.ui.jobs import Job, Progress
from flashcards.ui.main_window import MainWindow
from tests.bench.heartbeat import Heartbeat, Steps, idle, pause, perf

CANCELS = 6
"""At how many moments of a work cancelling is tried."""
DECK = "Bench"
Work = Callable[[Progress], object]


def works(collection: flashcards.Collection) -> dict[str, Work]:
    """Return what is measured, by name, in an order in which each finds what it needs."""
    scheduling, planning = collection.scheduling, collection.planning
    today = date.today()
    first, last, exam = (today + timedelta(days) for days in (5, 18, 60))
    options = collection.preset_of(DECK).options
    cards = collection.search("")

    def judged_by(kind: SchedulerKind) -> Options:
        return replace(options, scheduler=kind)

    def preview(rules: Options) -> Work:
        return lambda progress: scheduling.preview_replay(DECK, rules, progress)

    def apply(rules: Options) -> Work:
        return lambda progress: scheduling.apply_replay(DECK, rules, progress)

    def remove_last(progress: Progress) -> int:
        return planning.remove_plan(planning.plans()[-1].uid, progress)

    settings = [SimulationSettings(judged_by(kind)) for kind in SchedulerKind]
    found: dict[str, Work] = {
        "fit": lambda progress: scheduling.optimise(DECK, progress),
        "trial": lambda progress: scheduling.trial(DECK, progress),
        "simulate": lambda progress: scheduling.compare(DECK, 365, settings, progress),
    }
    for kind in SchedulerKind:
        found[f"replay_preview_{kind}"] = preview(judged_by(kind))
        found[f"replay_apply_{kind}"] = apply(judged_by(kind))
    found |= {
        "exam_preview": lambda progress: planning.exam_preview(DECK, exam, 90, progress),
        "exam_add": lambda progress: planning.add_exam(DECK, exam, 90, "", progress),
        "exam_remove": remove_last,
        "holiday_preview": lambda progress: planning.holiday_preview(first, last, None, progress),
        "holiday_add": lambda progress: planning.add_holiday(first, last, None, "", progress),
        "holiday_remove": remove_last,
        "catch_up_preview": lambda progress: planning.catch_up_preview(DECK, 30, progress),
        "set_due": lambda progress: scheduling.set_due(cards, 0, progress),
        "catch_up_apply": lambda progress: planning.apply_catch_up(DECK, 30, "", progress),
        "catch_up_remove": remove_last,
    }
    return found


class Bench:
    """Runs each work to its end and cancels it at several moments."""

    def __init__(self, wanted: list[str]) -> None:
        self.figures: dict[str, dict[str, float]] = {}
        self._wanted = wanted
        self._heart = Heartbeat(self._work, lambda window: window.collection.search("rain"))

    def _work(self, window: MainWindow) -> Steps:
        yield pause(6)  # the first looking over of the file is done by then
        for name, work in works(window.collection).items():
            if not self._wanted or name in self._wanted:
                yield from self._measured(window, name, work)

    def _measured(self, window: MainWindow, name: str, work: Work) -> Steps:
        self._heart.forget()
        started = perf()
        window.jobs.run(name, work)
        yield idle(window)
        took = perf() - started
        yield pause(0.3)
        blocked, own = self._heart.worst()
        if window.collection.undo_name:
            window.undo()
            yield idle(window)
            yield pause(0.3)
        stops: list[float] = []
        self._heart.forget()
        for stop in range(CANCELS):
            job: Job = window.jobs.run(name, work)
            yield pause(took * (stop + 0.5) / CANCELS)
            asked = perf()
            window.jobs.cancel(job)
            yield idle(window)
            stops.append((perf() - asked) * 1000)
            if window.collection.undo_name:
                window.undo()
                yield idle(window)
        yield pause(0.3)
        blocked_cancelled, own_cancelled = self._heart.worst()
        if name.endswith(("_add", "_remove", "catch_up_apply", "set_due")):
            window.jobs.run(name, work)  # what comes next rests on it
            yield idle(window)
            window.collection._store.forget_undo()
        self.figures[name] = {
            "s": round(took, 2),
            "blocked_ms": round(max(blocked, blocked_cancelled), 1),
            "blocked_own_ms": round(max(own, own_cancelled), 1),
            "cancel_worst_ms": round(max(stops), 1),
        }
        print(name, self.figures[name], file=sys.stderr, flush=True)


def main() -> int:
    """Run the program on a copy of a collection."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "jobs.flashcards"
        shutil.copyfile(sys.argv[1], copy)
        QApplication(sys.argv[:1])
        bench = Bench(sys.argv[2:])
        code = app.run(copy)
    print(json.dumps(bench.figures))
    return code


if __name__ == "__main__":
    sys.exit(main())
