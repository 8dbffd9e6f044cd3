"""The study screen: asks one card after the other and hands each answer to the session."""

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.reviews import Review
from flashcards.scheduling.days import learner_day
from flashcards.study.session import StudyCard, StudySession
from flashcards.ui.commands import Command
from flashcards.ui.reviewer import card_deeds, phrases
from flashcards.ui.reviewer.clock_trust import ClockTrust
from flashcards.ui.reviewer.ending import Ending
from flashcards.ui.reviewer.facts import facts
from flashcards.ui.reviewer.foot import FOOT_PX, first_key
from flashcards.ui.reviewer.pacing import TICK_MS, Pacing
from flashcards.ui.reviewer.page import CardPage, Place
from flashcards.ui.reviewer.ratings import FOUR, NUMBERS, RatingRow, good, rows_of
from flashcards.ui.reviewer.rows import rows
from flashcards.ui.reviewer.step_wait import StepWait
from flashcards.ui.reviewer.tally import Tally
from flashcards.ui.reviewer.why_panel import WhyPanel
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import column
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class Step(Enum):
    """What the learner is in the middle of."""

    NOTHING = "nothing"
    QUESTION = "question"
    ANSWER = "answer"
    SAVING = "saving"
    ENDED = "ended"


class ReviewerScreen(Screen):
    """Studies one deck with its subdecks, or all."""

    name = "study"
    header = False
    search_box = False
    foot_px = FOOT_PX

    page: CardPage
    ending: Ending
    why: WhyPanel

    def __init__(self, window: "MainWindow") -> None:
        self._session: StudySession | None = None
        super().__init__(window)
        self.card: StudyCard | None = None
        self.step = Step.NOTHING
        self.pacing = Pacing(window, self)
        self._tally = Tally()
        self._in_front = False
        self._waited = False
        self._cap_ms: int | None = None
        self._clock = ClockTrust(window)
        self._chosen = False
        self._done_before = 0
        self._stack: QStackedWidget | None = None
        self.pacing.ticked.connect(self._show_time)
        self.pacing.paused_changed.connect(self._show_paused)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._catch_up)
        self._step_wait = StepWait(self, self._catch_up)

    def title(self) -> str:
        """Return which deck is studied."""
        if self._session is None or self._session.deck is None:
            return tr("Study")
        return tr("Study: {deck}", deck=phrases.deck_words(self._session.deck))

    def commands(self) -> list[Command]:
        """Return the rows of the screen."""
        return rows(self)

    def _build(self) -> None:
        """Put the parts together; only now do the commands they are tied to exist."""
        self.page = CardPage(self.window_)
        self.ending = Ending(self.window_)
        self.why = WhyPanel(self.window_, self.page.pane)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.ending)
        column(self, self._stack, gap="none")
        self._stack.show()  # at once, not when the event loop comes to it
        self.page.pane.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.page.pane.customContextMenuRequested.connect(self._open_card_menu)
        for command_id in ("study.next", *(f"study.rate{number}" for number in NUMBERS)):
            # A key held down must not rate one card after the other.
            self.window_.commands.action(command_id).setAutoRepeat(False)

    # Coming and going

    def shown(self, **arguments: Any) -> None:
        """Study the ``deck`` or the ``session`` asked for, or go on where it was left."""
        if self._stack is None:
            self._build()
        self._in_front = True
        self.pacing.set_in_front(True)
        session = self._session
        if "session" in arguments:
            self._start(None, arguments["session"])
            return
        ended = self._chosen or self.step is Step.ENDED
        other = session is not None and "deck" in arguments and arguments["deck"] != session.deck
        if session is None or other or (ended and "deck" in arguments):
            self._start(arguments.get("deck"))
            return
        self.pacing.set_paused(False)
        self._catch_up()

    def left(self) -> None:
        """Stop the clock: nobody looks at the card."""
        self._in_front = False
        self.pacing.set_in_front(False)
        if self._stack is not None:
            self.why.hide()

    def first_focus(self) -> QWidget | None:
        """Return the card, so that the arrow and page keys scroll it."""
        return self.page.pane if self.has_card() else None

    def deck_at_hand(self) -> str | None:
        """Return the deck of the card in front."""
        return self.card.deck if self.card is not None else None

    def step_back(self) -> bool:
        """Close the panel first."""
        if self._stack is not None and self.why.isVisible():
            self.why.close_panel()
            return True
        return False

    def reload(self) -> None:
        """Take in what was written meanwhile; coming to the front does it."""

    def changed(self, changes: Changes) -> None:
        """Take in another write; an answer of one's own is taken in where it is given."""
        if self.step is Step.SAVING:
            return
        by_the_clock = not changes.label
        if by_the_clock and self.has_card():
            return  # A new day begins with the next card, not under the learner's eyes.
        # Later, since undo tells the session only after it told everybody that it was done.
        self._later.start()

    def _start(self, deck: str | None, chosen: StudySession | None = None) -> None:
        if self._session is not None:
            self._session.close()
        self._tally = Tally()
        self._done_before = 0
        self._clock.see()
        self._chosen = chosen is not None
        self.card = None
        self.pacing.set_paused(False)
        self._say("")
        try:
            self._session = chosen or self.collection.study(deck)
        except UserError as error:
            self._session = None
            self._gone(error)
            return
        self.title_changed.emit()
        self._next()

    # Asking

    def _next(self) -> None:
        """Ask what is to be asked now, or come to the end."""
        session = self._session
        assert session is not None
        try:
            card = session.next()
        except UserError as error:
            self._gone(error)
            return
        if card is None:
            self._end()
        else:
            self._ask(card)

    def _ask(self, card: StudyCard) -> None:
        assert self._stack is not None
        self.card = card
        self.step = Step.QUESTION
        self._cap_ms = None
        self.why.hide()
        self.page.ask(card, self._place(card))
        self._stack.setCurrentWidget(self.page)
        if self.pacing.paused:
            self.page.foot.pause()
        else:
            self.page.foot.ask()
        self.pacing.begin()
        self._show_time()
        self._settle()

    def _place(self, card: StudyCard) -> Place:
        assert self._session is not None
        self._done_before = self._session.done
        now = self.collection.clock()
        today = learner_day(now, self._day_start)
        state = phrases.state_words(card, today)
        return Place(self._session.done, self._session.remaining, state)

    @property
    def _day_start(self) -> int:
        return self.collection.presets()[0].options.day_start_minutes

    def _settle(self) -> None:
        """Let commands and keyboard follow what is shown."""
        self.window_.commands.refresh()
        elsewhere = not self.page.pane.hasFocus() and not self.why.is_used()
        if self._in_front and self.has_card() and elsewhere:
            self.page.pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_answer(self) -> None:
        card = self.card
        assert card is not None
        self.step = Step.ANSWER
        self.page.pane.reveal(card.answer_html, card.css)
        self.show_source()
        self._offer()
        self._say(self._read_on_words())

    def _offer(self) -> None:
        card = self.card
        assert card is not None
        self.page.foot.offer(self._rows, card.choices)

    def _read_on_words(self) -> str:
        if not self.page.pane.has_more_below():
            return phrases.plans_words(self.card.choices.values() if self.card else ())
        return tr("There is more below: {key}", key=first_key(self.window_, "study.next"))

    def _end(self) -> None:
        assert self._session is not None
        deck, step_at = self._session.deck, self._session.next_step_at
        found = facts(self.collection, deck)
        if step_at is not None:
            now = self.collection.clock()
            self._step_wait.wait_until(step_at, now)
            self.ending.show_waiting(phrases.when_words(step_at, now, self._day_start), found)
        elif self._tally.answers:
            left = self._session.left_for_tomorrow.total
            self.ending.show_summary(deck, self._tally, found, left)
        else:
            self.ending.show_nothing(deck, found)
        self._show_ending()

    def _gone(self, error: UserError) -> None:
        """Say why nothing can be asked, as when the deck was deleted meanwhile."""
        self.ending.show_gone(error.what, facts(self.collection, None))
        self._show_ending()

    def _show_ending(self) -> None:
        assert self._stack is not None
        self.card = None
        self.step = Step.ENDED
        self.pacing.hold()
        self.why.hide()
        self._stack.setCurrentWidget(self.ending)
        if self._in_front:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.window_.commands.refresh()

    # Answering

    def has_card(self) -> bool:
        """Whether a card is in front."""
        return self.card is not None

    def is_answered(self) -> bool:
        """Whether the answer is shown."""
        return self.step is Step.ANSWER

    def can_go_on(self) -> bool:
        """Whether Space and Enter have something to do."""
        return self.step in (Step.QUESTION, Step.ANSWER, Step.ENDED)

    def go_on_words(self) -> str:
        """Return what Space and Enter do now."""
        if self.step is Step.ENDED or self.pacing.paused:
            return tr("Go on")
        if self.step is not Step.ANSWER:
            return tr("Show &answer")
        return tr("Read on") if self.page.pane.has_more_below() else tr("Rate good")

    def go_on(self) -> None:
        """Go on after a pause, show the answer, read on, or rate the card good."""
        if self.step is Step.ENDED:
            if self.ending.next_button is not None:
                self.ending.next_button.click()
        elif self.pacing.paused:
            self.toggle_pause()
        elif self.step is Step.QUESTION:
            self._show_answer()
        elif self.page.pane.has_more_below():
            self.page.pane.page_down()
            self._say(self._read_on_words())
        else:
            self.rate(good(self._rows).number)

    @property
    def _rows(self) -> tuple[RatingRow, ...]:
        return FOUR if self.card is None else rows_of(self.card.ratings)

    def has_rating(self, number: int) -> bool:
        """Whether the deck of the card in front asks for a rating at all."""
        return any(row.number == number for row in self._rows)

    def can_rate(self, number: int) -> bool:
        """Whether a rating can be given now."""
        return self.step is Step.ANSWER and self.has_rating(number)

    def rate_words(self, number: int) -> str:
        """Return a rating's number and word."""
        word = next((row.word for row in self._rows if row.number == number), "")
        return tr("Rate {number}: {word}", number=number, word=tr(word).lower()).rstrip(": ")

    def rate(self, number: int) -> None:
        """Give the card in front a rating; it is on disk before the next card is asked."""
        card, session = self.card, self._session
        row = next((each for each in self._rows if each.number == number), None)
        if card is None or session is None or row is None or self.step is not Step.ANSWER:
            return
        if not self._clock.holds(partial(self.rate, number)):
            return
        taken_ms = self.pacing.elapsed_ms()
        self.step = Step.SAVING
        self._waited = False
        record = partial(self._record, session, card, row, taken_ms)
        self.window_.deeds.do(record, then=partial(self._recorded, session, card, row))
        if self.step is Step.SAVING:
            self._waited = True
            self.pacing.hold()
            self._say(tr("Saving: your answer is kept as soon as the present work is done."))

    def _record(
        self, session: StudySession, card: StudyCard, row: RatingRow, taken_ms: int
    ) -> Review | None:
        """Write the answer; None when the card went away while the answer was waiting."""
        try:
            if self._waited:
                present = session.next()
                if present is None or present.id != card.id:
                    return None
            return session.answer(row.rating, taken_ms)
        except BaseException:
            self.step = Step.ANSWER
            self._say(tr("Not saved. The card stays; rate it again."))
            self.pacing.go_on()
            self.window_.commands.refresh()
            raise

    def _recorded(
        self, session: StudySession, card: StudyCard, row: RatingRow, review: Review | None
    ) -> None:
        if session is not self._session:
            return
        if review is None:
            self._say(tr("The card was changed meanwhile, so the answer was not kept."))
        else:
            self._tally.add(review)
            self._clock.see()
            said = phrases.rated_words(tr(row.word), card.choices[row.rating], self._undo_key())
            if session.leech == card.id:
                action = self.collection.options(card.deck).leech_action
                said = phrases.leech_words(action, self._undo_key())
            self._say(said)
        self.pacing.set_paused(False)
        self._next()

    # Undo, and writes from elsewhere

    def undo(self) -> None:
        """Take back the last step, whatever it was."""
        self.window_.deeds.do(self.collection.undo, then=self._undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.window_.deeds.do(self.collection.redo, then=self._redone)

    def _undone(self, step: str | None) -> None:
        key = first_key(self.window_, "study.redo")
        said = tr("Undone: {step}. {key} does it again.", step=step, key=key)
        self.done(said if step else tr("There is nothing to undo"), undo_key="")

    def _redone(self, step: str | None) -> None:
        self.done(tr("Done again: {step}", step=step) if step else tr("There is nothing to redo"))

    def done(self, said: str, undo_key: str | None = None) -> None:
        """Say what was done and ask what is to be asked now."""
        self._catch_up()
        self._say(phrases.done_words(said, self._undo_key() if undo_key is None else undo_key))

    def _undo_key(self) -> str:
        return first_key(self.window_, "study.undo")

    def _catch_up(self) -> None:
        """Follow what was written: the card in front may be changed, gone, or be asked anew."""
        self._later.stop()
        self._step_wait.stop()
        session = self._session
        if session is None or self._stack is None or self.step is Step.SAVING:
            return
        answers_moved = session.done != self._done_before
        self._tally.follow(session.done)
        try:
            card = session.next()
        except UserError as error:
            self._gone(error)
            return
        if card is None:
            self._end()
        elif self.card is None or card.id != self.card.id or answers_moved:
            self._ask(card)
        else:
            self._renew(card)

    def _renew(self, card: StudyCard) -> None:
        """Show the same card as it is now, without turning it over."""
        before, self.card = self.card, card
        assert before is not None
        answered = self.step is Step.ANSWER
        html = card.answer_html if answered else card.question_html
        if (html, card.css) != (self.page.pane.html(), before.css):
            self.page.pane.reveal(html, card.css)
        self.page.show_place(card, self._place(card))
        if answered:
            self.show_source()
            if not self.pacing.paused:
                self._offer()
        if self.why.isVisible():
            card_deeds.tell_why(self)
        self._settle()

    # Time and small things

    def toggle_pause(self) -> None:
        """Stop the clock until the learner goes on, or go on."""
        self.pacing.set_paused(not self.pacing.paused)

    def _show_paused(self, paused: bool) -> None:
        self.page.show_paused(paused)
        if paused:
            self.page.foot.pause()
            self._say(
                tr("Paused. Press {key} to go on.", key=first_key(self.window_, "study.next"))
            )
        else:
            self._say("")
            if self.step is Step.ANSWER:
                self._offer()
            else:
                self.page.foot.ask()
        self.window_.commands.refresh()

    def _show_time(self) -> None:
        """Show the time of the sitting; a card counts no longer than its deck allows."""
        running = self.pacing.elapsed_ms()
        if running > TICK_MS and self.card is not None:
            if self._cap_ms is None:
                self._cap_ms = self.collection.options(self.card.deck).answer_cap_s * 1000
            running = min(running, self._cap_ms)
        self.page.clock.setText(phrases.clock_words(self._tally.taken_ms + running))

    def show_source(self) -> None:
        """Say where the note comes from, once the answer is there and if that is wished."""
        card = self.card if self.step is Step.ANSWER else None
        if card is None or not card_deeds.source_shown(self):
            self.page.show_source("")
            return
        source = card.source_heading or card.source
        self.page.show_source(source, first_key(self.window_, "study.source"))

    def _open_card_menu(self, at: QPoint) -> None:
        where = self.page.pane.viewport().mapToGlobal(at)
        card_deeds.open_menu(self, where, card_deeds.MORE)

    def _say(self, words: str) -> None:
        """Say shortly what was done, in the line under the card, where it covers nothing."""
        if self._stack is not None:
            self.page.notice.set_text(words)
