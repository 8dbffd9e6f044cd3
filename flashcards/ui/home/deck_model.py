"""The deck tree as Qt reads it: names and counts, renaming in place, moving by dragging."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QApplication

from flashcards.model.messages import Translatable
from flashcards.ui import theme
from flashcards.ui.hints import as_hint
from flashcards.ui.home.words import cards_words
from flashcards.ui.roles import reads_rows
from flashcards.ui.words import numeral, tr

if TYPE_CHECKING:
    from flashcards.study.tree import DeckNode

SEPARATOR = "::"
MIME = "application/x-flashcards-deck"
DECK, NEW, LEARNING, DUE, NEXT = range(5)
HEADINGS: tuple[Translatable, ...] = ("Decks", "New", "Learning", "Due", "Next due")
NOTHING = "–"
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Row:
    node: "DeckNode"
    parent: int
    """Number of the parent's row, -1 at the top."""
    place: int
    """Which of its parent's children it is."""
    children: tuple[int, ...]


class DeckModel(QAbstractItemModel):
    """Shows ``DeckNode`` trees; asks for changes by signal and never changes itself."""

    renamed = Signal(str, str)
    """A deck's full name and the full name the learner typed for it."""
    moved = Signal(str, str)
    """A deck's full name and the deck it was dropped on; empty for the top."""

    def __init__(
        self, next_words: Callable[["DeckNode"], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._next_words = next_words
        self._rows: list[_Row] = []
        self._top: tuple[int, ...] = ()

    def set_nodes(self, nodes: Sequence["DeckNode"]) -> None:
        """Show other decks; where only counts changed, the view keeps all it holds."""
        rows, top = _flattened(nodes)
        if [row.node.name for row in rows] == [row.node.name for row in self._rows]:
            self._rows, self._top = rows, top
            for children, parent in self._families():
                if children:
                    first = self.index(0, 0, parent)
                    last = self.index(len(children) - 1, NEXT, parent)
                    self.dataChanged.emit(first, last)
            return
        self.beginResetModel()
        self._rows, self._top = rows, top
        self.endResetModel()

    def _families(self) -> list[tuple[tuple[int, ...], QModelIndex]]:
        below = [
            (row.children, self.createIndex(row.place, DECK, number))
            for number, row in enumerate(self._rows)
        ]
        return [(self._top, QModelIndex()), *below]

    def node(self, index: _Index) -> "DeckNode":
        """Return the deck of an index."""
        return self._rows[index.internalId()].node

    def names(self) -> list[str]:
        """Return the full name of every deck, parents first."""
        return [row.node.name for row in self._rows]

    def index_of(self, name: str) -> QModelIndex:
        """Return a deck's index by full name; an invalid one when there is none."""
        for number, row in enumerate(self._rows):
            if row.node.name == name:
                return self.createIndex(row.place, DECK, number)
        return QModelIndex()

    # What Qt asks

    def _children(self, parent: _Index) -> tuple[int, ...]:
        return self._rows[parent.internalId()].children if parent.isValid() else self._top

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:
        """Return the index of a place below ``parent``."""
        children = self._children(parent)
        if not (0 <= row < len(children) and 0 <= column <= NEXT):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # as Qt does
        """Return the index of the deck above."""
        if not index.isValid():
            return QModelIndex()
        above = self._rows[index.internalId()].parent
        return QModelIndex() if above < 0 else self.createIndex(self._rows[above].place, 0, above)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """Return how many decks lie directly below."""
        return 0 if parent.column() > 0 else len(self._children(parent))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """Return the fixed number of columns."""
        return len(HEADINGS)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A deck can be chosen, dragged, dropped on, and renamed in its first column."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        found = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDropEnabled
        found |= flag.ItemIsDragEnabled
        return found | flag.ItemIsEditable if index.column() == DECK else found

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name the columns, numbers' headings standing over the numbers."""
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADINGS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEADING if section == DECK else _RIGHT
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, font, colour and hint of one cell."""
        if not index.isValid():
            return None
        node, column = self._rows[index.internalId()].node, index.column()
        kind = Qt.ItemDataRole
        if role == kind.DisplayRole:
            return self._text(node, column)
        if role == kind.EditRole:
            return node.title
        if role == kind.TextAlignmentRole:
            return _LEADING if column == DECK else _RIGHT
        if role == kind.FontRole and column != DECK:
            return theme.number_font(QApplication.font())
        if role == kind.ForegroundRole and column != DECK and not self._stands_out(node, column):
            return theme.color("muted")
        if role == kind.ToolTipRole:
            return as_hint(f"{node.name}\n{cards_words(node.total)}")
        if role == kind.AccessibleTextRole:
            return self._told(node, column)
        return None

    def _told(self, node: "DeckNode", column: int) -> str:
        """Return what is read out: of the name the whole row, since that is what is chosen."""
        if column == DECK:
            rest = () if reads_rows() else (NEW, LEARNING, DUE, NEXT)
            return ", ".join([node.title, *(self._told(node, each) for each in rest)])
        if column == NEXT:
            words = tr("now") if _waits(node) else self._next_words(node)
            return tr("Next due: {when}", when=words or tr("never"))
        return f"{numeral(_count(node, column))} {tr(HEADINGS[column]).lower()}"

    def _text(self, node: "DeckNode", column: int) -> str:
        if column == DECK:
            return node.title
        if column == NEXT:
            return "" if _waits(node) else self._next_words(node)
        count = _count(node, column)
        return numeral(count) if count else NOTHING

    @staticmethod
    def _stands_out(node: "DeckNode", column: int) -> bool:
        return column != NEXT and _count(node, column) > 0

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Pass on what the learner typed as a deck's name; the collection decides."""
        node, typed = self.node(index), str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not typed or typed == node.title:
            return False
        above = node.name.rpartition(SEPARATOR)[0]
        self.renamed.emit(node.name, f"{above}{SEPARATOR}{typed}" if above else typed)
        return True

    # Dragging

    def mimeTypes(self) -> list[str]:
        """Decks are dragged as decks, within the tree alone."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the deck under way."""
        data = QMimeData()
        if indexes:
            data.setData(MIME, self.node(indexes[0]).name.encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Decks are moved, never copied."""
        return Qt.DropAction.MoveAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Whether the dragged deck can be put there: not into itself, not where it is."""
        if not data.hasFormat(MIME):
            return False
        name = bytes(data.data(MIME).data()).decode()
        target = self.node(parent).name if parent.isValid() else ""
        inside = target == name or target.startswith(name + SEPARATOR)
        return not inside and target != name.rpartition(SEPARATOR)[0]

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Ask for the deck to be moved; False, so that Qt does not take rows away itself."""
        if self.canDropMimeData(data, action, row, column, parent):
            name = bytes(data.data(MIME).data()).decode()
            self.moved.emit(name, self.node(parent).name if parent.isValid() else "")
        return False


def _flattened(nodes: Sequence["DeckNode"]) -> tuple[list[_Row], tuple[int, ...]]:
    rows: list[_Row] = []

    def add(node: "DeckNode", parent: int, place: int) -> int:
        number = len(rows)
        rows.append(_Row(node, parent, place, ()))
        children = tuple(add(child, number, at) for at, child in enumerate(node.children))
        rows[number] = _Row(node, parent, place, children)
        return number

    return rows, tuple(add(node, -1, at) for at, node in enumerate(nodes))


def _count(node: "DeckNode", column: int) -> int:
    return {NEW: node.new, LEARNING: node.learning, DUE: node.due}[column]


def _waits(node: "DeckNode") -> bool:
    return bool(node.new or node.learning or node.due)
