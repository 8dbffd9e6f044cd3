"""What a card asked in the terminal wants done before its answer is shown: words to be typed."""

from typing import TYPE_CHECKING

from flashcards.model.enums import Quality, Rating
from flashcards.text.comparing import Comparison
from flashcards.text.tasks import Typing

if TYPE_CHECKING:
    from flashcards.study.session import StudyCard


class Work:
    """The learner's work on one card."""

    def __init__(self, card: "StudyCard") -> None:
        self._card = card
        self.typed = ""

    @property
    def typing(self) -> Typing | None:
        """What is to be typed; None for nothing."""
        return self._card.task if isinstance(self._card.task, Typing) else None

    @property
    def keys(self) -> list[str]:
        """What keys do before the answer is shown, in words."""
        return [] if self.typing is None else ["t types the answer"]

    @property
    def answer_html(self) -> str:
        """The answer, with what was typed in its place."""
        found = self._compared
        if self.typing is None or found is None:
            return self._card.answer_html
        return self.typing.answered(found)

    @property
    def proposed(self) -> Rating | Quality | None:
        """The rating that what was typed speaks for."""
        found = self._compared
        return None if found is None else self._card.proposed(found.verdict)

    @property
    def _compared(self) -> Comparison | None:
        if self.typing is None or not self.typed.strip():
            return None
        return self.typing.compared(self.typed, self._card.lenient)
