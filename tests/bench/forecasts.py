"""Measures what forecasts of the days ahead take, in processor time, on a large collection.

    PYTHONPATH=. python tests/bench/forecasts.py COLLECTION

COLLECTION is one that ``build.py`` made; a copy of it is opened. Each forecast is made three times,
and the quickest counts: other work on the machine makes the rest.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import flashcards

DECK = "Bench"
TIMES = 3


def works(collection: flashcards.Collection) -> dict[str, Callable[[], object]]:
    """Return what is measured, by name."""
    planning, today, tree = collection.planning, date.today(), collection.deck_tree()
    first, last, exam = (today + timedelta(days) for days in (5, 18, 60))
    return {
        "today": lambda: collection.overview(tree),
        "minutes first": lambda: planning.minutes_first(15),
        "catch-up": lambda: planning.catch_up_preview(None, 30),
        "holiday": lambda: planning.holiday_preview(first, last),
        "exam": lambda: planning.exam_preview(DECK, exam, 90),
    }


def used_s(work: Callable[[], object]) -> float:
    """Return the processor time of a work, in seconds."""
    before = time.process_time()
    work()
    return time.process_time() - before


def main(base: str) -> int:
    """Print how long each forecast takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "c.flashcards"
        shutil.copy(base, path)
        with flashcards.open(path) as collection:
            for name, work in works(collection).items():
                print(f"{name:14} {min(used_s(work) for _ in range(TIMES)) * 1000:8.0f} ms")
            collection._store.changed = False  # a measurement needs no backup
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
