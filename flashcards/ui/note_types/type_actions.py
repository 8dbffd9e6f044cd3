"""What can be done with a note type as a whole: each is written at once, as one step."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from flashcards.model.errors import UserError
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType
from flashcards.ui import messages
from flashcards.ui.note_types.edited import can_be_changed, edited_of
from flashcards.ui.note_types.example import Example, query_of
from flashcards.ui.note_types.keeper import TypeKeeper, draft_name
from flashcards.ui.note_types.new_type import GAPS, NewTypeDialog
from flashcards.ui.note_types.type_field import in_order
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class TypeActions(QObject):
    """Acts on the type that is open."""

    added = Signal(str)
    """A type was added; its uid."""

    def __init__(self, window: "MainWindow", keeper: TypeKeeper, example: Example) -> None:
        super().__init__(window)
        self._window, self._keeper, self._example = window, keeper, example

    def new(self) -> None:
        """Ask for a name and what the type begins as, and add it."""
        types = [each for each in self._window.collection.note_types.all() if can_be_changed(each)]
        dialog = NewTypeDialog(self._window, in_order(types), self._add)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _add(self, name: str, begins: str | NoteTypeId) -> None:
        types = self._window.collection.note_types
        if isinstance(begins, str):
            self._write(lambda: types.create(types.new(name, cloze=begins == GAPS)))
        else:
            self._write(lambda: types.duplicate(begins, name))

    def duplicate(self) -> None:
        """Add a copy of the type chosen."""
        stored, types = self._keeper.stored, self._window.collection.note_types
        if stored is not None:
            self._write(partial(types.duplicate, stored.id))

    def _write(self, work: Callable[[], NoteType]) -> None:
        self._window.writes.do(work, then=self._added)

    def _added(self, note_type: NoteType) -> None:
        self.added.emit(note_type.uid)
        self._window.toast(
            tr("Added “{name}”", name=note_type.name), tr("Undo"), self._window.undo_in_collection
        )

    def rename(self) -> None:
        """Ask for another name of the type chosen; it is stored at once."""
        stored = self._keeper.stored
        if stored is not None:
            messages.ask_text(
                self._window,
                tr("Rename note type"),
                tr("Name of the note type"),
                stored.name,
                action=tr("Rename"),
                on_done=partial(self._rename, stored),
            )

    def _rename(self, stored: NoteType, name: str) -> None:
        types = self._window.collection.note_types
        self._window.writes.do(
            lambda: types.rename(stored.id, name),
            then=lambda _none: self._window.toast(
                tr("Renamed to “{name}”", name=name), tr("Undo"), self._window.undo_in_collection
            ),
        )

    def reset(self) -> None:
        """Show a built-in type as it was at first; it is saved like any other change."""
        stored = self._keeper.stored
        if stored is None:
            return
        try:
            original = self._window.collection.note_types.original(stored.id)
        except UserError as error:
            messages.show_error(self._window, error)
            return
        self._keeper.take(edited_of(original), "Reset note type")

    def delete(self) -> None:
        """Delete the type chosen; refused in words while it has notes."""
        stored, types = self._keeper.stored, self._window.collection.note_types
        if stored is not None:
            self._window.writes.do(
                lambda: types.delete(stored.id),
                then=lambda _none: self._deleted(stored),
            )

    def _deleted(self, stored: NoteType) -> None:
        self._window.drafts.drop(draft_name(stored.uid))
        self._window.toast(
            tr("Deleted “{name}”", name=stored.name), tr("Undo"), self._window.undo_in_collection
        )

    def show_notes(self) -> None:
        """Show the notes of the type in Browse."""
        stored = self._keeper.stored
        if stored is not None:
            self._window.search(query_of(stored))

    def choose_note(self) -> None:
        """Let the learner choose the note to show cards with."""
        from flashcards.ui.note_types.note_chooser import NoteChooser

        stored = self._keeper.stored
        if stored is not None:
            chooser = NoteChooser(self._window, stored, self._example.choose)
            chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            chooser.open()
