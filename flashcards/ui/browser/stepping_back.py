"""What Escape does in Browse: one step back each time."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.ui.browser.screen import BrowserScreen


def step_back(screen: "BrowserScreen") -> bool:
    """Go from the detail to the table, from there out of a selection and out of a search.

    What was said of a source goes first. False where there is no step back.
    """
    from flashcards.ui.kept_articles.source_panel import hide_told

    search, view, detail = screen.search, screen.view, screen.detail
    if hide_told(screen.window_):
        return True
    if search.completion.popup.isVisible():
        search.completion.popup.hide()
        return True
    if detail.has_focus():
        detail.keeper.save()
        view.setFocus()
    elif search.hasFocus() and search.text():
        screen.ask("")
    elif view.hasFocus() and view.selected_count() > 1:
        view.select_row(view.current_row())
    elif not search.hasFocus() and search.text():
        screen.ask("")
    else:
        return False
    return True
