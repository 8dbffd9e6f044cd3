"""A list of names in an order that the learner can change, by the mouse or by keys."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from flashcards.ui import theme
from flashcards.ui.row_list import ROW, Index, RowDelegate, RowList, RowModel, two_lines

_MIME = "application/x-flashcards-row"


class NamesModel(RowModel[tuple[str, str]]):
    """Names, each with a few words about it; a row that is dragged is told by its number."""

    moved = Signal(int, int)
    """A row was dropped: where it was, and where it is to be."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is shown of a row."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row[0]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, row))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be dragged, and dropped between others."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """A row is moved, and nothing else."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """What is dragged belongs to this list alone."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return what is dragged: the number of the row."""
        data = QMimeData()
        data.setData(_MIME, str(indexes[0].row()).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell where a row is to be; the learner of it shows the new order."""
        number = bytes(data.data(_MIME).data())
        if not number.isdigit():
            return False
        place, before = int(number), row if row >= 0 else len(self.rows)
        to = before - 1 if before > place else before
        if place < len(self.rows) and to != place:
            self.moved.emit(place, to)
        return False  # the rows are shown anew, so that the list is to take none away


class _Row(RowDelegate):
    """Draws a name, and a few words beneath."""

    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        name, about = index.data(ROW)
        inner = option.rect.adjusted(theme.SPACE.inside, 0, -theme.SPACE.inside, 0)
        two_lines(painter, option, inner, name, about)


class MovingList(RowList):
    """Names in their order."""

    moved = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setProperty("role", "framed")
        self.names = NamesModel()
        self.setItemDelegate(_Row(self))
        self.follow(self.names)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        # Queued: the rows are not to change while one of them is still being dropped.
        self.names.moved.connect(self.moved, Qt.ConnectionType.QueuedConnection)

    def show_rows(self, rows: Sequence[tuple[str, str]], place: int) -> None:
        """Show these, with the keyboard on one of them."""
        blocked = self.selectionModel().blockSignals(True)
        if rows != self.names.rows:
            self.names.show(rows)
        self.selectionModel().blockSignals(blocked)
        self.go_to(max(0, min(place, len(rows) - 1)))

    def sizeHint(self) -> QSize:
        """No wider than a name asks for."""
        return QSize(theme.SPACE.around * 8, super().sizeHint().height())
