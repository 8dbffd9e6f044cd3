"""What a card asked in the terminal wants done before its answer is shown: typing, choosing."""

from typing import TYPE_CHECKING

from flashcards.cli.wording import tr
from flashcards.model.enums import Quality, Rating
from flashcards.text.comparing import Comparison
from flashcards.text.tasks import Choosing, Typing

if TYPE_CHECKING:
    from flashcards.study.session import StudyCard

_MOST_DIGITS = 9
"""How many options single keys can choose from."""


class Work:
    """The learner's work on one card."""

    def __init__(self, card: "StudyCard") -> None:
        self._card = card
        self.typed = ""
        self._chosen: set[int] = set()

    @property
    def typing(self) -> Typing | None:
        """What is to be typed; None for nothing."""
        return self._card.task if isinstance(self._card.task, Typing) else None

    @property
    def keys(self) -> list[str]:
        """What keys do before the answer is shown, in words."""
        if self.choosing is not None:
            return [tr("digits choose"), *([tr("t types numbers")] if self.prompt else [])]
        return [] if self.typing is None else [tr("t types the answer")]

    @property
    def prompt(self) -> str:
        """What stands before the line that t lets the learner write; empty where t does nothing."""
        if self.typing is not None:
            return tr("Your answer:") + " "
        many = self.choosing is not None and len(self.choosing.options) > _MOST_DIGITS
        return tr("Your numbers:") + " " if many else ""

    def write(self, line: str) -> bool:
        """Take a line, the answer or numbers of options; whether the answer is shown then."""
        if self.typing is not None:
            self.typed = line.strip()
            return True
        for number in dict.fromkeys(line.replace(",", " ").split()):
            self.choose(number)
        return self.is_chosen

    @property
    def choosing(self) -> Choosing | None:
        """What is to be chosen from; None for nothing."""
        return self._card.task if isinstance(self._card.task, Choosing) else None

    @property
    def question_html(self) -> str:
        """The question, with its options as they are chosen so far."""
        if self.choosing is None:
            return self._card.question_html
        return self.choosing.asked(self._card.order, self._chosen)

    def choose(self, key: str) -> bool:
        """Choose an option by its number, or no longer; whether there is such an option."""
        if self.choosing is None or not (key.isascii() and key.isdigit() and len(key) <= 2):
            return False
        if not 1 <= int(key) <= len(self.choosing.options):
            return False
        self._chosen ^= {self._card.order[int(key) - 1]}
        return True

    @property
    def is_chosen(self) -> bool:
        """Whether the one option is chosen that can be right."""
        return self.choosing is not None and len(self.choosing.right) == 1 == len(self._chosen)

    @property
    def answer_html(self) -> str:
        """The answer, with what was typed in its place."""
        if self.choosing is not None:
            return self.choosing.answered(self._card.order, self._chosen)
        found = self._compared
        if self.typing is None or found is None:
            return self._card.answer_html
        return self.typing.answered(found)

    @property
    def proposed(self) -> Rating | Quality | None:
        """The rating that what was typed speaks for."""
        if self.choosing is not None:
            verdict = self.choosing.verdict(self._chosen)
            return self._card.proposed(verdict) if self._chosen else None
        found = self._compared
        return None if found is None else self._card.proposed(found.verdict)

    @property
    def proposed_key(self) -> str:
        """The key of that rating; empty for none."""
        return "" if self.proposed is None else str(int(self.proposed))

    @property
    def _compared(self) -> Comparison | None:
        if self.typing is None or not self.typed.strip():
            return None
        return self.typing.compared(self.typed, self._card.lenient)
