"""Opens the window for masks: for a new note, or for one there is."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.given_pictures import Given
from flashcards.ui.occlusion import work as works
from flashcards.ui.occlusion.window import OcclusionWindow
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def add_occlusion(
    window: "MainWindow", deck: str = "", picture: str = "", given: Given | None = None
) -> OcclusionWindow:
    """Show the window for a new note, on a picture of the collection or another where one is given.

    Without ``deck`` the note is meant for the one that the screen in front is about.
    """
    found = next(
        (
            each
            for each in window.findChildren(OcclusionWindow)
            if each.isVisible() and each.known is None
        ),
        None,
    )
    if found is None:
        found = OcclusionWindow(window)
        found.reopen = partial(add_occlusion, window)
        found.begin(deck or window.current_deck() or "")
    found.present()
    if (picture or given is not None) and found.is_drawn_on() and picture != found.now().picture:
        found.warn(tr("Add these cards or discard them first, then cover the other picture."))
    elif picture:
        found.use_picture(picture)
    elif given is not None:
        found.take(given)
    return found


def edit_masks(window: "MainWindow", note_id: int) -> OcclusionWindow | None:
    """Show the masks of a note; None, and a word about it, where it has none."""
    for each in window.findChildren(OcclusionWindow):
        if each.isVisible() and each.known is not None and each.known.note.id == note_id:
            each.present()
            return each
    known = works.note_with_masks(window.collection, note_id)
    if known is None:
        window.toast(tr("This note does not exist any more"))
        return None
    opened = OcclusionWindow(window, known)
    opened.reopen = partial(edit_masks, window, note_id)
    opened.begin("")
    opened.present()
    return opened
