"""What the learner has at hand: the cards selected or asked, and the deck the screen is about."""

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from flashcards.ui.browser.screen import BrowserScreen
    from flashcards.ui.home.screen import HomeScreen
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.reviewer.screen import ReviewerScreen


WITH_CARDS = ("study", "browse")
"""The screens on which cards can be at hand."""


def has_cards(window: "MainWindow") -> bool:
    """Whether a card is selected, or one is being studied."""
    screen = window.built(window.front())
    if window.front() == "browse":
        return cast("BrowserScreen", screen).has_selection()
    return window.front() == "study" and cast("ReviewerScreen", screen).has_card()


def cards(window: "MainWindow") -> list[int]:
    """Return the cards selected in the table, in its order, or the one being studied."""
    screen = window.built(window.front())
    if window.front() == "browse":
        from flashcards.ui.browser.bulk import Chosen

        results = cast("BrowserScreen", screen).results
        return Chosen(results.selected_ids(), results.by_note).cards(window.collection)
    if window.front() == "study":
        asked = cast("ReviewerScreen", screen).card
        return [] if asked is None else [int(asked.id)]
    return []


def deck(window: "MainWindow") -> str | None:
    """Return the deck that the screen in front is about; None when it is about no single one."""
    screen = window.built(window.front())
    if screen is None:
        return None
    found = screen.current_deck()
    if found is None and window.front() == "today":
        found = cast("HomeScreen", screen).deck()
    return found if found in window.collection.deck_names() else None
