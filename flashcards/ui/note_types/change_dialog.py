"""Changes the type of notes: what becomes of fields and cards is chosen, shown and counted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from flashcards.model.errors import UserError
from flashcards.model.notes import Note, NoteType
from flashcards.model.type_effects import TypeEffect, TypeMap, UnagreedError
from flashcards.text.retyping import loses_gaps
from flashcards.ui.editor.preview import Preview
from flashcards.ui.editor.shortcuts import done_by_keys
from flashcards.ui.jobs import TOLD_AFTER_MS, Job
from flashcards.ui.note_types import mapping
from flashcards.ui.note_types.agreeing import agree_to_change
from flashcards.ui.note_types.gaps import keep_apart
from flashcards.ui.note_types.mapping import MapGrid
from flashcards.ui.note_types.type_field import TypeField
from flashcards.ui.note_types.type_words import effect_words
from flashcards.ui.stored_names import type_name
from flashcards.ui.widgets import (
    button,
    check_field,
    column,
    label,
    row,
    scrolled,
    set_role,
    tab_through,
)
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import error_words, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_PX, HEIGHT_PX = 820, 560
REST_MS = 150
SCALE = 0.7


class ChangeTypeDialog(QDialog):
    """Returns at once. ``note_ids`` are notes of one type, or of several."""

    def __init__(
        self,
        window: "MainWindow",
        note_ids: Sequence[int],
        to_type: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Change note type"))
        self.setModal(True)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._window, self._ids = window, list(note_ids)
        self._note: Note = window.collection.note(self._ids[0])
        self._old: NoteType = window.collection.note_type(self._note.note_type_id)
        self._several = False
        self._clozes: list[int] = []
        """The numbers of the clozes that the notes have cards of, once they are known."""
        self._job: Job | None = None
        self._write_job: Job | None = None
        self._known: TypeEffect | None = None
        self._build()
        self._offer(to_type)
        self._connect()
        self._ask_types()

    def _build(self) -> None:
        self.heading = label("", "heading", wrap=True)
        self.type_field = TypeField(managed=False)
        caption = label(tr("New &type"), "caption")
        caption.setBuddy(self.type_field)
        self.fields, self.cards = MapGrid(), MapGrid()
        self.lost = label("", "warning", wrap=True)
        self.plain = check_field(tr("Take the marks of &gaps out of the text"), checked=True)
        self.many = label(
            tr("Fields and cards of these types are matched by their names and their order."),
            "muted",
            wrap=True,
        )
        self.many.hide()
        self.maps = QWidget()
        self.maps.setProperty("role", "bare")
        column(
            self.maps,
            label(tr("Each field gets the text of"), "caption"),
            self.fields,
            self.plain,
            self.lost,
            label(tr("Each card becomes, with its history"), "caption"),
            self.cards,
            None,
        )
        self.preview = Preview(self._window, scale=SCALE)
        left = QWidget()
        left.setProperty("role", "bare")
        top = row(None, caption, self.type_field)
        top.setStretch(1, 1)
        column(left, top, self.many, scrolled(self.maps)).setStretch(2, 1)
        both = Splitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(left)
        both.addWidget(self.preview)
        keep_apart(both)
        both.setSizes([WIDTH_PX * 3 // 5, WIDTH_PX * 2 // 5])
        self.told = label("", "muted", wrap=True)
        self.done_button = button(tr("&Change type"), self.change, kind="primary")
        self.done_button.setDefault(True)
        done_by_keys(self, self._window.commands, self.done_button)
        self.cancel_button = button(tr("Cancel"), self.reject)
        foot = row(None, self.told, self.cancel_button, self.done_button)
        foot.setStretch(0, 1)
        column(self, self.heading, both, foot, gap="inside", margins="between").setStretch(1, 1)

    def _offer(self, to_type: str) -> None:
        types = [each for each in self._window.collection.note_types.all() if each != self._old]
        self.type_field.show_types(types, to_type or self.type_field.uid())
        self._show_heading({self._old.uid: len(self._ids)})
        self._show_map()

    def _connect(self) -> None:
        self.type_field.chosen.connect(lambda _uid: self._show_map())
        self.fields.changed.connect(self._changed)
        self.cards.changed.connect(self._changed)
        self.plain.toggled.connect(lambda _on: self._changed())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._ask)
        self.finished.connect(lambda _result: self._drop())
        self._window.jobs.finished.connect(self._end_writing)
        self.type_field.setFocus()

    # What is shown

    def _ask_types(self) -> None:
        """Find out of which types the notes are."""
        collection, ids = self._window.collection, self._ids
        if len(ids) == 1:
            self._show_clozes(collection.note_types.clozes_of(ids))
            self._changed()
            return
        self._job = self._window.jobs.run(
            tr("Looking at notes"),
            lambda progress: (
                collection.note_types.of_notes(ids, progress),
                collection.note_types.clozes_of(ids, progress),
            ),
            on_done=lambda found: self._show_types(*found),
            on_error=self._refuse,
            quiet=True,
        )

    def _show_clozes(self, clozes: list[int]) -> None:
        """Offer the clozes there are."""
        self._clozes = clozes
        if loses_gaps(self._old, self.new_type()):
            self._show_map()

    def _show_types(self, counts: dict[str, int], clozes: list[int]) -> None:
        self._job = None
        self._several = len(counts) > 1
        self.many.setVisible(self._several)
        self.maps.setVisible(not self._several)
        if self._several:
            self.type_field.show_types(self._window.collection.note_types.all())
        self._show_heading(counts)
        self._show_clozes(clozes)
        self._changed()

    def _show_heading(self, counts: dict[str, int]) -> None:
        notes = plural(len(self._ids), "{count} note", "{count} notes")
        if len(counts) > 1:
            types = plural(len(counts), "{count} note type", "{count} note types")
            self.heading.setText(tr("{notes} of {types}", notes=notes, types=types))
        else:
            name = type_name(self._old.name)
            self.heading.setText(tr("{notes} of “{name}”", notes=notes, name=name))

    def new_type(self) -> NoteType:
        """Return the type chosen."""
        return self._window.collection.note_type(self.type_field.uid())

    def map(self) -> TypeMap:
        """Return what becomes of fields and cards."""
        return mapping.map_of(
            self.fields.chosen(), self.cards.chosen(), plain=self.plain.isChecked()
        )

    def _show_map(self) -> None:
        old, new = self._old, self.new_type()
        likely = self._window.collection.note_types.suggested_map(old, new)
        self.fields.show_rows(
            mapping.field_rows(new), mapping.field_choices(old), dict(likely.fields)
        )
        texts = mapping.moved_texts(likely, old, new, self._note.fields).values()
        self.cards.show_rows(
            mapping.card_rows(old, new, self._clozes),
            mapping.card_choices(old, new, texts),
            dict(likely.cards),
            once=True,
        )
        self.plain.setVisible(loses_gaps(old, new))
        tab_through(
            self.type_field, *self.fields.choices, self.plain, *self.cards.choices,
            *self.preview.stops(), self.cancel_button, self.done_button,
        )  # fmt: skip
        if hasattr(self, "_timer"):
            self._changed()

    def _changed(self) -> None:
        old, new, mapped = self._old, self.new_type(), self.map()
        unused = mapping.unused_fields(mapped, old)
        self.lost.setVisible(bool(unused))
        self.lost.setText(tr("Not taken over: {fields}", fields=", ".join(unused)))
        texts = mapping.moved_texts(mapped, old, new, self._note.fields)
        if self._window.collection.preview_note(new, texts):
            self.preview.show_note(new, texts)
        else:
            self.preview.clear(tr("As this type, the note would make no card yet."))
        self._known = None
        self._timer.start()

    # The effect

    def settle(self) -> None:
        """Work the effect out now, if it is not known yet."""
        if self._timer.isActive():
            self._timer.stop()
            self._ask()

    def _drop(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._window.jobs.give_up(self._job)
            self._job = None

    def _ask(self) -> None:
        self._drop()
        collection, ids, uid = self._window.collection, self._ids, self.type_field.uid()
        mapped = None if self._several else self.map()
        self._job = self._window.jobs.run(
            tr("Working out what changes"),
            lambda progress: collection.note_types.effect_of_change(ids, uid, mapped, progress),
            on_done=self._tell,
            on_error=self._refuse,
            quiet=True,
        )

    def _tell(self, effect: TypeEffect) -> None:
        self._job, self._known = None, effect
        role = "error" if effect.bare else "warning" if effect.loses else "muted"
        self._say(effect_words(effect, history=True) or tr("No cards come or go."), role)
        self.done_button.setEnabled(not effect.bare)

    def _refuse(self, error: UserError) -> None:
        self._job = None
        self._say(error_words(error), "error")
        self.done_button.setEnabled(False)

    def _say(self, words: str, role: str) -> None:
        set_role(self.told, role)
        self.told.setText(words)

    # Changing

    def change(self) -> None:
        """Change the type; what takes answered cards or texts away is asked first."""
        known = self._known
        if known is not None and known.loses:
            self._agree(known)
        else:
            self._write(None)

    def _agree(self, effect: TypeEffect) -> None:
        agree_to_change(self, effect, lambda: self._write(effect))

    def _write(self, agreed: TypeEffect | None) -> None:
        self._drop()
        self.done_button.setEnabled(False)
        collection, ids, uid = self._window.collection, self._ids, self.type_field.uid()
        mapped = None if self._several else self.map()
        self._write_job = self._window.jobs.run(
            tr("Changing note type"),
            lambda progress: collection.note_types.change_type(ids, uid, mapped, agreed, progress),
            on_done=self._done,
            on_error=self._failed,
            writes=True,
            told_after_ms=TOLD_AFTER_MS,
        )

    def _done(self, effect: TypeEffect) -> None:
        window = self._window
        window.toast(
            plural(
                effect.notes,
                "Changed the type of {count} note",
                "Changed the type of {count} notes",
            ),
            tr("Undo"),
            window.undo_in_collection,
        )
        if isValid(self):  # the learner may have closed it as the last note was written
            self.accept()

    @Slot(object)
    def _end_writing(self, job: Job) -> None:
        """Let the change be asked for again, also where the learner cancelled."""
        if job is self._write_job:
            self._write_job = None
            self.done_button.setEnabled(True)

    def reject(self) -> None:
        """Close, and change nothing of what is being changed."""
        if self._write_job is not None:
            self._write_job.failed = lambda _error: None  # what is done all the same is told
            self._window.jobs.cancel(self._write_job)
        super().reject()

    def _failed(self, error: UserError) -> None:
        if isinstance(error, UnagreedError):
            self._agree(error.effect)
        else:
            self._refuse(error)
