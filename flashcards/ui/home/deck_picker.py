"""A small dialog to choose a deck out of many: type a part of its name, press Enter."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSortFilterProxyModel, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QListView, QWidget

from flashcards.ui.widgets import button, column, label, row, text_field
from flashcards.ui.words import deck_words, tr

WIDTH_PX, LIST_HEIGHT_PX = 460, 280
_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class DeckPicker(QDialog):
    """Lists deck names; the arrows move in the list while the filter keeps the keyboard."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        names: Sequence[str],
        *,
        action: str,
        on_done: Callable[[str], object],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(WIDTH_PX)
        self._found = QSortFilterProxyModel(self)
        self._names = {deck_words(name): name for name in names}
        self._found.setSourceModel(QStringListModel(list(self._names), self))
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter = text_field(tr("Filter decks"), hint=tr("Type a part of the name"))
        self.filter.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(tr("Decks"))
        self.list.setProperty("role", "framed")
        self.list.ensurePolished()  # or its rows are measured before they have their air
        self.list.setModel(self._found)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(LIST_HEIGHT_PX)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.doubleClicked.connect(lambda _index: self.accept())
        self.done_button = button(action, self.accept, kind="primary")
        self.done_button.setAutoDefault(True)
        self.done_button.setDefault(True)
        heading = label(title, "heading", wrap=True)
        buttons = row(None, None, button(tr("Cancel"), self.reject), self.done_button)
        column(self, heading, self.filter, self.list, buttons, gap="between", margins="around")
        self.filter.textChanged.connect(self._filter)
        self.accepted.connect(lambda: on_done(self.chosen()))
        self._filter("")

    def chosen(self) -> str:
        """Return the name that is chosen, empty when the filter leaves none."""
        index = self.list.currentIndex()
        return self._names[str(index.data())] if index.isValid() else ""

    def accept(self) -> None:
        """Hand in the chosen deck; without one the dialog stays."""
        if self.list.currentIndex().isValid():
            super().accept()

    def _filter(self, typed: str) -> None:
        self._found.setFilterFixedString(deck_words(typed.strip()))
        self.list.setCurrentIndex(self._found.index(0, 0, QModelIndex()))
        self.done_button.setEnabled(self._found.rowCount() > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send the arrows to the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in _ARROWS:
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)


def pick_deck(
    parent: QWidget | None,
    title: str,
    names: Sequence[str],
    *,
    action: str,
    on_done: Callable[[str], object],
) -> DeckPicker:
    """Open the dialog and return at once; ``on_done`` gets the full name."""
    dialog = DeckPicker(parent, title, names, action=action, on_done=on_done)
    dialog.filter.setFocus()
    dialog.open()
    return dialog
