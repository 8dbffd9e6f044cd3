"""The columns of a table, and what each becomes: chosen by mouse, or by arrows and letters."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from flashcards.formats.csv_preview import column_of, field_of
from flashcards.model.messages import Translatable
from flashcards.ui import theme
from flashcards.ui.hints import as_hint
from flashcards.ui.icons import icon
from flashcards.ui.importing.looking import FileLook
from flashcards.ui.right_to_left import CellDelegate
from flashcards.ui.stored_names import field_name
from flashcards.ui.widgets import ChoiceField, PlainModel, TableIndex, make_plain
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.collection.files.samples import TableLook

HEADINGS: tuple[Translatable, ...] = ("Column", "Becomes", "In this row")
SPECIAL: tuple[tuple[str, Translatable], ...] = (
    ("tags", "Tags"),
    ("deck", "Deck"),
    ("guid", "Guid"),
    ("type", "Note type"),
    ("", "Not imported"),
)
"""What a column can be besides a field."""
LONGEST_CELL = 200
_NAME, _BECOMES, _CELL = range(3)
_FEWEST_LINES = 4
_FRONT_AND_BACK = 2


class _Columns(PlainModel):
    """A row for each column of the table."""

    chosen = Signal(int, str)
    """The column and what it is to become."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(HEADINGS, parent)
        self._names: tuple[str, ...] = ()
        self._cells: Sequence[str] = ()
        self.meanings: tuple[str, ...] = ()
        self.choices: list[tuple[str, str]] = []
        """What a column can become: the word for it, and the name it has."""
        self.fixed = False
        """Whether each row names its type, so that nothing can be chosen for all of them."""

    def show(self, look: FileLook) -> None:
        self.beginResetModel()
        preview, table = look.preview, look.table
        self._names = () if preview is None else preview.columns
        self.meanings = ()
        self.choices, self.fixed = [], table is None or table.note_type is None
        if preview is not None and table is not None:
            self.meanings = tuple(map(preview.meaning, range(len(self._names))))
            self.choices = _choices(table)
        self._cells = ()
        self.endResetModel()

    def show_cells(self, cells: Sequence[str]) -> None:
        self._cells = cells
        if self._names:
            last = self.index(len(self._names) - 1, _CELL)
            self.dataChanged.emit(self.index(0, _CELL), last)

    def show_meanings(self, meanings: tuple[str, ...]) -> None:
        """Show what is chosen while the table is still being read so."""
        self.meanings = meanings
        self.dataChanged.emit(self.index(0, _BECOMES), self.index(len(meanings) - 1, _BECOMES))

    def rowCount(self, parent: TableIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._names)

    def flags(self, index: TableIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        editable = index.column() == _BECOMES and not self.fixed
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def cell(self, index: TableIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return self.meanings[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(self._words(index))
        return self._words(index) if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: TableIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.meanings[index.row()]:
            return False
        self.chosen.emit(index.row(), str(value))
        return True

    def _words(self, index: TableIndex) -> str:
        at = index.row()
        if index.column() == _NAME:
            return " ".join(self._names[at][:LONGEST_CELL].split())
        if index.column() == _CELL:
            cell = self._cells[at] if at < len(self._cells) else ""
            return " ".join(cell[:LONGEST_CELL].split())
        meaning = self.meanings[at]
        known = (words for words, value in self.choices if value == meaning)
        return next(known, field_of(meaning, own=True))


def _choices(table: "TableLook") -> list[tuple[str, str]]:
    special = [(tr(words), meaning) for meaning, words in SPECIAL]
    kind = table.note_type
    if kind is None:
        return special
    labels = (field_name(kind.uid, label) for label in kind.labels)
    named = zip(labels, kind.fields, strict=True)
    return [*((label, column_of(field)) for label, field in named), *special]


class _Choice(ChoiceField):
    """Offers what a column can become, and is gone with its list."""

    over = Signal()

    def __init__(self, parent: QWidget, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Becomes"))
        for words, value in choices:
            self.addItem(words, value)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self.over)

    def hidePopup(self) -> None:
        """Go, but not before what was chosen is told."""
        super().hidePopup()
        self._late.start()


class _Becomes(CellDelegate):
    """Draws what a column becomes with the sign of a choice, and lets it be chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: TableIndex) -> None:
        super().initStyleOption(option, index)
        if index.column() == _BECOMES and not _model(index).meanings[index.row()]:
            option.palette.setColor(option.palette.ColorRole.Text, theme.color("muted"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: TableIndex) -> None:
        if index.column() != _BECOMES or _model(index).fixed:
            super().paint(painter, option, index)
            return
        side = option.fontMetrics.height()
        sign = QRect(0, 0, side, side)
        sign.moveCenter(option.rect.center())
        at_end = option.direction == Qt.LayoutDirection.LeftToRight
        sign.moveRight(option.rect.right() - theme.SPACE.hair)
        if not at_end:
            sign.moveLeft(option.rect.left() + theme.SPACE.hair)
        super().paint(painter, option, index)
        icon("chevron-down", "muted").paint(painter, sign)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: TableIndex
    ) -> QWidget:
        field = _Choice(parent, _model(index).choices)
        field.activated.connect(lambda _at: self.commitData.emit(field))
        field.over.connect(lambda: self.closeEditor.emit(field))
        return field

    def setEditorData(self, editor: QWidget, index: TableIndex) -> None:
        field = cast(ChoiceField, editor)
        at = field.findData(index.data(Qt.ItemDataRole.EditRole))
        field.setCurrentIndex(at)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: TableIndex) -> None:
        model.setData(index, cast(ChoiceField, editor).currentData())


def _model(index: TableIndex) -> _Columns:
    return cast(_Columns, index.model())


class ColumnTable(QTableView):
    """Lists the columns, however many; Enter opens the choices of one, a letter takes the next."""

    chosen = Signal(object)
    """What all columns become, in their order, as the learner wants it."""

    def __init__(self) -> None:
        super().__init__()
        self._model = _Columns(self)
        self._model.chosen.connect(self._choose)
        self.setModel(self._model)
        self.setItemDelegate(_Becomes(self))
        make_plain(self, tr("What each column becomes"))
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(
            header.sizeHint().height() + _FEWEST_LINES * self.verticalHeader().defaultSectionSize()
        )
        self.clicked.connect(self._open)

    def show_look(self, look: FileLook) -> None:
        """Show the columns of a table; the one that the keys have come to stays."""
        at = self.currentIndex().row()
        self._model.show(look)
        if self._model.rowCount():
            place = min(max(0, at), self._model.rowCount() - 1)
            self.setCurrentIndex(self._model.index(place, _BECOMES))
            self._show_whose_keys()

    def are_many(self) -> bool:
        """Return whether there are more columns than a front and a back, and a choice of each."""
        return self._model.rowCount() > _FRONT_AND_BACK and not self._model.fixed

    def show_cells(self, cells: Sequence[str]) -> None:
        """Show what a row says in each column."""
        self._model.show_cells(cells)

    def become(self, column: int, meaning: str) -> None:
        """Let a column become something, as if the learner had chosen it."""
        self._model.setData(self._model.index(column, _BECOMES), meaning)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show on which column the keys act."""
        super().focusInEvent(event)
        self._show_whose_keys()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let no column look as if the keys still acted on it."""
        super().focusOutEvent(event)
        self._show_whose_keys()

    def _show_whose_keys(self) -> None:
        if self.hasFocus() or self.state() == QTableView.State.EditingState:
            how = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), how.ClearAndSelect | how.Rows)
        else:
            self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the choices with Enter, Space or F2; take one by its first letter."""
        index = self.currentIndex().siblingAtColumn(_BECOMES)
        if index.isValid() and not self._model.fixed:
            if event.key() in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
                Qt.Key.Key_Space,
                Qt.Key.Key_F2,
            ):
                self._open(index)
                return
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self._model.setData(index, "")
                return
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.ShiftModifier,
            )
            if plain and event.text().isprintable() and event.text().strip():
                self._take_by_letter(index, event.text())
                return
        super().keyPressEvent(event)

    def _take_by_letter(self, index: QModelIndex, letter: str) -> None:
        values = [
            value
            for words, value in self._model.choices
            if words.casefold().startswith(letter.casefold())
        ]
        if not values:
            return
        present = self._model.meanings[index.row()]
        at = values.index(present) + 1 if present in values else 0
        self._model.setData(index, values[at % len(values)])

    def _open(self, index: QModelIndex) -> None:
        if index.column() != _BECOMES or self._model.fixed:
            return
        self.setCurrentIndex(index)
        self.edit(index)
        field = self.indexWidget(index)
        if isinstance(field, _Choice):
            field.showPopup()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Take the keys back from the list of choices."""
        super().closeEditor(editor, hint)
        self.setFocus()

    def _choose(self, column: int, meaning: str) -> None:
        """Let a column become something; the one that was it before becomes what this one was."""
        meanings = list(self._model.meanings)
        before = meanings[column]
        if meaning:
            for at, other in enumerate(meanings):
                if other == meaning:
                    meanings[at] = before
        meanings[column] = meaning
        self._model.show_meanings(tuple(meanings))
        self.chosen.emit(self._model.meanings)
