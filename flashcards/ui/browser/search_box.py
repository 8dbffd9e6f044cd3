"""The search box: tells what is typed after a moment's rest, and goes down to the table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from flashcards.ui import icons
from flashcards.ui.browser.query_completion import QueryCompletion
from flashcards.ui.platform_keys import asks_for_offers
from flashcards.ui.widgets.fields import with_clear_button
from flashcards.ui.words import tr

REST_MS = 140
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchBox(QLineEdit):
    """Searches as one types."""

    asked = Signal(str)
    """What to search for."""
    went_down = Signal()
    """The keyboard is wanted in the table."""
    finished = Signal()
    """Enter was pressed: the search is written."""

    def __init__(self, words: Callable[[str | None], Sequence[str]] = lambda _: ()) -> None:
        """``words`` gives what may stand behind a name in a search, or (None) the names."""
        super().__init__()
        self.completion = QueryCompletion(self, words, lambda: self._typed(self.text()))
        self.setPlaceholderText(tr("Search: words, deck:name, tag:name, is:due …"))
        self.setAccessibleName(tr("Search cards"))
        with_clear_button(self, icons.icon("search", "muted"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)

    def _typed(self, text: str) -> None:
        self.completion.offer()
        if text:
            self._timer.start()
        else:
            self._ask()  # the clear button and an emptied box answer at once

    def _ask(self) -> None:
        self._timer.stop()
        self.asked.emit(self.text())

    def set_query(self, query: str) -> None:
        """Show a query without asking for it."""
        self._timer.stop()
        if query != self.text():
            self.setText(query)

    def event(self, event: QEvent) -> bool:
        """Keep Down from any command, since it leads to the table."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go to what was found; Ctrl+Space offers what could come next."""
        if asks_for_offers(event):
            self.completion.offer(asked=True)
            return
        if event.key() in _ENTER and self.completion.take_chosen():
            return
        if event.key() in (Qt.Key.Key_Down, *_ENTER):
            if self._timer.isActive():
                self._ask()
            (self.went_down if event.key() == Qt.Key.Key_Down else self.finished).emit()
            return
        super().keyPressEvent(event)
