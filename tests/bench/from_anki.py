"""Measures the import of a package of Anki's: processor time, time by the clock, memory.

    python tests/bench/from_anki.py PACKAGE

Anki's own time for the same package is that of ``import_anki_package`` in its library.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import flashcards
from flashcards.model.anki import ImportChoices


def measured(package: Path) -> dict[str, float]:
    """Return what an import into a new collection takes."""
    with (
        tempfile.TemporaryDirectory() as folder,
        flashcards.open(Path(folder) / "own.flashcards") as collection,
    ):
        started, worked = time.perf_counter(), time.process_time()
        report = collection.import_file(package, choices=ImportChoices(own=True))
        found = {
            "processor_s": time.process_time() - worked,
            "clock_s": time.perf_counter() - started,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "notes": report.added,
            "answers": collection.review_count(),
        }
        collection._store.changed = False  # no backup of a benchmark
        return found


if __name__ == "__main__":
    print(measured(Path(sys.argv[1])))
