"""The year as a field of days, a column for each week, darker where more was done."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent

from flashcards.ui import theme
from flashcards.ui.right_to_left import turned
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.statistics.series import Year
from flashcards.ui.words import tr

_GAP = 3.0
_SMALLEST, _LARGEST = 9.0, 19.0
_ROUNDING = 2.0
_LEVELS = 5


class YearChart(Chart):
    """Draws a ``Year``; arrow keys move by day and by week. Where it is narrow, the past is cut."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._data = Year((), "")

    def show_data(self, data: Year) -> None:
        """Draw another year."""
        self._data = data
        self.renewed()

    def count(self) -> int:
        """Return how many days there is room for."""
        return len(self._data.days) - self._grid().skipped

    def words(self, part: int) -> str:
        """Return what a day says."""
        return self._data.days[self._grid().skipped + part].readout

    def summary(self) -> str:
        """Return the year in a sentence."""
        return self._data.summary

    def step(self, key: int) -> int | None:
        """Up and down by a day, left and right by a week, as the picture lies."""
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -7,
            Qt.Key.Key_Right: 7,
        }
        return steps.get(Qt.Key(key))

    def first_part(self, _key: int) -> int:
        """Begin with today."""
        return self.count() - 1

    def part_at(self, position: QPointF) -> int | None:
        """Return the day under a position."""
        grid = self._grid()
        row = int((position.y() - grid.top) // (grid.side + _GAP))
        if not 0 <= row < 7:
            return None
        x = self.width() - position.x() if self.isRightToLeft() else position.x()
        part = grid.part(int((x - grid.left) // (grid.side + _GAP)), row)
        return part if 0 <= part < self.count() else None

    def sizeHint(self) -> QSize:
        """Wide enough for a year of small days."""
        return QSize(720, self._height(11.0))

    def minimumSizeHint(self) -> QSize:
        """Enough for a few months."""
        return QSize(260, self._height(_SMALLEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Days are square, so the width decides how high the picture is."""
        super().resizeEvent(event)
        self.point(None)  # parts are numbered anew when more or fewer weeks fit
        self.setFixedHeight(self._height(self._side(self.width())))

    # Where things lie -------------------------------------------------------------

    def _height(self, side: float) -> int:
        edges = 2 * (self.small_metrics().height() + float(theme.SPACE.hair)) + 2
        return round(edges + 7 * (side + _GAP))

    def _left(self) -> float:
        metrics = self.small_metrics()
        gap: int = theme.SPACE.inside
        return max(metrics.horizontalAdvance(name) for _, name in _weekdays()) + gap

    def _weeks(self) -> int:
        days = self._data.days
        return _column(days[-1].day) - _column(days[0].day) + 1 if days else 53

    def _side(self, width: float) -> float:
        room = (width - self._left() - 2) / self._weeks() - _GAP
        return min(max(room, _SMALLEST), _LARGEST)

    def _grid(self) -> "_Grid":
        days = self._data.days
        left, side = self._left(), self._side(self.width())
        room = int((self.width() - left - 2) / (side + _GAP) + 0.001)
        weeks = min(self._weeks(), max(room, 1))
        top = self.small_metrics().height() + theme.SPACE.hair
        if not days:
            return _Grid(left, top, side, weeks, 0, 0, 0)
        column = _column(days[-1].day) - weeks + 1
        skipped = max(0, column * 7 + _week_start() - days[0].day)
        return _Grid(left, top, side, weeks, skipped, column, days[skipped].day)

    # Painting ---------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        """Draw the days, the names around them and what the shades mean."""
        grid = self._grid()
        shown = self._data.days[grid.skipped :]
        painter.setPen(Qt.PenStyle.NoPen)
        for part, day in enumerate(shown):
            _paint_level(painter, self._cell(grid, part), day.level)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if shown:
            painter.setPen(QPen(theme.color("outline"), 1.0))
            self._paint_ring(painter, grid, len(shown) - 1)
        if self.current is not None and self.current < len(shown):
            painter.setPen(QPen(theme.color("text"), 1.5))
            self._paint_ring(painter, grid, self.current)
        painter.setPen(theme.color("muted"))
        self._paint_names(painter, grid)
        self._paint_legend(painter, grid)

    def _cell(self, grid: "_Grid", part: int) -> QRectF:
        return turned(self, grid.cell(part))

    def _paint_ring(self, painter: QPainter, grid: "_Grid", part: int) -> None:
        painter.drawRoundedRect(self._cell(grid, part).adjusted(-1, -1, 1, 1), 3, 3)

    def _paint_names(self, painter: QPainter, grid: "_Grid") -> None:
        metrics = QFontMetricsF(painter.font(), self)
        for row, name in _weekdays():
            if row % 2 == 0:
                box = QRectF(0, grid.top + row * (grid.side + _GAP), grid.left, grid.side)
                painter.drawText(turned(self, box), Qt.AlignmentFlag.AlignVCenter, name)
        edge = 0.0
        for part, shown in enumerate(self._data.days[grid.skipped :]):
            day = date.fromordinal(shown.day)
            if day.day != 1:
                continue
            name = QLocale().toString(QDate(day.year, day.month, 1), "MMM")
            left = grid.cell(part).left()
            right = left + metrics.horizontalAdvance(name)
            if left >= edge and right <= self.width():
                box = QRectF(left, 0, right - left + 1, metrics.height())
                painter.drawText(turned(self, box), Qt.AlignmentFlag.AlignCenter, name)
                edge = right + theme.SPACE.inside

    def _paint_legend(self, painter: QPainter, grid: "_Grid") -> None:
        metrics = QFontMetricsF(painter.font(), self)
        less, more = tr("few"), tr("many")
        side, gap = 11.0, float(theme.SPACE.inside)
        words = [metrics.horizontalAdvance(word) + 1 for word in (less, more)]
        left = grid.right - sum(words) - _LEVELS * (side + _GAP) + _GAP - 2 * gap
        top = grid.top + 7 * (grid.side + _GAP) + theme.SPACE.hair
        painter.setPen(Qt.PenStyle.NoPen)
        for level in range(_LEVELS):
            across = left + words[0] + gap + level * (side + _GAP)
            down = top + (metrics.ascent() - side) / 2 + 1.5
            _paint_level(painter, turned(self, QRectF(across, down, side, side)), level)
        painter.setPen(theme.color("muted"))
        for word, wide, across in ((less, words[0], left), (more, words[1], grid.right - words[1])):
            box = turned(self, QRectF(across, top, wide, metrics.height()))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)


def _paint_level(painter: QPainter, box: QRectF, level: int) -> None:
    """Draw one day by its shade; where contrast is high, by how much of its box is filled."""
    colour = theme.color(f"heat{level}")
    if theme.tokens().high:
        painter.setPen(QPen(theme.color("border"), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        painter.setPen(Qt.PenStyle.NoPen)
        share = level / (_LEVELS - 1)
        inner = QRectF(0, 0, box.width() * share, box.height() * share)
        inner.moveCenter(box.center())
        box, colour = inner, theme.color(f"heat{_LEVELS - 1}")
    painter.setBrush(colour)
    painter.drawRoundedRect(box, _ROUNDING, _ROUNDING)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the days lie, from the side where lines begin; part 0 is the oldest with room."""

    left: float
    top: float
    side: float
    weeks: int
    skipped: int
    """Days too old to be shown."""
    first_column: int
    first_day: int

    @property
    def right(self) -> float:
        """Where the last week ends."""
        return self.left + self.weeks * (self.side + _GAP) - _GAP

    def cell(self, part: int) -> QRectF:
        """Return the square of a day."""
        day = self.first_day + part
        across = (_column(day) - self.first_column) * (self.side + _GAP)
        down = (day - _week_start()) % 7 * (self.side + _GAP)
        return QRectF(self.left + across, self.top + down, self.side, self.side)

    def part(self, column: int, row: int) -> int:
        """Return the day of a column and a row, which may be none that is shown."""
        return (self.first_column + column) * 7 + _week_start() + row - self.first_day


def _week_start() -> int:
    """Return the ordinal, modulo 7, of the day the learner's weeks begin with."""
    return QLocale().firstDayOfWeek().value % 7


def _column(day: int) -> int:
    """Return the number of the week a day (date ordinal) belongs to."""
    return (day - _week_start()) // 7


def _weekdays() -> list[tuple[int, str]]:
    """Return row and short name of every day of the week, in the learner's order."""
    first = QLocale().firstDayOfWeek().value
    short = QLocale.FormatType.ShortFormat
    return [(row, QLocale().dayName((first - 1 + row) % 7 + 1, short)) for row in range(7)]
