"""The week behind as seven dots and the week ahead as seven bars."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from flashcards.ui import theme
from flashcards.ui.home.words import cards_words, day_words, weekday
from flashcards.ui.words import numeral, tr

DAYS = 7
DOT_PX = 12
DOT_STEP_PX = 40
BAR_STEP_PX = 42
BAR_HEIGHT_PX = 40
BAR_WIDTH_PX = 20


class _Week(QWidget):
    """Seven columns, each with a hint of its own."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self._step = step
        self.setProperty("role", "bare")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(theme.number_font(self.font()))

    def _small_height(self) -> int:
        return self.fontMetrics().height()

    def _name(self, day: int) -> str:
        """Return a weekday's name, its letter alone where large text leaves no room for seven."""
        names = [weekday(day + at) for at in range(DAYS)]
        widest = max(map(self.fontMetrics().horizontalAdvance, names))
        return names[0] if widest <= self._step else names[0][:1]

    def _column(self, at: int) -> int:
        place = DAYS - 1 - at if self.isRightToLeft() else at
        return place * self._step

    def hint(self, at: int) -> str:
        """Return what the column numbered ``at``, from 0, says when pointed at."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """Show the hint of the column pointed at."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = min(DAYS - 1, max(0, event.pos().x() // self._step))
            at = DAYS - 1 - place if self.isRightToLeft() else place
            QToolTip.showText(event.globalPos(), self.hint(at), self)
            return True
        return super().event(event)


class WeekDots(_Week):
    """One dot a day, filled where there was an answer; today is the last."""

    def __init__(self) -> None:
        super().__init__(DOT_STEP_PX)
        self._days: Sequence[bool] = (False,) * DAYS
        self._today = 1
        self.show_days(self._days, 1)

    def show_days(self, days: Sequence[bool], today: int) -> None:
        """Show whether there were answers on the seven days that end with ``today``."""
        self._days, self._today = days, today
        studied = sum(days)
        self.setAccessibleName(tr("Studied on {count} of the last seven days", count=studied))
        self.update()

    def hint(self, at: int) -> str:
        day = weekday(self._today - DAYS + 1 + at)
        return tr("{day}: studied", day=day) if self._days[at] else tr("{day}: –", day=day)

    def sizeHint(self) -> QSize:
        return QSize(DAYS * DOT_STEP_PX, DOT_PX + theme.SPACE.inside + self._small_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at, studied in enumerate(self._days):
                left = self._column(at)
                centre = QPointF(left + DOT_STEP_PX / 2, 2 + DOT_PX / 2)
                painter.setPen(QPen(theme.color("good" if studied else "outline"), 1.5))
                painter.setBrush(theme.color("good") if studied else Qt.BrushStyle.NoBrush)
                painter.drawEllipse(centre, DOT_PX / 2 - 1, DOT_PX / 2 - 1)
                is_today = at == DAYS - 1
                painter.setPen(theme.color("text" if is_today else "muted"))
                top = DOT_PX + theme.SPACE.inside
                box = QRect(left, top, DOT_STEP_PX, self._small_height())
                name = self._name(self._today - DAYS + 1 + at)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


class WeekBars(_Week):
    """One bar a day, as high as its cards among the week's most; today is the first."""

    def __init__(self) -> None:
        super().__init__(BAR_STEP_PX)
        self._counts: Sequence[int] = (0,) * DAYS
        self._today = 1

    def show_counts(self, counts: Sequence[int], today: int) -> None:
        """Show how many cards fall due on ``today`` and the six days after."""
        self._counts, self._today = counts, today
        told = ", ".join(self.hint(at) for at in range(len(counts)))
        self.setAccessibleName(tr("Cards falling due: {days}", days=told))
        self.update()

    def hint(self, at: int) -> str:
        day = day_words(at, self._today)
        return f"{day[:1].upper()}{day[1:]}: {cards_words(self._counts[at])}"

    def sizeHint(self) -> QSize:
        words = 2 * (self._small_height() + theme.SPACE.hair)
        return QSize(DAYS * BAR_STEP_PX, BAR_HEIGHT_PX + words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            most = max(*self._counts, 1)
            line = self._small_height()
            floor = line + theme.SPACE.hair + BAR_HEIGHT_PX
            for at, count in enumerate(self._counts):
                left = self._column(at)
                height = max(2.0, BAR_HEIGHT_PX * count / most)
                bar = QRectF(
                    left + (BAR_STEP_PX - BAR_WIDTH_PX) / 2, floor - height, BAR_WIDTH_PX, height
                )
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._filling(at, count))
                painter.drawRoundedRect(bar, *(min(3.0, height / 2),) * 2)
                centre = Qt.AlignmentFlag.AlignCenter
                painter.setPen(theme.color("muted"))
                if count:
                    above = QRect(left, int(floor - height) - line - 2, BAR_STEP_PX, line)
                    painter.drawText(above, centre, _short(count))
                painter.setPen(theme.color("text" if at == 0 else "muted"))
                below = QRect(left, floor + theme.SPACE.hair, BAR_STEP_PX, line)
                painter.drawText(below, centre, self._name(self._today + at))

    @staticmethod
    def _filling(at: int, count: int) -> QBrush:
        if not count:
            return theme.brush("border")
        return theme.brush("accent" if at == 0 else "heat2")


def _short(count: int) -> str:
    if count < 10_000:
        return numeral(count)
    return tr("{thousands}k", thousands=numeral(count / 1000))
