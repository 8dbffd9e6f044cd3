"""Measures how long one card is looked at, by a clock that nobody can set."""

import time
from collections.abc import Callable


class Stopwatch:
    """Counts while it runs; ``clock`` gives seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._before = 0.0
        self._since: float | None = None

    @property
    def running(self) -> bool:
        """Whether time is being counted now."""
        return self._since is not None

    def pause(self) -> None:
        """Stop counting; what was counted stays."""
        self._before = self._seconds()
        self._since = None

    def resume(self) -> None:
        """Count on from where it was paused."""
        if self._since is None:
            self._since = self._clock()

    def reset(self) -> None:
        """Begin at nothing, without counting."""
        self._before = 0.0
        self._since = None

    def elapsed_ms(self) -> int:
        """Return what was counted, in milliseconds."""
        return round(self._seconds() * 1000)

    def _seconds(self) -> float:
        running = 0.0 if self._since is None else max(0.0, self._clock() - self._since)
        return self._before + running
