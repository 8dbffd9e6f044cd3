"""The first rows of a file in a table, to see whether it is read as meant."""

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from flashcards.ui.hints import as_hint
from flashcards.ui.importing.looking import FileLook
from flashcards.ui.right_to_left import CellDelegate
from flashcards.ui.widgets import PlainModel, TableIndex, make_plain
from flashcards.ui.words import tr

LONGEST_CELL = 300
FEWEST_PX = 120


class _Rows(PlainModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__((), parent)
        self._rows: tuple[tuple[str, ...], ...] = ()

    def show(self, look: FileLook) -> None:
        self.beginResetModel()
        self.headings, self._rows = look.columns, look.rows
        self.endResetModel()

    def heading(self, column: int) -> str:
        """Return the name that the column has in the file."""
        return self.headings[column]

    def rowCount(self, parent: TableIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def cell(self, index: TableIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(self._cell(index))
        return self._cell(index) if role == Qt.ItemDataRole.DisplayRole else None

    def _cell(self, index: TableIndex) -> str:
        row = self._rows[index.row()]
        cell = row[index.column()] if index.column() < len(row) else ""
        return " ".join(cell[:LONGEST_CELL].split())


class SampleTable(QTableView):
    """Shows a file's first notes or rows; nothing in it can be changed."""

    def __init__(self) -> None:
        super().__init__()
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(CellDelegate(self))
        make_plain(self, tr("First notes of the file"))
        self.setWordWrap(False)
        self.horizontalHeader().setSectionsClickable(False)

    def show_look(self, look: FileLook) -> None:
        """Show another file's first rows; many columns scroll, few fill the width."""
        self._model.show(look)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(FEWEST_PX)
        few = len(look.columns) * FEWEST_PX <= max(self.viewport().width(), 600)
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(mode.Stretch if few else mode.Interactive)
