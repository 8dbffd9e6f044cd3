"""A short list of what is kept under a name: two lines a row, a number at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from flashcards.ui import theme

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_SMALL = 0.92
"""Size of the second line, as a share of the program's own."""
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


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ListRow] = []

    def show(self, rows: Sequence[ListRow]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.words
        return row.name if role == Qt.ItemDataRole.DisplayRole else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        head, small = QFontMetrics(_bold(option.font)), QFontMetrics(_small(option.font))
        height = head.height() + small.height() + theme.SPACE.hair + 2 * theme.SPACE.inside
        return QSize(self._view.viewport().width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: ListRow = index.data(_ROW)
        painter.save()
        box = self._ground(painter, option)
        figures = theme.number_font(option.font)
        note_width = QFontMetrics(figures).horizontalAdvance(row.note)
        first = QRect(box.left(), box.top(), box.width(), QFontMetrics(option.font).height())
        second = first.translated(0, first.height() + theme.SPACE.hair)
        backwards = option.direction is Qt.LayoutDirection.RightToLeft
        room = note_width + theme.SPACE.between if row.note else 0
        name = first.adjusted(room if backwards else 0, 0, 0 if backwards else -room, 0)
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if backwards:
            near, far = far, near
        _write(painter, name, _bold(option.font), "text", near, row.name)
        _write(painter, first, figures, "text", far, row.note)
        _write(painter, second, _small(option.font), "muted", near, row.detail)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> QRect:
        """Draw what lies behind a row, and return where its words go."""
        rect: QRect = option.rect
        state = option.state
        edge = theme.SPACE.inside
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = rect.adjusted(1, 1, -1, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection" if chosen else "hover"))
            painter.drawRoundedRect(whole, theme.RADIUS, theme.RADIUS)
        if chosen and self._view.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole, theme.RADIUS, theme.RADIUS)
        return rect.adjusted(edge, edge, -edge, -edge)


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(made.pointSizeF() * _SMALL)
    return made


def _write(
    painter: QPainter, box: QRect, font: QFont, token: str, side: Qt.AlignmentFlag, text: str
) -> None:
    painter.setFont(font)
    painter.setPen(theme.color(token))
    # A name in letters that run from right to left is read so, wherever it stands.
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    absolute = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(box, int(absolute), shown)


class RowList(QListView):
    """Arrow keys choose a row; Enter asks for what the row is there for."""

    entered_row = Signal()
    """Enter was pressed on a row, or it was clicked twice."""
    use_changed = Signal()
    """Another row is chosen, or the keyboard came or went."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.in_use = False
        """Whether the keyboard is here, or in a menu opened from here."""
        self._rows = _Rows()
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(lambda *_: self.use_changed.emit())
        self.doubleClicked.connect(lambda _index: self.entered_row.emit())

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show other rows; the one chosen stays so, or the one that moved into its place."""
        if list(rows) == self._rows.rows:
            return
        chosen, place = self.chosen(), self.currentIndex().row()
        self._rows.show(rows)
        uids = [row.uid for row in rows]
        if chosen is not None and chosen.uid in uids:
            place = uids.index(chosen.uid)
        place = min(max(place, 0), len(uids) - 1)
        self.setCurrentIndex(self._rows.index(place, 0))
        self.updateGeometry()
        self.use_changed.emit()

    def rows(self) -> list[ListRow]:
        """Return what is shown."""
        return list(self._rows.rows)

    def choose(self, uid: str) -> None:
        """Choose a row."""
        for place, row in enumerate(self._rows.rows):
            if row.uid == uid:
                self.setCurrentIndex(self._rows.index(place, 0))

    def chosen(self) -> ListRow | None:
        """Return the row chosen."""
        at = self.currentIndex().row()
        return self._rows.rows[at] if 0 <= at < len(self._rows.rows) else None

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
