"""Anki's side of the bulk deeds: what ``work.py bulk`` does, done by the package ``anki``.

    PYTHON_WITH_ANKI tests/bench/anki_bulk.py BASE

BASE is the yardstick's ``full`` collection, of which a copy is changed. Prints one JSON object.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

NOTES = 20_000


def timed(action: Callable[[], object]) -> float:
    """Return how long ``action`` takes, in seconds."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def main() -> int:
    """Tag the notes, take it back, and take the tag off again."""
    from anki.collection import Collection  # type: ignore[import-not-found]  # its own Python

    base = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(dir=base.parent) as folder:
        copy = Path(folder) / "c"
        shutil.copytree(base, copy)
        os.sync()
        collection = Collection(str(copy / "collection.anki2"))
        notes = list(collection.find_notes(""))[:NOTES]
        figures = {"tag_s": timed(lambda: collection.tags.bulk_add(notes, "bench"))}
        figures["undo_tag_s"] = timed(collection.undo)
        collection.tags.bulk_add(notes, "bench")
        figures["untag_s"] = timed(lambda: collection.tags.bulk_remove(notes, "bench"))
        collection.close()
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
