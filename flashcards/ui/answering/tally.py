"""Counts the answers of one sitting, for the summary at its end."""

from collections import Counter

from flashcards.model.enums import Quality, ReviewKind
from flashcards.model.reviews import Review
from flashcards.model.statistics import Recall


class Tally:
    """The answers given since the session began, without those taken back."""

    def __init__(self) -> None:
        self._answers: list[Review] = []
        self._taken_back: list[Review] = []
        self.time_ms = 0
        """How long cards were looked at: those put away and answers taken back count too, since
        the time is spent."""

    def add(self, review: Review) -> None:
        """Count one more answer."""
        self._answers.append(review)
        self._taken_back.clear()

    def follow(self, done: int) -> None:
        """Come to ``done`` answers after undo or redo: the last ones go first and come back."""
        while len(self._answers) > max(0, done):
            self._taken_back.append(self._answers.pop())
        while len(self._answers) < done and self._taken_back:
            self._answers.append(self._taken_back.pop())

    @property
    def answers(self) -> int:
        """How many answers were given, repeats of the same day included."""
        return len(self._answers)

    @property
    def cards(self) -> int:
        """How many different cards were answered."""
        return len({review.card_id for review in self._answers})

    @property
    def recall(self) -> Recall:
        """How many were remembered; repeats of the same day are left out."""
        asked = [review for review in self._answers if review.kind is ReviewKind.ANSWER]
        passed = sum(review.quality >= Quality.HARD for review in asked)
        return Recall(passed, len(asked))

    def by_quality(self) -> Counter[Quality]:
        """Return how often each quality was given."""
        return Counter(review.quality for review in self._answers)
