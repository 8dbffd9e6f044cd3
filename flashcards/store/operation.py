"""The write in progress: what undo, the log and the derived tables need to know of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from flashcards.model.errors import CancelledError
from flashcards.scheduling.days import moment_ms
from flashcards.store.undo import Step

Progress = Callable[[int, int], bool]
"""Told (done, total) now and then during long work; answers False to stop it."""


@dataclass(slots=True, kw_only=True)
class Course:
    """How far long work is, and whether the learner has stopped it."""

    progress: Progress | None = None
    done: int = 0
    total: int = 0
    cancelled: bool = False
    error: BaseException | None = None
    """What ``progress`` raised inside SQLite, to be raised again outside."""

    def tick(self, done: int, total: int) -> None:
        """Tell how far the work is; raise CancelledError when the learner has stopped it."""
        self.done, self.total = done, total
        self.ask()

    def ask(self) -> None:
        """Give the learner a chance to stop; raise CancelledError when that has happened."""
        if self.stopped():
            raise self.error or CancelledError

    def stopped(self) -> bool:
        """Ask whether to stop; SQLite asks too, in the middle of long statements."""
        if self.progress is not None and not self.cancelled:
            try:
                self.cancelled = self.progress(self.done, self.total) is False
            except BaseException as error:  # noqa: BLE001  (SQLite would say "interrupted", also of Ctrl+C)
                self.error = error
                self.cancelled = True
        return self.cancelled


@dataclass(slots=True)
class Operation(Course):
    """One operation under way; ``now`` is the learner's aware local moment."""

    step: Step
    now: datetime
    next_review_id: Callable[..., int]
    """Takes the connection and perhaps how many are wanted: see ``Store.next_review_id``."""
    device: int = 0
    """The number in ``devices`` of the one that writes."""
    has_steps: bool = True
    """Whether there are other steps that can be undone or done again."""
    now_ms: int = field(init=False)
    indexed: int = 0
    """The largest id of a new note whose words and tags the operation has indexed itself."""

    def __post_init__(self) -> None:
        self.now_ms = moment_ms(self.now)


def operation(conn: Connection) -> Operation:
    """Return the operation ``conn`` is in the middle of."""
    found = conn.info["operation"]
    assert isinstance(found, Operation)
    return found


def course(conn: Connection) -> Course:
    """Return the course of the operation or the long look ``conn`` is in the middle of.

    A short look has none: it gets one that nobody follows.
    """
    found = conn.info.get("operation") or Course()
    assert isinstance(found, Course)
    return found
