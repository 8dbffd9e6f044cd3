"""Measures the export to a package of Anki's: processor time, time by the clock, memory.

    python tests/bench/to_anki.py COLLECTION [--older]

The collection is copied first. Anki's own time for as much is that of ``export_anki_package`` in
its library.
"""

import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import flashcards


def measured(collection: Path, *, older: bool) -> dict[str, float]:
    """Return what an export of all there is takes."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copyfile(collection, Path(folder) / "own.flashcards"))
        with flashcards.open(copied) as opened:
            started, worked = time.perf_counter(), time.process_time()
            out = Path(folder) / "out.apkg"
            notes = opened.export(out, older=older)
            found = {
                "processor_s": time.process_time() - worked,
                "clock_s": time.perf_counter() - started,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "notes": notes,
                "size_mb": out.stat().st_size / 1e6,
            }
            opened._store.changed = False  # no backup of a benchmark
            return found


if __name__ == "__main__":
    print(measured(Path(sys.argv[1]), older="--older" in sys.argv))
