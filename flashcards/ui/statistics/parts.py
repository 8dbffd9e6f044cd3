"""What stands around the charts: panels with a line of words, keys of colours, large numbers."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QWidget

from flashcards.ui import theme
from flashcards.ui.hints import set_hint
from flashcards.ui.right_to_left import turned
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.statistics.series import Key
from flashcards.ui.widgets import FlowRow, GistLabel, column, label
from flashcards.ui.words import tr

_DOT = 9.0
_KEY_GAP = 11
_SMALL = 0.92
"""Size of the names of colours, as a share of the program's own."""


class Keys(QWidget):
    """Says what the colours of a chart stand for, in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._keys: Sequence[Key] = ()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Show other keys; a single one says nothing the title does not."""
        self._keys = keys if len(keys) > 1 else ()
        self.setVisible(bool(self._keys))
        set_hint(self, ", ".join(key.name for key in self._keys))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words; capitals with dots or accents stand above the height of letters."""
        metrics = QFontMetricsF(self._font(), self)
        width = sum(self._step(metrics, key) for key in self._keys) - _KEY_GAP
        return QSize(max(round(width) + 1, 0), round(metrics.height()) + 2 * theme.SPACE.hair)

    def minimumSizeHint(self) -> QSize:
        """Rather cut off than wider than the panel."""
        return QSize(0, self.sizeHint().height())

    def _step(self, metrics: QFontMetricsF, key: Key) -> float:
        spaces: int = theme.SPACE.hair + 1 + _KEY_GAP
        return _DOT + metrics.horizontalAdvance(key.name) + spaces

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw dots and words."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._font())
            metrics = QFontMetricsF(painter.font(), self)
            left = 0.0
            for key in self._keys:
                self._paint_key(painter, metrics, key, left)
                left += self._step(metrics, key)

    def _paint_key(self, painter: QPainter, metrics: QFontMetricsF, key: Key, left: float) -> None:
        height = self.height()
        paint_dot(painter, turned(self, dot_box(left, height / 2)), key.token)
        painter.setPen(theme.color("muted"))
        words = left + _DOT + theme.SPACE.hair + 1
        room = self.width() - words
        shown = metrics.elidedText(key.name, Qt.TextElideMode.ElideRight, room)
        box = turned(self, QRectF(words, 0, room, height))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


def dot_box(left: float, middle: float) -> QRectF:
    """Return where the mark of a key lies that begins at ``left``."""
    return QRectF(left, middle - _DOT / 2, _DOT, _DOT)


def paint_dot(painter: QPainter, box: QRectF, token: str) -> None:
    """Draw the mark of a key."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.brush(token))
    painter.drawRoundedRect(box, 2.5, 2.5)


class CountList(QWidget):
    """Keys with a number each, below one another in as many columns as fit."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._rows: Sequence[tuple[Key, str, str]] = ()

    def show_rows(self, rows: Sequence[tuple[Key, str, str]]) -> None:
        """Show other rows: key, number, and what share that is."""
        self._rows = rows
        self.setAccessibleName(", ".join(f"{key.name} {count}" for key, count, _ in rows))
        self.updateGeometry()
        self.update()

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height() + 1.5 * float(theme.SPACE.hair)

    def sizeHint(self) -> QSize:
        """As high as the rows."""
        return QSize(240, round(self._line() * max(len(self._rows), 1)))

    def minimumSizeHint(self) -> QSize:
        """As high as the rows."""
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows, numbers in line."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.number_font(self.font()))
            metrics = QFontMetricsF(painter.font(), self)
            share_room = metrics.horizontalAdvance(tr("under 1%")) + theme.SPACE.inside
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            for place, (key, count, share) in enumerate(self._rows):
                line = QRectF(0, place * self._line(), self.width(), self._line())
                hair = theme.SPACE.hair
                dot = dot_box(hair, line.center().y())
                paint_dot(painter, turned(self, dot), key.token)
                painter.setPen(theme.color("text"))
                words = turned(self, line.adjusted(_DOT + theme.SPACE.inside + hair, 0, 0, 0))
                painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, key.name)
                counted = turned(self, line.adjusted(0, 0, -share_room, 0))
                painter.drawText(counted, right, count)
                painter.setPen(theme.color("muted"))
                painter.drawText(turned(self, line.adjusted(0, 0, -hair, 0)), right, share)


class Tile(QWidget):
    """One large number and the small words that say what it is."""

    def __init__(self, *, large: bool = True) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.number = label("", "big" if large else "title")
        if not large:
            self.number.setFont(theme.number_font(self.number.font()))
        self.caption = label("", "muted", wrap=True)
        self.caption.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column(self, self.number, self.caption, None, gap="none")

    def say(self, number: str, caption: str) -> None:
        """Show another number."""
        self.number.setText(number)
        self.caption.setText(caption)


class Panel(QFrame):
    """A titled card. Below the title stands what is pointed at, or else the gist of the chart."""

    def __init__(
        self,
        name: str,
        chart: Chart,
        *,
        explain: str,
        above: QWidget | None = None,
        below: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.chart = chart
        self.keys = Keys()
        self.readout = GistLabel("muted")
        self.readout.setFont(theme.number_font(self.readout.font()))
        self._explain = label(explain, "muted", wrap=True)
        self._explain.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._full = QWidget()
        self._full.setProperty("role", "bare")
        parts = [part for part in (above, chart, below) if part is not None]
        column(self._full, *parts, gap="inside")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._full)
        self._stack.addWidget(self._explain)
        self._gist = ""
        head = FlowRow(label(name, "heading"), self.keys, last_at_end=True)
        column(self, head, self.readout, self._stack, gap="hair", margins="between")
        chart.pointed.connect(lambda words: self.readout.set_text(words or self._gist))

    def show_gist(self, gist: str, keys: Sequence[Key] = (), *, filled: bool = True) -> None:
        """Show what the chart comes down to; not ``filled``, explain what will stand here."""
        self._gist = gist if filled else ""
        self.readout.set_gist(self._gist)
        self.keys.show_keys(keys if filled else ())
        self._stack.setCurrentWidget(self._full if filled else self._explain)
