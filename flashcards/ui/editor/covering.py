"""Where a note's picture is covered: a line above its fields, and the picture a field shows."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from flashcards.model.notes import NoteType
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.occlusion.mask_words import cards_words
from flashcards.ui.occlusion.note_parts import Parts, parts_of, picture_in
from flashcards.ui.widgets import button, label, row
from flashcards.ui.words import tr


class MasksLine(QWidget):
    """Says how many cards the masks of a note make, and opens them; hidden for other notes."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._cards = label("", "muted")
        self.push = button(tr("Edit the &masks…"), self.asked.emit, icon="occlusion")
        row(self, self.push, self._cards, None, margins="none")
        self.hide()

    def follow(self, note_type: NoteType, fields: Mapping[str, str]) -> Parts | None:
        """Show the masks of a note; return its parts, or None where it has no masks."""
        parts = parts_of(note_type, fields)
        self.setVisible(parts is not None)
        if parts is not None:
            from flashcards.model.occlusion import read

            self._cards.setText(cards_words(read(parts.masks)))
        return parts


def picture_at(edit: FieldEdit) -> str:
    """Return the name of the picture in the caret's line, else of the first one of the field."""
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    start = cursor.position()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    line = edit.source_between(start, cursor.position())
    return picture_in(line) or picture_in(edit.toPlainText())
