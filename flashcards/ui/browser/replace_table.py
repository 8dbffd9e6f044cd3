"""The changes a replacement would make, field by field: what each says before and after."""

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from flashcards.model.messages import Translatable
from flashcards.ui.widgets import PlainModel, TableIndex, make_plain
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.model.replacing import NoteChange

MOST_SHOWN = 1_000
"""Changes in the list; all are made."""
HEADINGS: tuple[Translatable, ...] = ("Field", "Before", "After")
_BEFORE, _AROUND = 20, 120
"""Characters shown in front of the first difference, and in all."""

Change = tuple[str, str, str]
"""The name of a field, what it says, and what it would say."""


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return one line of each text, beginning a little before the first difference."""
    most = min(len(before), len(after))
    same = next((at for at in range(most) if before[at] != after[at]), most)
    start = max(0, same - _BEFORE)
    sign = "…" if start else ""
    return _line(sign, before, start), _line(sign, after, start)


def _line(sign: str, text: str, start: int) -> str:
    return sign + " ".join(text[start : start + _AROUND].split())


class Changes(PlainModel):
    """A row for each field that changes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(HEADINGS, parent)
        self.rows: list[Change] = []

    def show_changes(self, notes: "Sequence[NoteChange]") -> None:
        """Show other changes."""
        self.beginResetModel()
        self.rows = list(islice((each for note in notes for each in note.fields()), MOST_SHOWN))
        self.endResetModel()

    def rowCount(self, parent: TableIndex = QModelIndex()) -> int:
        """Return how many changes are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def cell(self, index: TableIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        name, before, after = self.rows[index.row()]
        was, becomes = excerpts(before, after)
        return (name, was, becomes or tr("nothing"))[index.column()]


def changes_table(model: Changes) -> QTableView:
    """Return the table that shows them."""
    table = QTableView()
    table.setModel(model)
    make_plain(table, tr("Changes"))
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    return table
