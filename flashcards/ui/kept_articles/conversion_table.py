"""The notes of articles that could be of another type, each to be ticked or not."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from flashcards.model.messages import Translatable
from flashcards.ui.widgets import PlainModel, TableIndex, make_plain

if TYPE_CHECKING:
    from flashcards.collection.articles.converting import Conversion

HEADINGS: tuple[Translatable, ...] = ("Note", "Becomes")


class Conversions(PlainModel):
    """A row for each note; all are ticked at first."""

    ticked = Signal()
    """Other rows are ticked now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(HEADINGS, parent)
        self.rows: Sequence[Conversion] = ()
        self._types: dict[str, str] = {}
        self._left: set[int] = set()

    def show_found(self, found: "Sequence[Conversion]", types: dict[str, str]) -> None:
        """Show notes; ``types`` gives the names of types by their uids."""
        self.beginResetModel()
        self.rows, self._types = found, types
        self._left.clear()
        self.endResetModel()

    def chosen(self) -> "list[Conversion]":
        """Return those that are ticked."""
        return [each for at, each in enumerate(self.rows) if at not in self._left]

    def rowCount(self, parent: TableIndex = QModelIndex()) -> int:
        """Return how many notes there are."""
        return 0 if parent.isValid() else len(self.rows)

    def cell(self, index: TableIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, and whether its row is ticked."""
        at, first = index.row(), index.column() == 0
        if role == Qt.ItemDataRole.CheckStateRole and first:
            return Qt.CheckState.Unchecked if at in self._left else Qt.CheckState.Checked
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        found = self.rows[at]
        return found.term if first else self._types.get(found.part.note_type, "")

    def setData(self, index: TableIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a row, or no longer."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([index.row()], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def tick(self, rows: Sequence[int], *, on: bool) -> None:
        """Tick rows, or no longer."""
        self._left = self._left.difference(rows) if on else self._left.union(rows)
        last = len(self.rows) - 1
        self.dataChanged.emit(
            self.index(0, 0), self.index(last, 0), [Qt.ItemDataRole.CheckStateRole]
        )
        self.ticked.emit()

    def flags(self, index: TableIndex) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else plain


def conversions_table(model: Conversions, name: str) -> QTableView:
    """Return the table that shows them."""
    table = QTableView()
    table.setModel(model)
    make_plain(table, name)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table
