"""The steps of a sitting, and the wait until the next card at a learning step is due."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum

from PySide6.QtCore import QObject, QTimer


class Step(Enum):
    """What the learner is in the middle of."""

    OPENING = "opening"
    """Nothing is asked yet."""
    QUESTION = "question"
    ANSWER = "answer"
    SAVING = "saving"
    ENDED = "ended"


LONGEST_MS = 3_600_000
"""A card is looked for at least this often: timers stand still while the computer sleeps."""


class StepWait(QTimer):
    """Calls back once a moment has come, or an hour has passed."""

    def __init__(self, parent: QObject, due: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.timeout.connect(due)

    def wait_until(self, moment: datetime, now: datetime) -> None:
        """Begin to wait; what was waited for before is forgotten."""
        left_ms = (moment - now) // timedelta(milliseconds=1)
        self.start(max(1, min(left_ms, LONGEST_MS)))
