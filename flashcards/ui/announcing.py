"""Says aloud what others see happen, to whoever uses a screen reader; to nobody else."""

import re

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from flashcards.ui.roles import reads_rows
from flashcards.ui.widgets import EmptyState

_POLITENESS = QAccessible.AnnouncementPoliteness
_ENDS = (".", "!", "?", ":", "…")
_BETWEEN = re.compile(r"(?<=[.!?:…])\s+")


class Announcer(QObject):
    """Gathers what happens at once and says it in one go, in its order, nothing twice.

    Polite: a screen reader first says what it is saying. What must not be missed, such as an
    error, interrupts it. Nothing that ticks is ever said.
    """

    said = Signal(str, bool)
    """What was announced, and whether it interrupts."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._parts: list[str] = []
        self._of: QWidget = window
        self._at_once = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.speak)

    @property
    def is_heard(self) -> bool:
        """Whether anything listens; words need not be looked for where nothing does."""
        return QAccessible.isActive()

    def say(self, words: str, *, of: QWidget | None = None, at_once: bool = False) -> None:
        """Announce ``words`` with all that happens in the same moment.

        ``of`` is a part of the window it happened in, the main window for None; ``at_once``
        interrupts what is being said.
        """
        words = words.strip()
        if not words or not self.is_heard:
            return
        if not any(_says(part, words) for part in self._parts):
            self._parts = [part for part in self._parts if not _says(words, part)] + [words]
        self._of = self._window if of is None else of
        self._at_once = self._at_once or at_once
        self._soon.start()

    def say_empty(self, screen: QWidget) -> None:
        """Announce what stands on a screen where nothing is yet: no key gets there."""
        if self.is_heard:
            for found in screen.findChildren(EmptyState):
                if found.isVisible():
                    self.say(found.title.text())
                    self.say(found.text.text())

    def forget(self) -> None:
        """Leave unsaid what was not said yet: it is no longer so."""
        self._parts.clear()
        self._at_once = False
        self._soon.stop()

    def speak(self) -> None:
        """Say now what was gathered."""
        parts, at_once = self._parts.copy(), self._at_once
        self.forget()
        if not parts:
            return
        ended = [part if part.endswith(_ENDS) else f"{part}." for part in parts[:-1]]
        words = " ".join([*ended, parts[-1]])
        of = self._of.window() if isValid(self._of) else self._window
        event = QAccessibleAnnouncementEvent(of, words)
        event.setPoliteness(_POLITENESS.Assertive if at_once else _POLITENESS.Polite)
        QAccessible.updateAccessibility(event)
        self.said.emit(words, at_once)


def _says(whole: str, part: str) -> bool:
    """Whether a text says another already, all of its sentences one after the other.

    The letters alone say nothing: "2" is another matter than "12 cards".
    """
    said, asked = _sentences(whole), _sentences(part)
    places = range(len(said) - len(asked) + 1)
    return any(said[at : at + len(asked)] == asked for at in places)


def _sentences(text: str) -> list[str]:
    return [sentence.rstrip("".join(_ENDS)) for sentence in _BETWEEN.split(text)]


def say_where(part: QWidget, words: str) -> None:
    """Say what the arrow keys came to within a part of the main window that describes itself so.

    Where the system's screen reader notices the new description, that is enough.
    """
    announcer = getattr(part.window(), "announcer", None)
    if isinstance(announcer, Announcer) and not reads_rows():
        announcer.forget()  # the place before, if it was not said yet
        announcer.say(words, at_once=True)
