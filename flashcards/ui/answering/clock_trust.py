"""Asks before an answer is scheduled by a clock that has just jumped."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flashcards.ui import messages
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

CLOCK_BACK, CLOCK_AHEAD = timedelta(minutes=10), timedelta(days=400)
"""How far the clock may move between two answers before it is worth a question."""


class ClockTrust:
    """Remembers the moment last seen, and whether the learner vouches for the present one."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._seen_at: datetime = window.collection.clock()

    def see(self) -> None:
        """Take the present moment as right."""
        self._seen_at = self._window.collection.clock()

    def holds(self, once_trusted: Callable[[], None]) -> bool:
        """Return whether the clock is to be believed; else ask, and go on when it is."""
        now = self._window.collection.clock()
        if self._seen_at - CLOCK_BACK <= now <= self._seen_at + CLOCK_AHEAD:
            return True
        warning = self._window.collection.clock_warning()
        if warning is None:
            return True

        def trust() -> None:
            self._seen_at = now
            once_trusted()

        messages.ask(
            self._window,
            tr("Is this computer’s clock right?"),
            worded(warning),
            action=tr("The clock is right"),
            on_yes=trust,
        )
        return False
