"""One write at a time: others wait for their turn, and nobody waits for oneself."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from flashcards.model.errors import UserError
from flashcards.model.messages import message


class Turn:
    """A lock whose holder is refused a second time instead of waiting for itself for ever.

    Whoever is told how far long work is may try: to add, undo or close in the middle of it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder = 0

    def __enter__(self) -> None:
        self.refuse_holder()
        self._lock.acquire()
        self._holder = threading.get_ident()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._holder = 0
        self._lock.release()

    @contextmanager
    def if_free(self) -> Iterator[bool]:
        """Take the turn for the block where nobody has it; lend whether that was so."""
        free = self._lock.acquire(blocking=False)
        if free:
            self._holder = threading.get_ident()
        try:
            yield free
        finally:
            if free:
                self._holder = 0
                self._lock.release()

    def refuse_holder(self) -> None:
        """Raise UserError where this thread is in the middle of a write already."""
        if self._holder == threading.get_ident():
            raise UserError(
                message("The collection is in the middle of another change."),
                message("Do this when that has ended."),
            )
