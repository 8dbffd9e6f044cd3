"""Runs all checks of the self-test and says in one line what works, or what does not in several.

What it prints is for those who build packages and for reports of faults, and stays English.
"""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards import identity
from flashcards.files import write_whole

if TYPE_CHECKING:
    from flashcards.self_test.bench import Bench, Check

WORKS, FAILS, REFUSED = 0, 1, 2
_MOST_SAID = 10


def main(target: str = "", checks: "Iterable[tuple[str, Check]] | None" = None) -> int:
    """Test the program, print what was found, and write it to a new file ``target`` if given.

    Returns 0 where all works, 1 where something does not, and 2 for a file that is there already
    or cannot be made.
    """
    if target and (trouble := _refused(Path(target))):
        _print(trouble)
        return REFUSED
    # Before Qt is loaded; who wants to see the windows names another platform.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    works, missing, failed = _all_done(checks)
    if failed:
        said = [f"{identity.NAME} {identity.VERSION} does not work:", *failed]
    else:
        left_out = f"; {', '.join(missing)}" if missing else ""
        said = [f"{identity.NAME} {identity.VERSION} works: {', '.join(works)}{left_out}."]
    text = "\n".join(said) + "\n"
    if target:
        write_whole(Path(target), text.encode())
    _print(text)
    return FAILS if failed else WORKS


def _refused(target: Path) -> str:
    """Return why nothing can be written to a new file there; "" where it can. Makes it."""
    try:
        with target.open("xb"):
            return ""
    except FileExistsError:
        return f"{target} is there already. Name a new file.\n"
    except (OSError, ValueError) as error:
        return f"{target} cannot be written: {error}.\n"


def _print(text: str) -> None:
    with contextlib.suppress(AttributeError, OSError, ValueError):  # None, gone, closed
        sys.stdout.write(text)
        sys.stdout.flush()


def _all_done(
    checks: "Iterable[tuple[str, Check]] | None",
) -> tuple[list[str], list[str], list[str]]:
    """Do the checks; return what works, what is left out here, and what fails, a line each."""
    works: list[str] = []
    missing: list[str] = []
    failed: list[str] = []
    try:
        from PySide6.QtWidgets import QApplication

        from flashcards.self_test.bench import Bench, own_home
        from flashcards.self_test.checks import CHECKS

        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
    except ImportError as error:
        return works, missing, [f"start: {_told(error)}"]
    with own_home() as folder, _listening() as heard:
        bench = Bench(app, folder)
        for name, check in CHECKS if checks is None else checks:
            done, left_out, wrong = _done(bench, check)
            works += filter(None, [done])
            missing += filter(None, [left_out])
            failed += [f"{name}: {line}" for line in wrong]
        if failed:
            failed += [f"Qt said: {line}" for line in dict.fromkeys(heard)][:_MOST_SAID]
    return works, missing, failed


@contextlib.contextmanager
def _listening() -> Iterator[list[str]]:
    """Take what Qt says, which is of use only where something fails."""
    from PySide6.QtCore import qInstallMessageHandler

    heard: list[str] = []

    def hear(_kind: object, _context: object, text: str) -> None:
        if "This plugin does not" not in text:  # which the platform without a screen says always
            heard.append(" ".join(text.split()))

    before = qInstallMessageHandler(hear)
    try:
        yield heard
    finally:
        qInstallMessageHandler(before)


def _done(bench: "Bench", check: "Check") -> tuple[str, str, Sequence[str]]:
    from flashcards.self_test.bench import FailedError

    try:
        found = check(bench)
    except FailedError as error:
        return "", "", error.what
    except Exception as error:  # noqa: BLE001  (whatever is broken is what we look for)
        return "", "", [_told(error)]
    return found.works, found.missing, ()


def _told(error: BaseException) -> str:
    """Return an error in one line: its kind, where it was raised and what it says."""
    where = ""
    trace = error.__traceback__
    while trace is not None:
        where = f" in {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return " ".join(f"{type(error).__name__}{where}: {error}".split())
