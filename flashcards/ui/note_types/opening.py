"""The way from a window that is about one note to the note types."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def open_types(window: "MainWindow", uid: str) -> None:
    """Bring the note types to the front, with one of them chosen."""
    window.go("note_types", uid=uid)
    window.come_to_front()
