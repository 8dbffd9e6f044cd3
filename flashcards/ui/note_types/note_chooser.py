"""Asks for the note that previews show: a filter above the notes of one type."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListView

from flashcards.model.errors import UserError
from flashcards.model.notes import NoteType
from flashcards.ui.jobs import Job
from flashcards.ui.note_types.example import query_of
from flashcards.ui.widgets import button, column, label, row, text_field
from flashcards.ui.words import error_words, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_PX, HEIGHT_PX = 520, 460
MOST_SHOWN = 100
REST_MS = 150
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class NoteChooser(QDialog):
    """Shows the first notes that fit; returns at once and answers by call."""

    def __init__(
        self, window: "MainWindow", stored: NoteType, on_done: Callable[[int], object]
    ) -> None:
        super().__init__(window)
        self._window, self._stored, self._on_done = window, stored, on_done
        self._ids: list[int] = []
        self._job: Job | None = None
        self.setWindowTitle(tr("Preview with another note"))
        self.setModal(True)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self.filter = text_field(tr("Find notes"), hint=tr("Type to find notes"))
        self.filter.installEventFilter(self)
        self._names = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self._names)
        self.list.setProperty("role", "framed")
        self.list.setAccessibleName(tr("Notes"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.doubleClicked.connect(self.accept)
        self.note = label("", "muted", wrap=True)
        self.done_button = button(tr("Show"), self.accept, kind="primary")
        self.done_button.setDefault(True)
        self.done_button.setEnabled(False)
        buttons = row(None, None, button(tr("Cancel"), self.reject), self.done_button)
        column(self, self.filter, self.list, self.note, buttons, gap="inside", margins="between")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._look)
        self.filter.textChanged.connect(lambda _text: self._timer.start())
        self.accepted.connect(self._finish)
        self.finished.connect(lambda _result: self._drop())
        self.filter.setFocus()
        self._look()

    def _drop(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._window.jobs.give_up(self._job)
            self._job = None

    def _look(self) -> None:
        self._drop()
        typed = self.filter.text().strip()
        query = query_of(self._stored) + (f" ({typed})" if typed else "")
        collection = self._window.collection

        def work(progress: Callable[[int, int], bool]) -> list[tuple[int, str]]:
            found = collection.search_notes(query, "created", True, progress)[:MOST_SHOWN]
            return [(int(each), _first_words(collection.note(each).fields)) for each in found]

        self._job = self._window.jobs.run(
            tr("Looking for notes"), work, on_done=self._show, on_error=self._refuse, quiet=True
        )

    def _show(self, found: Sequence[tuple[int, str]]) -> None:
        self._job = None
        self._ids = [number for number, _ in found]
        self._names.setStringList([words or tr("(empty)") for _, words in found])
        self.list.setCurrentIndex(self._names.index(0, 0))
        self.done_button.setEnabled(bool(found))
        if not found:
            self.note.setText(tr("No note of this type fits."))
        elif len(found) == MOST_SHOWN:
            self.note.setText(tr("The newest {count} are shown.", count=MOST_SHOWN))
        else:
            self.note.setText("")

    def _refuse(self, error: UserError) -> None:
        self._job = None
        self.note.setText(error_words(error))

    def _finish(self) -> None:
        place = self.list.currentIndex().row()
        if 0 <= place < len(self._ids):
            self._on_done(self._ids[place])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrow keys move in the list while one types."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _LIST_KEYS
        ):
            self.list.event(event)
            return True
        return False


def _first_words(fields: Sequence[str]) -> str:
    from flashcards.text.plain import plain_text

    for field in fields:
        words = " ".join(plain_text(field).split())
        if words:
            return words[:120]
    return ""
