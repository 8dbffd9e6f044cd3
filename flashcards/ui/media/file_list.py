"""The list of files: what each is called, and what is to be known of it beneath."""

from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from flashcards.ui import theme
from flashcards.ui.hints import as_hint
from flashcards.ui.kept_articles.article_list import OpeningList
from flashcards.ui.media.words import AnyFile, about_words, title_words
from flashcards.ui.row_list import ROW, Index, RowDelegate, RowModel, two_lines

_EDGE = theme.SPACE.between


class FileModel(RowModel[AnyFile]):
    """The unused or the missing files."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is shown of a file."""
        file = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title_words(file)
        if role == ROW:
            return file
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(file.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((title_words(file), about_words(file)))
        return None


class _Row(RowDelegate):
    """Draws what a file is called and what is known of it, in two lines."""

    EDGES = 3

    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        file = index.data(ROW)
        inner = option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
        two_lines(painter, option, inner, title_words(file), about_words(file))


class FileList(OpeningList):
    """Files of which several can be selected."""

    selected = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.model_ = FileModel()
        self.setItemDelegate(_Row(self))
        self.follow(self.model_)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())

    def chosen(self) -> list[AnyFile]:
        """Return the selected files, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.model_.rows[row] for row in rows]

    def show_files(self, files: list[AnyFile]) -> None:
        """Show other files; the keyboard stays about where it was."""
        place = self.row()
        self.model_.show(files)
        if files:
            at = self.model_.index(min(max(0, place), len(files) - 1))
            both = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(at, both)
        self.selected.emit()
