"""Sees to it that no two parts of a window answer to one letter.

Nobody who writes or translates a text can know what else is in sight. So each part has the letter
it would like to have where that is free, and otherwise takes one of its own once it is seen.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from string import digits
from typing import Final, NamedTuple, cast
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMainWindow, QTabBar, QWidget
from shiboken6 import isValid

from flashcards.ui.menu_letters import letter, marked, plain, with_own_letters

_AGAIN_MS: Final = 100
"""What comes in sight, or is renamed, shortly after something else waits this long."""


class _Given(NamedTuple):
    """The text that a part was given by its screen, and that with the letter it has."""

    meant: str
    shown: str


@dataclass(frozen=True)
class _Part:
    """A button, tab or label of a field, which a letter can lead to."""

    owner: QWidget
    at: int
    """The place of a tab in its row; 0 of anything else."""
    text: str
    set_text: Callable[[str], object]


class PartLetters(QObject):
    """Gives the parts of each window that comes to the front letters of their own."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._given: WeakKeyDictionary[QWidget, dict[int, _Given]] = WeakKeyDictionary()
        self._watched: WeakKeyDictionary[QWidget, QTimer] = WeakKeyDictionary()
        app.focusChanged.connect(self._watch)
        self._watch(None, app.focusWidget())

    def end(self) -> None:
        """Give no more letters."""
        self._app.focusChanged.disconnect(self._watch)
        for window, timer in self._watched.items():
            if isValid(window):
                timer.stop()
                timer.deleteLater()
                window.removeEventFilter(self)
        self._watched.clear()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at a window before it is painted: what is new there is painted with its letter."""
        if event.type() == QEvent.Type.UpdateRequest:
            self._look(cast(QWidget, watched))
        return False

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Look at the window that has the focus, from now on."""
        if now is None:
            return
        window = now.window()
        if window not in self._watched:
            timer = QTimer(window)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda: self.give(window))
            self._watched[window] = timer
            window.installEventFilter(self)
        self._look(window)

    def _look(self, window: QWidget) -> None:
        """Give letters at once, or in a moment where it was done a moment ago."""
        timer = self._watched[window]
        if not timer.isActive():
            timer.start(_AGAIN_MS)
            self.give(window)

    def give(self, window: QWidget) -> None:
        """Give each part in sight a letter no other has; those that had one before keep it.

        Figures are not given: counts change, and a letter should stay. Who asks for one has it.
        Tabs come first: theirs must be the same whichever of their pages was seen first.
        """
        taken = {*digits, *_menu_letters(window)}
        for some in _parts(window):
            self._give(some, taken)

    def _give(self, parts: Sequence[_Part], taken: set[str]) -> None:
        waiting: list[tuple[_Part, str]] = []
        for part in parts:
            given = self._given.get(part.owner, {}).get(part.at)
            same = given is not None and given.shown == part.text
            meant = given.meant if given and same else part.text
            own = letter(part.text)
            if own.isdigit() and own == letter(meant):
                self._keep(part, meant, part.text)
            elif given and own and own not in taken and (same or own == letter(given.shown)):
                taken.add(own)
                self._keep(part, meant, part.text)
            elif letter(meant):
                waiting.append((part, meant))
        self._settle(waiting, taken)

    def _settle(self, waiting: Sequence[tuple[_Part, str]], taken: set[str]) -> None:
        """Give letters to parts that have none yet, or have one that is taken."""
        wishes = [self._wish(part, meant, taken) for part, meant in waiting]
        for (part, meant), shown in zip(waiting, with_own_letters(wishes, taken), strict=True):
            self._keep(part, meant, shown)
            taken.add(letter(shown))
            if shown != part.text:
                part.set_text(shown)

    def _wish(self, part: _Part, meant: str, taken: set[str]) -> str:
        """Return a text with the letter it marks or, where that is taken, its letter of before."""
        given = self._given.get(part.owner, {}).get(part.at)
        before = letter(given.shown) if given else ""
        if letter(meant) in taken and before not in taken and before in plain(meant).lower():
            return marked(meant, before)
        return meant

    def _keep(self, part: _Part, meant: str, shown: str) -> None:
        self._given.setdefault(part.owner, {})[part.at] = _Given(meant, shown)


def _menu_letters(window: QWidget) -> set[str]:
    """Return the letters that open the menus of a window."""
    if not isinstance(window, QMainWindow):
        return set()
    return {letter(entry.text()) for entry in window.menuBar().actions() if entry.isVisible()}


def _parts(window: QWidget) -> tuple[list[_Part], list[_Part]]:
    """Return all in a window that is in sight and that a letter may lead to: tabs, and the rest."""
    tabs: list[_Part] = []
    buttons: list[_Part] = []
    labels: list[_Part] = []
    for each in _in_sight(window):
        if isinstance(each, QAbstractButton):
            buttons.append(_Part(each, 0, each.text(), each.setText))
        elif isinstance(each, QLabel) and each.buddy() is not None:
            labels.append(_Part(each, 0, each.text(), each.setText))
        elif isinstance(each, QTabBar):
            tabs += [
                _Part(each, at, each.tabText(at), partial(each.setTabText, at))
                for at in range(each.count())
            ]
    return tabs, [*buttons, *labels]


def _in_sight(part: QWidget) -> Iterator[QWidget]:
    """Yield what shows inside a part, and is no window of its own.

    All that ``findChildren`` answers would hang beneath the window, and what Qt itself had made
    of it and taken down again would be held until the window goes.
    """
    for child in part.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            yield child
            yield from _in_sight(child)
