"""Times the first sync of a collection into an empty folder, and an empty one that takes it in.

    python tests/bench/first_sync.py COLLECTION

Each in a process of its own: processor seconds, largest memory in MB, and what lies in the folder.
Then another empty collection takes it in, in a thread beside one that only waits to be let on: how
much the first worked at most, in ms, before it let the other one.
"""

import contextlib
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import flashcards
from flashcards.carriers.folder import FolderCarrier
from flashcards.collection.syncing import syncing


def one(collection: Path, folder: Path) -> None:
    """Sync a collection over a folder, and say what that took."""
    with flashcards.open(collection) as opened:
        begun = time.process_time()
        report = syncing.sync(opened._store, FolderCarrier(folder))
        took = time.process_time() - begun
        largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{took:.1f} s, {largest} MB, told {report.told}, reviews in {report.reviews}")
        opened.close(back_up=False)


def longest_turn(collection: Path, folder: Path) -> None:
    """Sync a collection in a thread, and say for how long at most no other could go on."""

    def work() -> None:
        with flashcards.open(collection) as opened:
            syncing.sync(opened._store, FolderCarrier(folder))
            opened.close(back_up=False)

    sys.setswitchinterval(0.001)
    worker = threading.Thread(target=work)
    worker.start()
    clock = time.pthread_getcpuclockid(worker.ident or 0)
    longest = last = 0.0
    while worker.is_alive():
        time.sleep(0.001)
        with contextlib.suppress(OSError):  # it has just ended
            now = time.clock_gettime(clock)
            longest, last = max(longest, now - last), now
    print(f"longest turn of the thread: {longest * 1000:.0f} ms")


def main(source: Path) -> None:
    """Do both, with a copy of the collection."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        for each in ("first", "second", "third", "folder"):
            (base / each).mkdir()
        shutil.copy(source, base / "first" / "c.flashcards")
        for each in ("first", "second"):
            path = base / each / "c.flashcards"
            subprocess.run([sys.executable, __file__, path, base / "folder"], check=True)
        longest_turn(base / "third" / "c.flashcards", base / "folder")
        files = list((base / "folder").glob("*.seg"))
        print(f"{sum(file.stat().st_size for file in files):,} bytes in {len(files)} files")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        one(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
