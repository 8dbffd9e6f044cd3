"""Asks what a new note type is called and what it begins as."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType
from flashcards.ui.stored_names import type_name
from flashcards.ui.widgets import button, choice_field, column, label, row, text_field
from flashcards.ui.words import tr

WIDTH_PX = 440
PLAIN, GAPS = "plain", "cloze"

Begun = tuple[str, str | NoteTypeId]
"""A name, and what it begins as: ``PLAIN``, ``GAPS``, or the type it is a copy of."""


class NewTypeDialog(QDialog):
    """Returns at once and answers by call."""

    def __init__(
        self,
        parent: QWidget,
        types: Sequence[NoteType],
        on_done: Callable[[str, str | NoteTypeId], object],
        copy_of: NoteTypeId | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New note type"))
        self.setModal(True)
        self.setMinimumWidth(WIDTH_PX)
        self._on_done = on_done
        self.name = text_field(tr("Name of the note type"))
        choices: list[tuple[str, object]] = [
            (tr("Two fields, Front and Back"), PLAIN),
            (tr("A text with clozes"), GAPS),
        ]
        choices += [
            (tr("A copy of “{name}”", name=type_name(each.name)), each.id) for each in types
        ]
        self.begins = choice_field(tr("Begins as"), choices, copy_of or PLAIN)
        self.done_button = button(tr("Add"), self.accept, kind="primary")
        self.done_button.setDefault(True)
        self.done_button.setEnabled(False)
        self.name.textChanged.connect(lambda text: self.done_button.setEnabled(bool(text.strip())))
        name_label, begin_label = label(tr("&Name")), label(tr("&Begins as"))
        name_label.setBuddy(self.name)
        begin_label.setBuddy(self.begins)
        buttons = row(None, None, button(tr("Cancel"), self.reject), self.done_button)
        column(
            self, name_label, self.name, begin_label, self.begins, buttons,
            gap="inside", margins="around",
        )  # fmt: skip
        self.accepted.connect(self._finish)
        self.name.setFocus()

    def _finish(self) -> None:
        if self.name.text().strip():
            self._on_done(self.name.text().strip(), self.begins.currentData())
