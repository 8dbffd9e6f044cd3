"""Work for a process of its own that tells what it has been given, or does what it should not.

Started by ``flashcards.children.Helper("tests.process_at_work", ...)``; its input says what to do.
"""

import contextlib
import os
import signal
import sys
from functools import partial
from pathlib import Path

from flashcards import children


def main() -> int:
    """Do what the input says; return the exit code."""
    what = sys.stdin.read()
    tell = partial(children.answer, sys.stdout.buffer)
    if what == "descriptors":
        tell(_descriptors())
    elif what == "memory":
        children.limit(60, 100)
        try:
            bytearray(200 << 20)
        except MemoryError:
            tell("no memory")
    elif what == "time":
        children.limit(1, 100)
        tell("begins")
        while True:
            pass
    elif what == "noise":
        sys.stdout.write("no JSON\n")
    elif what == "death":
        tell("begins")
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "rest":
        tell("begins")
        signal.pause()
    return 0


def _descriptors() -> list[str]:
    """Return what stands behind each descriptor but the one this folder is listed by."""
    found = []
    for each in sorted(Path("/proc/self/fd").iterdir()):
        with contextlib.suppress(FileNotFoundError):
            found.append(str(each.readlink()))
    return found


if __name__ == "__main__":
    sys.exit(main())
