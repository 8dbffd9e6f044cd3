"""The passages of a changed article, each with its state and what was decided about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from flashcards.model.articles import Decision, PassageChange, PassageState
from flashcards.ui import theme
from flashcards.ui.reading.article_list import OpeningList
from flashcards.ui.reading.change_words import decision_word, reason, state_name
from flashcards.ui.row_list import (
    ROW,
    Index,
    RowDelegate,
    RowModel,
    sides,
    small_font,
    two_lines,
    without_end,
    write_line,
)
from flashcards.ui.words import tr

DECIDED = ROW + 1
FOR_IT = ROW + 2
"""Whether the decision changes something."""
_FOR_IT = (Decision.THEIRS, Decision.TAKE, Decision.SUSPEND)


class _Changes(RowModel[int]):
    """The places, among all passages, of those that are listed."""

    def __init__(self) -> None:
        super().__init__()
        self.passages: Sequence[PassageChange] = ()
        self.decisions: Mapping[int, Decision] = {}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.rows[index.row()]
        change, decided = self.passages[place], self.decisions.get(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return change.term
        if role == ROW:
            return change
        if role == DECIDED:
            return decision_word(change.state, decided)
        if role == FOR_IT:
            return decided in _FOR_IT
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [change.term, state_name(change.state), reason(change)]
            return ". ".join(filter(None, (*parts, decision_word(change.state, decided))))
        return None


class _Row(RowDelegate):
    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        change, word = index.data(ROW), index.data(DECIDED)
        assert isinstance(change, PassageChange)
        edge, font = theme.SPACE.inside, small_font(option.font)
        inner = option.rect.adjusted(edge, 0, -edge, 0)
        words = without_end(option, inner, QFontMetrics(font).horizontalAdvance(word) + edge)
        two_lines(painter, option, words, change.term, state_name(change.state))
        _, end = sides(option)
        write_line(painter, inner, font, "accent" if index.data(FOR_IT) else "muted", end, word)


class ChangeList(OpeningList):
    """Shows some of the passages."""

    def __init__(self) -> None:
        super().__init__(tr("Passages"))
        self.changes = _Changes()
        self.setItemDelegate(_Row(self))
        self.follow(self.changes)

    def show_changes(
        self,
        passages: Sequence[PassageChange],
        places: list[int],
        decisions: Mapping[int, Decision],
    ) -> None:
        """Show the passages at these places."""
        self.changes.passages, self.changes.decisions = passages, decisions
        self.changes.show(places)
        self.go_to(0)

    def place(self) -> int | None:
        """Return the place of the passage the keyboard is on."""
        return self.changes.rows[self.row()] if self.row() >= 0 else None

    def redraw(self) -> None:
        """Draw what was decided."""
        last = self.changes.index(max(0, len(self.changes.rows) - 1))
        self.changes.dataChanged.emit(self.changes.index(0), last)


def in_state(passages: Sequence[PassageChange], state: PassageState) -> list[int]:
    """Return the places of passages in a state."""
    return [place for place, each in enumerate(passages) if each.state is state]
