"""``flashcards study``: a study session in the terminal."""

import math
import time
from typing import TYPE_CHECKING, Any

from flashcards.cli import interrupts
from flashcards.cli.arguments import Arguments
from flashcards.cli.card_text import card_lines
from flashcards.cli.choosing import Chosen, begin
from flashcards.cli.days import calendar
from flashcards.cli.endings import DONE, INTERRUPTED
from flashcards.cli.keys import END, ENTER, Keys, keys
from flashcards.cli.opening import deck_named, opened
from flashcards.cli.tasks import Work
from flashcards.cli.terminal import Style, Terminal, errors, output, write_json
from flashcards.cli.wording import duration, is_yes, listed, plural, safe, tr, worded, worded_error
from flashcards.cli.wrapping import draw, wrap
from flashcards.languages.speaking import numeral, percent
from flashcards.model.enums import Quality, Rating, ReviewKind
from flashcards.model.errors import UserError
from flashcards.model.messages import Translatable, message
from flashcards.model.reviews import Review
from flashcards.scheduling.sm2 import LOWEST_PASS

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.study.session import StudyCard, StudySession

_WIDEST = 76
"""Columns of card text at most: longer lines are hard to follow."""

_OTHER_KEYS: Translatable = "u undo · r redo · b bury · s suspend · w why · q quit"
_DOT = " \u00b7 "
_UNBROKEN = "\u00a0"


def study(chosen: Arguments) -> int:
    """Ask what is due today, card by card, until nothing is left or the learner leaves."""
    with opened(chosen) as collection:
        deck = deck_named(collection, chosen.deck)
        # With --json, standard output is for the report alone.
        screen = errors() if chosen.json else output()
        with keys() as keyboard:
            if not _clock_accepted(collection, chosen, screen, keyboard):
                return DONE
            begun = begin(collection, chosen, deck)
            lesson = _Lesson(collection, deck, begun, screen, keyboard)
            interrupted = lesson.run()
        lesson.tell()
        if chosen.json:
            write_json(lesson.summary())
    return INTERRUPTED if interrupted else DONE


def _clock_accepted(
    collection: "Collection", chosen: Arguments, screen: Terminal, keyboard: Keys
) -> bool:
    warning = collection.clock_warning()
    if warning is None or chosen.yes:
        return True
    if not keyboard.single:
        raise UserError(warning, message("Add --yes if the clock is right."))
    screen.line(worded(warning), Style.WARNING)
    screen.write(tr("Intervals are counted from this date. Study anyway? [y/N]") + " ")
    with interrupts.let_through():
        answer = keyboard.read()
    screen.line()
    if is_yes(answer):
        return True
    screen.line(tr("Nothing was scheduled. Set the clock and start again."))
    return False


