"""The window of one existing note: what is written there is saved by itself."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.editor.deck_field import DeckField
from flashcards.ui.editor.editor_window import EditorWindow
from flashcards.ui.editor.note_history import NoteHistory, open_history
from flashcards.ui.editor.note_keeper import NoteKeeper
from flashcards.ui.editor.shortcuts import CHANGE_TYPE, DONE, HISTORY, SAVE, SPLIT, first_keys
from flashcards.ui.editor.typing_guard import TypingGuard
from flashcards.ui.note_types.opening import change_type, open_types
from flashcards.ui.note_types.type_field import TypeField
from flashcards.ui.regrouping.opening import split_note
from flashcards.ui.widgets import ElidedLabel, button, icon_button, label, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

DUPLICATES_MS = 250


class EditWindow(EditorWindow):
    """Edits one note."""

    list_name = "editor.edit"

    def __init__(self, window: "MainWindow", note_id: int) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("Edit note"))
        self.history: NoteHistory | None = None
        self.keeper = NoteKeeper(window, self.form)
        self.guard = TypingGuard(self)
        self.type_field = TypeField()
        self.deck_field = DeckField()
        self.preview.tags_and_deck = lambda: (self.form.tags(), self.deck_field.deck())
        self.status = ElidedLabel("", "muted")
        self.discard = button(tr("&Discard changes"), self.keeper.discard, kind="quiet")
        self.lay_out(self._top(), self._foot())
        self._duplicates_timer = QTimer(self)
        self._duplicates_timer.setSingleShot(True)
        self._duplicates_timer.setInterval(DUPLICATES_MS)
        self._duplicates_timer.timeout.connect(self._look_for_duplicates)
        self.keeper.opened.connect(self._opened)
        self.keeper.said.connect(self.complain)
        self.keeper.warned.connect(self.warn)
        self.form.edited.connect(self._edited)
        self.type_field.chosen.connect(self._choose_type)
        self.type_field.manage_wanted.connect(lambda: open_types(window, self.type_field.uid()))
        self.deck_field.settled.connect(self._move)
        self.exists = self.keeper.open(note_id)

    def own_rows(self) -> list[Command]:
        """Return the key that is done with the note."""
        return [
            Command(DONE, "Save and close", self.close, first_keys(DONE)),
            Command(HISTORY, "History of the note…", self.open_history, first_keys(HISTORY)),
            Command(SAVE, "Save", self.keeper.save, first_keys(SAVE)),
            Command(CHANGE_TYPE, "Change note type…", self.change_type, first_keys(CHANGE_TYPE)),
            Command(SPLIT, "Split note…", self.split, first_keys(SPLIT)),
        ]

    def _top(self) -> QHBoxLayout:
        type_label = label(tr("Note t&ype"), "caption")
        type_label.setBuddy(self.type_field)
        deck_label = label(tr("D&eck"), "caption")
        deck_label.setBuddy(self.deck_field)
        lines = QGridLayout()
        lines.setSpacing(theme.SPACE.inside)
        parts = ((deck_label, self.deck_field), (type_label, self.type_field))
        for line, (name, field) in enumerate(parts):  # as where notes are added
            lines.addWidget(name, line, 0)
            lines.addWidget(field, line, 1)
        lines.setColumnStretch(1, 1)
        top = row(None, gap="none")
        top.addLayout(lines)
        return top

    def _foot(self) -> QHBoxLayout:
        close = button(tr("&Close"), self.close, kind="primary")
        self.past = button(tr("&History…"), self.open_history, kind="quiet", icon="history")
        self.more = icon_button("more", tr("More about this note"), self._open_more)
        foot = row(None, self.status, self.more, self.past, self.discard, close)
        foot.setStretch(0, 1)
        return foot

    def _open_more(self) -> None:
        menu = self.commands.context_menu([CHANGE_TYPE, SPLIT], self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().topLeft()))

    def open_history(self) -> None:
        """Save, and show what the note said before."""
        self.keeper.save()
        note_id = self.note_id()
        if note_id is not None and not self.keeper.is_gone:
            self.history = open_history(self.main, note_id, self)

    def note_id(self) -> NoteId | None:
        """Return the note that is edited."""
        return self.keeper.note.id if self.keeper.note is not None else None

    def _opened(self) -> None:
        note_type = self.form.note_type
        if note_type is None:
            return
        self.type_field.show_types(self.collection.note_types.all(), note_type.uid)
        line = self.deck_field.lineEdit()
        if line is None or not line.hasFocus():
            self.deck_field.set_decks(self.collection.deck_names(), self._deck())
        self.preview.show_note(note_type, self.form.fields())
        self._show_state()

    def _deck(self) -> str:
        note_id = self.note_id()
        cards = self.collection.note_cards(note_id) if note_id is not None else []
        rows = self.collection.card_rows(cards[:1])
        return rows[0].deck if rows else ""

    def _edited(self) -> None:
        self.warn(self.keeper.meanwhile)
        self._show_state()
        self._duplicates_timer.start()

    def _show_state(self) -> None:
        dirty = self.keeper.is_dirty()
        self.discard.setEnabled(dirty)
        self.status.set_text(
            tr("Saved when you leave the window") if dirty else tr("All changes are saved")
        )

    def change_type(self) -> None:
        """Save, and ask what the note is to become, with what becomes of its cards."""
        note_id = self._saved_note()
        if note_id is not None:
            change_type(self.main, [note_id], parent=self)

    def split(self) -> None:
        """Save, and ask what the note is to be split into."""
        note_id = self._saved_note()
        if note_id is not None:
            split_note(self.main, note_id, self)

    def _saved_note(self) -> NoteId | None:
        """Return the note, all that was written in it; None where it could not be saved."""
        self.keeper.save()
        return None if self.keeper.is_dirty() else self.note_id()

    def _choose_type(self, uid: str) -> None:
        """Show the note as another type; ask what becomes of texts that has no field for."""
        shown, chosen = self.form.note_type, self.collection.note_type(uid)
        if shown is None or not self.form.moved_texts(chosen)[1]:
            self.form.change_type(chosen)
            return
        self.type_field.show_type(shown.uid)
        note_id = self._saved_note()
        if note_id is not None:
            change_type(self.main, [note_id], uid, self)

    def _move(self, deck: str) -> None:
        note_id = self.note_id()
        if note_id is None:
            return
        collection = self.collection
        cards = collection.note_cards(note_id)

        def work() -> UserError | None:
            try:
                collection.move_cards(cards, deck)
            except UserError as error:
                return error
            return None

        self.main.writes.do(work, then=self._moved)

    def _moved(self, error: UserError | None) -> None:
        if error is not None:
            self.complain_error(error)
            self.deck_field.set_decks(self.collection.deck_names(), self._deck())

    def _look_for_duplicates(self) -> None:
        texts, note_type = self.form.texts(), self.form.note_type
        if note_type is None or not texts or not texts[0].strip() or not self.keeper.is_dirty():
            return
        found = self.collection.duplicates(texts[0], note_type.uid)
        if any(other != self.note_id() for other in found):
            self.warn(tr("Another note has this question."))
        elif any(other != self.note_id() for other in self.collection.duplicates(texts[0], None)):
            self.warn(tr("A note of another type has this question."))

    def put_away(self) -> None:
        """Save; text that cannot be saved stays a draft of this note."""
        self.keeper.close()

    def reopening(self) -> Callable[[], object]:
        """Return what shows the note again."""
        note_id = self.note_id()
        return (lambda: None) if note_id is None else partial(self.main.edit_note, note_id)
