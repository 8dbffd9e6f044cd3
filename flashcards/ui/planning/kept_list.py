"""A short list of what is kept under a name: two lines a row, a number at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from flashcards.ui import theme
from flashcards.ui.hints import as_hint
from flashcards.ui.row_list import (
    ROW,
    Index,
    RowDelegate,
    RowList,
    RowModel,
    sides,
    small_font,
    strong_font,
    without_end,
    write_line,
)

_MOST_SHOWN = 6
"""More rows than these are scrolled to."""
_KEEPS_USE = (
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One thing kept under a name."""

    uid: str
    name: str
    detail: str
    note: str = ""
    """Stands at the end of the first line."""

    @property
    def words(self) -> str:
        """The whole row, as it is read aloud."""
        return ", ".join(part for part in (self.name, self.note, self.detail) if part)


class _Rows(RowModel[ListRow]):
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(row.words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.words
        return row.name if role == Qt.ItemDataRole.DisplayRole else None


class _Delegate(RowDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        head, small = QFontMetrics(strong_font(option.font)), QFontMetrics(small_font(option.font))
        height = head.height() + small.height() + theme.SPACE.hair + 2 * theme.SPACE.inside
        return QSize(160, height)

    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ListRow = index.data(ROW)
        edge = theme.SPACE.inside
        box = option.rect.adjusted(edge, edge, -edge, -edge)
        figures = theme.number_font(option.font)
        first = QRect(box.left(), box.top(), box.width(), QFontMetrics(option.font).height())
        second = first.translated(0, first.height() + theme.SPACE.hair)
        note_width = QFontMetrics(figures).horizontalAdvance(row.note)
        room = note_width + theme.SPACE.between if row.note else 0
        name = without_end(option, first, room)
        begin, end = sides(option)
        write_line(painter, name, strong_font(option.font), "text", begin, row.name)
        write_line(painter, first, figures, "text", end, row.note)
        write_line(painter, second, small_font(option.font), "muted", begin, row.detail)


class KeptList(RowList):
    """Arrow keys choose a row; Enter asks for what the row is there for."""

    entered_row = Signal()
    """Enter was pressed on a row, or it was clicked twice."""
    use_changed = Signal()
    """Another row is chosen, or the keyboard came or went."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.in_use = False
        """Whether the keyboard is here, or in a menu opened from here."""
        self._rows = _Rows()
        self.follow(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.turned.connect(self.use_changed)
        self.doubleClicked.connect(lambda _index: self.entered_row.emit())

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show other rows; the one chosen stays so, or the one that moved into its place."""
        if list(rows) == self._rows.rows:
            return
        chosen, place = self.chosen(), self.row()
        self._rows.show(rows)
        uids = [row.uid for row in rows]
        if chosen is not None and chosen.uid in uids:
            place = uids.index(chosen.uid)
        self.go_to(min(max(place, 0), len(uids) - 1))
        self.updateGeometry()
        self.use_changed.emit()

    def rows(self) -> list[ListRow]:
        """Return what is shown."""
        return list(self._rows.rows)

    def choose(self, uid: str) -> None:
        """Choose a row."""
        for place, row in enumerate(self._rows.rows):
            if row.uid == uid:
                self.go_to(place)

    def chosen(self) -> ListRow | None:
        """Return the row chosen."""
        return self._rows.rows[self.row()] if self.row() >= 0 else None

    def _height(self, rows: int) -> int:
        one = self.sizeHintForRow(0) if self._rows.rows else 0
        return one * rows + 2 * self.frameWidth()

    def sizeHint(self) -> QSize:
        """As high as the rows, up to six."""
        return QSize(240, self._height(min(len(self._rows.rows), _MOST_SHOWN)))

    def minimumSizeHint(self) -> QSize:
        """As high as a few rows."""
        return QSize(160, self._height(min(len(self._rows.rows), 3)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the row is there for."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self.chosen() is not None and not event.isAutoRepeat():
                self.entered_row.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys of the rows come in force."""
        super().focusInEvent(event)
        self.in_use = True
        self.use_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """They go, unless a menu was opened."""
        super().focusOutEvent(event)
        if event.reason() not in _KEEPS_USE:
            self.in_use = False
            self.use_changed.emit()
