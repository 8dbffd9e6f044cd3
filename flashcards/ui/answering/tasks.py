"""What a sitting's card asks for beside thinking: words to type, or options to choose from."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flashcards.study.session import StudyCard
from flashcards.text.comparing import Comparison, Verdict
from flashcards.text.tasks import Choosing, Typing
from flashcards.ui.answering.attempts import Attempt, Attempts
from flashcards.ui.answering.ratings import RatingRow
from flashcards.ui.answering.steps import Step

if TYPE_CHECKING:
    from flashcards.ui.answering.sitting import Sitting


class Tasks:
    """The task of the card asked for, and the learner's attempts at it and those before."""

    def __init__(self, sitting: "Sitting") -> None:
        self._sitting = sitting
        self._attempts = Attempts()
        self.key_name: Callable[[int], str] = str
        """Says what the key of an option is called, which is given by its number."""

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
        if words.strip():
            self._sitting.begin_answer()
        self._sitting.advance.begin()

    @property
    def choosing(self) -> Choosing | None:
        """What is to be chosen from for the card asked for; None for nothing."""
        card = self._sitting.card
        return card.task if card is not None and isinstance(card.task, Choosing) else None

    def has_option(self, key: int) -> bool:
        """Whether the card asked for has an option with this key, counted from 1."""
        choosing = self.choosing
        return choosing is not None and key <= len(choosing.options)

    def can_choose(self, key: int) -> bool:
        """Whether an option can be chosen now."""
        sitting = self._sitting
        return sitting.step is Step.QUESTION and not sitting.pacing.paused and self.has_option(key)

    def choose(self, key: int) -> None:
        """Choose an option, or no longer; where one alone is right, this shows the answer."""
        choosing, card = self.choosing, self._sitting.card
        if choosing is None or card is None or not self.can_choose(key):
            return
        place = card.order[key - 1]
        if len(choosing.right) == 1:
            self.attempt.chosen = {place}
            self._sitting.go_on()
            return
        self.attempt.chosen ^= {place}
        self._sitting.begin_answer()
        self._sitting.show_anew()

    def compared(self) -> Comparison | None:
        """Return what was typed beside what is right; None where nothing was typed."""
        typing, card = self.typing, self._sitting.card
        typed = self.attempt.typed
        if typing is None or card is None or not typed.strip():
            return None
        return typing.compared(typed, card.lenient)

    def question_html(self, card: StudyCard) -> str:
        """Return the question of the card asked for: with a place for its box, or its options."""
        if isinstance(card.task, Choosing):
            return card.task.asked(card.order, self.attempt.chosen, self.key_name)
        return card.question_html if card.task is None else card.task.question

    def answer_html(self, card: StudyCard) -> str:
        """Return the answer side of the card asked for, with what was typed or chosen."""
        if isinstance(card.task, Choosing):
            return card.task.answered(card.order, self.attempt.chosen, self.key_name)
        found = self.compared()
        typing = self.typing
        return card.answer_html if typing is None or found is None else typing.answered(found)

    def verdict(self) -> Verdict | None:
        """Return how right what was typed or chosen is; None where nothing was."""
        choosing, chosen = self.choosing, self.attempt.chosen
        if choosing is not None:
            return choosing.verdict(chosen) if chosen else None
        found = self.compared()
        return None if found is None else found.verdict

    def proposed(self, rows: tuple[RatingRow, ...]) -> RatingRow | None:
        """Return the rating that what was typed or chosen speaks for; None where nothing was."""
        verdict, card = self.verdict(), self._sitting.card
        if verdict is None or card is None:
            return None
        rating = card.proposed(verdict)
        return next(row for row in rows if row.rating is rating)
