"""Asks which columns the table has, in which order, and what it is sorted by."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListView, QWidget

from flashcards.ui.browser.columns import BY_NAME, COLUMNS
from flashcards.ui.planning.page import form_of
from flashcards.ui.widgets import button, check_field, choice_field, column, label, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.browser.screen import BrowserScreen

WIDTH_PX, HEIGHT_PX = 400, 580
_NAME = Qt.ItemDataRole.UserRole + 1


class ColumnChooser(QDialog):
    """Returns at once; what is chosen is arranged when it is accepted."""

    def __init__(self, parent: QWidget, screen: "BrowserScreen") -> None:
        super().__init__(parent)
        self._screen = screen
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Columns"))
        self.setModal(True)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._items = QStandardItemModel(self)
        self._items.itemChanged.connect(self._weigh)
        self.list = QListView()
        self.list.setModel(self._items)
        self.list.setProperty("role", "framed")
        self.list.setAccessibleName(tr("Columns"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.installEventFilter(self)
        orders = [(tr(each.title), each.order) for each in COLUMNS]
        self.order = choice_field(tr("Sort by"), orders, screen.results.order)
        self.descending = check_field(tr("&Descending"), screen.results.descending)
        self._build()
        self._usual = not screen.arrangement.chosen
        self._list(screen.arrangement.shown())
        self.list.setFocus()

    def _build(self) -> None:
        caption = label(tr("&Columns shown, from left to right"), "muted", wrap=True)
        caption.setBuddy(self.list)
        self.up = button(tr("Move &up"), lambda: self.move_by(-1))
        self.down = button(tr("Move do&wn"), lambda: self.move_by(1))
        self.usual = button(tr("&Usual columns"), self.take_usual)
        moves = row(None, self.up, self.down, None, self.usual, gap="inside")
        sorting = form_of(
            (tr("&Sort by"), self.order, self.order), ("", self.descending, self.descending)
        )
        self.done_button = button(tr("Arrange"), self.accept, kind="primary")
        self.done_button.setDefault(True)
        foot = row(None, None, button(tr("Cancel"), self.reject), self.done_button)
        column(
            self, caption, self.list, moves, sorting, foot, gap="inside", margins="between"
        ).setStretch(1, 1)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._weigh())

    def _list(self, shown: Sequence[str]) -> None:
        """List the columns: those shown first, in their order."""
        self._items.clear()
        others = [each.name for each in COLUMNS if each.name not in shown]
        for name in (*shown, *others):
            item = QStandardItem(tr(BY_NAME[name].title))
            item.setData(name, _NAME)
            item.setCheckable(True)
            item.setCheckState(Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked)
            self._items.appendRow(item)
        self.list.setCurrentIndex(self._items.index(0, 0))
        self._weigh()

    def names(self) -> tuple[str, ...]:
        """Return the columns ticked, in their order."""
        every = (self._items.item(at) for at in range(self._items.rowCount()))
        checked = Qt.CheckState.Checked
        return tuple(str(each.data(_NAME)) for each in every if each.checkState() is checked)

    def move_by(self, by: int) -> None:
        """Move the column the keyboard is on up (-1) or down (1)."""
        at = self.list.currentIndex().row()
        if not 0 <= at + by < self._items.rowCount() or at < 0:
            return
        self._usual = False
        self._items.insertRow(at + by, self._items.takeRow(at))
        self.list.setCurrentIndex(self._items.index(at + by, 0))
        self._weigh()

    def take_usual(self) -> None:
        """Go back to the columns that fit the room there is."""
        self._list(tuple(each.name for each in COLUMNS if each.shown))
        self._usual = True

    def _weigh(self, changed: QStandardItem | None = None) -> None:
        if changed is not None:
            self._usual = False
        at = self.list.currentIndex().row()
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < self._items.rowCount() - 1)
        self.done_button.setEnabled(bool(self.names()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves the column."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.move_by(by)
                return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        """Arrange the table so."""
        if not self.names():
            return
        screen = self._screen
        if self._usual:
            screen.arrangement.forget()
        else:
            screen.arrangement.arrange(self.names())
        screen.sort_by(str(self.order.currentData()), self.descending.isChecked())
        super().accept()


def choose_columns(screen: "BrowserScreen") -> ColumnChooser:
    """Ask which columns there are to be."""
    dialog = ColumnChooser(screen.window_, screen)
    dialog.open()
    return dialog
