"""When an article is offered again: its priority among others, and how much of it a week."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from flashcards.model.messages import Translatable
from flashcards.model.reading import CHARACTERS_A_MINUTE, Priority, UnderWay
from flashcards.ui.kept_articles.words import percent
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.reading.screen import ReadingScreen

PORTIONS: Final = (0, 5, 10, 20, 40)
"""Minutes a week that are offered; 0 for as many as the learner likes."""
_NEXT: Final = {
    Priority.NORMAL: Priority.HIGH,
    Priority.HIGH: Priority.LOW,
    Priority.LOW: Priority.NORMAL,
}
_PRIORITY_SET: dict[Priority, Translatable] = {
    Priority.HIGH: "High priority",
    Priority.NORMAL: "Normal priority",
    Priority.LOW: "Low priority",
}


class Arranging(QObject):
    """Decides about the article in front; each decision can be undone."""

    def __init__(self, screen: "ReadingScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self._window = screen.window_

    def _progress(self) -> UnderWay | None:
        return None if self._screen.opened is None else self._screen.opened.progress

    # Priority

    def set_priority(self, priority: Priority) -> None:
        """Let the article come before others, or after them."""
        found = self._progress()
        if found is not None:
            work = partial(self._window.collection.reading.set_priority, found.source_id, priority)
            self._window.writes.do(work, then=lambda _: self._say(tr(_PRIORITY_SET[priority])))

    def next_priority(self) -> None:
        """Let it have the next priority: high after normal, then low, then normal again."""
        found = self._progress()
        if found is not None:
            self.set_priority(_NEXT[found.priority])

    def has_priority(self, priority: Priority) -> bool:
        """Whether it has this priority."""
        found = self._progress()
        return found is not None and found.priority == priority

    # Portion

    def set_portion(self, minutes: int) -> None:
        """Offer so many minutes of it each week; 0 for no portion."""
        found = self._progress()
        if found is not None:
            characters = minutes * CHARACTERS_A_MINUTE
            work = partial(self._window.collection.reading.set_portion, found.source_id, characters)
            said = _portion_words(characters) or tr("No weekly portion")
            self._window.writes.do(work, then=lambda _: self._say(said))

    def next_portion(self) -> None:
        """Offer the next larger portion of those there are, and after the largest none."""
        found = self._progress()
        if found is not None:
            larger = (each for each in PORTIONS if each * CHARACTERS_A_MINUTE > found.portion)
            self.set_portion(next(larger, 0))

    def has_portion(self, minutes: int) -> bool:
        """Whether so much of it is offered each week."""
        found = self._progress()
        return found is not None and found.portion == minutes * CHARACTERS_A_MINUTE

    # Words

    def words(self, share: float) -> str:
        """Return how much of the article is read, and what was decided about it."""
        found, read = self._progress(), tr("{share} read", share=percent(share))
        if found is None:
            return read
        priority = "" if found.priority is Priority.NORMAL else tr(_PRIORITY_SET[found.priority])
        return "  ·  ".join(filter(None, (priority, _portion_words(found.portion), read)))

    def _say(self, said: str) -> None:
        self._window.toast(said, tr("Undo"), self._window.undo)


def _portion_words(characters: int) -> str:
    """Return a weekly portion in words; empty for none."""
    minutes = round(characters / CHARACTERS_A_MINUTE)
    return tr("{minutes} min a week", minutes=max(1, minutes)) if characters else ""
