"""A field to choose a note type, each with a line of what it is for, and the way to change them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QStyleOptionViewItem

from flashcards.model.note_types import BUILT_IN
from flashcards.model.notes import NoteType
from flashcards.ui import theme
from flashcards.ui.note_types.edited import can_be_changed
from flashcards.ui.note_types.type_words import purpose_words
from flashcards.ui.row_list import ROW, Index, RowDelegate, small_font, two_lines
from flashcards.ui.stored_names import type_name
from flashcards.ui.widgets import ChoiceField
from flashcards.ui.words import tr

WIDEST_EM = 34
_ABOUT = ROW + 1  # under its own role a field keeps what a row stands for
_MANAGE = ""
"""What the last row stands for, which leads to note types there are not yet."""


class _Row(RowDelegate):
    """Draws the name and what the type is for; lines between as Qt does."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(_ABOUT)
        if row is None:
            return QSize(0, 1 + 2 * theme.SPACE.hair)
        words = QFontMetrics(small_font(option.font)).horizontalAdvance(row[1])
        name = option.fontMetrics.horizontalAdvance(row[0])
        widest = WIDEST_EM * option.fontMetrics.height()
        room = min(widest, max(words, name) + 2 * theme.SPACE.between)
        return QSize(room, super().sizeHint(option, index).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(_ABOUT) is not None:
            super().paint(painter, option, index)
            return
        middle = option.rect.center().y()
        painter.setPen(theme.color("border"))
        painter.drawLine(option.rect.left(), middle, option.rect.right(), middle)

    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        name, about = index.data(_ABOUT)
        inner = option.rect.adjusted(theme.SPACE.inside, 0, -theme.SPACE.inside, 0)
        two_lines(painter, option, inner, name, about)


class TypeField(ChoiceField):
    """Lists the types of the program, then one's own."""

    chosen = Signal(str)
    """The learner chose a type; its uid."""
    manage_wanted = Signal()
    """The learner wants to add or change note types: the last row was chosen."""

    def __init__(self, *, managed: bool = True, of_columns: bool = False) -> None:
        """``managed``: the last row leads to the screen of note types; ``of_columns``: it makes
        one for the table that is imported."""
        super().__init__()
        self._of_columns = of_columns
        self._listed = False
        """Whether what is chosen was chosen from the open list, not passed over with an arrow."""
        self._last: tuple[str, str] | None = None
        if of_columns:
            self._last = (tr("New note type…"), tr("A field for each column; asks the first"))
        elif managed:
            self._last = (tr("Note types…"), tr("Make one of your own, or change one"))
        self.setAccessibleName(tr("Note type"))
        self.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(5)
        self.setMaxVisibleItems(12)
        self._rows = _Row(self)
        self.view().setItemDelegate(self._rows)
        self._types: Sequence[NoteType] = ()
        self._uid = ""
        self.activated.connect(self._choose)

    def show_types(self, types: Sequence[NoteType], uid: str = "") -> None:
        """List types and choose one; without ``uid`` the one chosen stays.

        Types that only a newer version knows how to write are left out, but for the one chosen.
        """
        wanted = uid or self._uid
        usable = [each for each in types if can_be_changed(each) or each.uid == wanted]
        ordered = in_order(usable)
        if ordered != self._types:
            self._types = ordered
            self._fill(ordered)
        self.show_type(wanted)

    def _fill(self, ordered: Sequence[NoteType]) -> None:
        self.clear()
        own = False
        for each in ordered:
            if each.uid not in BUILT_IN and not own:
                own = True
                self.insertSeparator(self.count())
            self._add(type_name(each.name), each.uid, purpose_words(each))
        if self._last is not None:
            self.insertSeparator(self.count())
            self._add(self._last[0], _MANAGE, self._last[1])

    def _add(self, name: str, uid: str, about: str) -> None:
        self.addItem(name, uid)
        at = self.count() - 1
        self.setItemData(at, (name, about), _ABOUT)
        self.setItemData(at, f"{name}, {about}", Qt.ItemDataRole.AccessibleTextRole)

    def show_type(self, uid: str) -> None:
        """Choose a type, without telling."""
        at = self.findData(uid) if uid else 0
        self.setCurrentIndex(max(0, at))
        self._uid = str(self.currentData() or "")

    def uid(self) -> str:
        """Return the uid of the type chosen."""
        return self._uid

    def showPopup(self) -> None:
        """Make room for what is said of each type."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0))
        self._listed = True
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While the list is closed, a key that goes on to another row chooses nothing in it."""
        self._listed = False
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Likewise the wheel."""
        self._listed = False
        super().wheelEvent(event)

    def _choose(self, _at: int) -> None:
        uid = str(self.currentData() or "")
        if uid == _MANAGE:
            self.show_type(self._uid)
            if self._listed or not self._of_columns:
                self.manage_wanted.emit()
        else:
            self._uid = uid
            self.chosen.emit(uid)


def in_order(types: Sequence[NoteType]) -> list[NoteType]:
    """Return types in the order in which they are offered: of the program as it has them, then
    one's own by name."""
    order = list(BUILT_IN)

    def place(each: NoteType) -> tuple[int, str]:
        known = each.uid in BUILT_IN
        return (order.index(each.uid) if known else len(order), each.name.casefold())

    return sorted(types, key=place)
