"""Who reads when: two connections, each for one thread at a time, whichever is free first."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Readers:
    """The turns at the two; a thread that has one may take it again."""

    def __init__(self) -> None:
        self._turns = (threading.RLock(), threading.RLock())
        self._given_back = threading.Condition()
        self._waiting = 0

    def take(self) -> int:
        """Wait until one is free, the first (0) or the second (1), and take it."""
        place = self._free()
        if place is not None:
            return place
        with self._given_back:
            self._waiting += 1
            try:
                while (place := self._free()) is None:
                    self._given_back.wait()
            finally:
                self._waiting -= 1
        return place

    def give_back(self, place: int) -> None:
        """Let others have what was taken."""
        self._turns[place].release()
        # Who is not counted yet looks after this, and finds it free.
        if self._waiting:
            with self._given_back:
                self._given_back.notify_all()

    def _free(self) -> int | None:
        for place, turn in enumerate(self._turns):
            if turn.acquire(blocking=False):
                return place
        return None

    @contextmanager
    def first(self) -> Iterator[None]:
        """Have the first."""
        self._turns[0].acquire()
        try:
            yield
        finally:
            self.give_back(0)

    @contextmanager
    def both(self) -> Iterator[None]:
        """Have both, so that nobody reads."""
        self._turns[1].acquire()
        try:
            with self.first():
                yield
        finally:
            self.give_back(1)
