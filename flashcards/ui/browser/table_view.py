"""The table: whole rows, sorted by a click on a title, its selection told as row numbers."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from flashcards.ui import theme
from flashcards.ui.browser.columns import COLUMNS
from flashcards.ui.right_to_left import CellDelegate
from flashcards.ui.row_list import draw_ring
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.browser.card_table import CardTable

FLAG_PX = 14
ROW_PADDING_PX = 14
_BUTTONS = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
    QEvent.Type.ContextMenu,
)
NARROWEST_PX = 40
_DECK = [column.name for column in COLUMNS].index("deck")


def fitting_deck(name: str, room: int, metrics: QFontMetrics) -> str:
    """Return as much of a deck's name as there is room for: its end whole, the decks above cut."""
    if metrics.horizontalAdvance(name) <= room:
        return name
    above, between, end = name.rpartition(" › ")
    left = room - metrics.horizontalAdvance(between + end)
    if between and left >= metrics.horizontalAdvance("…"):
        return metrics.elidedText(above, Qt.TextElideMode.ElideRight, left) + between + end
    return metrics.elidedText(end, Qt.TextElideMode.ElideRight, room)


class _Delegate(CellDelegate):
    """Keeps the end of a deck's name as well."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.column() == _DECK:
            style, part = self._view.style(), QStyle.SubElement.SE_ItemViewItemText
            edge = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self._view) + 1
            room = style.subElementRect(part, option, self._view).width() - 2 * edge
            option.text = fitting_deck(option.text, room, option.fontMetrics)
        if not option.state & QStyle.StateFlag.State_Enabled:
            option.palette.setBrush(QPalette.ColorRole.Text, theme.color("muted"))


class CardTableView(QTableView):
    """Shows a ``CardTable``."""

    sort_asked = Signal(str)
    """A column's name, when its title was clicked."""
    menu_asked = Signal(object, bool)
    """Where a context menu was asked for, and whether on the titles."""
    selection_moved = Signal()
    resized = Signal()

    def __init__(self, table: "CardTable") -> None:
        super().__init__()
        self._table = table
        self.waits = False
        """Whether other rows are on their way: until then no key or button does anything here."""
        self.setModel(table)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(tr("Cards"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(FLAG_PX, FLAG_PX))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        corner = QWidget()
        corner.setProperty("role", "bare")
        self.setCornerWidget(corner)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_row_height()
        titles = self.horizontalHeader()
        titles.setSectionsMovable(True)
        titles.setSectionsClickable(True)
        titles.setHighlightSections(False)
        titles.setSortIndicatorShown(True)
        titles.setMinimumSectionSize(NARROWEST_PX)
        titles.setStretchLastSection(True)
        titles.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        titles.setAccessibleName(tr("Columns"))
        # Titles ask at each drawing whether a whole column is selected, row by row. With a
        # selection of their own, which is always empty, they need not.
        titles.setSelectionModel(QItemSelectionModel(table, self))
        titles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        titles.customContextMenuRequested.connect(
            lambda at: self.menu_asked.emit(titles.mapToGlobal(at), True)
        )
        titles.sectionClicked.connect(lambda at: self.sort_asked.emit(COLUMNS[at].name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is another width to fill."""
        super().resizeEvent(event)
        self.resized.emit()

    def _set_row_height(self) -> None:
        height = self.fontMetrics().height() + ROW_PADDING_PX
        self.verticalHeader().setDefaultSectionSize(height)

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows as tall as the font asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_row_height()

    # Rows

    def selected_rows(self) -> list[int]:
        """Return the selected rows in their order; quick for a million of them."""
        ranges = sorted((part.top(), part.bottom()) for part in self._ranges())
        rows: list[int] = []
        for top, bottom in ranges:
            first = max(top, rows[-1] + 1) if rows else top
            rows.extend(range(first, bottom + 1))
        return rows

    def selected_count(self) -> int:
        """Return how many rows are selected, without naming them."""
        return sum(part.bottom() - part.top() + 1 for part in self._ranges())

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(place) for place in range(selection.count())]

    def current_row(self) -> int:
        """Return the row the keyboard is on; -1 when there is none."""
        return self.currentIndex().row()

    def select_rows(self, rows: Sequence[int], current: int) -> None:
        """Select some rows, given in their order, and put the keyboard on one."""
        flags = QItemSelectionModel.SelectionFlag
        model = self.selectionModel()
        if 0 <= current < self._table.rowCount():
            index = self._table.index(current, self._first_column())
            model.setCurrentIndex(index, flags.NoUpdate)
        chosen = QItemSelection()
        for top, bottom in _runs(rows):
            last = len(COLUMNS) - 1
            chosen.select(self._table.index(top, 0), self._table.index(bottom, last))
        model.select(chosen, flags.ClearAndSelect | flags.Rows)

    def select_row(self, row: int) -> None:
        """Select one row and bring it into sight."""
        if not 0 <= row < self._table.rowCount():
            return
        self.select_rows([row], row)
        self.scrollTo(self._table.index(row, self._first_column()))

    def _first_column(self) -> int:
        titles = self.horizontalHeader()
        places = (titles.logicalIndex(place) for place in range(titles.count()))
        return next((at for at in places if not self.isColumnHidden(at)), 0)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell the screen once for each move."""
        super().selectionChanged(selected, deselected)
        self.selection_moved.emit()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell the screen when the keyboard moves within a selection."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.selection_moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the line round the one that has the keyboard."""
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            row = self.visualRect(index)
            width = min(self.viewport().width(), self.horizontalHeader().length())
            box = QRect(0, row.y(), width, row.height()).adjusted(1, 0, -1, -1)
            with QPainter(self.viewport()) as painter:
                draw_ring(painter, box)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the first row when none is, so that keys have something to act on."""
        super().focusInEvent(event)
        self.select_any()

    def select_any(self) -> None:
        """Select the first row when none is and the keyboard is here."""
        none = not self.selectionModel().hasSelection() and self._table.rowCount()
        if none and self.hasFocus() and not self.waits:
            self.select_row(max(0, self.current_row()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Let no mouse button do anything to rows that are about to go."""
        return True if self.waits and event.type() in _BUTTONS else super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last row, not column."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if self.waits:
            event.ignore()
        elif plain and event.key() == Qt.Key.Key_Home:
            self.select_row(0)
        elif plain and event.key() == Qt.Key.Key_End:
            self.select_row(self._table.rowCount() - 1)
        elif event.text().isprintable() and event.text() and plain:
            event.ignore()  # no search by typed letter: it would read every row
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Search nowhere: there is a search box, and a million rows."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected rows."""
        if self.waits:
            return
        self.menu_asked.emit(event.globalPos(), False)


def _runs(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Return ascending rows as (first, last) of each run."""
    first = last = -2
    for row in rows:
        if row != last + 1:
            if first >= 0:
                yield first, last
            first = row
        last = row
    if first >= 0:
        yield first, last
