"""Opens what splits a note or merges notes, with a proposal to begin with."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.ui import messages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from flashcards.ui.main_window import MainWindow


def split_note(window: "MainWindow", note_id: int, parent: "QWidget | None" = None) -> None:
    """Ask what a note is to be split into."""
    from flashcards.ui.regrouping.dialog import SplitDialog
    from flashcards.ui.regrouping.parts import divided, edited_of

    collection = window.collection
    note = collection.note(note_id)
    proposed = collection.note_types.proposed_split(note_id)
    parts = [edited_of(part, note.tags) for part in proposed]
    if len(parts) == 1:
        parts = divided(parts[0], collection.note_type(parts[0].note_type))
    SplitDialog(window, [note], parts, parent).open()


def merge_notes(
    window: "MainWindow", note_ids: Sequence[int], parent: "QWidget | None" = None
) -> None:
    """Ask what the note is to say that several become."""
    from flashcards.ui.regrouping.dialog import MOST_NOTES, MergeDialog
    from flashcards.ui.regrouping.parts import edited_of

    collection = window.collection
    try:
        if len(note_ids) > MOST_NOTES:
            raise UserError(
                message("So many notes cannot be merged into one."),
                message("Select at most {most}.", most=MOST_NOTES),
            )
        proposed = collection.note_types.proposed_merge(note_ids)
    except UserError as error:
        messages.show_error(parent or window, error)
        return
    notes = [collection.note(note_id) for note_id in note_ids]
    tags = dict.fromkeys(tag for note in notes for tag in note.tags)
    MergeDialog(window, notes, [edited_of(proposed, tuple(tags))], parent).open()
