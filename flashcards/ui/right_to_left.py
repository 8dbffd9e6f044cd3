"""Text that runs from right to left: it is told by its first letter, and begins at the right."""

from unicodedata import bidirectional

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget


def runs_left(text: str) -> bool:
    """Whether a text's first letter belongs to a script written from right to left."""
    for character in text[:200]:
        kind = bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def isolated(name: str) -> str:
    """Return a name that runs the other way than the window so that its sentence does not.

    A label runs as its first letter does, and that may be the name's.
    """
    from_right = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return name if runs_left(name) == from_right else f"\u2068{name}\u2069"


def turned(widget: QWidget, box: QRectF) -> QRectF:
    """Return where a box lies that was measured from the side where lines begin."""
    if not widget.isRightToLeft():
        return box
    return QRectF(widget.width() - box.right(), box.top(), box.width(), box.height())


class CellDelegate(QStyledItemDelegate):
    """Draws the cells of a table, each in the direction its text runs."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Turn the cell round where its text asks for it."""
        super().initStyleOption(option, index)
        if not option.text.isascii() and runs_left(option.text):
            option.direction = Qt.LayoutDirection.RightToLeft
        elif option.direction == Qt.LayoutDirection.RightToLeft:
            # In a window turned round, too, the ellipsis stands where the text goes on.
            there = QStyle.visualAlignment(option.direction, option.displayAlignment)
            option.displayAlignment = there
            option.direction = Qt.LayoutDirection.LeftToRight
            option.decorationPosition = QStyleOptionViewItem.Position.Right