class _Lesson:
    """One session at the terminal: what was answered, and the card being shown."""

    def __init__(
        self,
        collection: "Collection",
        deck: str | None,
        begun: Chosen,
        screen: Terminal,
        keyboard: Keys,
    ) -> None:
        self._collection = collection
        self._deck = deck
        self._screen = screen
        self._keys = keyboard
        self._begun = begun
        self._session: StudySession = begun.session
        self._answers: list[Review] = []
        self._undone: list[Review] = []
        self._task: Work

    def run(self) -> bool:
        """Study until the end; return whether Ctrl+C was what ended it."""
        try:
            while (card := self._session.next()) is not None:
                if not self._ask(card):
                    break
        except KeyboardInterrupt:
            self._screen.line()
            return True
        finally:
            self._session.close()
        return False

    # One card ------------------------------------------------------------------------

    def _ask(self, card: "StudyCard") -> bool:
        """Show a card and follow the keys until another one is to come; False to leave."""
        self._task = Work(card)
        self._show_question(card)
        shown_at = time.monotonic()
        revealed = False
        while True:
            lines = self._prompt(card, revealed)
            with interrupts.let_through():
                key = self._keys.read()
            if self._keys.single:
                self._screen.forget_lines(lines)
            else:
                self._screen.line()
            if key in (END, "q"):
                return False
            if not revealed and (worked := self._worked(key)) is not None:
                if worked:
                    self._show_answer(card)
                revealed = worked
                continue
            if key == ENTER:
                key = self._task.proposed_key
                if not key:
                    continue
            if key == "w":
                self._tell_why(card)
                continue
            taken_ms = math.ceil((time.monotonic() - shown_at) * 1000)  # 0 would say: not timed
            if self._done(card, key, taken_ms if revealed else None):
                return True

    def _worked(self, key: str) -> bool | None:
        """Do what a key means before the answer; whether that is shown then, None for nothing."""
        task = self._task
        if key == ENTER:
            return True
        if key == "t" and task.prompt:
            self._screen.write(task.prompt)
            with interrupts.let_through():
                line = self._keys.read_line()
            self._screen.line()
            done = task.write(line)
        elif task.choose(key):
            done = task.is_chosen
        else:
            return None
        if not done:
            self._show(task.question_html)
        return done

    def _done(self, card: "StudyCard", key: str, taken_ms: int | None) -> bool:
        """Do what a key asks for; return whether it is the next card's turn.

        ``taken_ms`` is None while the answer is hidden. Where the disk refuses, the card stays.
        """
        try:
            rating = _rating(card, key)
            if rating is None:
                return self._organised(card, key)
            if taken_ms is None:
                self._note(tr("Look at the answer first: Enter shows it."))
                return False
            self._rate(card, rating, taken_ms)
        except UserError as error:
            if not self._keys.single:
                raise
            self._screen.line(worded_error(error), Style.WARNING)
            return False
        return True

    def _organised(self, card: "StudyCard", key: str) -> bool:
        """Do what a key other than a rating asks for; return whether the card changes."""
        if key in ("u", "z"):
            return self._step_back()
        if key == "r":
            return self._step_forward()
        if key == "b":
            self._collection.bury([card.id])
            self._session.skip()
            self._note(tr("Buried until tomorrow."))
            return True
        if key == "s":
            self._collection.suspend([card.id])
            self._session.skip()
            self._note(tr("Suspended until you release it."))
            return True
        ways = tr("digits rate") if self._keys.single else tr("digits rate, each with Enter")
        told = tr(
            "Space or Enter shows the answer, {ways}; {others}.", ways=ways, others=tr(_OTHER_KEYS)
        )
        self._note(told)
        return False

    def _rate(self, card: "StudyCard", rating: Rating | Quality, taken_ms: int) -> None:
        label = card.choices[rating].label
        self._answers.append(self._session.answer(rating, taken_ms))
        self._undone.clear()
        self._note(tr("{rating}: {interval}", rating=_name(rating), interval=label))

    def _step_back(self) -> bool:
        before = self._session.done
        name = self._collection.undo()
        if name is None:
            self._note(tr("There is nothing to undo."))
            return False
        if self._session.done < before and self._answers:
            self._undone.append(self._answers.pop())
        self._note(tr("Undid: {step}.", step=worded(name)))
        return True

    def _step_forward(self) -> bool:
        before = self._session.done
        name = self._collection.redo()
        if name is None:
            self._note(tr("There is nothing to redo."))
            return False
        if self._session.done > before and self._undone:
            self._answers.append(self._undone.pop())
        self._note(tr("Redone: {step}.", step=worded(name)))
        return True

    # What is seen --------------------------------------------------------------------

    def _columns(self) -> int:
        return min(self._screen.columns - 1, _WIDEST)

    def _note(self, words: str) -> None:
        for line in wrap([(words, Style.DIM)], self._columns()):
            self._screen.line(draw(line, self._screen))

    def _show_question(self, card: "StudyCard") -> None:
        left = self._session.remaining
        counts = listed(
            (
                tr("{count} new", count=numeral(left.new)) if left.new else "",
                tr("{count} learning", count=numeral(left.learning)) if left.learning else "",
                tr("{count} due", count=numeral(left.due)) if left.due else "",
            )
        )
        to_go = tr("{count} to go ({kinds})", count=numeral(left.total), kinds=counts)
        where = safe(card.deck).replace("::", " \u203a ")
        self._screen.line()
        self._note(f"{where} \u00b7 {to_go}")
        self._screen.line()
        self._show(self._task.question_html)

    def _show_answer(self, card: "StudyCard") -> None:
        self._screen.line("\u2500" * min(40, self._columns()), Style.DIM)
        self._show(_answer_part(card, self._task.answer_html))
        source = card.source
        if source:
            self._note(tr("source: {source}", source=safe(source)))
            self._screen.line()

    def _show(self, html: str) -> None:
        for line in card_lines(html, self._screen, self._columns()):
            self._screen.line(line)
        self._screen.line()

    def _prompt(self, card: "StudyCard", revealed: bool) -> int:
        """Say which keys do what; return how many lines that took."""
        if revealed:
            parts = [
                f"{int(rating)} {_name(rating)} ({choice.label})"
                for rating, choice in card.choices.items()
            ]
            if self._task.proposed is not None:
                parts.append(tr("Enter: {rating}", rating=_name(self._task.proposed)))
        else:
            shows = (
                tr("Space shows the answer") if self._keys.single else tr("Enter shows the answer")
            )
            parts = [*self._task.keys, shows, *tr(_OTHER_KEYS).split(_DOT)]
        # What belongs together stays on one line.
        words = _DOT.join(part.replace(" ", _UNBROKEN) for part in parts)
        lines = wrap([(words, Style.DIM)], min(self._screen.columns - 3, _WIDEST))
        shown = "\n".join(draw(line, self._screen).replace(_UNBROKEN, " ") for line in lines)
        self._screen.write(shown + ("  " if self._keys.single else ": "))
        return len(lines)

    def _tell_why(self, card: "StudyCard") -> None:
        for words in self._collection.why(card.id):
            for line in wrap([(worded(words), Style.PLAIN)], self._columns()):
                self._screen.line(draw(line, self._screen))
        self._screen.line()

    # The end -------------------------------------------------------------------------

    def summary(self) -> dict[str, Any]:
        """Return what the session came to, as ``--json`` reports it."""
        left = self._session.remaining
        asked = [answer for answer in self._answers if answer.kind is ReviewKind.ANSWER]
        return {
            "deck": self._deck,
            "answers": len(self._answers),
            "asked": len(asked),
            "remembered": sum(answer.quality >= LOWEST_PASS for answer in asked),
            "taken_ms": sum(answer.taken_ms for answer in self._answers),
            "remaining": {"new": left.new, "learning": left.learning, "due": left.due},
        }

    def tell(self) -> None:
        """Say how the session went and what comes next."""
        screen, said = self._screen, self.summary()
        rest = self._begun.rest()
        screen.line()
        if said["answers"]:
            told = plural(
                said["answers"],
                "{count} answer in {time}",
                "{count} answers in {time}",
                time=duration(said["taken_ms"]),
            )
            repeats = said["answers"] - said["asked"]
            if said["asked"]:
                share = percent(said["remembered"] / said["asked"])
                told = tr("{answers}, {share} remembered", answers=told, share=share)
            if repeats:
                # As in the statistics: that a card was known minutes after its answer says little.
                told = plural(
                    repeats,
                    "{answers}; {count} repeat of the same day not counted",
                    "{answers}; {count} repeats of the same day not counted",
                    answers=told,
                )
            screen.line(f"{told}.")
        screen.line(rest or tr("Nothing is left for today.") + self._next_words())

    def _next_words(self) -> str:
        tree = self._collection.deck_tree()
        moments = [node.next_due for node in _all_nodes(tree) if self._studied(node.name)]
        soonest = min((moment for moment in moments if moment is not None), default=None)
        if soonest is None:
            return ""
        day = calendar(self._collection).words(soonest)
        return " " + tr("Next: {day}.", day=day)

    def _studied(self, name: str) -> bool:
        deck = self._deck
        return deck is None or name == deck or name.startswith(f"{deck}::")


