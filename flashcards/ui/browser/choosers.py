"""Small dialogs that ask which deck or which tags; they return at once and answer by call."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QListView, QWidget

from flashcards.ui.editor.tag_field import TagField
from flashcards.ui.widgets import button, column, label, row, text_field
from flashcards.ui.words import deck_words, tr

WIDTH_PX, HEIGHT_PX = 440, 420
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class DeckChooser(QDialog):
    """A list of decks with a filter; what is typed and not found can become a new deck."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        decks: Sequence[str],
        on_done: Callable[[str], object],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._on_done = on_done
        self._decks = list(decks)
        self._full = {deck_words(deck): deck for deck in decks}
        self._names = QStringListModel(list(self._full), self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._names)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter = text_field(tr("Deck"), hint=tr("Type to filter, or the name of a new deck"))
        self.filter.installEventFilter(self)
        self.list = QListView()
        self.list.setModel(self._found)
        self.list.setProperty("role", "framed")
        self.list.ensurePolished()  # or its rows are measured before they have their air
        self.list.setAccessibleName(tr("Decks"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.doubleClicked.connect(self.accept)
        self.list.selectionModel().currentChanged.connect(self._name_button)
        caption = label(tr("&Deck"), "muted")
        caption.setBuddy(self.filter)
        self.done_button = button(tr("Move"), self.accept, kind="primary")
        self.done_button.setDefault(True)
        buttons = row(None, None, button(tr("Cancel"), self.reject), self.done_button)
        column(self, caption, self.filter, self.list, buttons, gap="inside", margins="between")
        self.filter.textChanged.connect(self._filter)
        self.accepted.connect(self._finish)
        self._filter("")
        self.filter.setFocus()

    def _filter(self, text: str) -> None:
        self._found.setFilterFixedString(deck_words(text.strip()))
        self.list.setCurrentIndex(self._found.index(0, 0))
        self._name_button()

    def _name_button(self) -> None:
        name = self.chosen()
        self.done_button.setEnabled(bool(name))
        known = name.casefold() in {deck.casefold() for deck in self._decks}
        self.done_button.setText(tr("Move") if known or not name else tr("Add deck and move"))

    def chosen(self) -> str:
        """Return the deck in the list, else what is typed."""
        index = self.list.currentIndex()
        if index.isValid():
            return self._full[str(index.data())]
        return self.filter.text().strip().replace(" › ", "::")

    def _finish(self) -> None:
        if self.chosen():
            self._on_done(self.chosen())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrow keys move in the list while one types."""
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and event.key() in _LIST_KEYS:
            self.list.event(event)
            return True
        return False


class TagChooser(QDialog):
    """One line for tags, completed from those that make sense here."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        known: Iterable[str],
        action: str,
        on_done: Callable[[list[str]], object],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(WIDTH_PX)
        self._on_done = on_done
        self.field = TagField()
        self.field.set_names(known)
        caption = label(tr("&Tags"), "muted")
        caption.setBuddy(self.field)
        hint = label(tr("Separate tags with spaces; a::b nests b under a."), "caption")
        self.done_button = button(action, self.accept, kind="primary")
        self.done_button.setDefault(True)
        buttons = row(None, None, button(tr("Cancel"), self.reject), self.done_button)
        column(self, caption, self.field, hint, buttons, gap="inside", margins="between")
        self.done_button.setEnabled(False)
        self.field.textChanged.connect(self._weigh)
        self.accepted.connect(self._finish)
        self.field.setFocus()

    def _weigh(self) -> None:
        self.done_button.setEnabled(bool(self.field.tags()))

    def _finish(self) -> None:
        if self.field.tags():
            self._on_done(self.field.tags())


def line_of(dialog: QDialog) -> QLineEdit:
    """Return the field a chooser is typed into."""
    return dialog.filter if isinstance(dialog, DeckChooser) else dialog.findChildren(QLineEdit)[0]
