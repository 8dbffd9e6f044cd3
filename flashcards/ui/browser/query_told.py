"""What is said below the search box: what is wrong with a query and where, or what it means."""

from PySide6.QtWidgets import QLabel

from flashcards.model.errors import UserError
from flashcards.ui.browser.query_explained import explained, place_of, pointed_at
from flashcards.ui.widgets import ElidedLabel
from flashcards.ui.words import error_words, numeral, plural, tr


def tell(query: str, error: UserError | None, wrong: QLabel, meaning: ElidedLabel) -> None:
    """Say what is wrong with a query, and where; or how it is understood."""
    words = error_words(error) if error else ""
    if error is not None and (place := place_of(error)) is not None and len(query) > place:
        words = f"{words}  {pointed_at(query, place)}"
    wrong.setText(words)
    wrong.setVisible(bool(words))
    understood = "" if words else explained(query)
    meaning.set_text(understood)
    meaning.setVisible(bool(understood))


def found_words(total: int, selected: int, *, by_note: bool) -> str:
    """Return how much was found, and how much of it is selected where that is several."""
    if by_note:
        found = plural(total, "{count} note", "{count} notes")
    else:
        found = plural(total, "{count} card", "{count} cards")
    if selected > 1:
        return tr("{selected} of {found} selected", selected=numeral(selected), found=found)
    return found
