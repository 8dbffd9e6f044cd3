"""What is needed no more is found in the window's thread, and never beside it."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel

from flashcards.ui.garbage import ALL_EVERY, GarbageWatch
from flashcards.ui.jobs import Jobs, Progress
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot


class _Circle:
    """Holds itself, and perhaps a part of a window."""

    def __init__(self, part: object = None) -> None:
        self.itself, self.part = self, part


@pytest.fixture
def lookers() -> Iterator[list[str]]:
    """Return the names of the threads that look for garbage, which grow meanwhile."""
    found: list[str] = []

    def note(phase: str, _about: dict[str, int]) -> None:
        if phase == "start":
            found.append(threading.current_thread().name)

    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)


def make_many() -> None:
    """Make more garbage than Python lets be at other times."""
    for _ in range(20_000):
        _Circle()


def beside(name: str) -> None:
    """Make garbage in a thread."""
    thread = threading.Thread(target=make_many, name=name)
    thread.start()
    thread.join()


def test_no_other_thread_ends_parts_of_the_window(window: MainWindow, lookers: list[str]) -> None:
    part = QLabel("gone")
    gone: list[str] = []
    part.destroyed.connect(lambda: gone.append(threading.current_thread().name))
    _Circle(part)
    del part
    lookers.clear()
    beside("drafts")
    assert (lookers, gone) == ([], [])
    gc.collect()
    assert gone == [threading.main_thread().name]


def test_the_window_s_own_thread_finds_what_is_needed_no_more(
    window: MainWindow, lookers: list[str], qtbot: QtBot
) -> None:
    left = weakref.ref(_Circle())
    lookers.clear()
    qtbot.waitUntil(lambda: left() is None)
    assert set(lookers) == {threading.main_thread().name}


def test_what_was_in_use_for_long_is_found_as_well(window: MainWindow) -> None:
    (watch,) = window.jobs.findChildren(GarbageWatch)
    circle = _Circle()
    left = weakref.ref(circle)
    gc.collect()
    del circle
    watch.look()
    assert left() is not None
    for _ in range(ALL_EVERY):
        watch.look()
    assert left() is None


def test_what_a_job_makes_is_not_looked_through_while_it_goes_on(
    qtbot: QtBot, lookers: list[str]
) -> None:
    jobs = Jobs()
    (watch,) = jobs.findChildren(GarbageWatch)
    lookers.clear()
    may_end = threading.Event()

    def work(_progress: Progress) -> None:
        make_many()
        may_end.wait()

    jobs.run("Working", work)
    watch.look()
    before = list(lookers)
    may_end.set()
    qtbot.waitUntil(lambda: not jobs.running())
    watch.look()
    jobs.stop_all()
    assert before == []
    assert lookers == [threading.main_thread().name]
