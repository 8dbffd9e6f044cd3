"""The passages of a changed article, each with its state and what was decided about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from flashcards.model.articles import Decision, PassageChange, PassageState
from flashcards.ui import theme
from flashcards.ui.reading.article_list import Index, RowList, draw_ground, small_font, two_lines
from flashcards.ui.reading.change_words import decision_word, reason, state_name
from flashcards.ui.words import tr

CHANGE = Qt.ItemDataRole.UserRole + 1
DECIDED = Qt.ItemDataRole.UserRole + 2
FOR_IT = Qt.ItemDataRole.UserRole + 3
"""Whether the decision changes something."""
_FOR_IT = (Decision.THEIRS, Decision.TAKE, Decision.SUSPEND)


class _Changes(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.passages: Sequence[PassageChange] = ()
        self.places: list[int] = []
        self.decisions: Mapping[int, Decision] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.places[index.row()]
        change, decided = self.passages[place], self.decisions.get(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return change.term
        if role == CHANGE:
            return change
        if role == DECIDED:
            return decision_word(change.state, decided)
        if role == FOR_IT:
            return decided in _FOR_IT
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [change.term, state_name(change.state), reason(change)]
            return ". ".join(filter(None, (*parts, decision_word(change.state, decided))))
        return None


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        small = QFontMetrics(small_font(option.font))
        return QSize(160, option.fontMetrics.height() + small.height() + 3 * theme.SPACE.inside)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        change, word = index.data(CHANGE), index.data(DECIDED)
        assert isinstance(change, PassageChange)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option)
        inner = option.rect.adjusted(theme.SPACE.inside, 0, -theme.SPACE.inside, 0)
        font = small_font(option.font)
        room = QFontMetrics(font).horizontalAdvance(word) + theme.SPACE.inside
        words, side = QRect(inner), QRect(inner)
        trail = Qt.AlignmentFlag.AlignRight
        if option.direction == Qt.LayoutDirection.RightToLeft:
            words.setLeft(inner.left() + room)
            trail = Qt.AlignmentFlag.AlignLeft
        else:
            words.setRight(inner.right() - room)
        two_lines(painter, option, words, change.term, state_name(change.state))
        painter.setFont(font)
        painter.setPen(theme.color("accent" if index.data(FOR_IT) else "muted"))
        painter.drawText(side, trail | Qt.AlignmentFlag.AlignVCenter, word)
        painter.restore()


class ChangeList(RowList):
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
        model = self.changes
        model.beginResetModel()
        model.passages, model.places, model.decisions = passages, places, decisions
        model.endResetModel()
        self.go_to(0)

    def place(self) -> int | None:
        """Return the place of the passage the keyboard is on."""
        return self.changes.places[self.row()] if self.row() >= 0 else None

    def redraw(self) -> None:
        """Draw what was decided."""
        last = self.changes.index(max(0, len(self.changes.places) - 1))
        self.changes.dataChanged.emit(self.changes.index(0), last)


def in_state(passages: Sequence[PassageChange], state: PassageState) -> list[int]:
    """Return the places of passages in a state."""
    return [place for place, each in enumerate(passages) if each.state is state]
