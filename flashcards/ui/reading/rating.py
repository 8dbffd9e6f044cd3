"""Rates what was asked while an article is read; an answer is on disk before the next question."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.reviews import Review
from flashcards.study.session import StudyCard, StudySession
from flashcards.ui.reading.answer_rows import PREFIX
from flashcards.ui.reading.steps import Step
from flashcards.ui.reviewer import phrases
from flashcards.ui.reviewer.clock_trust import ClockTrust
from flashcards.ui.reviewer.foot import first_key
from flashcards.ui.reviewer.ratings import FOUR, RatingRow, rows_of
from flashcards.ui.reviewer.tally import Tally
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.reading.answer_screen import AnswerScreen


class Rate:
    """Says which ratings there are, and records the one that is given."""

    def __init__(self, screen: "AnswerScreen") -> None:
        self.tally = Tally()
        """What was answered in this sitting."""
        self.clock = ClockTrust(screen.window_)
        self._screen = screen
        self._waited = False

    @property
    def rows(self) -> tuple[RatingRow, ...]:
        """The ratings that the deck of the card asked for has."""
        card = self._screen.card
        return FOUR if card is None else rows_of(card.ratings)

    def has_rating(self, number: int) -> bool:
        """Whether the deck of the card asked for has a rating at all."""
        return any(row.number == number for row in self.rows)

    def can_rate(self, number: int) -> bool:
        """Whether a rating can be given now."""
        return self._screen.step is Step.ANSWER and self.has_rating(number)

    def rate_words(self, number: int) -> str:
        """Return a rating's number and word."""
        word = next((row.word for row in self.rows if row.number == number), "")
        return tr("Rate {number}: {word}", number=number, word=tr(word).lower()).rstrip(": ")

    def rate(self, number: int) -> None:
        """Rate the card asked for; it is on disk before the next one is asked."""
        screen = self._screen
        card, session = screen.card, screen.session
        row = next((each for each in self.rows if each.number == number), None)
        if card is None or session is None or row is None or screen.step is not Step.ANSWER:
            return
        if screen.pacing.paused or not self.clock.holds(partial(self.rate, number)):
            return
        taken_ms = screen.pacing.elapsed_ms()
        screen.step, self._waited = Step.SAVING, False
        record = partial(self._record, session, card, row, taken_ms)
        screen.window_.deeds.do(record, then=partial(self._recorded, session, card, row))
        if screen.step is Step.SAVING:
            self._waited = True
            screen.pacing.hold()
            screen.say(tr("Saving: your answer is kept as soon as the present work is done."))

    def _record(
        self, session: StudySession, card: StudyCard, row: RatingRow, taken_ms: int
    ) -> Review | None:
        """Write the answer; None when the card went away while the answer was waiting."""
        screen = self._screen
        try:
            if self._waited:
                present = session.next()
                if present is None or present.id != card.id:
                    return None
            return session.answer(row.rating, taken_ms)
        except BaseException:
            screen.step = Step.ANSWER
            screen.say(tr("Not saved. The card stays; rate it again."))
            screen.pacing.go_on()
            screen.window_.commands.refresh()
            raise

    def _recorded(
        self, session: StudySession, card: StudyCard, row: RatingRow, review: Review | None
    ) -> None:
        screen = self._screen
        if session is not screen.session:
            return
        if review is None:
            screen.say(tr("The card was changed meanwhile, so the answer was not kept."))
        else:
            self.tally.add(review)
            self.clock.see()
            assert screen.blanks is not None
            screen.blanks.tell(card.id, row.kind)
            key = first_key(screen.window_, f"{PREFIX}.undo")
            screen.say(phrases.rated_words(tr(row.word), card.choices[row.rating], key))
        screen.ask_next()
