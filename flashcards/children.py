"""Does long or risky work in a process of its own: the window goes on, and may end it any moment.

Such a process inherits nothing but three pipes: no lock, no open file, no keys typed for the
program. It is told once what to do and answers in lines of JSON.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from flashcards.installed import is_frozen, own_image

if TYPE_CHECKING:
    import subprocess

ARGUMENT = "--work"
"""What the program is started with, before the name of the work, where it is Python and all."""
FITTING = "flashcards.scheduling.fitting"
"""The module whose ``main`` fits FSRS."""
READING = "flashcards.articles.reader_process"
"""The module whose ``main`` reads an article and finds what in it is worth a card."""
MATCHING = "flashcards.search.matching_process"
"""The module whose ``main`` looks for a regular expression."""
FORMULAS = "flashcards.text.tex.process"
"""The module whose ``main`` draws formulas."""
DRAWINGS = "flashcards.ui.drawing_process"
"""The module whose ``main`` makes a picture of an SVG drawing."""
SPELLING = "flashcards.text.spelling.process"
"""The module whose ``main`` looks words up in a dictionary."""
WORKS = frozenset((FITTING, READING, MATCHING, FORMULAS, DRAWINGS, SPELLING))

SETS_LIMITS = sys.platform != "win32"
"""Whether ``limit`` does anything here; elsewhere whoever waits has to look at the clock."""

_MEGABYTE = 1 << 20


class Ending(StrEnum):
    """How a process came to its end."""

    DONE = "done"
    TOO_LONG = "too long"
    """It used up the processor time it was given."""
    BROKEN = "broken"


class Helper:
    """Work that goes on in a process of its own, begun as soon as this is made.

    ``request`` is written to its input; ``heard`` gets each line it answers with, read as JSON, in
    a thread of its own. Raises OSError where no process can be started.
    """

    def __init__(self, work: str, request: Iterable[bytes], heard: Callable[[Any], object]) -> None:
        self._request = request
        self._heard = heard
        self._broken = False
        self._process = _started(work)
        self._threads = [
            threading.Thread(target=target, daemon=True) for target in (self._send, self._hear)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def running(self) -> bool:
        """Whether it still goes on, or something it answered is not taken in yet."""
        return any(thread.is_alive() for thread in self._threads)

    @property
    def working(self) -> bool:
        """Whether the process itself has not ended yet."""
        return self._process.poll() is None

    @property
    def ending(self) -> Ending:
        """How it ended; only once it is not running any more."""
        code = self._process.returncode
        if code and code == -getattr(signal, "SIGXCPU", 0):
            return Ending.TOO_LONG
        return Ending.DONE if code == 0 and not self._broken else Ending.BROKEN

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, but no longer than so many seconds."""
        self._threads[-1].join(seconds)

    def stop(self) -> None:
        """End the process if it still runs; return when it has ended."""
        if self.running:
            self._process.kill()
        for thread in self._threads:
            thread.join()

    def _send(self) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        # A process that ended before it had read all is noticed by what it does not answer.
        with contextlib.suppress(OSError), stdin:
            for part in self._request:
                stdin.write(part)
                stdin.flush()  # the next part may be a long time coming

    def _hear(self) -> None:
        from json import loads  # late: every start of the program comes by here

        stdout = self._process.stdout
        assert stdout is not None
        with stdout:
            for line in stdout:
                if not line.endswith(b"\n"):
                    break  # the process was ended in the middle of it
                try:
                    self._heard(loads(line))
                except (ValueError, TypeError, LookupError, RecursionError):
                    self._broken = True
                    self._process.kill()
                    break
        self._process.wait()


def _started(work: str) -> "subprocess.Popen[bytes]":
    """Start the ``main`` of a module, with pipes as its input and output. Raises OSError."""
    import subprocess  # not for every command that starts none

    way = [ARGUMENT, work] if is_frozen() else [*_python(), "-m", work]
    return subprocess.Popen(  # noqa: S603  (neither the folder nor anything typed decides what runs)
        [sys.executable, *way],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        start_new_session=True,  # Ctrl+C in a terminal is for the program, which then ends this
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _python() -> list[str]:
    """Return how Python is to be started so that it finds the modules that this one finds."""
    return ["-P", "-s"] if sys.flags.no_user_site else ["-P"]


def _environment() -> dict[str, str]:
    """Return what a process needs to know, which is above all where its modules are."""
    if is_frozen():  # they are inside
        return dict(os.environ)
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _program() -> str:
    """Return what starts a frozen program anew.

    An AppImage is only there while the process runs that was started from it: so its file, and not
    what is inside.
    """
    return own_image() or sys.executable


_windows: "list[subprocess.Popen[bytes]]" = []


def start_window(file: Path, *, make: bool = False) -> None:
    """Start the program again, on a file that is for another window; it goes on by itself.

    ``make``: the file is a collection, to be made where it is not there.

    Raises OSError where no process can be started.
    """
    import subprocess

    # One that has ended stays known to the system until it is asked for.
    _windows[:] = [each for each in _windows if each.poll() is None]
    way = [_program()] if is_frozen() else [sys.executable, *_python(), "-m", "flashcards"]
    _windows.append(
        subprocess.Popen(  # noqa: S603  (as above; the name of the file is an argument)
            [*way, *(("--collection",) if make else ("open", "--")), os.fspath(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            start_new_session=True,
            env=_environment(),
        )
    )


# In the process itself ------------------------------------------------------------


def limit(seconds: int, megabytes: int) -> None:
    """Let this process use so much processor time, and so much memory beyond what it has now.

    Beyond the first it is ended (``Ending.TOO_LONG``), beyond the second Python raises
    MemoryError. Does nothing where the operating system sets no limits.
    """
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, round(used.ru_utime + used.ru_stime) + seconds)
    if (held := _held_bytes()) is not None:
        _lower(resource.RLIMIT_AS, held + megabytes * _MEGABYTE)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(what: int, most: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(what, (most, hard))


def _held_bytes() -> int | None:
    """Return how much address space this process has; None where that is not told."""
    if sys.platform == "win32":
        return None
    try:
        with open("/proc/self/statm", "rb") as told:  # noqa: PTH123  (pathlib is slow to load)
            pages = int(told.read().split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return None


def answer(output: BinaryIO, *what: object) -> None:
    """Answer with a line of JSON."""
    from json import dumps  # late: every start of the program comes by here

    output.write(dumps(what).encode() + b"\n")
    output.flush()
