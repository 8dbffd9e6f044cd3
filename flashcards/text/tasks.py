"""What a card asks the learner to do before it shows its answer, and how that looks afterwards."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from random import Random

from flashcards.text import notices
from flashcards.text.clean import escape
from flashcards.text.comparing import Comparison, Leniency, Piece, Verdict, compare
from flashcards.text.filters import BOX
from flashcards.text.notices import notice

RIGHT_SIGN, WRONG_SIGN = "\u2713", "\u2717"
"""Stand before what is right and what is not: colours alone tell nothing to many."""
_SPACE = "\u2423"
"""Shows a space that is wrong or missing."""


def in_place(side: str, html: str) -> str:
    """Return a side with ``html`` where its box stands first: a text from anywhere may hold the
    sign many times.
    """
    before, _, behind = side.partition(BOX)
    return before + html * (len(before) < len(side)) + behind.replace(BOX, "")


@dataclass(frozen=True, slots=True)
class Typing:
    """Words are to be typed into a box; both sides hold its place."""

    question: str
    answer: str
    right: str
    """The words that are right, without formatting."""
    any_accents: bool
    """Whether the note type says that accents do not count."""

    def without_box(self) -> str:
        """Return the question as safe HTML; the box itself stands somewhere else."""
        return in_place(self.question, "").strip()

    def with_box(self) -> str:
        """Return the question with a box that takes no words, as safe HTML."""
        return in_place(self.question, notice(notices.box))

    def compared(self, typed: str, lenient: Leniency) -> Comparison:
        """Return how what was typed differs from what is right."""
        accents = lenient.accents or self.any_accents
        return compare(typed, self.right, Leniency(lenient.case, accents, lenient.punctuation))

    def answered(self, found: Comparison | None = None) -> str:
        """Return the answer as safe HTML, with what was typed where the template has its place."""
        if found is None:
            return in_place(self.answer, escape(self.right))
        html = comparison_html(found)
        if BOX not in self.answer:
            return f"{self.answer}<p>{html}</p>"
        return in_place(self.answer, html)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose, as safe HTML without a paragraph around it."""

    html: str
    right: bool


@dataclass(frozen=True, slots=True)
class Choosing:
    """Right options are to be told from wrong ones; both sides hold the place of all of them."""

    question: str
    answer: str
    options: tuple[Option, ...]
    """As the note has them; what is chosen is named by the place among them."""

    @property
    def right(self) -> frozenset[int]:
        """Which options are right."""
        return frozenset(at for at, option in enumerate(self.options) if option.right)

    def order(self, seed: int) -> tuple[int, ...]:
        """Return the options shuffled, the same way for the same seed."""
        order = list(range(len(self.options)))
        Random(seed).shuffle(order)  # noqa: S311  # no secret: the same seed, the same order
        return tuple(order)

    def with_box(self) -> str:
        """Return the question with its options, as a preview shows it."""
        return self.asked()

    def asked(
        self,
        order: Sequence[int] = (),
        chosen: Set[int] = frozenset(),
        named: Callable[[int], str] = str,
    ) -> str:
        """Return the question with its options as safe HTML, those chosen marked.

        ``named`` says what the key of an option is called, which is given by its number.
        """
        signs = _MANY if len(self.right) > 1 else _ONE
        lines = []
        for key, at in enumerate(order or self._plain_order(), 1):
            mine, name = at in chosen, named(key)
            behind = "" if len(name) <= _SHORT else f'<span class="hint">{escape(name)}</span>'
            html, kind = self.options[at].html, "chosen" * mine
            lines.append(_option(key, name, signs[mine], html, behind, kind))
        return in_place(self.question, self._table(lines))

    def answered(
        self,
        order: Sequence[int] = (),
        chosen: Set[int] = frozenset(),
        named: Callable[[int], str] = str,
    ) -> str:
        """Return the answer as safe HTML: which options are right, and what was chosen of them."""
        lines = []
        for key, at in enumerate(order or self._plain_order(), 1):
            option, mine = self.options[at], at in chosen
            sign = RIGHT_SIGN if option.right else WRONG_SIGN if mine else "\u00a0"
            kind = "typed-right" if option.right else "typed-wrong" if mine else "hint"
            told = _TOLD.get((option.right, mine)) if chosen else None
            words = notice(told) if told else ""
            lines.append(_option(key, named(key), sign, option.html, words, kind))
        return in_place(self.answer, self._table(lines))

    def _table(self, lines: Iterable[str]) -> str:
        """Return all options; what is said above them stays, so that they do, too."""
        several = notice(notices.choose_all) if len(self.right) > 1 else ""
        table = '<table class="options" border="0" cellspacing="0">'
        return f"{several}{table}{''.join(lines)}</table>"

    def verdict(self, chosen: Set[int]) -> Verdict:
        """Return how right a choice is: nearly, if one of several right ones is missing."""
        if chosen == self.right:
            return Verdict.RIGHT
        near = chosen and chosen < self.right and len(self.right - chosen) == 1
        return Verdict.NEAR if near else Verdict.WRONG

    def _plain_order(self) -> tuple[int, ...]:
        """Return an order that does not tell which are right."""
        return tuple(sorted(range(len(self.options)), key=lambda at: self.options[at].html))


MOST_OPTIONS = 26
_SHORT = 2
"""Letters of the name of a key that stands before its option; longer ones stand behind it."""
_ONE, _MANY = ("\u25cb", "\u25cf"), ("\u2610", "\u2611")
"""What stands before an option that is not chosen, and before one that is."""
_TOLD = {
    (True, True): notices.chosen_right,
    (False, True): notices.chosen_wrong,
    (True, False): notices.not_chosen,
}
OPTION = "option-"
"""Begins the name of each option in the text, up to its number."""


def _option(key: int, name: str, sign: str, html: str, told: str, kind: str) -> str:
    short = escape(name) if len(name) <= _SHORT else key  # a long one would push all aside
    begin = f'<span class="hint" id="{OPTION}{key}">{short}</span>'
    mark = f'<span class="{kind}">{sign}</span>' if kind else sign
    said = f"{html} {told}".rstrip()
    return (
        f'<tr><td class="option">{begin}</td><td class="option">{mark}</td>'
        f'<td class="option">{said}</td></tr>'
    )


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
