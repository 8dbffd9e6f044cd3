"""What a sitting needs of the screen it is held on."""

from typing import Protocol

from flashcards.model.errors import UserError
from flashcards.study.session import StudyCard
from flashcards.ui.answering.asking_page import AskingPage


class Stage(Protocol):
    """The screen of a sitting: draws what is asked, and what stands where nothing is left."""

    @property
    def page(self) -> AskingPage:
        """Where cards are asked."""

    def show_question(self, card: StudyCard) -> None:
        """Show a card that is asked now."""

    def show_answer(self, card: StudyCard) -> None:
        """Show the answer of the card asked for."""

    def show_anew(self, card: StudyCard, before: StudyCard) -> None:
        """Show the card asked for as it is now, without turning it over."""

    def spoken(self) -> str:
        """Return what is asked, or its answer once that is shown, to who cannot see it."""

    def take_keyboard(self) -> None:
        """Let the keys that scroll reach the card, unless something else is being used."""

    def show_end(self) -> None:
        """Show that nothing is left to ask, or nothing yet."""

    def leave_end(self) -> None:
        """Take the likeliest way on from there."""

    def show_gone(self, error: UserError) -> None:
        """Show why nothing can be asked, as when the deck was deleted meanwhile."""
