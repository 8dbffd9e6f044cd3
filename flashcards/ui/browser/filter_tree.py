"""The tree of filters as a view: numbers at the end of its rows, and tags that can be dragged."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from flashcards.ui import theme
from flashcards.ui.words import numeral

KIND = Qt.ItemDataRole.UserRole + 2
"""What a row stands for, such as ``"tag"``."""
NAME = Qt.ItemDataRole.UserRole + 3
"""Its full name."""
COUNT = Qt.ItemDataRole.UserRole + 4
"""The number at its end."""
HEADS = Qt.ItemDataRole.UserRole + 5
"""Of a heading: the kind of the rows below it."""
CHANGEABLE = ("tag", "search")
"""The kinds that can be renamed and deleted here."""
TAG_TYPE = "application/x-flashcards-tag"


class _Rows(QStyledItemDelegate):
    """Draws the number of a row at its end; the name has an ellipsis before it."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if words := _number(index):
            gap = 2 * theme.SPACE.inside
            taken = option.decorationSize.width() + option.fontMetrics.horizontalAdvance(words)
            room = option.rect.width() - taken - gap
            option.text = option.fontMetrics.elidedText(
                option.text, Qt.TextElideMode.ElideRight, room
            )

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        if not (words := _number(index)):
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = option.palette.color(QPalette.ColorRole.Text) if chosen else theme.color("muted")
        end = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignRight)
        end |= Qt.AlignmentFlag.AlignAbsolute
        inset = theme.SPACE.hair
        painter.save()
        painter.setPen(ink)
        painter.drawText(
            option.rect.adjusted(inset, 0, -inset, 0), end | Qt.AlignmentFlag.AlignVCenter, words
        )
        painter.restore()


def _number(index: QModelIndex | QPersistentModelIndex) -> str:
    count = index.data(COUNT)
    return numeral(count) if isinstance(count, int) and count else ""


class FilterTree(QTreeView):
    """Knows which row is where, and what is dragged where."""

    tag_dropped = Signal(str, str)
    """A tag, and the one it was dropped on; "" for the heading of all tags."""

    def __init__(self) -> None:
        super().__init__()
        self._dragged = ""
        self.setItemDelegate(_Rows(self))
        self.setUniformRowHeights(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragDropOverwriteMode(True)
        self.setAutoExpandDelay(600)

    def current_name(self) -> tuple[str, str]:
        """Return the kind and the full name of the row the keyboard is on; empty for no such."""
        index = self.currentIndex()
        return str(index.data(KIND) or ""), str(index.data(NAME) or "")

    def go_to(self, kind: str, name: str) -> bool:
        """Put the keyboard on a row, opening what it lies in; False where there is none."""
        from PySide6.QtCore import QItemSelectionModel

        model: QAbstractItemModel = self.model()
        recursive = Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchFixedString
        if not name or not model.rowCount():
            return False
        for index in model.match(model.index(0, 0), NAME, name, -1, recursive):
            if index.data(KIND) == kind:
                above = index.parent()
                while above.isValid():
                    self.expand(above)
                    above = above.parent()
                self.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.NoUpdate
                )
                self.scrollTo(index)
                return True
        return False

    # Dragging

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Take a tag along; nothing else can be dragged."""
        kind, name = self.current_name()
        if kind != "tag":
            return
        self.carry(name)
        data = QMimeData()
        data.setData(TAG_TYPE, name.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.MoveAction)
        self.carry("")

    def carry(self, tag: str) -> None:
        """Let a tag be the one that is dragged; "" for none."""
        self._dragged = tag

    def takes(self, index: QModelIndex) -> bool:
        """Whether the tag that is dragged can be dropped on a row."""
        if not self._dragged:
            return False
        if index.data(HEADS) == "tag":
            return "::" in self._dragged
        if index.data(KIND) != "tag":
            return False
        tag, target = self._dragged.casefold(), str(index.data(NAME)).casefold()
        return not f"{target}::".startswith(f"{tag}::") and tag.rpartition("::")[0] != target

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let in what was taken from here."""
        if self._dragged:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the tag could be dropped."""
        super().dragMoveEvent(event)
        if self.takes(self.indexAt(event.position().toPoint())):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say on which row the tag was dropped."""
        self.drop_on(self.indexAt(event.position().toPoint()))
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the rows are made anew
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def drop_on(self, index: QModelIndex) -> None:
        """Drop the tag that is dragged on a row."""
        if self.takes(index):
            self.tag_dropped.emit(self._dragged, str(index.data(NAME) or ""))
