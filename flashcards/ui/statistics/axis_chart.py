"""What charts along an axis share: places to point at, lines with numbers, words below."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter

from flashcards.ui.statistics.axes import (
    Frame,
    frame_for,
    paint_labels,
    paint_lines,
    paint_pointer,
)
from flashcards.ui.statistics.chart import Chart


class AxisPlace(Protocol):
    """One place along the axis."""

    @property
    def readout(self) -> str:
        """What it says when the learner points at it."""

    @property
    def label(self) -> str:
        """What stands under the axis; most places have nothing there."""


class Series(Protocol):
    """What is drawn along an axis."""

    @property
    def places(self) -> Sequence[AxisPlace]:
        """The places, in reading order."""

    @property
    def summary(self) -> str:
        """The chart in one sentence."""

    @property
    def axis_words(self) -> Callable[[float], str]:
        """How the numbers at the lines are written."""


Data = TypeVar("Data", bound=Series)


class AxisChart(Chart, Generic[Data]):
    """Draws a series; left and right move from place to place, as the picture lies."""

    usual: ClassVar[tuple[int, int]] = (320, 168)
    """Width and height the picture would like to have, in pixels."""
    least: ClassVar[tuple[int, int]] = (200, 140)
    """The least that can still be read."""

    def __init__(self, name: str, nothing: Data) -> None:
        super().__init__(name)
        self._data = nothing

    def show_data(self, data: Data) -> None:
        """Draw another series."""
        self._data = data
        self.renewed()

    def count(self) -> int:
        """Return how many places along the axis there are."""
        return len(self._data.places)

    def words(self, part: int) -> str:
        """Return what a place says."""
        return self._data.places[part].readout

    def summary(self) -> str:
        """Return the chart in a sentence."""
        return self._data.summary

    def part_at(self, position: QPointF) -> int | None:
        """Return the place whose stretch of the axis the position belongs to."""
        return self._frame().slot_at(position)

    def sizeHint(self) -> QSize:
        """A low, wide picture."""
        return QSize(*self.usual)

    def minimumSizeHint(self) -> QSize:
        """The least that can still be read."""
        return QSize(*self.least)

    def steps(self) -> list[float]:
        """Return the values the lines across the plot stand at."""
        raise NotImplementedError

    def paint_series(self, painter: QPainter, frame: Frame) -> None:
        """Draw what stands over the axis."""
        raise NotImplementedError

    def area(self) -> QRectF:
        """Return where plot, numbers and words go."""
        return QRectF(self.rect())

    def _frame(self) -> Frame:
        words = self._data.axis_words
        return frame_for(
            self.area(),
            self.small_metrics(),
            self.steps(),
            words,
            self.count(),
            turned=self.isRightToLeft(),
        )

    def paint(self, painter: QPainter) -> None:
        """Draw lines with their numbers, words below, and the series over them.

        Without a series there is nothing to measure, so no axis either.
        """
        if not self.count():
            return
        frame = self._frame()
        if self.current is not None:
            paint_pointer(painter, frame, self.current)
        paint_lines(painter, frame, self.steps(), self._data.axis_words)
        paint_labels(painter, frame, [place.label for place in self._data.places])
        self.paint_series(painter, frame)
