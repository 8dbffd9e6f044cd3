"""The spelling of one note that is written: what its keys do, and what is said of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from flashcards.model.errors import UserError
from flashcards.ui.spelling.dictionaries import is_installed
from flashcards.ui.spelling.field_spelling import FieldSpelling
from flashcards.ui.spelling.missing_line import MissingLine, short_words
from flashcards.ui.spelling.spelling import CHECK, NEXT, SWITCH, TOLD, is_on, spelling_of
from flashcards.ui.words import error_words, tr

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit
    from flashcards.ui.editor.note_form import NoteForm
    from flashcards.ui.main_window import MainWindow


class FormSpelling(QObject):
    """What the fields of one form share."""

    ignored_changed = Signal()
    """Other words are let pass in this note."""

    def __init__(self, window: "MainWindow", form: "NoteForm") -> None:
        super().__init__(form)
        self._window = window
        self._form = form
        self.shared = spelling_of(window)
        self.line = MissingLine()
        self._guid = ""
        self._ignored: set[str] = set()
        self._told: set[str] = set()
        self._untold: list[tuple[str, str]] = []
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(0)
        self._tell.timeout.connect(self._say)
        self._awaited: tuple[FieldEdit, int, int] | None = None
        """Where the next misspelt word is to be found once more is known: field, text, place."""
        self.shared.failed.connect(self.tell_of)
        self.shared.came.connect(self._go_on)
        self.shared.failed.connect(self._go_on)

    def watch(self, edit: "FieldEdit", language: str) -> None:
        """Check the spelling of a field from now on."""
        edit.looks.spelling = FieldSpelling(edit, self, language)

    # What is let pass

    def turn(self, guid: str = "") -> None:
        """Another note comes into the form; without a ``guid`` it has none yet."""
        before = self._ignored
        self._awaited = None
        self._guid = guid
        self._ignored = self.shared.ignored.words(guid) if guid else set()
        self.line.hide()
        if self._ignored != before:
            self.ignored_changed.emit()

    def added(self, guid_of: Callable[[], str]) -> None:
        """The note that was written is a note of the collection now, by the guid to be asked."""
        if self._ignored:
            self.shared.ignored.keep(guid_of(), self._ignored)

    def ignores(self, word: str) -> bool:
        """Whether a word is let pass in this note."""
        return word in self._ignored

    def ignore(self, word: str) -> None:
        """Let a word pass in this note, with a way back."""
        self._let_pass(self._ignored | {word})
        guid = self._guid

        def undo() -> None:
            if self._guid == guid:
                self.notice(word)

        said = tr("“{word}” is not marked in this note any more.", word=word)
        self._window.toast(said, tr("Mark it again"), undo)

    def notice(self, word: str) -> None:
        """Mark a word in this note again."""
        self._let_pass(self._ignored - {word})

    def _let_pass(self, words: set[str]) -> None:
        self._ignored = words
        if self._guid:
            self.shared.ignored.keep(self._guid, words)
        self.ignored_changed.emit()

    def add(self, tag: str, word: str) -> None:
        """Take a word among the learner's own, with a way back."""
        try:
            self.shared.add(tag, word)
        except UserError as error:
            self._form.complained.emit(error_words(error))
            return
        self._window.toast(
            tr("“{word}” counts as right from now on.", word=word),
            tr("Take it out"),
            lambda: self.remove(tag, word),
        )

    def remove(self, tag: str, word: str) -> None:
        """Take a word out of the learner's own."""
        try:
            self.shared.remove(tag, word)
        except UserError as error:
            self._form.complained.emit(error_words(error))

    # What the keys do

    def apply(self, name: str, edit: "FieldEdit") -> None:
        """Do what a key about spelling asks for in a field."""
        if name == CHECK:
            self.switch()
        elif not self.is_on:
            self._window.toast(tr("Spelling is not checked."), tr("Check it"), self.switch)
        elif name == NEXT:
            self._next(edit)
        else:
            self._suggest(edit)

    @property
    def is_on(self) -> bool:
        """Whether spelling is checked at all."""
        return is_on(self._window.settings.lists)

    def switch(self) -> None:
        """Check spelling from now on, or no more."""
        lists = self._window.settings.lists
        on = not is_on(lists)
        self._window.change_settings(lists={**lists, SWITCH: "" if on else "yes"})
        self._window.toast(
            tr("Spelling is checked while you write.") if on else tr("Spelling is not checked.")
        )
        self.line.hide()

    def choose_language(self) -> None:
        """Open the note types, where each field is given its language."""
        from flashcards.ui.note_types.opening import open_types

        if self._form.note_type is not None:
            open_types(self._window, self._form.note_type.uid)

    def _suggest(self, edit: "FieldEdit") -> None:
        from flashcards.ui.spelling.menu import open_suggestions

        if not open_suggestions(edit):
            self._window.toast(tr("No word at the cursor is marked as misspelt."))

    def _next(self, edit: "FieldEdit") -> None:
        """Select the next misspelt word of the note, behind the last one the first again.

        Where the words are still being looked up, it is selected once that is done.
        """
        self._awaited = None
        if self._select_next(edit):
            return
        if self._problem():
            self.shared.dictionaries(anew=True)  # it may be mended, or there is another
            if self._select_next(edit):
                return
        self._say_why_none(edit)

    def _go_on(self) -> None:
        if self._awaited is None:
            return
        (edit, text, place), self._awaited = self._awaited, None
        if not edit.hasFocus() or (edit.document().revision(), edit.textCursor().position()) != (
            text, place,
        ):  # fmt: skip
            return
        if not self._select_next(edit):
            self._say_why_none(edit)

    def _say_why_none(self, edit: "FieldEdit") -> None:
        fields = self._fields()
        if problem := self._problem():
            self._window.toast(short_words(*problem))
        elif not any(each.tag for each in fields):
            self._window.toast(
                tr("The fields have no language. Preferences, Spelling, lets you choose one.")
            )
        elif any(each.waits for each in fields):
            self._awaited = edit, edit.document().revision(), edit.textCursor().position()
            self._window.toast(tr("The words of this note are still being looked up."))
        else:
            self._window.toast(tr("No misspelt word was found in this note."))

    def _fields(self) -> list[FieldSpelling]:
        shown = (each.looks.spelling for each in self._form.edits if not each.isHidden())
        return [each for each in shown if each is not None]

    def _problem(self) -> tuple[str, str] | None:
        """Return the first language of the fields that cannot be checked, and why."""
        found = ((each.tag, each.problem) for each in self._fields())
        return next(((tag, why) for tag, why in found if why), None)

    def _select_next(self, edit: "FieldEdit") -> bool:
        at = self._form.edits.index(edit)
        edits = [each for each in self._form.edits if not each.isHidden()]
        start = edits.index(edit) if edit in edits else min(at, len(edits) - 1)
        for step in range(len(edits) + 1):
            each = edits[(start + step) % len(edits)]
            after = edit.textCursor().selectionEnd() if step == 0 else 0
            spelling = each.looks.spelling
            found = spelling.next_wrong(after) if spelling is not None else None
            if found is not None:
                self._go_to(each, found)
                return True
        return False

    def _go_to(self, edit: "FieldEdit", found: QTextCursor) -> None:
        edit.setFocus()
        edit.setTextCursor(found)
        edit.ensureCursorVisible()
        if edit.looks.spelling is not None:
            edit.looks.spelling.think_ahead(found)

    # What is said

    def tell_of(self, tag: str, why: str) -> None:
        """Say once of a language that it cannot be checked, and what would help."""
        if tag not in self._told and self._form.isVisible():
            self._told.add(tag)
            self._untold.append((tag, why))
            self._tell.start()

    def _say(self) -> None:
        told = self._window.settings.lists.get(TOLD, "").split()
        for tag, why in self._untold:
            if tag not in told:
                told.append(tag)
                self.line.say(tag, why if is_installed() else "absent")
                lists = {**self._window.settings.lists, TOLD: " ".join(told)}
                self._window.change_settings(lists=lists)
        self._untold.clear()
