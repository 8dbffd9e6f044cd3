"""Ctrl+C: at once where nothing can be lost by it, else as soon as the work stops in order.

Raised in the middle of a statement, an interrupt breaks the connection to the collection, and with
it whatever is still to be taken back or closed. So it waits while a collection is open for writing.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_Handler = Callable[[int, FrameType | None], Any]


class _Course:
    """What has happened so far in the command being run."""

    came = False
    """Whether the learner pressed Ctrl+C where it had to wait."""
    saved = False
    """Whether anything was changed for good."""


_course = _Course()


def forget() -> None:
    """Begin with another command."""
    _course.came = _course.saved = False


def came() -> bool:
    """Whether an interrupt waits for the work to end."""
    return _course.came


def saved() -> bool:
    """Whether anything was changed that an interrupt does not take back."""
    return _course.saved


def keep() -> None:
    """Say that something was changed for good."""
    _course.saved = True


def note(_number: int = 0, _frame: FrameType | None = None) -> None:
    """Let an interrupt wait."""
    _course.came = True


def harmless(frame: FrameType | None) -> bool:
    """Whether an interrupt that comes in ``frame`` breaks off nothing the collection is at."""
    while frame is not None:
        if str(frame.f_globals.get("__name__")).startswith(("flashcards.store", "sqlalchemy")):
            return False
        frame = frame.f_back
    return True


@contextmanager
def handled(handler: _Handler) -> Iterator[None]:
    """Give interrupts to ``handler`` meanwhile."""
    if threading.current_thread() is not threading.main_thread():  # only that one gets any
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def let_through() -> Iterator[None]:
    """Raise an interrupt at once, one that waits too: while the learner is waited for."""
    with handled(signal.default_int_handler):
        if _course.came:
            _course.came = False
            raise KeyboardInterrupt
        yield
