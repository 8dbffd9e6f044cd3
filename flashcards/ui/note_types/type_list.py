"""The list of note types: what each is called, how many notes it has, and whether it is edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from flashcards.model.notes import NoteType
from flashcards.ui import theme
from flashcards.ui.hints import as_hint
from flashcards.ui.kept_articles.article_list import OpeningList
from flashcards.ui.note_types.type_words import count_words, purpose_words
from flashcards.ui.row_list import ROW, Index, RowDelegate, RowModel, two_lines
from flashcards.ui.stored_names import type_name
from flashcards.ui.words import tr


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One row."""

    note_type: NoteType
    notes: int
    drafted: bool
    """Whether there are changes that are not saved."""


class TypeModel(RowModel[TypeRow]):
    """The types: those of the program first, then the learner’s own by name."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is shown of a type."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return type_name(row.note_type.name)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(purpose_words(row.note_type))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = type_name(row.note_type.name)
            return ", ".join((name, about(row), purpose_words(row.note_type)))
        return None


def about(row: TypeRow) -> str:
    """Return the small line beneath a name."""
    counted = count_words(row.notes)
    return tr("{notes} · not saved", notes=counted) if row.drafted else counted


class _Row(RowDelegate):
    """Draws the name and the number of notes."""

    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        inner = option.rect.adjusted(theme.SPACE.inside, 0, -theme.SPACE.inside, 0)
        two_lines(painter, option, inner, type_name(row.note_type.name), about(row))


class TypeList(OpeningList):
    """The note types."""

    def __init__(self) -> None:
        super().__init__(tr("Note types"))
        self.types = TypeModel()
        self.setItemDelegate(_Row(self))
        self.follow(self.types)

    def chosen(self) -> TypeRow | None:
        """Return the type the keyboard is on."""
        return self.types.rows[self.row()] if self.row() >= 0 else None

    def show_rows(self, rows: Sequence[TypeRow], uid: str = "") -> None:
        """Show these; the keyboard goes to the type ``uid``, else stays about where it was."""
        place = self.row()
        before = self.chosen()
        wanted = uid or (before.note_type.uid if before is not None else "")
        if list(rows) != self.types.rows:
            blocked = self.selectionModel().blockSignals(True)
            self.types.show(rows)
            self.selectionModel().blockSignals(blocked)
        at = [number for number, row in enumerate(rows) if row.note_type.uid == wanted]
        if rows:
            self.go_to(at[0] if at else min(max(0, place), len(rows) - 1))
