"""Parts side by side with a line between them, which is moved by dragging or by a click."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QSplitter, QSplitterHandle

from flashcards.ui import theme
from flashcards.ui.hints import set_hint
from flashcards.ui.style import TARGET_PX
from flashcards.ui.words import tr

_GRIP_LONG_PX: Final = 44
"""How long the place is, in the middle of the line, where it is easily met."""
_BESIDE_PX: Final = 2
"""Elsewhere the line can be met so far beside it."""
_DRAWN: Final = QSize(5, 26)
_STEP: Final = 0.1
"""How far one click moves the line, as a share of the whole."""


class Splitter(QSplitter):
    """A splitter that asks nobody to drag, or to meet a line of one pixel."""

    def createHandle(self) -> QSplitterHandle:
        """Return a line with a grip."""
        return Handle(self.orientation(), self)

    def move_line(self, handle: "Handle", share: float) -> None:
        """Move a line by a share of the whole, to the right or down where that is above 0."""
        across = self.orientation() == Qt.Orientation.Horizontal
        line = handle.geometry().center()
        at, whole = (line.x(), self.width()) if across else (line.y(), self.height())
        self._put_line(handle, at + round(whole * share))

    def halve(self, handle: "Handle") -> None:
        """Give what lies on both sides of a line the same room."""
        place = self.indexOf(handle)
        one, other = self.widget(place - 1), self.widget(place)
        if one is not None and other is not None:
            both = one.geometry().united(other.geometry())
            across = self.orientation() == Qt.Orientation.Horizontal
            self._put_line(handle, both.center().x() if across else both.center().y())

    def _put_line(self, handle: "Handle", to: int) -> None:
        if self.orientation() == Qt.Orientation.Horizontal and self.isRightToLeft():
            to = self.contentsRect().width() - to
        self.moveSplitter(to, self.indexOf(handle))


class Handle(QSplitterHandle):
    """The line: dragged it moves, and a click on it offers to move it."""

    def __init__(self, orientation: Qt.Orientation, splitter: Splitter) -> None:
        super().__init__(orientation, splitter)
        self._splitter = splitter
        self._pressed_at: QPoint | None = None
        self.menu: QMenu | None = None
        self.setAccessibleName(tr("Line between two parts"))
        set_hint(self, tr("Drag, or click to choose"))

    def _across(self) -> bool:
        return self.orientation() == Qt.Orientation.Horizontal

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Be wide in the middle and narrow elsewhere; only the line itself takes room."""
        beside = TARGET_PX // 2
        self.setContentsMargins(*((beside, 0, beside, 0) if self._across() else
                                  (0, beside, 0, beside)))  # fmt: skip
        slim = _BESIDE_PX
        grown = (-slim, 0, slim, 0) if self._across() else (0, -slim, 0, slim)
        self.setMask(QRegion(self.contentsRect().adjusted(*grown)).united(self.grip()))

    def grip(self) -> QRect:
        """Return the place that can well be met."""
        wide, long = self.width(), self.height()
        size = QSize(wide, min(_GRIP_LONG_PX, long))
        if not self._across():
            size = QSize(min(_GRIP_LONG_PX, wide), long)
        box = QRect(QPoint(0, 0), size)
        box.moveCenter(self.rect().center())
        return box

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, and on it what says that it moves."""
        super().paintEvent(event)
        drawn = QRect(QPoint(0, 0), _DRAWN if self._across() else _DRAWN.transposed())
        drawn.moveCenter(self.contentsRect().center())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("outline"), 1))
            painter.setBrush(theme.color("raised"))
            painter.drawRoundedRect(drawn, 2.5, 2.5)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or to click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag once the mouse has really moved."""
        if self._pressed_at is not None:
            way = event.globalPosition().toPoint() - self._pressed_at
            if way.manhattanLength() < QApplication.startDragDistance():
                return
            self._pressed_at = None
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Offer to move the line where it was only clicked."""
        super().mouseReleaseEvent(event)
        clicked, self._pressed_at = self._pressed_at is not None, None
        if clicked:
            self.offer(event.globalPosition().toPoint())

    def offer(self, at: QPoint) -> None:
        """Show by a menu where the line can be moved to."""
        if self.menu is None:
            self.menu = self._menu()
        self.menu.popup(at)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        words = (
            (tr("Move it to the &left"), tr("Move it to the &right"))
            if self._across()
            else (tr("Move it &up"), tr("Move it &down"))
        )
        for text, share in zip(words, (-_STEP, _STEP), strict=True):
            menu.addAction(text).triggered.connect(partial(self._move, share))
        menu.addAction(tr("Same room for &both")).triggered.connect(self._halve)
        return menu

    def _move(self, share: float, _checked: bool = False) -> None:
        """Move the line, and offer it once more: one step is seldom enough."""
        self._splitter.move_line(self, share)
        self.offer(self.mapToGlobal(self.grip().center()))

    def _halve(self) -> None:
        self._splitter.halve(self)
