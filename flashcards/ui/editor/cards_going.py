"""What is said and asked when a change of a note would take cards away."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flashcards.model.binned import CardsGoing
from flashcards.model.binning import DAYS_KEPT
from flashcards.ui import messages
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def cards_words(going: CardsGoing) -> str:
    """Return how many cards go, and how many reviews with them."""
    cards = plural(going.cards, "{count} card", "{count} cards")
    if not going.reviews:
        return cards
    reviews = plural(going.reviews, "{count} review", "{count} reviews")
    return tr("{cards} with {reviews}", cards=cards, reviews=reviews)


def warning(going: CardsGoing) -> str:
    """Return what is said while the change is being made; empty when no card goes."""
    return tr("Saving removes {cards}.", cards=cards_words(going)) if going.cards else ""


def ask(
    window: "MainWindow",
    going: CardsGoing,
    on_yes: Callable[[], object],
    on_no: Callable[[], object],
) -> None:
    """Ask before cards go that have been answered."""
    messages.ask(
        window,
        tr("Save the note and remove {cards}?", cards=cards_words(going)),
        tr(
            "Changed like this, the note no longer makes them. Undo brings them back, and so does "
            "changing the note back within {days} days.",
            days=DAYS_KEPT,
        ),
        action=tr("Save and remove"),
        on_yes=on_yes,
        on_no=on_no,
        danger=True,
    )