def _all_nodes(tree: Any) -> list[Any]:
    return [node for top in tree for node in (top, *_all_nodes(top.children))]


def _answer_part(card: "StudyCard", answer: str) -> str:
    """Return the answer without the question it repeats."""
    if answer.startswith(card.question_html):
        rest = answer[len(card.question_html) :].lstrip()
        if rest.startswith("<hr"):
            rest = rest.partition(">")[2].lstrip()
        answer = rest or answer
    return answer


def _rating(card: "StudyCard", key: str) -> Rating | Quality | None:
    if not (key.isascii() and key.isdigit()):
        return None
    return next((rating for rating in card.choices if int(rating) == int(key)), None)


_RATINGS: dict[Rating, Translatable] = {
    Rating.AGAIN: "Again",
    Rating.HARD: "Hard",
    Rating.GOOD: "Good",
    Rating.EASY: "Easy",
}
_QUALITIES: dict[Quality, Translatable] = {
    Quality.BLACKOUT: "Blackout",
    Quality.WRONG: "Wrong",
    Quality.WRONG_EASY: "Wrong easy",
    Quality.HARD: "Hard",
    Quality.GOOD: "Good",
    Quality.PERFECT: "Perfect",
}


def _name(rating: Rating | Quality) -> str:
    return tr(_RATINGS[rating] if isinstance(rating, Rating) else _QUALITIES[rating])
