"""Opens the editor windows: one for new notes, one for each note that is edited."""

from typing import TYPE_CHECKING

from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def add_note(
    window: "MainWindow", deck: str | None = None, current: str | None = None
) -> AddWindow:
    """Show the window for new notes, aimed at ``deck``.

    Without one, a note begun keeps its deck, and a new one goes to the deck ``current``, else to
    the one used last.
    """
    found = next((each for each in window.findChildren(AddWindow) if each.isVisible()), None)
    if found is None:
        found = AddWindow(window, deck, current)
    elif deck:
        found.choose_deck(deck)
    found.present()
    return found


def edit_note(window: "MainWindow", note_id: int) -> EditWindow | None:
    """Show the window of a note; None, and a word about it, when the note is gone."""
    for each in window.findChildren(EditWindow):
        if each.isVisible() and each.note_id() == note_id:
            each.present()
            each.guard.begin()
            return each
    opened = EditWindow(window, note_id)
    if not opened.exists:
        opened.deleteLater()
        window.toast(tr("This note does not exist any more"))
        return None
    opened.present()
    opened.guard.begin()
    return opened
