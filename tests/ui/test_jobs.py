"""Long work runs beside the window; small writes wait for it and none is lost."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import shiboken6

from flashcards.model.changes import Changes
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import message
from flashcards.ui.changes import ChangeHub
from flashcards.ui.jobs import Jobs, Progress, Writes
from flashcards.ui.main_window import MainWindow
from flashcards.ui.widgets.progress_line import ProgressLine
from tests.qtbot import QtBot


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.stop_all()


class Write:
    """A long write that goes on until the test lets it end."""

    def __init__(self) -> None:
        self.busy = False
        self.may_end = threading.Event()

    def __call__(self, progress: Progress) -> str:
        self.busy = True
        try:
            while not self.may_end.wait(0.005):
                if not progress(3, 10):
                    raise CancelledError
            return "done"
        finally:
            self.busy = False


def test_work_runs_in_another_thread_and_its_result_comes_back(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[object] = []
    here = threading.current_thread()
    with qtbot.waitSignal(jobs.finished):
        jobs.run(
            "Work",
            lambda _: threading.current_thread(),
            on_done=lambda worker: seen.extend((worker, threading.current_thread())),
        )
    assert seen[0] is not here
    assert seen[1] is here


def test_work_that_is_mostly_short_is_told_of_only_when_it_is_not(jobs: Jobs, qtbot: QtBot) -> None:
    line = ProgressLine(jobs)
    qtbot.addWidget(line)
    short, long = Write(), Write()
    short.may_end.set()
    with qtbot.waitSignal(jobs.finished), qtbot.assertNotEmitted(jobs.started):
        jobs.run("Work", short, told_after_ms=60_000)
    jobs.run("More work", long, told_after_ms=1)
    assert line.isHidden()
    with qtbot.waitSignal(jobs.started):
        pass
    assert line.text.text() == "More work"
    with qtbot.waitSignal(jobs.finished):
        line.cancel.click()
    assert jobs.running() == []


def test_progress_is_told_while_the_work_goes_on(jobs: Jobs, qtbot: QtBot) -> None:
    write = Write()
    with qtbot.waitSignal(jobs.progressed) as told:
        jobs.run("Work", write)
    assert told.args is not None
    assert told.args[1:] == [3, 10]
    with qtbot.waitSignal(jobs.finished):
        write.may_end.set()


def test_a_cancelled_job_ends_in_silence(jobs: Jobs, qtbot: QtBot) -> None:
    said: list[object] = []
    jobs.failed.connect(lambda _job, error: said.append(error))
    job = jobs.run("Work", Write(), on_done=said.append, on_error=said.append)
    with qtbot.waitSignal(jobs.finished):
        jobs.cancel(job)
    assert said == []
    assert jobs.running() == []


def test_what_the_learner_can_mend_goes_to_whoever_started_the_job(
    jobs: Jobs, qtbot: QtBot
) -> None:
    def refuse(_progress: Progress) -> None:
        raise UserError(message("There is no such file."))

    said: list[UserError] = []
    with qtbot.waitSignal(jobs.finished):
        jobs.run("Work", refuse, on_error=said.append)
    assert str(said[0].what) == "There is no such file."


def test_a_fault_in_a_job_is_never_swallowed(jobs: Jobs, qtbot: QtBot) -> None:
    def break_down(_progress: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.run("Work", break_down)
    assert failed.args is not None
    assert isinstance(failed.args[1], ZeroDivisionError)


def test_a_fault_that_names_itself_as_its_cause_ends_its_job(jobs: Jobs, qtbot: QtBot) -> None:
    def break_down(_progress: Progress) -> None:
        error, other = ZeroDivisionError(), ValueError()
        other.__cause__, error.__cause__ = error, other
        raise error

    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.run("Work", break_down)
    assert failed.args is not None
    assert isinstance(failed.args[1], ZeroDivisionError)


def test_no_thread_is_left_when_the_window_closes(jobs: Jobs) -> None:
    before = threading.active_count()
    jobs.run("Work", Write())
    jobs.run("Work", Write())
    jobs.stop_all()
    assert threading.active_count() == before


@pytest.mark.usefixtures("jobs")
def test_work_that_outlives_its_window_ends_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    complaints: list[object] = []
    monkeypatch.setattr(threading, "excepthook", complaints.append)
    jobs, write = Jobs(), Write()
    thread = jobs.run("Work", write).thread
    assert thread is not None
    shiboken6.delete(jobs)
    write.may_end.set()
    thread.join()
    assert complaints == []


def test_an_action_is_done_at_once_when_nothing_writes(jobs: Jobs) -> None:
    writes = Writes(lambda: False, jobs)
    seen: list[str] = []
    writes.do(lambda: "kept", then=seen.append)
    assert seen == ["kept"]


def test_actions_wait_for_a_long_write_and_keep_their_order(jobs: Jobs, qtbot: QtBot) -> None:
    write = Write()
    writes = Writes(lambda: write.busy, jobs)
    told: list[bool] = []
    writes.waiting.connect(told.append)
    with qtbot.waitSignal(jobs.progressed):
        jobs.run("Work", write)
    done: list[int] = []
    for number in range(3):
        writes.do(partial(int, number), then=done.append)
    assert done == []
    assert told == [True]
    write.may_end.set()
    qtbot.waitUntil(lambda: done == [0, 1, 2])
    assert told == [True, False]
    assert writes.pending() == 0


def test_a_refused_action_is_told_in_words_and_the_next_is_done(jobs: Jobs, qtbot: QtBot) -> None:
    writes = Writes(lambda: False, jobs)

    def refuse() -> None:
        raise UserError(message("The disk is full."), message("Make room and try again."))

    done: list[int] = []
    with qtbot.waitSignal(writes.failed) as failed:
        writes.do(refuse)
    assert failed.args is not None
    assert str(failed.args[0]) == "The disk is full. Make room and try again."
    writes.do(lambda: 1, then=done.append)
    assert done == [1]


def test_what_waits_is_done_before_the_window_closes(jobs: Jobs, qtbot: QtBot) -> None:
    write = Write()
    writes = Writes(lambda: write.busy, jobs)
    with qtbot.waitSignal(jobs.progressed):
        jobs.run("Work", write)
    done: list[int] = []
    writes.do(lambda: 1, then=done.append)
    jobs.stop_all()
    writes.finish()
    assert done == [1]


def test_changes_made_in_a_worker_are_told_in_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    hub = ChangeHub()
    threads: list[threading.Thread] = []
    hub.changed.connect(lambda _changes: threads.append(threading.current_thread()))
    with qtbot.waitSignal(hub.changed):
        jobs.run("Work", lambda _: hub.tell(Changes(cards=True)))
    assert threads == [threading.current_thread()]


def _bar_of(window: MainWindow) -> ProgressLine:
    return window.progress


def test_the_progress_line_shows_a_job_and_stops_it(window: MainWindow, qtbot: QtBot) -> None:
    line = _bar_of(window)
    assert not line.isVisible()
    window.jobs.run("Importing deck.md", Write())
    qtbot.waitUntil(lambda: line.bar.maximum() == 10 and line.bar.value() == 3)
    assert line.isVisible()
    assert "Importing deck.md" in line.text.text()
    press: Callable[[], None] = line.cancel.click
    with qtbot.waitSignal(window.jobs.finished):
        press()
    assert not line.isVisible()


def test_a_quiet_job_stays_quiet_when_another_one_ends(window: MainWindow, qtbot: QtBot) -> None:
    line, quiet, other = _bar_of(window), Write(), Write()
    window.jobs.run("Simulating", quiet, quiet=True)
    loud = window.jobs.run("Importing deck.md", other)
    qtbot.waitUntil(lambda: quiet.busy and other.busy)
    assert line.isVisible()
    with qtbot.waitSignal(window.jobs.finished):
        window.jobs.cancel(loud)
    assert quiet.busy
    assert not line.isVisible()


def _take(window: MainWindow, qtbot: QtBot, take: Callable[[], None]) -> None:
    """Undo or redo a step that is too large to be done between two events."""
    take()
    assert window.jobs.running()
    qtbot.waitUntil(lambda: not window.jobs.running())


def test_a_large_step_is_undone_and_redone_beside_the_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "many.tsv"
    table.write_text("".join(f"front {n}\tback {n}\n" for n in range(1_600)), encoding="utf-8")
    collection = window.collection
    collection.import_file(table)
    added = collection.search()
    assert len(added) == 1_600
    _take(window, qtbot, window.undo)
    assert collection.search() == []
    assert window.toasts.text.text().startswith("Undid")
    _take(window, qtbot, window.redo)
    assert collection.search() == added
    collection.delete_deck(collection.card_rows(added[:1])[0].deck)
    _take(window, qtbot, window.undo)
    assert collection.search() == added
    _take(window, qtbot, window.redo)
    assert collection.search() == []


def test_work_that_cannot_say_how_long_it_takes_does_not_flood_the_window(
    jobs: Jobs, qtbot: QtBot
) -> None:
    told: list[tuple[int, int]] = []
    jobs.progressed.connect(lambda _job, done, total: told.append((done, total)))

    def work(progress: Progress) -> int:
        return sum(progress(0, 0) for _ in range(10_000))

    jobs.run("Work", work)
    qtbot.waitUntil(lambda: not jobs.running())
    assert 0 < len(told) < 1_000
