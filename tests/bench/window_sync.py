"""Syncs in the real window while a heartbeat notes how long a key would have waited.

    xvfb-run -a python tests/bench/window_sync.py [NOTES | COLLECTION] [--telling]

Another collection of NOTES (20,000), or a copy of COLLECTION with its log, tells of all it has,
then of a day of study for each screen: 240 answers, 10 notes, 5 edits, 20 moves. With ``--telling``
it is the window's own collection that tells an empty folder of all it has. Prints the longest
wait in ms: by the clock, without the time in which the window's thread could have gone on and the
machine was busy with others (where the system tells), and as far as the window's thread itself
worked.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

import flashcards
from flashcards import Rating, app
from flashcards.api import Collection
from flashcards.ui.main_window import MainWindow
from flashcards.ui.syncing.rounds import rounds_of
from tests.bench.heartbeat import Heartbeat, Steps, idle, pause
from tests.bench.window_search import undisturbed

NOTES = 20_000
DECK = "Many"


def filled(path: Path, notes: int) -> Collection:
    """Return a new collection with so many notes of two fields."""
    made = flashcards.open(path)
    cards = [f"Q: question {number}\nA: answer {number}" for number in range(notes)]
    source = path.with_suffix(".md")
    source.write_text(f"---\ndeck: {DECK}\n---\n\n" + "\n\n".join(cards) + "\n", encoding="utf-8")
    made.import_file(source)
    made.set_options(DECK, new_per_day=500)
    return made


def copied(source: Path, path: Path) -> Collection:
    """Return a copy of a collection."""
    shutil.copy(source, path)
    made = flashcards.open(path)
    made.set_options(made.deck_names()[0], new_per_day=500)
    return made


def live_a_day(collection: Collection, deck: str, day: int) -> None:
    """Answer, add, edit and move as a learner does in a day."""
    session = collection.study(deck)
    for number in range(240):
        if session.next() is not None:
            session.answer(Rating.AGAIN if number % 4 == 0 else Rating.GOOD, taken_ms=6_000)
    session.close()
    for number in range(10):
        collection.add_note({"Front": f"new {day} {number}", "Back": "back"}, deck)
    cards = collection.search(f"deck:{deck}")
    for note in collection.notes_of(cards[:5]):
        collection.update_note(note, {"Back": f"edited on day {day}"})
    collection.move_cards(cards[20 * day + 100 : 20 * day + 120], "Other")


class Bench:
    """Tells of what was done elsewhere, takes it in and says how long the window waited."""

    def __init__(self, there: Collection | None, folder: Path) -> None:
        self._there, self._folder = there, folder
        self._heart = Heartbeat(self._work, None, undisturbed)
        self._own = Heartbeat(self._nothing, None, time.thread_time)

    def _nothing(self, window: MainWindow) -> Steps:
        while window.isVisible():
            yield lambda: False

    def _tell(self, name: str) -> None:
        (clock, calm), (_, thread) = self._heart.worst(), self._own.worst()
        print(f"{name:<40} {clock:8.1f} {calm:8.1f} {thread:8.1f}", flush=True)

    def _forget(self) -> None:
        self._heart.forget()
        self._own.forget()

    def _work(self, window: MainWindow) -> Steps:
        yield pause(6)  # the first looking over of the file is done by then
        yield idle(window)
        rounds = rounds_of(window)
        window.go("today")
        yield pause(1)
        self._forget()
        rounds.begin(str(self._folder), "")
        yield idle(window)
        yield pause(1)
        self._tell("first sync")
        if self._there is not None:
            yield from self._days(window, self._there)

    def _days(self, window: MainWindow, there: Collection) -> Steps:
        rounds, deck = rounds_of(window), there.deck_names()[0]
        for day, screen in enumerate(("today", "study", "browse", "statistics")):
            if screen == "study":
                window.study(deck)
            else:
                window.go(screen)
            yield pause(3)  # leaving a session calls for a round of its own
            yield idle(window)
            live_a_day(there, deck, day)
            there.syncing.sync(self._folder)
            yield pause(0.2)
            self._forget()
            rounds.round()
            yield idle(window)
            yield pause(1)
            assert rounds.report is not None
            self._tell(f"a day ({rounds.report.reviews} answers), {screen}")


def main() -> int:
    """Run the program on a collection that syncs with one of many notes, or is that one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("collection", nargs="?", default=str(NOTES))
    parser.add_argument("--telling", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        os.environ["FLASHCARDS_HOME"] = str(place / "home")
        (place / "there").mkdir()
        (place / "folder").mkdir()
        path = place / "there" / "c.flashcards"
        whole = asked.collection
        there = filled(path, int(whole)) if whole.isdecimal() else copied(Path(whole), path)
        if asked.telling:
            there.close()
        else:
            there.syncing.sync(place / "folder", name="laptop-2")
        QApplication(sys.argv[:1])
        bench = Bench(None if asked.telling else there, place / "folder")
        print(f"{'longest wait, ms':<40} {'clock':>8} {'calm':>8} {'window':>8}")
        code = app.run(path if asked.telling else place / "here.flashcards")
        del bench
        there.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
