"""Draws a sample card's answers and intervals in a row that breaks where the room ends."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.ui import theme
from flashcards.ui.deck_options.sample import SampleStep, sample_words


class SampleStrip(QWidget):
    """Answer, interval, answer, interval; the whole is its accessible name."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._title = title
        self.steps: Sequence[SampleStep] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_steps(self, steps: Sequence[SampleStep], title: str = "") -> None:
        """Show other answers or intervals, of another sample when one is named."""
        self.steps = steps
        self._title = title or self._title
        self.setAccessibleName(sample_words(self._title, steps))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Fewer fit side by side where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how tall the rows are together."""
        lines = max(1, -(-len(self.steps) // self._in_a_line(width)))
        gap: int = theme.SPACE.inside
        return lines * (self._cell().height() + gap) - gap

    def sizeHint(self) -> QSize:
        """Return the room for all in one row."""
        cell = self._cell()
        width = max(1, len(self.steps)) * (cell.width() + theme.SPACE.between)
        return QSize(width, cell.height())

    def minimumSizeHint(self) -> QSize:
        """One answer in a row is enough."""
        return self._cell()

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        word = QFont(self.font())
        word.setWeight(QFont.Weight.DemiBold)
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.9)
        return word, theme.number_font(self.font()), small

    def _cell(self) -> QSize:
        word, number, small = map(QFontMetrics, self._fonts())
        widths = [0]
        for step in self.steps:
            widths.append(word.horizontalAdvance(step.word))
            widths.append(number.horizontalAdvance(step.interval))
            widths.append(small.horizontalAdvance(step.note))
        height = word.height() + number.height()
        if any(step.note for step in self.steps):
            height += small.height()
        return QSize(max(widths) + theme.SPACE.inside, height)

    def _in_a_line(self, width: int) -> int:
        gap: int = theme.SPACE.between
        fits = max(1, (width + gap) // (self._cell().width() + gap))
        count = max(1, len(self.steps))
        return -(-count // -(-count // fits))  # as many in each line as in the others

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each answer over its interval."""
        with QPainter(self) as painter:
            cell, gap = self._cell(), theme.SPACE.between
            per_line = self._in_a_line(self.width())
            for place, step in enumerate(self.steps):
                down, along = divmod(place, per_line)
                left = along * (cell.width() + gap)
                if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                    left = self.width() - left - cell.width()
                corner = QPoint(left, down * (cell.height() + theme.SPACE.inside))
                self._draw(painter, QRect(corner, cell), step)

    def _draw(self, painter: QPainter, room: QRect, step: SampleStep) -> None:
        top = room.top()
        for font, colour, text in zip(
            self._fonts(),
            (step.kind, "text", "muted"),
            (step.word, step.interval, step.note),
            strict=True,
        ):
            painter.setFont(font)
            painter.setPen(theme.color(colour))
            height = painter.fontMetrics().height()
            line = QRect(room.left(), top, room.width(), height)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop, text)
            top += height
