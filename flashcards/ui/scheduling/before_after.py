"""What is to do on each of the next days, as it is and as it would be, bar beside bar."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from flashcards.model.reviews import ReplayPreview
from flashcards.ui import theme
from flashcards.ui.statistics.axes import Frame, round_steps
from flashcards.ui.statistics.bars import BarChart
from flashcards.ui.statistics.phrases import cards, day_words, short_day
from flashcards.ui.statistics.series import Bar, Bars, Key
from flashcards.ui.words import numeral, tr

_SHARE = 0.76
"""How much of its place a pair of bars fills."""
_WIDEST = 14.0
_ROUNDING = 2.0
_LABEL_EVERY = 5


class PairChart(BarChart):
    """Draws the parts of each bar beside one another, not one on the other."""

    usual = (480, 190)

    def steps(self) -> list[float]:
        """Return round numbers from 0 to above the highest of the two."""
        return round_steps(max((max(bar.parts) for bar in self._data.places), default=0))

    def paint_bar(
        self, painter: QPainter, frame: Frame, slot: QRectF, parts: Sequence[tuple[float, str]]
    ) -> None:
        """Draw the heights of one place beside one another."""
        width = min(slot.width() * _SHARE / len(parts), _WIDEST)
        left = slot.center().x() - width * len(parts) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for place, (part, token) in enumerate(parts):
            if part <= 0:
                continue
            top = min(frame.y(part), frame.plot.bottom() - 2)  # a little is not nothing
            box = QRectF(left + place * width, top, max(width - 1, 1), frame.plot.bottom() - top)
            painter.setBrush(theme.brush(token))
            painter.drawRoundedRect(box, _ROUNDING, _ROUNDING)


def keys() -> tuple[Key, ...]:
    """Return what the two colours stand for."""
    return Key(tr("As it is"), "outline"), Key(tr("After the change"), "accent")


def bars(preview: ReplayPreview, today: int) -> Bars:
    """Return the chart of a preview made on the learner's day ``today``."""
    pairs = zip(preview.due_before, preview.due_after, strict=True)
    return Bars(
        keys(),
        tuple(
            Bar(
                (before, after),
                _readout(today + ahead, today, before, after),
                short_day(today + ahead) if ahead % _LABEL_EVERY == 0 else "",
            )
            for ahead, (before, after) in enumerate(pairs)
        ),
        gist(preview),
    )


def _readout(day: int, today: int, before: int, after: int) -> str:
    return tr("{day}: {after} instead of {before}", day=day_words(day, today), after=cards(after),
              before=numeral(before))  # fmt: skip


def gist(preview: ReplayPreview) -> str:
    """Return in a sentence how much there is to do in all these days."""
    before, after = sum(preview.due_before), sum(preview.due_after)
    return tr("{after} fall due in these {days} days instead of {before}", after=cards(after),
              days=len(preview.due_before), before=numeral(before))  # fmt: skip
