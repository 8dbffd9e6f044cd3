"""One sitting: asks the cards of a session one after the other, whatever screen shows them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.messages import Message
from flashcards.study.session import StudyCard, StudySession
from flashcards.ui.answering import phrases
from flashcards.ui.answering.advance import Advance
from flashcards.ui.answering.foot import Foot
from flashcards.ui.answering.pacing import Pacing
from flashcards.ui.answering.rate import Rate
from flashcards.ui.answering.stage import Stage
from flashcards.ui.answering.steps import Step, StepWait
from flashcards.ui.answering.tally import Tally
from flashcards.ui.answering.tasks import Tasks
from flashcards.ui.editor.shortcuts import first_key
from flashcards.ui.words import midway, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class Sitting(QObject):
    """Asks, turns, takes ratings and back again, and follows what is written elsewhere."""

    rated = Signal(object, object)
    """A ``StudyCard`` and the ``RatingRow`` it was given; the next card is not asked yet."""

    def __init__(self, window: "MainWindow", stage: Stage, prefix: str) -> None:
        super().__init__()
        self.window = window
        self.session: StudySession | None = None
        """What is asked; None while nothing is open."""
        self.card: StudyCard | None = None
        """What is asked now."""
        self.in_front = False
        """Whether the learner sees the screen."""
        self.step = Step.OPENING
        self.tally = Tally()
        self.pacing = Pacing(window, self)
        self.rating = Rate(self)
        self.tasks = Tasks(self)
        self.advance = Advance(self)
        self._stage = stage
        self._prefix = prefix
        self._done_before = 0
        self.pacing.ticked.connect(self._show_time)
        self.pacing.paused_changed.connect(self._show_paused)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.catch_up)
        self._step_wait = StepWait(self, self.catch_up)

    # Coming and going

    def clear(self) -> None:
        """Put away what was asked; nothing is asked until a session begins."""
        if self.session is not None:
            self.session.close()
        self.session = self.card = None
        self.step = Step.OPENING
        self.tally, self._done_before = Tally(), 0
        self.tasks.clear()
        self.pacing.hold()
        self.pacing.set_paused(False)

    def begin(self, session: StudySession) -> None:
        """Ask the first card of a session."""
        self.session = session
        self.rating.clock.see()
        self.say("")
        self.next()

    def set_in_front(self, in_front: bool) -> None:
        """The screen came to the front, or went away: the clock stands while nobody looks."""
        self.in_front = in_front
        self.pacing.set_in_front(in_front)

    def resume(self) -> None:
        """Go on where it was left."""
        before = self.card
        self.pacing.set_paused(False)
        self.catch_up()
        if before is not None and self.card is not None and self.card.asked_as == before.asked_as:
            self.announce_card()  # it is told of by itself only when it is asked

    def stop(self) -> None:
        """Ask nothing any more, or nothing until something is due."""
        self.card, self.step = None, Step.ENDED
        self.pacing.hold()

    def changed(self, changes: Changes) -> None:
        """Take in another write; an answer of one's own is taken in where it is given."""
        by_the_clock = not changes.label
        if changes.undone:
            self.say("")  # else it would go on offering to undo what is undone
        if self.step is Step.SAVING or (by_the_clock and self.card is not None):
            return  # A new day begins with the next card, not under the learner's eyes.
        # Later, since undo tells the session only after it told everybody that it was done.
        self._later.start()

    # Asking

    def next(self) -> None:
        """Ask what is to be asked now, or come to the end."""
        if self.time_is_over():
            self._end()
        else:
            self._look(self._ask)

    def catch_up(self) -> None:
        """Follow what was written: the card asked for may be changed, gone, or asked anew."""
        self._later.stop()
        self._step_wait.stop()
        if self.session is None or self.step is Step.SAVING:
            return
        done, before = self.session.done, self._done_before
        self.tally.follow(done)
        ended = (self.step is Step.ENDED and done == before) or done > before
        if ended and self.time_is_over():
            self._end()
            return
        moved = done != before
        self._look(partial(self._follow, moved=moved))

    def _look(self, found: Callable[[StudyCard], None]) -> None:
        """Find out what is to be asked now."""
        assert self.session is not None
        try:
            card = self.session.next()
        except UserError as error:
            self._stage.show_gone(error)
            return
        before, told = self.card, self.session.done_elsewhere()
        if card is None:
            self._end()
        else:
            found(card)
        if told is not None:
            stays = card is not None and before is not None and card.asked_as == before.asked_as
            self._tell(phrases.elsewhere_words(told, stays=stays))

    def _tell(self, words: str) -> None:
        """Say what another computer did to the card that was asked."""
        if self.card is not None:
            self.say(words)
        elif self.in_front:
            self.window.toast(words)

    def _end(self) -> None:
        assert self.session is not None
        self._spend()
        self._done_before = self.session.done
        self._stage.show_end()

    def time_is_over(self) -> bool:
        """Whether the minutes are used up that the learner has; no card is cut short by that."""
        minutes = None if self.session is None else self.session.minutes
        return minutes is not None and self.tally.time_ms + self._looked_ms() >= minutes * 60_000

    def _follow(self, card: StudyCard, *, moved: bool) -> None:
        before = self.card
        if before is None or card.asked_as != before.asked_as or moved:
            self._ask(card)
            return
        self.card = card
        self._stage.show_anew(card, before)
        self._show_foot()
        self._settle()

    def _ask(self, card: StudyCard) -> None:
        assert self.session is not None
        self._spend()
        self.card, self.step = card, Step.QUESTION
        self._done_before = self.session.done
        self._stage.show_question(card)
        self.announce_card()
        self._show_foot()
        self.pacing.begin()
        self._show_time()
        self.advance.begin()
        self._settle()

    def show_anew(self) -> None:
        """Show the card asked for once more, since something was chosen."""
        if self.card is not None:
            self._stage.show_anew(self.card, self.card)
            self.advance.begin()
            self._settle()

    def _settle(self) -> None:
        """Let commands and keyboard follow what is shown."""
        self.window.commands.refresh()
        if self.in_front and self.card is not None:
            self._stage.take_keyboard()

    def _show_foot(self) -> None:
        """Offer what can be done now."""
        foot = self._stage.page.foot
        if self.pacing.paused:
            foot.pause()
        elif self.card is not None and self.step is Step.ANSWER:
            alike = phrases.first_days_words(self.card)
            rows = self.rating.rows
            foot.offer(rows, self.card.choices, alike, self.tasks.proposed(rows))
        else:
            foot.ask(writing=self.tasks.typing is not None)

    def wait_words(self) -> str:
        """Wait for the next card at a learning step, and say when it comes; empty for none."""
        step_at = None if self.session is None else self.session.next_step_at
        if step_at is None:
            return ""
        now = self.window.collection.clock()
        self._step_wait.wait_until(step_at, now)
        return phrases.when_words(step_at, now, self.day_start)

    @property
    def day_start(self) -> int:
        """When the learner's day begins, in minutes after midnight."""
        return self.window.collection.presets()[0].options.day_start_minutes

    # Answering

    def can_go_on(self) -> bool:
        """Whether Space and Enter have something to do."""
        return self.step in (Step.QUESTION, Step.ANSWER, Step.ENDED)

    def go_on_words(self, show: str) -> str:
        """Return what Space and Enter do now; ``show`` is the word for showing the answer."""
        if self.step is Step.ENDED or self.pacing.paused:
            return tr("Continue")
        if self.step is not Step.ANSWER:
            return show
        return tr("Rate {word}", word=midway(tr(self.rating.likely.word)))

    def go_on(self) -> None:
        """Go on after a pause or from the end, show the answer, or give the likely rating."""
        if self.step is Step.ENDED:
            self._stage.leave_end()
        elif self.pacing.paused:
            self.toggle_pause()
        elif self.step is Step.QUESTION:
            self._turn()
        else:
            self.rating.rate_likely()

    def _turn(self) -> None:
        assert self.card is not None
        self.step = Step.ANSWER
        self.begin_answer()
        self._stage.show_answer(self.card)
        self.announce_card()
        self._show_foot()
        self.advance.begin()

    def begin_answer(self) -> None:
        """From now on nothing that comes from another computer takes the card away."""
        if self.session is not None:
            self.session.under_way = True

    def bury(self) -> None:
        """Put the card asked for off until tomorrow."""
        card = self.card
        if card is not None:
            said = tr("Buried until tomorrow")
            work = partial(self.window.collection.bury, [card.id])
            self.window.writes.do(work, then=lambda _: self.done(said))

    @property
    def foot(self) -> Foot | None:
        """The foot of the page; None before anything was asked."""
        return None if self.session is None else self._stage.page.foot

    # Taking back

    def undo(self) -> None:
        """Take back the last step, whatever it was."""
        self.window.writes.do(self.window.collection.undo, then=self._undone, alone=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.window.writes.do(self.window.collection.redo, then=self._redone, alone=True)

    def _undone(self, step: Message | None) -> None:
        self.announce(phrases.undone_words(step, ""))
        self.catch_up()
        self._write(phrases.undone_words(step, self._key("redo")))

    def _redone(self, step: Message | None) -> None:
        if step:
            self.done(tr("Redone: {step}", step=step))
        else:
            self.say(tr("There is nothing to redo"))

    def done(self, said: str) -> None:
        """Ask what is to be asked now, and say what was done and how to take it back."""
        self.announce(said)
        self.catch_up()
        self._write(phrases.done_words(said, self.undo_key()))

    def undo_key(self) -> str:
        """Return the key that takes the last step back; empty when there is none."""
        return self._key("undo")

    @property
    def is_writing(self) -> bool:
        """Whether letters go into a box, so that they are no keys."""
        return self.step is Step.QUESTION and self.tasks.typing is not None

    def _key(self, name: str) -> str:
        """Return the key that takes back or does again; while one writes, that of all windows."""
        writing = self.is_writing
        own = first_key(self.window, f"{self._prefix}.{name}", writing=writing)
        return own or (first_key(self.window, f"edit.{name}") if writing else "")

    # Time and words

    def toggle_pause(self) -> None:
        """Stop the clock until the learner goes on, or go on."""
        self.pacing.set_paused(not self.pacing.paused)

    def _show_paused(self, paused: bool) -> None:
        self._stage.page.show_paused(paused)
        key = first_key(self.window, f"{self._prefix}.next")
        self.say(tr("Paused. Press {key} to continue.", key=key) if paused else "")
        self._show_foot()
        self.window.commands.refresh()

    def _show_time(self) -> None:
        """Show the time of the sitting; a card counts no longer than its deck allows."""
        words = phrases.clock_words(self.tally.time_ms + self._looked_ms())
        self._stage.page.clock.setText(words)

    def _looked_ms(self) -> int:
        """Return how long the card in front was looked at, as far as it counts."""
        running = self.pacing.elapsed_ms()
        if self.card is not None:
            running = min(running, self.card.planner.options.answer_cap_s * 1000)
        return running

    def _spend(self) -> None:
        """The card in front makes room, answered or not: its time is spent."""
        self.tally.time_ms += self._looked_ms()
        self.pacing.stopwatch.reset()

    def say(self, words: str, aloud: str | None = None) -> None:
        """Say shortly what was done, in the line under the card, where it covers nothing.

        ``aloud`` is what a screen reader says of it, the same for None.
        """
        self.announce(words if aloud is None else aloud)
        self._stage.page.notice.set_text(words)

    def _write(self, words: str) -> None:
        """Write what was announced already."""
        self.say(words, aloud="")

    def announce(self, words: str) -> None:
        """Let a screen reader say something, while the learner is here."""
        if self.in_front:
            self.window.announcer.say(words)

    def announce_card(self) -> None:
        """Let a screen reader say the question, or the answer once that is shown."""
        if not (self.in_front and self.window.announcer.is_heard):
            return
        words = self._stage.spoken()
        answered = self.step is Step.ANSWER
        said = tr("Answer: {words}", words=words) if answered else tr("Question: {words}",
                  words=words)  # fmt: skip
        self.announce(said)
