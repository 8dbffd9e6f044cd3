"""Draws pages a little at a time, so that the window goes on answering."""

from collections.abc import Callable
from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QTimer

from flashcards.model.errors import UserError
from flashcards.ui.printing.pages import Steps

_TURN_S: Final = 0.02
"""How long the window waits at a time."""
WAIT_MS: Final = 15
"""Between two looks whether pictures have come."""


class Running(QObject):
    """Takes the steps of some drawing until they end, or it is stopped."""

    def __init__(
        self,
        parent: QObject,
        steps: Steps,
        *,
        on_step: Callable[[], object],
        on_done: Callable[[], object],
        on_error: Callable[[UserError], object],
    ) -> None:
        super().__init__(parent)
        self._steps, self._on_step = steps, on_step
        self._on_done, self._on_error = on_done, on_error
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def stop(self) -> None:
        """Take no further step; nobody is told."""
        self._timer.stop()
        self.deleteLater()

    def _go_on(self) -> None:
        ends = perf_counter() + _TURN_S
        try:
            while True:
                waits = next(self._steps, None)
                if waits is None:
                    self.stop()
                    self._on_done()
                    return
                if waits or perf_counter() > ends:
                    break
        except UserError as error:
            self.stop()
            self._on_error(error)
            return
        self._timer.start(WAIT_MS if waits else 0)
        self._on_step()
