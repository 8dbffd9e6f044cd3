"""The two lists of duplicates: groups of notes, and the notes of the group chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from flashcards.model.duplicates import DuplicateGroup
from flashcards.text.plain import plain_text
from flashcards.ui import theme
from flashcards.ui.hints import as_hint
from flashcards.ui.kept_articles.article_list import OpeningList
from flashcards.ui.row_list import ROW, Index, RowDelegate, RowModel, two_lines
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.ui.browser.columns import Today

MOST_NOTES = 200
"""Notes of a group that are listed; what is done to the group is done to all."""
_BENEATH = ROW + 1
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class ToldNote:
    """What is told of one note."""

    id: int
    says: str
    """Its fields, on one line."""
    told: str
    """Its cards and reviews, when it was added, its type and deck."""
    reviews: int


def told_notes(collection: "Collection", note_ids: Sequence[int], today: "Today") -> list[ToldNote]:
    """Return what is told of the first of these notes; those that are gone are left out."""
    cards = collection.card_rows(collection.browsing.cards_of_notes(note_ids[:MOST_NOTES]))
    found: list[ToldNote] = []
    for note_id in note_ids[:MOST_NOTES]:
        rows = [row for row in cards if row.note_id == note_id]
        if not rows:
            continue
        first, reviews = rows[0], sum(row.reviews for row in rows)
        count = plural(len(rows), "{count} card", "{count} cards")
        answered = plural(reviews, "{count} review", "{count} reviews")
        added = tr("added {day}", day=today.words(first.created))
        told = (count, answered, added, first.note_type, first.deck.replace("::", " › "))
        says = " · ".join(filter(None, map(plain_text, first.fields)))[:_LONGEST]
        found.append(ToldNote(note_id, says, " · ".join(told), reviews))
    return found


class TwoLines(RowModel[Any]):
    """Rows of two lines."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._told(index)[0]
        if role == _BENEATH:
            return self._told(index)[1]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._told(index))
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint("\n".join(self._told(index)), wrap=True)
        return None

    def _told(self, index: Index) -> tuple[str, str]:
        return self.lines(self.rows[index.row()])

    def lines(self, row: Any) -> tuple[str, str]:
        """Return what is written in a row."""
        raise NotImplementedError


class _Groups(TwoLines):
    def lines(self, row: DuplicateGroup) -> tuple[str, str]:
        notes = plural(len(row.note_ids), "{count} note", "{count} notes")
        return row.text, tr("{notes}, nearly the same", notes=notes) if row.near else notes


class _Notes(TwoLines):
    def lines(self, row: ToldNote) -> tuple[str, str]:
        return row.says, row.told


class _Row(RowDelegate):
    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        edge = theme.SPACE.inside
        inner = option.rect.adjusted(edge, 0, -edge, 0)
        above = index.data(Qt.ItemDataRole.DisplayRole)
        two_lines(painter, option, inner, above, index.data(_BENEATH))


class TwoLineList(OpeningList):
    """One of them; ``rows`` is its model."""

    def __init__(self, name: str, rows: TwoLines) -> None:
        super().__init__(name)
        self.rows = rows
        self.setItemDelegate(_Row(self))
        self.follow(rows)


class GroupList(TwoLineList):
    """The groups."""

    def __init__(self) -> None:
        super().__init__(tr("Duplicates"), _Groups())

    def group(self) -> DuplicateGroup | None:
        """Return the group the keyboard is on."""
        return self.rows.rows[self.row()] if self.row() >= 0 else None


class NoteList(TwoLineList):
    """The notes of a group; several can be selected."""

    def __init__(self) -> None:
        super().__init__(tr("Notes"), _Notes())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def current(self) -> ToldNote | None:
        """Return the note the keyboard is on."""
        return self.rows.rows[self.row()] if self.row() >= 0 else None

    def selected(self) -> list[ToldNote]:
        """Return the notes that are selected, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.rows[row] for row in rows]
