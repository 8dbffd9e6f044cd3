"""Starts work in other processes, kills it at a random moment, and looks at what is left."""

import contextlib
import json
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import flashcards
from flashcards.store.store import Clock


class Workers:
    """Processes that work on a collection, one at a time, each until it is killed."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        self._process = process
        self._out = process.stdout.fileno()
        self._heard = b""
        self.pid = 0
        assert self.hear() == "ready"

    def begin(self, job: str, path: Path, **order: int) -> None:
        """Start a job (see ``worker``) on the collection at ``path``."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"job": job, "path": str(path), **order}).encode())
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()
        self.pid = 0
        early = []
        while not self.pid:  # the child may speak before its parent says its number
            line = self.hear()
            if line.startswith("pid "):
                self.pid = int(line.split()[1])
            else:
                early.append(line)
        self._heard = "".join(f"{line}\n" for line in early).encode() + self._heard

    def hear(self) -> str:
        """Return the next line, waiting for it."""
        line = self.hear_within(None)
        assert line is not None
        return line

    def hear_within(self, seconds: float | None) -> str | None:
        """Return the next line; None when it does not come in time."""
        until = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self._heard:
            left = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([self._out], [], [], left)[0]:
                return None
            read = os.read(self._out, 65_536)
            assert read, "the worker's parent is gone"
            self._heard += read
        line, _, self._heard = self._heard.partition(b"\n")
        return line.decode()

    def kill_at_random(self, chance: random.Random, steps: int, seconds: float) -> list[str]:
        """Kill the worker up to ``seconds`` after it finished up to ``steps``; return its lines."""
        lines: list[str] = []
        wanted = chance.randrange(steps + 1)
        while wanted or "ready" not in lines:
            lines.append(self.hear())
            assert not lines[-1].startswith("gone"), "the worker ended by itself"
            wanted -= lines[-1].startswith("ok")
        until = time.monotonic() + chance.uniform(0, seconds)
        while (line := self.hear_within(max(0.0, until - time.monotonic()))) is not None:
            lines.append(line)
        return lines + self.kill()

    def end(self) -> list[str]:
        """Wait for the worker to end by itself and return what it said meanwhile."""
        lines = []
        while not (line := self.hear()).startswith("gone"):
            lines.append(line)
        assert line == "gone 0", "the worker failed"
        return lines

    def killed(self) -> list[str]:
        """Wait until the worker has killed itself; return what it said before."""
        lines = []
        while not (line := self.hear()).startswith("gone"):
            lines.append(line)
        assert line == "gone -9", "the worker was not killed"
        return lines

    def kill(self) -> list[str]:
        """Kill the worker with signal 9 and return what it had said and was not heard yet."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        lines = []
        while not (line := self.hear()).startswith("gone"):
            lines.append(line)
        assert line in ("gone -9", "gone 0"), "the worker failed"
        return lines


@contextmanager
def workers(repository: Path) -> Iterator[Workers]:
    """Lend the parent of all workers."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.worker"],
        cwd=repository,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            yield Workers(process)
        finally:
            process.kill()


def kills(default: int) -> int:
    """Return how many kills to make: what the environment says, else ``default``."""
    return int(os.environ.get("FLASHCARDS_KILLS", default))


def assert_sound(path: Path, clock: Clock | None = None, *, tidy: bool = True) -> None:
    """Open the collection as a learner would and let it be checked in every way.

    ``tidy``: whether nothing may lie beside it that only unfinished work leaves there.
    """
    with flashcards.open(path, clock) as collection:
        assert collection.check() == []
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    if tidy:
        assert_tidy(path)


def assert_tidy(path: Path) -> None:
    """Find nothing beside the collection that only unfinished work leaves there."""
    ends = (".partial", ".part", ".restoring", "-wal", "-shm", "-journal")
    left = [
        file
        for file in path.parent.rglob("*")
        if file.name.endswith(ends) or ".unfinished-" in file.name
    ]
    assert left == []
