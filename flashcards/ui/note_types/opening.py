"""The ways from notes to their types: to the screen, and to another type."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from flashcards.ui.main_window import MainWindow


def open_types(window: "MainWindow", uid: str) -> None:
    """Bring the note types to the front, with one of them chosen."""
    window.go("note_types", uid=uid)
    window.come_to_front()


def change_type(
    window: "MainWindow",
    note_ids: Sequence[int],
    to_type: str = "",
    parent: "QWidget | None" = None,
) -> None:
    """Ask what notes are to become, beginning with the type ``to_type``."""
    from flashcards.ui.note_types.change_dialog import ChangeTypeDialog

    if note_ids:
        ChangeTypeDialog(window, note_ids, to_type, parent).open()
