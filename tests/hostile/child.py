"""Runs cases one after another in a process of its own and tells of each what happened.

``python -m tests.hostile.child KIND COUNT SEED START STOP LIGHT MOST_S FOLDER`` writes a line
of JSON to its output when a case begins, and one when it has ended.
"""

import contextlib
import gc
import json
import os
import resource
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flashcards
from flashcards.model.errors import UserError
from tests.hostile.case import Case, Outcome, Place
from tests.hostile.kinds import cases_of
from tests.hostile.watching import Watch

MOST_SECONDS = 10
BASE_MB = 40
"""What a process holds that was started and has done nothing yet."""
_NO_WORDS = ("Traceback", "Error:", "Errno", "object at 0x", "NoneType")
"""What belongs to no sentence a learner reads."""


class Shared:
    """The collection that cases share: opened when first asked for, another after a heavy case.

    What a case brought in and took back stays in the log, where every check reads it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: flashcards.Collection | None = None
        self._count = 0

    def __call__(self) -> flashcards.Collection:
        if self._open is None:
            self._count += 1
            self._open = flashcards.open(self.folder / f"shared-{self._count}.flashcards")
        return self._open

    def close(self) -> list[str]:
        """Close it and return what is wrong with it after all the cases."""
        if self._open is None:
            return []
        found = [str(problem) for problem in self._open.check()]
        left = [] if not self._open.search() else ["notes were left behind"]
        self._open.close()
        self._open = None
        return found + left


def main() -> int:
    """Run the cases that the command line names."""
    kind, count, seed, start, stop, light, most_s, folder = sys.argv[1:]
    tell = _teller()
    root = Path(folder)
    watch = Watch()
    shared = Shared(root / "shared")
    cases = cases_of(kind, int(count), int(seed))[int(start) : int(stop)]
    ended: list[str] = []
    for number, case in enumerate(cases, int(start)):
        if light == "light" and case.heavy:
            continue
        tell({"number": number, "name": case.name})
        tell(
            {"number": number, **_run(case, root / f"case-{number}", watch, shared, float(most_s))}
        )
        if case.heavy:
            ended += shared.close()
    tell({"ended": ended + shared.close()})
    return 0


def _teller() -> Callable[[dict[str, Any]], None]:
    """Return what writes to this process's output, which the cases get no hold of."""
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def tell(what: dict[str, Any]) -> None:
        output.write(json.dumps(what) + "\n")
        output.flush()

    return tell


def _run(case: Case, folder: Path, watch: Watch, shared: Shared, most_s: float) -> dict[str, Any]:
    place = Place(folder / "given", folder / "home", folder / "outside", shared)
    for each in (place.given, place.home, place.outside):
        each.mkdir(parents=True)
    (place.outside / "secret.txt").write_text("secret: nobody named me")
    os.environ["FLASHCARDS_HOME"] = str(place.home)
    heard = folder / "heard"
    os.environ["FLASHCARDS_HEARD"] = str(heard)
    case.make(place)
    faults: list[str] = []
    outcome, words = None, list[str]()
    gc.collect()
    before, began = _memory_mb(), _seconds()
    _mark("begins", case.name)
    with watch.over([place.given], [place.home, shared.folder]):
        try:
            words = [str(each) for each in case.act(place)]
            outcome = Outcome.STATED if words else Outcome.QUIET
        except UserError as error:
            outcome, words = Outcome.REFUSED, [str(error)]
        except BaseException:  # noqa: BLE001  (it is told)
            faults.append(traceback.format_exc())
    _mark("ended", case.name)
    seconds, grown = _seconds() - began, _peak_mb() - before
    if heard.exists():
        watch.heard_of_others(heard.read_text(errors="replace").splitlines())
    faults += dict.fromkeys(watch.faults)
    faults += _judged(case, outcome, words)
    if seconds > most_s:
        faults.append(f"took {seconds:.1f} s of processor time")
    grown = max(grown, watch.most_mb - BASE_MB)
    if grown > case.most_mb:
        faults.append(f"took {grown:.0f} MB")
    with contextlib.suppress(OSError):
        _writable_again(folder)
        shutil.rmtree(folder)
    return {"outcome": outcome, "words": words[:20], "s": seconds, "mb": grown, "faults": faults}


def _judged(case: Case, outcome: Outcome | None, words: list[str]) -> Iterator[str]:
    if outcome is not None and outcome not in case.allowed:
        yield f"was {outcome}, and may only be {' or '.join(sorted(case.allowed))}: {words[:3]}"
    for said in words:
        if not said.strip() or any(sign in said for sign in _NO_WORDS):
            yield f"is said in no plain words: {said[:200]!r}"


def _mark(what: str, name: str) -> None:
    """Leave a trace for whoever follows the system calls of this process."""
    os.access(f"/hostile-case-{what}/{name.replace('/', '_')}"[:200].encode(), os.F_OK)


def _writable_again(folder: Path) -> None:
    for path, folders, _files in os.walk(folder):
        for each in folders:
            if not (Path(path) / each).is_symlink():
                (Path(path) / each).chmod(0o700)


def _seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _memory_mb() -> float:
    """Return what this process holds now, and count its peak anew from here."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS") or _peak_mb()


def _peak_mb() -> float:
    """Return the most this process has held."""
    return _status("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _status(name: str) -> float:
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)


if __name__ == "__main__":
    sys.exit(main())
