"""The list of a card's past, the same beside the table and over a card being studied."""

import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QListView
from shiboken6 import isValid

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.history import HistoryLine
from flashcards.ui.answering.ratings import FOUR, NUMBERS, SIX, RatingRow
from flashcards.ui.row_list import RowList
from flashcards.ui.scheduling.history_delegate import HistoryDelegate
from flashcards.ui.scheduling.history_model import HistoryModel
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

MENU = (
    *(f"history.rate{number}" for number in NUMBERS), None,
    "history.strike", "history.restore", None, "history.copy",
)  # fmt: skip
_OPENS_MENU = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu)
_lists: "weakref.WeakSet[HistoryList]" = weakref.WeakSet()


class HistoryList(RowList):
    """Shows the past of one card, the newest first; arrow keys choose a line."""

    line_changed = Signal()
    """Another line is chosen, or the chosen one says something else now."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(tr("History of the card"))
        self._window = window
        self.card_id = 0
        self.ratings: tuple[RatingRow, ...] = FOUR
        self.lines = HistoryModel()
        self.follow(self.lines)
        self._delegate = HistoryDelegate(self)
        self._delegate.follow(self.lines)
        self.setItemDelegate(self._delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.turned.connect(self._moved)
        window.changes.changed.connect(self._follow)
        _lists.add(self)

    # What is shown

    def show_card(self, card_id: int) -> None:
        """Show the past of a card; the line chosen stays while it is the same card."""
        collection = self._window.collection
        same = card_id == self.card_id
        chosen = self.line() if same else None
        scrolled = self.verticalScrollBar().value()
        lines = collection.scheduling.history(card_id)
        self.card_id = card_id
        if not same:
            six = any(collection.options(row.deck).six_qualities
                      for row in collection.card_rows([card_id]))  # fmt: skip
            self.ratings = SIX if six else FOUR
        self.lines.show(lines)
        self.go_to(self._place_of(chosen))
        if same:
            self.verticalScrollBar().setValue(scrolled)
        else:
            self.scrollToTop()
        self.line_changed.emit()

    def _place_of(self, chosen: HistoryLine | None) -> int:
        """Return the row of a line that was chosen: itself, or what stands in its place now."""
        if chosen is None:
            return 0
        beside = [
            (row, line) for row, line in enumerate(self.lines.rows) if line.place == chosen.place
        ]
        beside.sort(key=lambda found: (not found[1].standing, found[1].review != chosen.review))
        return beside[0][0] if beside else 0

    def _follow(self, changes: Changes) -> None:
        """Read again what others wrote, as undo does."""
        if self.isVisible() and self.card_id and (changes.reviews or changes.cards):
            try:
                self.show_card(self.card_id)
            except UserError:  # the card is gone, and the screen will say so
                self.lines.show(())

    def line(self) -> HistoryLine | None:
        """Return the line chosen."""
        return self.lines.rows[self.row()] if self.row() >= 0 else None

    def text(self) -> str:
        """Return all of it, a line each."""
        return "\n".join(
            str(self.lines.index(row, 0).data()) for row in range(self.lines.rowCount())
        )

    def height_at(self, width: int, most: int) -> int:
        """Return how high the lines are where there is so much width, at most ``most``."""
        height = 0
        for row in range(self.lines.rowCount()):
            height += self._delegate.height_at(width, self.font(), self.lines.index(row, 0))
            if height >= most:
                return most
        return height

    def _moved(self) -> None:
        self.line_changed.emit()
        self._window.commands.refresh()

    # Keys and the mouse

    def open_menu(self) -> None:
        """Open the menu of the line chosen, beneath it."""
        box = self.visualRect(self.currentIndex())
        self._popup(self.viewport().mapToGlobal(box.bottomLeft()))

    def _popup(self, at: QPoint) -> None:
        if self.line() is None:
            return
        menu = self._window.commands.context_menu(MENU, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu where it was asked for."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._popup(event.globalPos())
        else:
            self.open_menu()

    def event(self, event: QEvent) -> bool:
        """Keep Enter from the commands of the screen; the list opens its menu with it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OPENS_MENU
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the menu with Enter."""
        if event.key() in _OPENS_MENU and not event.isAutoRepeat():
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure the lines anew when the font changes."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._delegate.forget()
        super().changeEvent(event)


def in_sight(window: "MainWindow") -> HistoryList | None:
    """Return the list that the learner sees in a window."""
    for found in _lists:
        if isValid(found) and found.isVisible() and found.window() is window:
            return found
    return None
