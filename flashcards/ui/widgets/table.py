"""Plain tables: framed, read row by row, nothing to edit; Tab goes on to what comes next."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from flashcards.ui.roles import reads_rows
from flashcards.ui.words import tr

TableIndex = QModelIndex | QPersistentModelIndex
LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
ROW_AIR_PX = 14
"""How much higher a row is than its text."""


class PlainModel(QAbstractTableModel):
    """Rows below headings; what a cell says is the subclass's ``cell``."""

    def __init__(self, headings: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self.headings = tuple(headings)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Return how a column and its heading stand."""
        return LEADING

    def columnCount(self, parent: TableIndex = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.headings)

    def heading(self, column: int) -> str:
        """Return a column's heading in the learner's language."""
        return tr(self.headings[column])

    def cell(self, index: TableIndex, role: int) -> Any:
        """Return what a cell says or looks like."""
        raise NotImplementedError

    def data(self, index: TableIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell; the first one is read out with its whole row, which is what is chosen."""
        if role != Qt.ItemDataRole.AccessibleTextRole:
            return self.cell(index, role)
        if index.column() or reads_rows():
            return self._told(index) if index.column() else self._first(index)
        parts = [self._told(self.index(index.row(), at)) for at in range(1, len(self.headings))]
        return ", ".join([self._first(index), *parts])

    def _first(self, index: TableIndex) -> str:
        said = self.cell(index, Qt.ItemDataRole.AccessibleTextRole)
        return str(said or self.cell(index, Qt.ItemDataRole.DisplayRole) or "").strip()

    def _told(self, index: TableIndex) -> str:
        """Return a cell with its heading."""
        words = str(self.cell(index, Qt.ItemDataRole.DisplayRole) or "").strip() or tr("nothing")
        heading = self.heading(index.column())
        return f"{heading}: {words}" if heading else words

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.heading(section)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self.alignment(section)
        return None


def make_plain(table: QTableView, name: str) -> None:
    """Give a table the plain look, and the name by which it is read out."""
    table.setAccessibleName(name)
    table.setProperty("role", "framed")
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + ROW_AIR_PX)
    table.horizontalHeader().setHighlightSections(False)


def fit_columns(table: QTableView, widest: Mapping[int, int]) -> None:
    """Make columns as wide as what they say, but leave the others room: never above ``widest``.

    That is in pixels, for each column by its place; the learner can still drag them.
    """
    header = table.horizontalHeader()
    for place, most in widest.items():
        wanted = max(table.sizeHintForColumn(place), header.sectionSizeHint(place))
        header.resizeSection(place, min(wanted, most))


def choose_row(table: QTableView, place: int) -> None:
    """Choose a row, also before the table is shown.

    ``selectRow`` chooses nothing then where the words run from right to left.
    """
    table.setCurrentIndex(table.model().index(place, 0))
