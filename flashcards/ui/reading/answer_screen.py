"""Read and answer: an article whose due words are covered where they stand, asked in its order."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from flashcards.model.articles import Article
from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.study.session import StudyCard, StudySession
from flashcards.ui.commands import Command
from flashcards.ui.jobs import Job
from flashcards.ui.reading.answer_page import AnswerPage
from flashcards.ui.reading.answer_rows import PREFIX, rows
from flashcards.ui.reading.blanks import Blanks
from flashcards.ui.reading.rating import Rate
from flashcards.ui.reading.sitting import Sitting, sit_down
from flashcards.ui.reading.steps import Step
from flashcards.ui.reading.summary import Summary
from flashcards.ui.reviewer import phrases
from flashcards.ui.reviewer.foot import FOOT_PX, first_key
from flashcards.ui.reviewer.pacing import TICK_MS, Pacing
from flashcards.ui.reviewer.ratings import NUMBERS, good
from flashcards.ui.reviewer.step_wait import StepWait
from flashcards.ui.reviewer.tally import Tally
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import column
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class AnswerScreen(Screen):
    """Asks one blank after the other; answers are reviews like any others."""

    name = "article_reading"
    rail_name = "articles"
    header = False
    search_box = False
    foot_px = FOOT_PX

    page: AnswerPage
    summary: Summary

    def __init__(self, window: "MainWindow") -> None:
        self.article: Article | None = None
        super().__init__(window)
        self.card: StudyCard | None = None
        self.step = Step.OPENING
        self.pacing = Pacing(window, self)
        self.blanks: Blanks | None = None
        self._source_id: int | None = None
        self.session: StudySession | None = None
        """What is asked; None while nothing is open."""
        self._job: Job | None = None
        self.rating = Rate(self)
        self._in_front = False
        self._cap_ms: int | None = None
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
        """Return which article is read."""
        if self.article is None:
            return tr("Read and answer")
        return tr("Read and answer: {title}", title=self.article.title)

    def commands(self) -> list[Command]:
        """Return the rows of the screen."""
        return rows(self)

    def _build(self) -> None:
        """Put the parts together; only now do the commands they are tied to exist."""
        self.page = AnswerPage(self.window_, PREFIX)
        self.summary = Summary(self.open_article, partial(self.window_.go, "today"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.summary)
        column(self, self._stack, gap="none")
        self._stack.show()
        self.window_.theme.changed.connect(self._restyle)
        for name in ("next", *(f"rate{number}" for number in NUMBERS)):
            # A key held down must not rate one blank after the other.
            self.window_.commands.action(f"{PREFIX}.{name}").setAutoRepeat(False)

    def _restyle(self) -> None:
        self.page.view.restyle(self.settings)

    # Coming and going

    def shown(self, **arguments: Any) -> None:
        """Read the article asked for, or go on where it was left."""
        if self._stack is None:
            self._build()
        self._in_front = True
        self.pacing.set_in_front(True)
        wanted = arguments.get("source_id", self._source_id)
        if wanted is None:
            self._show_nothing(tr("No article is open"), tr("Open one from the list of articles."))
        elif self.session is None or wanted != self._source_id or "source_id" in arguments:
            self._open(wanted)
        else:
            self.pacing.set_paused(False)
            self._catch_up()

    def left(self) -> None:
        """Stop the clock: nobody looks at the article."""
        self._in_front = False
        self.pacing.set_in_front(False)

    def first_focus(self) -> QWidget | None:
        """Return the article, so that the arrow and page keys scroll it."""
        return self.page.view if self.card is not None else self.summary.next_button

    def reload(self) -> None:
        """Take in what was written meanwhile; coming to the front does it."""

    def changed(self, changes: Changes) -> None:
        """Take in another write; an answer of one's own is taken in where it is given."""
        if self.step not in (Step.SAVING, Step.OPENING) and changes.label:
            # Later, since undo tells the session only after it told everybody.
            self._later.start()

    def _open(self, source_id: int) -> None:
        if self.session is not None:
            self.session.close()
        if self._job is not None:
            self.window_.jobs.cancel(self._job)
        same = self._source_id == source_id
        self._source_id, self.session, self.card = source_id, None, None
        self.step = Step.OPENING
        if not same:
            self.page.view.show_article("", ())
        self.page.foot.ask()
        assert self._stack is not None
        self._stack.setCurrentWidget(self.page)
        work = partial(sit_down, self.collection, source_id)
        title = tr("Opening the article")
        self._job = self.window_.jobs.run(title, work, self._begin, self._gone, quiet=True)

    def _gone(self, error: UserError) -> None:
        self._job = None
        self._show_nothing(error.what, error.hint)

    def _begin(self, sitting: Sitting) -> None:
        if sitting.article.id != self._source_id:
            sitting.session.close()  # another one was opened meanwhile
            return
        self._job = None
        self.article, self.session = sitting.article, sitting.session
        self.rating.tally, self._done_before = Tally(), 0
        self.rating.clock.see()
        self.pacing.set_paused(False)
        self.blanks = Blanks(sitting.article, sitting.blanks)
        self.page.view.show_article(sitting.article.text, sitting.lines)
        self.say("")
        self.title_changed.emit()
        self.ask_next()

    # Asking

    def ask_next(self) -> None:
        """Ask the next card, or come to the end."""
        session = self.session
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
        self.card, self.step, self._cap_ms = card, Step.QUESTION, None
        blanks = self.blanks
        assert blanks is not None
        blanks.ask(card, self.collection)
        self._stack.setCurrentWidget(self.page)
        self._show_blanks()
        self.page.view.bring_into_sight(*blanks.passage)
        self.page.tell_turned(turned=blanks.turned)
        self._show_place()
        if self.pacing.paused:
            self.page.foot.pause()
        else:
            self.page.foot.ask()
        self.pacing.begin()
        self._show_time()
        self._settle()

    def _show_place(self) -> None:
        assert self.session is not None
        self._done_before = self.session.done
        assert self.blanks is not None
        path = "" if self.article is None else self.article.title
        heading = self.blanks.heading()
        if heading and heading != path and not self.blanks.like:
            path = f"{path}  ·  {heading}"
        self.page.show_place(path, self.session.done, self.session.remaining.total)

    def _show_blanks(self) -> None:
        if self.blanks is not None:
            self.page.show_blanks(self.blanks, answered=self.step is Step.ANSWER)

    def _settle(self) -> None:
        self.window_.commands.refresh()
        if self._in_front and self.card is not None and not self.page.view.hasFocus():
            self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_answer(self) -> None:
        self.step = Step.ANSWER
        self._show_blanks()
        self._tell_card()
        self._offer()

    def _tell_card(self) -> None:
        """Say what the card itself has, since the learner may have written it otherwise."""
        self.page.tell_card([] if self.card is None else self.collection.card_rows([self.card.id]))

    def _offer(self) -> None:
        if self.card is not None:
            self.page.foot.offer(self.rating.rows, self.card.choices)

    def _end(self) -> None:
        session, article = self.session, self.article
        assert session is not None
        title = "" if article is None else article.title
        text, step_at = tr("Nothing of this article is left to answer today."), session.next_step_at
        if step_at is not None:
            now = self.collection.clock()
            self._step_wait.wait_until(step_at, now)
            when = phrases.when_words(step_at, now, self._day_start)
            text = tr("A card being learned comes back {when}. Stay, and it is asked then.",
                      when=when)  # fmt: skip
        if self.rating.tally.answers:
            self.summary.show_done(title, self.rating.tally, text)
            self._show_ending()
        else:
            self._show_nothing(tr("Nothing to answer in this article"), text)

    def _show_nothing(self, title: str, text: str) -> None:
        self.summary.show_nothing(title, text)
        self._show_ending()

    def _show_ending(self) -> None:
        assert self._stack is not None
        self.card, self.step = None, Step.ENDED
        self.pacing.hold()
        self._stack.setCurrentWidget(self.summary)
        if self._in_front and self.summary.next_button is not None:
            self.summary.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.window_.commands.refresh()

    @property
    def _day_start(self) -> int:
        return self.collection.presets()[0].options.day_start_minutes

    # Answering

    def can_go_on(self) -> bool:
        """Whether Space and Enter have something to do."""
        return self.step in (Step.QUESTION, Step.ANSWER, Step.ENDED)

    def go_on_words(self) -> str:
        """Return what Space and Enter do now."""
        if self.step is Step.ENDED or self.pacing.paused:
            return tr("Go on")
        return tr("Rate good") if self.step is Step.ANSWER else tr("Sho&w")

    def go_on(self) -> None:
        """Go on after a pause, show the words, or rate the card good."""
        if self.step is Step.ENDED:
            if self.summary.next_button is not None:
                self.summary.next_button.click()
        elif self.pacing.paused:
            self.toggle_pause()
        elif self.step is Step.QUESTION:
            self._show_answer()
        else:
            self.rating.rate(good(self.rating.rows).number)

    # Undo, and writes from elsewhere

    def undo(self) -> None:
        """Take back the last step, whatever it was."""
        self.window_.deeds.do(self.collection.undo, then=self._undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.window_.deeds.do(self.collection.redo, then=self._redone)

    def _undone(self, step: str | None) -> None:
        self._catch_up()
        said = tr("Undone: {step}", step=step) if step else tr("There is nothing to undo")
        self.say(said)

    def _redone(self, step: str | None) -> None:
        self._catch_up()
        said = tr("Done again: {step}", step=step) if step else tr("There is nothing to redo")
        self.say(said)

    def _catch_up(self) -> None:
        """Follow what was written: the card asked for may be changed, gone, or asked anew."""
        self._later.stop()
        self._step_wait.stop()
        session = self.session
        if session is None or self._stack is None or self.step in (Step.SAVING, Step.OPENING):
            return
        moved = session.done != self._done_before
        self.rating.tally.follow(session.done)
        try:
            card = session.next()
        except UserError as error:
            self._gone(error)
            return
        if card is None:
            self._end()
        elif self.card is None or card.id != self.card.id or moved:
            self._ask(card)
        else:
            self.card = card
            if self.step is Step.ANSWER:
                self._tell_card()
                if not self.pacing.paused:
                    self._offer()
            self._show_place()
            self._settle()

    # Time and small things

    def toggle_pause(self) -> None:
        """Stop the clock until the learner goes on, or go on."""
        self.pacing.set_paused(not self.pacing.paused)

    def _show_paused(self, paused: bool) -> None:
        if self._stack is None or self.card is None:
            return
        if paused:
            self.page.foot.pause()
            key = first_key(self.window_, f"{PREFIX}.next")
            self.say(tr("Paused. Press {key} to go on.", key=key))
        else:
            self.say("")
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
        self.page.clock.setText(phrases.clock_words(self.rating.tally.taken_ms + running))

    def edit(self) -> None:
        """Open the note of the card asked for."""
        if self.card is not None:
            self.window_.edit_note(self.card.note_id)

    def open_article(self) -> None:
        """Show how well the article is known now."""
        if self._source_id is None:
            self.window_.go("articles")
        else:
            self.window_.go("article_map", source_id=self._source_id)

    def say(self, words: str) -> None:
        """Show a line of words beneath the article."""
        if self._stack is not None:
            self.page.notice.set_text(words)
