"""Tells while a note is written which notes ask the same, or nearly the same, already."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from flashcards.model.ids import NoteId
from flashcards.ui.editor.note_form import NoteForm
from flashcards.ui.editor.shortcuts import DUPLICATES, words_of
from flashcards.ui.hints import set_hint
from flashcards.ui.widgets import button
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

REST_MS = 250
MOST_SHOWN = 100


class Duplicates(QObject):
    """Looks as soon as the keys rest; for the same question at once, for others in a thread."""

    def __init__(self, window: "MainWindow", form: NoteForm) -> None:
        super().__init__(form)
        self._window = window
        self._collection = window.collection
        self._form = form
        self._found: list[NoteId] = []
        self._asked = ""
        """The question that is looked for in a thread; empty for none."""
        self.push: QPushButton = button("", self.show_found, kind="link", icon="warning")
        self.push.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._look)
        form.edited.connect(self.look_soon)

    def look_soon(self) -> None:
        """Look once the keys rest."""
        self._timer.start()

    def forget(self) -> None:
        """Tell of nothing, until something is written again."""
        self._timer.stop()
        self._tell([], near=False)

    def show_found(self) -> None:
        """Show in Browse what was found."""
        if self._found:
            self._window.search("nid:" + ",".join(map(str, self._found[:MOST_SHOWN])))
            self._window.come_to_front()

    def _question(self) -> str:
        texts = self._form.texts()
        return texts[0] if texts and texts[0].strip() else ""

    def _look(self) -> None:
        self._timer.stop()
        question, note_type = self._question(), self._form.note_type
        if not question or note_type is None:
            self._tell([], near=False)
            return
        found = self._collection.duplicates(question, note_type.uid)
        elsewhere = [] if found else self._collection.duplicates(question, None)
        if found or elsewhere:
            self._tell(found or elsewhere, near=False, other_type=bool(elsewhere))
        elif not self._asked:
            self._look_for_near(question)

    def _look_for_near(self, question: str) -> None:
        collection = self._collection
        self._asked = question
        self._window.jobs.run(
            tr("Looking for similar notes…"),
            lambda progress: collection.similar_notes(question, progress),
            self._near_found,
            lambda _error: self._near_found([]),
            quiet=True,
        )

    def _near_found(self, found: list[NoteId]) -> None:
        if not isValid(self):
            return  # the window was closed meanwhile
        asked, self._asked = self._asked, ""
        if self._question() == asked:
            self._tell(found, near=True)
        elif self._question():
            self.look_soon()

    def _tell(self, found: list[NoteId], *, near: bool, other_type: bool = False) -> None:
        self._found = found
        self.push.setVisible(bool(found))
        if not found:
            return
        count = len(found)
        if near:
            text = plural(count, "A similar note exists", "{count} similar notes exist")
        elif other_type:
            text = plural(
                count,
                "A note of another type has this question",
                "{count} notes of other types have this question",
            )
        else:
            text = plural(
                count,
                "A note with this question already exists",
                "{count} notes with this question exist",
            )
        self.push.setText(text)
        keys = words_of(self._window.commands, DUPLICATES)
        set_hint(self.push, tr("Show in Browse ({keys})", keys=keys).removesuffix(" ()"))
