"""Keeps the time of a sitting honest: counts only while the learner is looking at the card."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from flashcards.ui.answering.attention import Attention
from flashcards.ui.answering.stopwatch import Stopwatch

TICK_MS = 1000


class Pacing(QObject):
    """The clock of the card in front.

    It stands while the screen is away, while another window of the program is in front, and,
    until the learner says to go on, after a pause or after the program was left.
    """

    ticked = Signal()
    """About once a second while time is counted."""
    paused_changed = Signal(bool)

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self.paused = False
        """Whether the learner has to say when to go on."""
        self.stopwatch = Stopwatch()
        self._asking = False
        self._in_front = False
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self.ticked)
        self._attention = Attention(window, self)
        self._attention.lost.connect(self._look_away)
        self._attention.found.connect(self._run)

    def begin(self) -> None:
        """A card is asked: count from nothing."""
        self._asking = True
        self.stopwatch.reset()
        self._run()

    def go_on(self) -> None:
        """Count on for the same card, as after an answer that could not be saved."""
        self._asking = True
        self._run()

    def hold(self) -> None:
        """Nothing is asked at the moment, as while an answer is being saved."""
        self._asking = False
        self._halt()

    def set_in_front(self, in_front: bool) -> None:
        """The screen came to the front, or went away."""
        self._in_front = in_front
        if in_front:
            self._run()
        else:
            self._halt()

    def set_paused(self, paused: bool) -> None:
        """Pause until told otherwise, or go on."""
        if paused == self.paused:
            return
        self.paused = paused
        if paused:
            self._halt()
        else:
            self._run()
        self.paused_changed.emit(paused)

    def elapsed_ms(self) -> int:
        """Return how long the card has been looked at."""
        return self.stopwatch.elapsed_ms()

    def _look_away(self, out_of_program: bool) -> None:
        self._halt()
        if out_of_program and self._asking and self._in_front:
            self.set_paused(True)

    def _run(self) -> None:
        if self._asking and self._in_front and not self.paused:
            self.stopwatch.resume()
            if not self._ticker.isActive():
                self._ticker.start()

    def _halt(self) -> None:
        self.stopwatch.pause()
        self._ticker.stop()
