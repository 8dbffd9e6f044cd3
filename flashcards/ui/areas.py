"""The areas of the window, and the way of the keyboard from one to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QSplitter,
    QToolButton,
    QWidget,
)

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_TAB = Qt.FocusPolicy.TabFocus
_OF_ONE_PIECE = (QAbstractSpinBox, QComboBox)
"""What is put together of parts that only Qt knows."""
_ALIKE_PX = 12
"""Tops so near to each other stand in one line."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the window, without others that lie in it."""

    root: QWidget
    without: tuple[QWidget, ...] = ()

    def holds(self, part: QWidget | None) -> bool:
        """Whether a widget is part of it."""
        inside = part is not None and (part is self.root or self.root.isAncestorOf(part))
        return inside and not any(each.isAncestorOf(part) for each in self.without if part)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at in it, as one reads."""
        found = (part for part in self.root.findChildren(QWidget) if self._is_stop(part))
        return sorted(found, key=_reading_place)

    def _is_stop(self, part: QWidget) -> bool:
        wants = part.focusPolicy() & _TAB == _TAB and part.isVisible() and part.isEnabled()
        return wants and self.holds(part) and not isinstance(part.parent(), _OF_ONE_PIECE)


def go_on(window: "MainWindow", step: int) -> None:
    """Give the keyboard to the next area of a window (1) or the one before (-1).

    An area is entered where it was left.
    """
    here = QApplication.focusWidget()
    areas = [area for area in _areas(window) if area.stops()]
    at = next((at for at, area in enumerate(areas) if area.holds(here)), None)
    start = (-1 if step > 0 else 0) if at is None else at
    if areas:
        _enter(areas[(start + step) % len(areas)], window)


def _areas(window: "MainWindow") -> Iterator[Area]:
    yield Area(window.rail)
    yield Area(window.header)
    screen = window.built(window.front())
    if screen is not None:
        panes = tuple(_panes(screen))
        yield Area(screen, panes)
        yield from (Area(each) for each in panes)
    yield Area(window.progress)
    yield Area(window.toasts)


def _enter(area: Area, window: "MainWindow") -> None:
    stops = area.stops()
    here = [each for each in stops if isinstance(each, QToolButton) and each.isChecked()]
    left_at = [each for each in stops if each is area.root.focusWidget()]
    wanted = here if area.root is window.rail else left_at  # of places to go the one one is at
    (wanted or stops)[0].setFocus(Qt.FocusReason.TabFocusReason)


def _panes(screen: QWidget) -> Iterator[QWidget]:
    """Return the panes of the outermost divided parts that show."""
    found = [each for each in screen.findChildren(QSplitter) if each.isVisible()]
    outer = [each for each in found if not any(other.isAncestorOf(each) for other in found)]
    for splitter in outer:
        for at in range(splitter.count()):
            pane = splitter.widget(at)
            if pane is not None and pane.isVisible():
                yield pane


def _reading_place(part: QWidget) -> tuple[int, int]:
    """Return where something stands, line by line, from the side on which lines begin."""
    corner = part.mapTo(part.window(), QPoint(0, 0))
    backwards = part.layoutDirection() is Qt.LayoutDirection.RightToLeft
    across = part.window().width() - corner.x() - part.width() if backwards else corner.x()
    return corner.y() // _ALIKE_PX, across
