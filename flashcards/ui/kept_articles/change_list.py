"""The passages of a changed article, each with its state and what was decided about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from flashcards.model.articles import Decision, PassageChange, PassageState
from flashcards.ui import theme
from flashcards.ui.hints import as_hint
from flashcards.ui.kept_articles.article_list import OpeningList
from flashcards.ui.kept_articles.change_words import decision_word, reason, state_name
from flashcards.ui.kept_articles.readable import readable_term
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
BENEATH = ROW + 3
"""The state, and of what is new its kind and how sure the rules are."""
_FOR_IT = (Decision.THEIRS, Decision.TAKE, Decision.SUSPEND)


class _Changes(RowModel[int]):
    """The places, among all passages, of those that are listed."""

    def __init__(self) -> None:
        super().__init__()
        self.passages: Sequence[PassageChange] = ()
        self.decisions: Mapping[int, Decision] = {}
        self.certainties: Mapping[int, str] = {}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.rows[index.row()]
        change, decided = self.passages[place], self.decisions.get(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return named(change)
        if role == ROW:
            return change
        if role == DECIDED:
            return decision_word(change.state, decided)
        if role == FOR_IT:
            return decided in _FOR_IT
        sure = self.certainties.get(place, "")
        if role == BENEATH:
            return " · ".join(filter(None, (state_name(change.state), sure)))
        parts = [named(change), state_name(change.state), reason(change), sure]
        words = ". ".join(filter(None, (*parts, decision_word(change.state, decided))))
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(words)
        return words if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Row(RowDelegate):
    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        word = index.data(DECIDED)
        edge, font = theme.SPACE.inside, small_font(option.font)
        inner = option.rect.adjusted(edge, 0, -edge, 0)
        words = without_end(option, inner, QFontMetrics(font).horizontalAdvance(word) + edge)
        term = index.data(Qt.ItemDataRole.DisplayRole)
        two_lines(painter, option, words, term, index.data(BENEATH))
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
        certainties: Mapping[int, str],
    ) -> None:
        """Show the passages at these places; ``certainties`` are of the new ones."""
        self.changes.passages, self.changes.decisions = passages, decisions
        self.changes.certainties = certainties
        self.changes.show(places)
        self.go_to(0)

    def go_to_place(self, place: int) -> None:
        """Put the keyboard on the passage at a place, where it is listed."""
        if place in self.changes.rows:
            self.go_to(self.changes.rows.index(place))

    def place(self) -> int | None:
        """Return the place of the passage the keyboard is on."""
        return self.changes.rows[self.row()] if self.row() >= 0 else None

    def redraw(self) -> None:
        """Draw what was decided."""
        last = self.changes.index(max(0, len(self.changes.rows) - 1))
        self.changes.dataChanged.emit(self.changes.index(0), last)


def named(change: PassageChange) -> str:
    """Return what a passage is called."""
    return readable_term(change.term, change.made[0] if change.made else "")


def in_state(passages: Sequence[PassageChange], state: PassageState) -> list[int]:
    """Return the places of passages in a state."""
    return [place for place, each in enumerate(passages) if each.state is state]
