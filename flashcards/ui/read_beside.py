"""Reads what a screen shows beside the window, where nobody waits for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.screen import Screen

Read = TypeVar("Read")


class ReadBeside(Generic[Read]):
    """Lets a screen read at once, or in a job; what it read itself since is not gone back behind.

    ``read`` may be called in another thread; ``show`` is called in the window's.
    """

    def __init__(
        self, screen: "Screen", read: Callable[[], Read], show: Callable[[Read], object]
    ) -> None:
        self._screen, self._read, self._show = screen, read, show
        self._reads = 0
        """How often it read at once."""
        self._running = False
        self._again = False
        """Whether something came while it was being read."""

    def now(self) -> None:
        """Read and show, as after what the learner did."""
        self._reads += 1
        self._show(self._read())

    def soon(self) -> None:
        """Read in a job, as after what came from another computer, and show it then."""
        if self._running:
            self._again = True
            return
        self._running, self._again, reads = True, False, self._reads
        self._screen.window_.jobs.run(
            tr("Looking at the collection"),
            lambda _progress: self._read(),
            lambda found: self._came(found, reads),
            lambda _error: self._end(),  # the collection was closed, or will tell of itself
            on_broken=self._end,
            quiet=True,
        )

    def _came(self, found: Read, reads: int) -> None:
        self._running = False
        screen = self._screen
        if screen.window_.built(screen.name) is not screen:
            return  # it was put away in the meantime, for a restored collection
        if reads == self._reads:
            self._show(found)
        if self._again:
            self.soon()

    def _end(self) -> None:
        self._running = False
        if self._again and self._screen.window_.built(self._screen.name) is self._screen:
            self.soon()  # what came meanwhile may be why it could not be read
