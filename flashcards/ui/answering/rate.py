"""Takes the rating of the card asked for; it is on disk before the next card is asked."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.reviews import Review
from flashcards.study.session import StudyCard, StudySession
from flashcards.ui.answering import phrases
from flashcards.ui.answering.clock_trust import ClockTrust
from flashcards.ui.answering.ratings import FOUR, RatingRow, row_called, rows_of
from flashcards.ui.answering.steps import Step
from flashcards.ui.words import midway, tr

if TYPE_CHECKING:
    from flashcards.ui.answering.sitting import Sitting


class Rate:
    """Says which ratings there are, and records the one that is given."""

    def __init__(self, sitting: "Sitting") -> None:
        self.clock = ClockTrust(sitting.window)
        self._sitting = sitting
        self._waited = False

    @property
    def rows(self) -> tuple[RatingRow, ...]:
        """The ratings that the deck of the card asked for has."""
        card = self._sitting.card
        return FOUR if card is None else rows_of(card.ratings)

    def has_rating(self, number: int) -> bool:
        """Whether the deck of the card asked for has a rating at all."""
        return any(row.number == number for row in self.rows)

    def can_rate(self, number: int) -> bool:
        """Whether a rating can be given now."""
        return self._sitting.step is Step.ANSWER and self.has_rating(number)

    def rate_words(self, number: int) -> str:
        """Return a rating's number and word."""
        word = next((row.word for row in self.rows if row.number == number), "")
        return tr("Rate {number}: {word}", number=number, word=midway(tr(word))).rstrip(": ")

    @property
    def likely(self) -> RatingRow:
        """The rating that Space and Enter give: the one proposed, else Good."""
        return self._sitting.tasks.proposed(self.rows) or row_called(self.rows, "Good")

    def rate_likely(self) -> None:
        """Give the rating that Space and Enter stand for."""
        self.rate(self.likely.number)

    def rate(self, number: int) -> None:
        """Rate the card asked for; it stays, marked as saving, while something else is written."""
        sitting = self._sitting
        card, session = sitting.card, sitting.session
        row = next((each for each in self.rows if each.number == number), None)
        if card is None or session is None or row is None or sitting.step is not Step.ANSWER:
            return
        if not self.clock.holds(partial(self.rate, number)):
            return
        taken_ms = sitting.pacing.elapsed_ms()
        sitting.step, self._waited = Step.SAVING, False
        record = partial(self._record, session, card, row, taken_ms)
        sitting.window.writes.do(record, then=partial(self._recorded, session, card, row))
        if sitting.step is Step.SAVING:
            self._waited = True
            sitting.pacing.hold()
            sitting.say(tr("Saving: your answer is kept as soon as the present work is done."))

    def _record(
        self, session: StudySession, card: StudyCard, row: RatingRow, taken_ms: int
    ) -> Review | None:
        """Write the answer; None when the card went away while the answer was waiting."""
        sitting = self._sitting
        try:
            present = session.next()
            if present is None or present.asked_as != card.asked_as:
                return None
            return session.answer(row.rating, taken_ms)
        except BaseException:
            if session is sitting.session:  # else another card is asked by now
                sitting.step = Step.ANSWER
                sitting.say(tr("Not saved. The card stays; rate it again."))
                sitting.pacing.go_on()
                sitting.window.commands.refresh()
            raise

    def _recorded(
        self, session: StudySession, card: StudyCard, row: RatingRow, review: Review | None
    ) -> None:
        sitting = self._sitting
        if session is not sitting.session:
            return
        sitting.pacing.set_paused(False)
        if review is None:
            said = phrases.not_kept_words(session.done_elsewhere())
        else:
            card = session.rated or card  # another computer may have answered it meanwhile
            sitting.tally.add(review)
            self.clock.see()
            sitting.rated.emit(card, row)
            said = self._said(session, card, row, sitting.undo_key())
        # What became of it is heard before the next card, and seen after that is painted.
        sitting.announce(said if review is None else self._said(session, card, row))
        sitting.next()
        if review is not None and sitting.is_writing:  # where other keys take it back
            said = self._said(session, card, row, sitting.undo_key())
        sitting.say(said, aloud="")

    def _said(
        self, session: StudySession, card: StudyCard, row: RatingRow, key: str | None = None
    ) -> str:
        """Return what was done, with the key that undoes it; None for what is said aloud."""
        if session.leech == card.id:
            action = self._sitting.window.collection.options(card.deck).leech_action
            return phrases.leech_words(action, key or "")
        choice = card.choices[row.rating]
        return phrases.rated_words(tr(row.word), choice, key or "", aloud=key is None)
