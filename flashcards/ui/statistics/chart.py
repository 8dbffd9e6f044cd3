"""What all charts share: pointing at a part by mouse or arrow keys, words for it, a focus ring."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.ui import theme
from flashcards.ui.announcing import say_where
from flashcards.ui.roles import Role, set_accessible_role

_SMALL = 0.88
"""Size of the words in a chart, as a share of the program's own."""


class Chart(QWidget):
    """A picture of numbers, painted by its subclasses.

    Parts are numbered from 0 in reading order. ``pointed`` carries the words of the part the
    learner points at, empty when there is none.
    """

    pointed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.current: int | None = None
        """The part pointed at."""
        set_accessible_role(self, Role.Chart)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # For subclasses to answer ---------------------------------------------------

    def count(self) -> int:
        """Return how many parts there are."""
        raise NotImplementedError

    def words(self, part: int) -> str:
        """Return what a part says."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return the whole chart in a sentence."""
        raise NotImplementedError

    def part_at(self, position: QPointF) -> int | None:
        """Return the part under a position."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Draw the chart."""
        raise NotImplementedError

    def step(self, key: int) -> int | None:
        """Return how far an arrow key moves; None when the chart has no use for it."""
        return {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))

    def first_part(self, key: int) -> int:
        """Return where an arrow key starts when nothing is pointed at yet."""
        return self.count() - 1 if key == Qt.Key.Key_Left else 0

    # Shared ---------------------------------------------------------------------

    def renewed(self) -> None:
        """Take in new data: forget what was pointed at and describe the chart anew."""
        self.point(None)
        self.setAccessibleDescription(self.summary())
        self.update()

    def point(self, part: int | None) -> None:
        """Point at a part, or at none."""
        if part == self.current:
            return
        self.current = part
        self.pointed.emit("" if part is None else self.words(part))
        self.update()

    def small_font(self) -> QFont:
        """Return the font for words and numbers inside the chart."""
        font = theme.number_font(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font

    def small_metrics(self) -> QFontMetricsF:
        """Return the measures of ``small_font``."""
        return QFontMetricsF(self.small_font(), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the parts; keys that mean nothing here go on to the screen."""
        last = self.count() - 1
        key = self._onward(event.key())
        step = self.step(key)
        if last < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Home:
            self._point_by_key(0)
        elif event.key() == Qt.Key.Key_End:
            self._point_by_key(last)
        elif step is None:
            super().keyPressEvent(event)
        elif self.current is None:
            self._point_by_key(self.first_part(key))
        else:
            self._point_by_key(min(max(self.current + step, 0), last))

    def _onward(self, key: int) -> int:
        """Return the key that moves as this one does where reading goes from left to right."""
        if not self.isRightToLeft():
            return key
        across = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}
        return across.get(Qt.Key(key), key)

    def _point_by_key(self, part: int) -> None:
        self.point(part)
        # Read aloud: the description becomes the part's words while it is pointed at.
        self.setAccessibleDescription(self.words(part))
        change = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(change)
        say_where(self, self.words(part))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at what is under the mouse."""
        self.point(self.part_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Let go when the mouse leaves."""
        self.point(None)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go when the keyboard leaves."""
        self.point(None)
        self.setAccessibleDescription(self.summary())
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart and, when the keyboard got it focused, a ring around it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self.small_font())
            self.paint(painter)
            if self.hasFocus():
                painter.setPen(QPen(theme.color("accent"), theme.ring_px()))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
                painter.drawRoundedRect(frame, theme.SPACE.hair, theme.SPACE.hair)
