"""What a sitting's card asks for beside thinking: words to type, and what becomes of them."""

from typing import TYPE_CHECKING

from flashcards.study.session import StudyCard
from flashcards.text.comparing import Comparison
from flashcards.text.tasks import Typing
from flashcards.ui.answering.attempts import Attempt, Attempts
from flashcards.ui.answering.ratings import RatingRow

if TYPE_CHECKING:
    from flashcards.ui.answering.sitting import Sitting


class Tasks:
    """The task of the card asked for, and the learner's attempts at it and those before."""

    def __init__(self, sitting: "Sitting") -> None:
        self._sitting = sitting
        self._attempts = Attempts()

    def clear(self) -> None:
        """Forget what was typed."""
        self._attempts.clear()

    @property
    def typing(self) -> Typing | None:
        """What is to be typed for the card asked for; None for nothing."""
        card = self._sitting.card
        return card.task if card is not None and isinstance(card.task, Typing) else None

    @property
    def attempt(self) -> Attempt:
        """The attempt at the card asked for."""
        card = self._sitting.card
        return Attempt() if card is None else self._attempts.of(card)

    def type(self, words: str) -> None:
        """Keep what is typed for the card asked for."""
        self.attempt.typed = words

    def compared(self) -> Comparison | None:
        """Return what was typed beside what is right; None where nothing was typed."""
        typing, card = self.typing, self._sitting.card
        typed = self.attempt.typed
        if typing is None or card is None or not typed.strip():
            return None
        return typing.compared(typed, card.lenient)

    def answer_html(self, card: StudyCard) -> str:
        """Return the answer side of the card asked for, with what was typed in its place."""
        found = self.compared()
        typing = self.typing
        return card.answer_html if typing is None or found is None else typing.answered(found)

    def proposed(self, rows: tuple[RatingRow, ...]) -> RatingRow | None:
        """Return the rating that what was typed speaks for; None where nothing was."""
        found, card = self.compared(), self._sitting.card
        if found is None or card is None:
            return None
        rating = card.proposed(found.verdict)
        return next(row for row in rows if row.rating is rating)
