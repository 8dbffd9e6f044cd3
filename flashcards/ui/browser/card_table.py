"""The table's model: ids of every row, and pages of what is in sight."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from flashcards.model.enums import CardState
from flashcards.ui import icons, theme
from flashcards.ui.browser.columns import BY_NAME, COLUMNS, FLAG_TINTS, Column, Today, flag_words
from flashcards.ui.browser.pages import Pages
from flashcards.ui.hints import as_hint
from flashcards.ui.roles import reads_rows
from flashcards.ui.words import midway, tr

if TYPE_CHECKING:
    from flashcards.model.rows import CardRow

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_LONGEST_SHOWN = 300
"""A cell shows no more characters than a screen is wide."""
_LONGEST_HINT = 1_000


class CardTable(QAbstractTableModel):
    """Cards in the order found. Holds eight bytes per row and a few pages of text."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], "Sequence[CardRow | None]"],
        today: Callable[[], Today],
    ) -> None:
        super().__init__()
        self._pages: Pages[CardRow] = Pages(fetch)
        self._today = today
        self._moment = today()
        self.ids: Sequence[int] = ()
        self._number_font = theme.number_font(theme.ui_font())

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.ids = ids
        self._moment = self._today()
        self._pages.set_ids(ids)
        self.endResetModel()

    def refetch(self) -> None:
        """Read the rows in sight anew; the rows themselves are the same."""
        self._pages.forget()
        self._moment = self._today()
        if self.ids:
            last = self.index(len(self.ids) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def card(self, row: int) -> "CardRow | None":
        """Return what is known of the card in a row; None when it is gone."""
        return self._pages.row(row) if 0 <= row < len(self.ids) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        if role == Role.DisplayRole:
            return tr(column.title)
        if role == Role.TextAlignmentRole:
            return _alignment(column)
        if role == Role.ToolTipRole:
            return as_hint(tr("Sort by {title}", title=midway(tr(column.title))))
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = COLUMNS[index.column()]
        if role == Role.TextAlignmentRole:
            return _alignment(column)
        if role == Role.FontRole:
            return self._number_font if column.number else None
        if role not in _DRAWN and role != Role.ToolTipRole:
            return None
        card = self.card(index.row())
        if card is None:
            return tr("(deleted)") if role == Role.DisplayRole and not index.column() else None
        return self._drawn(card, column, role)

    def _drawn(self, card: "CardRow", column: Column, role: int) -> Any:
        if role == Role.DisplayRole:
            return column.text(card, self._moment)[:_LONGEST_SHOWN]
        if role == Role.AccessibleTextRole:
            return self._told(card, column)
        if role == Role.ForegroundRole:
            return _colour(card, column)
        if role == Role.DecorationRole:
            marks = column.name in ("question", "flag") and card.flag
            return icons.icon("flag", FLAG_TINTS[card.flag]) if marks else None
        if role == Role.ToolTipRole:
            return as_hint(self._hint(card, column)[:_LONGEST_HINT], wrap=True)
        return None

    def _told(self, card: "CardRow", column: Column) -> str:
        """Return what is read out: of the question the whole row, since that is what is chosen."""
        words = column.text(card, self._moment)[:_LONGEST_SHOWN]
        if column.name != "question":
            return f"{tr(column.title)}: {words}"
        rest = () if reads_rows() else ("deck", "state", "due")
        others = [self._told(card, BY_NAME[name]) for name in rest]
        flag = [flag_words(card)] if card.flag else []
        return ", ".join([words or tr(column.title), *flag, *others])

    def _hint(self, card: "CardRow", column: Column) -> str:
        text = column.text(card, self._moment)
        if column.name == "question" and card.flag:
            return f"{text}\n{tr('Flag')}: {flag_words(card)}"
        return text


_DRAWN = {
    Role.DisplayRole,
    Role.AccessibleTextRole,
    Role.ForegroundRole,
    Role.DecorationRole,
}


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _colour(card: "CardRow", column: Column) -> Any:
    if card.suspended or card.buried:
        return theme.color("muted")
    if column.name == "state" and card.state is CardState.NEW:
        return theme.color("accent")
    if column.name == "state" and card.state is CardState.RELEARNING:
        return theme.color("again")
    return None if column.name in ("question", "answer") else theme.color("muted")
