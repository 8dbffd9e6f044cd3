"""A list whose rows each have their own height, measured when they come in sight and no sooner."""

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QListView,
    QStyle,
    QStyleOptionViewItem,
)

Index = QModelIndex | QPersistentModelIndex
_STEP_PX = 32
_GUESS_PX = 110
"""Height of a row that was never in sight, before any was."""


class LazyList(QListView):
    """Shows rows one below the other. Others say how high a row is in ``row_height``.

    However many rows there are, only those in sight are asked for anything; what is above them
    may turn out otherwise than guessed, so the row at the top is kept rather than a distance.
    Qt's own layout, which would ask for the height of every row, is never made.
    """

    def __init__(self) -> None:
        # Qt asks for rows in its constructor already.
        self._heights: list[int] = []
        self._known: list[bool] = []
        self._tops: list[int] | None = None
        self._anchor = (0, 0)
        """The row at the top, and how much of it is above."""
        self._settling = False
        self._hovered = -1
        super().__init__()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(_STEP_PX)

    def row_height(self, row: int) -> int:
        """Return how high a row is in the width of the viewport, in pixels."""
        return _GUESS_PX

    # Heights

    def forget_heights(self, *, all_rows: bool = True) -> None:
        """Measure rows anew when they are next in sight; else only those that came or went."""
        count = self.model().rowCount() if self.model() is not None else 0
        if all_rows or count != len(self._heights):
            known = [high for high, sure in zip(self._heights, self._known, strict=True) if sure]
            guess = sum(known) // len(known) if known else _GUESS_PX
            self._heights = [guess] * count
        self._known = [False] * count
        self._tops = None
        self._settle()

    def _high(self, row: int) -> int:
        if not self._known[row]:
            self._known[row] = True
            high = self.row_height(row)
            if high != self._heights[row]:
                self._heights[row] = high
                self._tops = None
        return self._heights[row]

    def _all_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops

    def _row_at(self, y: int) -> int:
        return max(0, min(len(self._heights) - 1, bisect_right(self._all_tops(), y) - 1))

    # Scrolling

    def _settle(self) -> None:
        """Measure what is in sight, and let the scroll bar say where that is."""
        if self._settling:
            return
        self._settling = True
        page, bar = self.viewport().height(), self.verticalScrollBar()
        if self._heights:
            row, above = min(self._anchor[0], len(self._heights) - 1), self._anchor[1]
            self._measure(row, page + above)
            most = max(0, self._all_tops()[-1] - page)
            if self._all_tops()[row] + above > most:  # the end is in sight
                self._measure_up(len(self._heights) - 1, page)
                most = max(0, self._all_tops()[-1] - page)
            wanted = max(0, min(self._all_tops()[row] + above, most))
            row = self._row_at(wanted)
            self._anchor = (row, wanted - self._all_tops()[row])
            bar.setPageStep(page)
            bar.setRange(0, most)
            bar.setValue(wanted)
        else:
            bar.setRange(0, 0)
        self._settling = False
        self.updateEditorGeometries()
        self.viewport().update()

    def _measure(self, row: int, pixels: int) -> None:
        while row < len(self._heights) and pixels > 0:
            pixels -= self._high(row)
            row += 1

    def _measure_up(self, row: int, pixels: int) -> tuple[int, int]:
        """Measure rows upwards until they fill so much; return the first and what is too much."""
        while True:
            pixels -= self._high(row)
            if pixels <= 0 or row == 0:
                return row, max(0, -pixels)
            row -= 1

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Take in where the learner scrolled to."""
        if not self._settling and self._heights:
            value = self.verticalScrollBar().value()
            row = self._row_at(value)
            self._anchor = (row, value - self._all_tops()[row])
            self._settle()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into sight, no further than needed."""
        row = index.row()
        if not 0 <= row < len(self._heights):
            return
        page, high = self.viewport().height(), self._high(row)
        top = self._all_tops()[row] - self.verticalScrollBar().value()
        at_top = hint == QAbstractItemView.ScrollHint.PositionAtTop
        if not at_top and top >= 0 and top + high <= page:
            return
        if at_top or top < 0 or high >= page:
            self._anchor = (row, 0)
        else:
            self._anchor = self._measure_up(row, page)
        self._settle()

    def scrollToTop(self) -> None:
        """Show the first row."""
        self._anchor = (0, 0)
        self._settle()

    # What Qt asks of a view

    def doItemsLayout(self) -> None:
        """Lay out what is in sight."""
        self._settle()

    def visualRect(self, index: Index) -> QRect:
        """Return where a row is drawn."""
        row = index.row()
        if not index.isValid() or row >= len(self._heights):
            return QRect()
        high = self._high(row)
        top = self._all_tops()[row] - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), high)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a point."""
        y = point.y() + self.verticalScrollBar().value()
        if not self._heights or not 0 <= y < self._all_tops()[-1]:
            return QModelIndex()
        return self.model().index(self._row_at(y), 0)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return the row that a key moves to; rows that cannot be selected are passed over."""
        moves = QAbstractItemView.CursorAction
        count, row = len(self._heights), self.currentIndex().row()
        if action in (moves.MoveDown, moves.MoveNext, moves.MoveRight):
            return self._selectable(row + 1, 1)
        if action in (moves.MoveUp, moves.MovePrevious, moves.MoveLeft):
            return self._selectable(row - 1, -1)
        if action == moves.MoveHome:
            return self._selectable(0, 1)
        if action == moves.MoveEnd:
            return self._selectable(count - 1, -1)
        if not count:
            return QModelIndex()
        page = self.viewport().height()
        down = action == moves.MovePageDown
        there = self._row_at(self._all_tops()[max(0, row)] + (page if down else -page))
        return self._selectable(there, 1 if down else -1)

    def _selectable(self, row: int, step: int) -> QModelIndex:
        while 0 <= row < len(self._heights):
            index = self.model().index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                return index
            row += step
        return self.currentIndex()

    def horizontalOffset(self) -> int:
        """Nothing is beside the rows."""
        return 0

    def verticalOffset(self) -> int:
        """Return how much is above."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        """No row is hidden."""
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the row pressed."""
        index = self.indexAt(rect.topLeft())
        if index.isValid():
            self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return where selected rows are drawn."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def reset(self) -> None:
        """Show other rows, at the same height as far as there are so many."""
        QAbstractItemView.reset(self)
        self.forget_heights(all_rows=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew in another width."""
        QAbstractScrollArea.resizeEvent(self, event)
        if event.size().width() != event.oldSize().width():
            self.forget_heights()
        else:
            self._settle()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows in sight."""
        if not self._heights:
            return
        with QPainter(self.viewport()) as painter:
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            state = option.state
            row = self._row_at(self.verticalScrollBar().value())
            y = self._all_tops()[row] - self.verticalScrollBar().value()
            bottom, chosen = event.rect().bottom(), self.currentIndex().row()
            while row < len(self._heights) and y <= bottom:
                high = self._high(row)
                option.rect = QRect(0, y, self.viewport().width(), high)
                option.state = state
                if row == chosen:
                    option.state |= QStyle.StateFlag.State_Selected
                if row == self._hovered:
                    option.state |= QStyle.StateFlag.State_MouseOver
                self.itemDelegate().paint(painter, option, self.model().index(row, 0))
                y += high
                row += 1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row the mouse is over."""
        QAbstractItemView.mouseMoveEvent(self, event)
        row = self.indexAt(event.position().toPoint()).row()
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()
