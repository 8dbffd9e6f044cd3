"""Starts the processes that run cases, ends those that hang, and gathers what failed."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.hostile.child import MOST_SECONDS
from tests.hostile.kinds import SEED

ROOT = Path(__file__).resolve().parents[2]
_LOOK_S = 1.0
_FAR_TOO_LONG_S = 4 * MOST_SECONDS
"""A case that has used so much processor time is not waited for any longer."""
_STANDS_STILL_S = 40
"""A case that has used no processor time for so long waits for something that never comes."""


@dataclass(slots=True)
class Result:
    """What came of some cases."""

    kind: str
    run: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[float, str] = (0.0, "")

    def __str__(self) -> str:
        told = ", ".join(f"{count} {what}" for what, count in sorted(self.outcomes.items()))
        return (
            f"{self.kind}: {self.run} cases ({told}), {len(self.failures)} failures; at most"
            f" {self.slowest[0]:.1f} s ({self.slowest[1]}) and {self.largest[0]:.0f} MB"
            f" ({self.largest[1]})"
        )


def run(
    kind: str,
    count: int,
    folder: Path,
    *,
    seed: int = SEED,
    part: tuple[int, int] = (0, sys.maxsize),
    light: bool = False,
    most_s: float = MOST_SECONDS,
    before: Sequence[str] = (),
) -> Result:
    """Run the cases of a kind, those numbered from ``part[0]`` on and before ``part[1]``.

    ``light`` leaves out those that take long; ``most_s`` is the processor time each may take;
    ``before`` is a command to run the process by.
    """
    result = Result(kind)
    start: int | None = part[0]
    attempt = 0
    while start is not None and start < part[1]:
        attempt += 1
        where = folder / f"run-{attempt}"
        words = [kind, str(count), str(seed), str(start), str(part[1])]
        words += ["light" if light else "all", str(most_s), str(where)]
        start = _one_process(words, where, result, before)
    return result


def _one_process(
    words: Sequence[str], where: Path, result: Result, before: Sequence[str]
) -> int | None:
    """Run cases until they end; return the number to go on with where the process broke off."""
    where.mkdir(parents=True)
    with (where / "stderr").open("wb") as errors:
        process = subprocess.Popen(
            [*before, sys.executable, "-X", "faulthandler", "-m", "tests.hostile.child", *words],
            cwd=ROOT,
            env=_environment(where),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    lines: queue.Queue[bytes] = queue.Queue()
    ear = threading.Thread(target=_hear, args=(process, lines), daemon=True)
    ear.start()
    try:
        current, ended = _followed(process, lines, result)
    finally:
        process.kill()
        process.wait()
        ear.join()
    said = (where / "stderr").read_text(errors="replace")
    if "Traceback" in said or "Fatal Python error" in said:
        result.failures.append(f"{current.get('name', 'at the start')}: {said[-3_000:]}")
    if ended:
        return None
    name = current.get("name", "the start")
    result.failures.append(f"{name}: the process ended ({process.returncode}) or stood still")
    return current["number"] + 1 if "number" in current else None


def _followed(
    process: "subprocess.Popen[bytes]", lines: "queue.Queue[bytes]", result: Result
) -> tuple[dict[str, Any], bool]:
    """Take in what the process tells; return the case it was at, and whether it came to the end."""
    current: dict[str, Any] = {}
    used, since, case_began = 0.0, time.monotonic(), 0.0
    while True:
        try:
            line = lines.get(timeout=_LOOK_S)
        except queue.Empty:
            now = _used_s(process.pid)
            if now > used + 0.02:
                used, since = now, time.monotonic()
            if now - case_began > _FAR_TOO_LONG_S or time.monotonic() - since > _STANDS_STILL_S:
                return current, False
            continue
        since = time.monotonic()
        if not line:
            return current, False
        told = json.loads(line)
        if "ended" in told:
            result.failures += [f"after all cases: {each}" for each in told["ended"]]
            return current, True
        if "s" in told:
            _count(current, told, result)
        else:
            current, case_began = told, _used_s(process.pid)


def _count(current: dict[str, Any], told: dict[str, Any], result: Result) -> None:
    result.run += 1
    outcome = told["outcome"] or "broken"
    result.outcomes[outcome] = result.outcomes.get(outcome, 0) + 1
    result.failures += [f"{current['name']}: {fault}" for fault in told["faults"]]
    result.slowest = max(result.slowest, (told["s"], current["name"]))
    result.largest = max(result.largest, (told["mb"], current["name"]))


def _hear(process: "subprocess.Popen[bytes]", lines: "queue.Queue[bytes]") -> None:
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            lines.put(line)
    lines.put(b"")


def _used_s(pid: int) -> float:
    """Return the processor time of a process and of those it started and waited for; 0 if unknown.

    Others that it started are found by their parent.
    """
    total = 0.0
    for each in (pid, *_children(pid)):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            own = [int(each) for each in task.read_text().split()]
        except OSError:
            continue
        for each in own:
            found += [each, *_children(each)]
    return found


def _environment(where: Path) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": str(where / "nobody"),
        "FLASHCARDS_HOME": str(where / "nobody" / "home"),
        "XDG_DATA_HOME": str(where / "nobody" / "data"),
        "XDG_CONFIG_HOME": str(where / "nobody" / "config"),
        "XDG_STATE_HOME": str(where / "nobody" / "state"),
        "QT_QPA_PLATFORM": "offscreen",
        # The first folder watches what the processes do that a case starts.
        "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent / "started"), str(ROOT))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }
