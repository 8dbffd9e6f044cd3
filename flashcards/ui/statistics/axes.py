"""The frame of charts with two axes: quiet lines with round numbers, words below."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from flashcards.ui import theme

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_LINES = 4
"""At most so many lines above the bottom one."""


def round_steps(top: float, *, whole: bool = True, unit: float = 1) -> list[float]:
    """Return the values the lines of an axis stand at, from 0 to at least ``top``.

    They are round numbers of ``unit``; with ``whole`` never fractions of it.
    """
    if top <= 0:
        return [0.0, unit]
    rough = top / unit / _LINES
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(size * magnitude for size in _ROUND if size * magnitude >= rough * 0.9999999)
    if whole:
        step = max(1.0, math.ceil(step))
    count = math.ceil(top / unit / step - 1e-9)
    return [number * step * unit for number in range(count + 1)]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart's plot lies and what its height stands for."""

    plot: QRectF
    low: float
    high: float
    slots: int
    turned: bool = False
    """Whether the axis begins at the right, as lines do that are read from there."""

    def y(self, value: float) -> float:
        """Return the height of a value on the screen."""
        share = (value - self.low) / (self.high - self.low)
        return self.plot.bottom() - share * self.plot.height()

    def slot(self, number: int) -> QRectF:
        """Return the stretch of the plot that belongs to one place along the axis."""
        width = self.plot.width() / max(self.slots, 1)
        left = self.plot.left() + self._across(number) * width
        return QRectF(left, self.plot.top(), width, self.plot.height())

    def slot_at(self, position: QPointF) -> int | None:
        """Return the place along the axis a position belongs to."""
        if not self.plot.left() <= position.x() < self.plot.right() or not self.slots:
            return None
        width = self.plot.width() / self.slots
        return self._across(min(int((position.x() - self.plot.left()) / width), self.slots - 1))

    def x(self, share: float) -> float:
        """Return where a share of the axis ends on the screen."""
        across = 1 - share if self.turned else share
        return self.plot.left() + across * self.plot.width()

    def _across(self, number: int) -> int:
        return self.slots - 1 - number if self.turned else number


def frame_for(
    area: QRectF,
    metrics: QFontMetricsF,
    steps: Sequence[float],
    axis_words: Callable[[float], str],
    slots: int,
    *,
    turned: bool,
) -> Frame:
    """Lay the plot out inside ``area``, with room for the numbers beside it and the words below.

    ``turned``: it is read from right to left, and the numbers stand at the right.
    """
    gap = theme.SPACE.inside
    hair = theme.SPACE.hair
    numbers = max(metrics.horizontalAdvance(axis_words(step)) for step in steps) + gap + hair
    left, right = (hair, numbers) if turned else (numbers, hair)
    plot = area.adjusted(
        left, round(metrics.height() / 2) + 1, -right, -round(metrics.height()) - 2 * hair
    )
    return Frame(plot, steps[0], steps[-1], slots, turned)


def paint_lines(
    painter: QPainter,
    frame: Frame,
    steps: Sequence[float],
    axis_words: Callable[[float], str],
) -> None:
    """Draw the lines across the plot with their numbers."""
    metrics = QFontMetricsF(painter.font(), painter.device())
    for step in steps:
        y = round(frame.y(step)) + 0.5
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y))
        painter.setPen(theme.color("muted"))
        words = axis_words(step)
        wide = metrics.horizontalAdvance(words) + 1
        gap = theme.SPACE.inside
        left = frame.plot.right() + gap if frame.turned else frame.plot.left() - gap - wide
        box = QRectF(left, y - metrics.height() / 2, wide, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def paint_labels(painter: QPainter, frame: Frame, labels: Sequence[str]) -> None:
    """Write words under their places; where they would touch, only every second, third..."""
    metrics = QFontMetricsF(painter.font(), painter.device())
    boxes = [
        (_label_box(frame, metrics, number, text), text)
        for number, text in enumerate(labels)
        if text
    ]
    # A month cut off at the edge must not cost all other months their names.
    if len(boxes) > 2 and _touch(boxes[0][0], boxes[1][0]):
        del boxes[0]
    every = 1
    while any(_touch(one[0], other[0]) for one, other in pairwise(boxes[::every])):
        every += 1
    painter.setPen(theme.color("muted"))
    for box, text in boxes[::every]:
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _label_box(frame: Frame, metrics: QFontMetricsF, number: int, text: str) -> QRectF:
    width = metrics.horizontalAdvance(text) + 1
    left = frame.slot(number).center().x() - width / 2
    if frame.turned:
        left = max(left, frame.plot.left() - theme.SPACE.hair)
    else:
        left = min(left, frame.plot.right() + theme.SPACE.hair - width)
    return QRectF(left, frame.plot.bottom() + theme.SPACE.hair, width, metrics.height())


def _touch(one: QRectF, other: QRectF) -> bool:
    gap: int = theme.SPACE.inside
    return one.right() + gap > other.left() and other.right() + gap > one.left()


def paint_pointer(painter: QPainter, frame: Frame, slot: int) -> None:
    """Mark the place along the axis that is pointed at."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("selection"))
    painter.drawRoundedRect(frame.slot(slot), 2, 2)
