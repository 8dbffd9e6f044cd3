"""Says beneath the fields what is weak about a note, and does on one press what would mend it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from flashcards.collection.decks.note_checks import Check, Mended, Remedy, checks, mended
from flashcards.model.messages import Translatable
from flashcards.model.notes import NoteType
from flashcards.ui.editor.note_form import NoteForm
from flashcards.ui.editor.shortcuts import MEND, words_of
from flashcards.ui.hints import set_hint
from flashcards.ui.stored_names import type_name
from flashcards.ui.widgets import button, icon_button, label, row
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

REST_MS = 700
"""A note half written is weak; it is looked at once the keys rest this long."""
SWITCH = "editor.checks"
"""Under which the settings remember that notes are not checked."""
_REMEDIES: dict[Remedy, Translatable] = {
    Remedy.HIDE_ANSWER: "Hide it there",
    Remedy.MAKE_LIST: "Ask one by one",
    Remedy.ADD_PICTURE: "Insert picture",
    Remedy.SHOW_WORD: "Show",
}
_TYPE_CHANGING = frozenset({Remedy.HIDE_ANSWER, Remedy.MAKE_LIST})


class CheckLine(QWidget):
    """One weakness at a time, in a quiet line that is gone when there is none."""

    mended = Signal(object)
    """The note is to be another one: ``Mended``."""

    def __init__(self, window: "MainWindow", form: NoteForm, *, changes_type: bool) -> None:
        """``changes_type``: the note may become one of another type."""
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._form = form
        self._changes_type = changes_type
        self._shown: Check | None = None
        self._passed: set[str] = set()
        """What the learner does not want to hear of this note again."""
        self._before: tuple[NoteType, list[str]] | None = None
        """The note as it was before it was mended, to be brought back."""
        self.words = label("", "muted", wrap=True)
        self.push = button("", self.mend, kind="link")
        self.pass_over = icon_button("close", tr("Leave it"), self._pass)
        line = row(self, self.words, self.push, self.pass_over, gap="inside")
        line.setStretch(0, 1)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self.look)
        form.edited.connect(self._edited)

    def _edited(self) -> None:
        self._before = None
        if self._form.is_empty():
            self._passed.clear()
        self._timer.start()

    @property
    def is_on(self) -> bool:
        """Whether notes are checked."""
        return not self._window.settings.lists.get(SWITCH)

    def switch(self) -> str:
        """Check notes from now on, or no more; return what is to be said of it."""
        on = not self.is_on
        self._window.change_settings(
            lists={**self._window.settings.lists, SWITCH: "" if on else "off"}
        )
        self._passed.clear()
        self.look()
        if not on:
            return tr("Cards are not checked any more.")
        return "" if self._shown else tr("Nothing weak was found in this card.")

    def look(self) -> None:
        """Look at the note now."""
        self._timer.stop()
        note_type = self._form.note_type
        found = checks(note_type, self._form.texts()) if note_type and self.is_on else []
        left = [each for each in found if each.text.id not in self._passed]
        self._show(left[0] if left else None)

    def _show(self, check: Check | None) -> None:
        self._shown = check
        self.setVisible(check is not None)
        if check is None:
            return
        self.words.setText(worded(check.text))
        possible = check.remedy is not Remedy.NONE and (
            self._changes_type or check.remedy not in _TYPE_CHANGING
        )
        self.push.setVisible(possible)
        self.pass_over.show()
        if possible:
            self.push.setText(tr(_REMEDIES[check.remedy]))
            self._name_key()

    def _name_key(self) -> None:
        keys = words_of(self._window.commands, MEND)
        text = self.push.text()
        set_hint(self.push, f"{text} ({keys})" if keys else text)

    def _pass(self) -> None:
        if self._shown is not None:
            self._passed.add(self._shown.text.id)
        self.look()

    # Mending

    def mend(self) -> None:
        """Do what is offered beside the words; what was mended is brought back."""
        check, note_type = self._shown, self._form.note_type
        if self._before is not None:
            before, self._before = self._before, None
            self.mended.emit(Mended(before[0].uid, tuple(before[1])))
            self.look()
        elif check is None or note_type is None or self.push.isHidden():
            return
        elif check.remedy is Remedy.ADD_PICTURE:
            self._form.apply("picture")
        elif check.remedy is Remedy.SHOW_WORD:
            self._select(check)
        else:
            self._become(check, note_type)

    def _select(self, check: Check) -> None:
        edit = self._form.edits[0]
        cursor = edit.textCursor()
        start, end = check.place or (0, 0)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)
        edit.setFocus()

    def _become(self, check: Check, note_type: NoteType) -> None:
        texts = self._form.texts()
        made = mended(check.remedy, texts)
        if made is None:
            return
        self.mended.emit(made)
        self._timer.stop()
        self._before = note_type, texts
        self._shown = None
        now = self._form.note_type
        self.words.setText(
            tr("The note type is {note_type} now.", note_type=type_name(now.name) if now else "")
        )
        self.push.setText(tr("Undo"))
        self._name_key()
        self.push.show()
        self.pass_over.hide()
        self.show()
