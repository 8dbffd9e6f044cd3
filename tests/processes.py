"""Processes that a test starts: which there are, and some that end with the test."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def children() -> set[int]:
    """Return their ids; Linux alone tells."""
    found: set[int] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        found |= {int(each) for each in task.read_text().split()}
    return found


@contextmanager
def speaking(
    command: Sequence[str], folder: Path, *, hears: bool = False
) -> Iterator["subprocess.Popen[str]"]:
    """Start a process whose output, and with ``hears`` its input, is a pipe of text."""
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE if hears else None,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            # Popen waits for its process at the end, for ever if that goes on.
            process.kill()
