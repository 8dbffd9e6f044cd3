"""Lists whose rows are drawn by hand: the model, what lies behind a row, and lines of words."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from flashcards.ui import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
"""Under this role a row gives what it is about."""
Row = TypeVar("Row")
_SMALL = 0.92
"""Size of the words beneath, as a share of the program's own."""


class RowModel(QAbstractListModel, Generic[Row]):
    """Holds the rows; subclasses say what of each is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)


class RowDelegate(QStyledItemDelegate):
    """Draws what lies behind a row of two lines; subclasses write them."""

    EDGES = 3
    """Room above, between and below the lines, in steps of the theme."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a line and a small one."""
        small = QFontMetrics(small_font(option.font))
        height = option.fontMetrics.height() + small.height() + self.EDGES * theme.SPACE.inside
        return QSize(160, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option)
        self.write(painter, option, index)
        painter.restore()

    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Write what the row says."""
        raise NotImplementedError


def is_chosen(option: QStyleOptionViewItem) -> bool:
    """Whether a row is the one chosen."""
    return bool(option.state & QStyle.StateFlag.State_Selected)


def draw_ring(painter: QPainter, whole: QRect) -> None:
    """Draw the line round what has the keyboard."""
    painter.setPen(QPen(theme.color("accent"), theme.ring_px()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(whole, theme.RADIUS, theme.RADIUS)


def draw_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw what lies behind a row, and show where the keyboard is."""
    whole = option.rect.adjusted(1, 1, -1, -1)
    chosen = is_chosen(option)
    if chosen or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selection" if chosen else "hover"))
        painter.drawRoundedRect(whole, theme.RADIUS, theme.RADIUS)
    if chosen and option.state & QStyle.StateFlag.State_HasFocus:
        draw_ring(painter, whole)


def sides(option: QStyleOptionViewItem) -> tuple[Qt.AlignmentFlag, Qt.AlignmentFlag]:
    """Return the side where rows begin, and the one where they end."""
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    backwards = option.direction is Qt.LayoutDirection.RightToLeft
    return (right, left) if backwards else (left, right)


def without_end(option: QStyleOptionViewItem, box: QRect, room: int) -> QRect:
    """Return what a box leaves for a row's words, with ``room`` pixels kept free at its end."""
    backwards = option.direction is Qt.LayoutDirection.RightToLeft
    return box.adjusted(room, 0, 0, 0) if backwards else box.adjusted(0, 0, -room, 0)


def write_line(
    painter: QPainter, box: QRect, font: QFont, token: str, side: Qt.AlignmentFlag, text: str
) -> None:
    """Write a line in the middle of a box's height, cut off where there is no room for it."""
    painter.setFont(font)
    painter.setPen(theme.color(token))
    # A name in letters that run from right to left is read so, wherever it stands.
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    absolute = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(box, int(absolute), shown)


def two_lines(
    painter: QPainter, option: QStyleOptionViewItem, box: QRect, first: str, second: str
) -> None:
    """Write a line and a small one beneath it, both in the middle of a box."""
    head, small = strong_font(option.font), small_font(option.font)
    high, low = QFontMetrics(head).height(), QFontMetrics(small).height()
    begin, _ = sides(option)
    top = box.y() + (box.height() - high - low - theme.SPACE.hair) // 2
    above = QRect(box.x(), top, box.width(), high)
    below = QRect(box.x(), above.bottom() + 1 + theme.SPACE.hair, box.width(), low)
    write_line(painter, above, head, "text", begin, " ".join(first.split()))
    write_line(painter, below, small, "muted", begin, " ".join(second.split()))


def small_font(font: QFont) -> QFont:
    """Return a font for the words beneath."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * _SMALL)
    return made


def strong_font(font: QFont) -> QFont:
    """Return a font for what a row is called."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


class RowList(QListView):
    """Rows that are chosen one at a time, are not edited in place, and scroll smoothly."""

    turned = Signal()
    """Another row is chosen."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def follow(self, model: QAbstractListModel) -> None:
        """Show a model."""
        self.setModel(model)
        self.selectionModel().currentChanged.connect(lambda *_: self.turned.emit())

    def row(self) -> int:
        """Return the row the keyboard is on; -1 for none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Put the keyboard on a row."""
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def changeEvent(self, event: QEvent) -> None:
        """Measure the rows anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
