"""What a card asks the learner to do before it shows its answer, and how that looks afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass

from flashcards.text import notices
from flashcards.text.clean import escape
from flashcards.text.comparing import Comparison, Leniency, Piece, Verdict, compare
from flashcards.text.filters import BOX
from flashcards.text.notices import notice

RIGHT_SIGN, WRONG_SIGN = "\u2713", "\u2717"
"""Stand before what is right and what is not: colours alone tell nothing to many."""
_SPACE = "\u2423"
"""Shows a space that is wrong or missing."""


@dataclass(frozen=True, slots=True)
class Typing:
    """Words are to be typed into a box; both sides hold its place."""

    question: str
    answer: str
    right: str
    """The words that are right, without formatting."""
    any_accents: bool
    """Whether the note type says that accents do not count."""

    def asked(self) -> str:
        """Return the question as safe HTML with ``BOX`` where the box is to stand."""
        return self.question

    def without_box(self) -> str:
        """Return the question as safe HTML; the box itself stands somewhere else."""
        return self.question.replace(BOX, "").strip()

    def with_box(self) -> str:
        """Return the question with a box that takes no words, as safe HTML."""
        return self.question.replace(BOX, notice(notices.box))

    def compared(self, typed: str, lenient: Leniency) -> Comparison:
        """Return how what was typed differs from what is right."""
        accents = lenient.accents or self.any_accents
        return compare(typed, self.right, Leniency(lenient.case, accents, lenient.punctuation))

    def answered(self, found: Comparison | None = None) -> str:
        """Return the answer as safe HTML, with what was typed where the template has its place."""
        if found is None:
            return self.answer.replace(BOX, escape(self.right))
        html = comparison_html(found)
        if BOX not in self.answer:
            return f"{self.answer}<p>{html}</p>"
        return self.answer.replace(BOX, html)


def comparison_html(found: Comparison) -> str:
    """Return a comparison as safe HTML: what was typed, and below it what is right.

    One line is enough where they are the same.
    """
    right = found.verdict is Verdict.RIGHT
    expected = _html(found.expected, "u", "typed-missing", "typed-right")
    if found.identical:
        return f'<span class="typed-right">{RIGHT_SIGN}\u00a0</span>{expected}'
    sign, kind = (RIGHT_SIGN, "typed-right") if right else (WRONG_SIGN, "typed-wrong")
    typed = _html(found.typed, "s", "typed-wrong", "typed-right")
    return f'<span class="{kind}">{sign}\u00a0</span>{typed}<br>{expected}'


def _html(pieces: Iterable[Piece], tag: str, differing: str, same: str) -> str:
    return "".join(
        f'<span class="{same}">{escape(piece.text)}</span>'
        if piece.same
        else f'<{tag}><span class="{differing}">{_seen(piece.text)}</span></{tag}>'
        for piece in pieces
    )


def _seen(text: str) -> str:
    """Return what differs, with a sign for each space, whose absence nobody would see."""
    return escape(text.replace(" ", _SPACE))
