"""The study screen: asks one card after the other and hands each answer to the session."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.scheduling.days import learner_day
from flashcards.study.session import StudyCard, StudySession
from flashcards.ui.answering import phrases
from flashcards.ui.answering.foot import FOOT_PX
from flashcards.ui.answering.sitting import Sitting
from flashcards.ui.answering.steps import Step
from flashcards.ui.commands import Command
from flashcards.ui.editor.shortcuts import first_key
from flashcards.ui.platform_keys import key_words
from flashcards.ui.reviewer import card_actions
from flashcards.ui.reviewer.ahead import Ahead
from flashcards.ui.reviewer.ending import Ending
from flashcards.ui.reviewer.facts import facts
from flashcards.ui.reviewer.fields_panel import FieldsPanel
from flashcards.ui.reviewer.page import CardPage, Place
from flashcards.ui.reviewer.screen_commands import PREFIX, rows
from flashcards.ui.reviewer.why_panel import WhyPanel
from flashcards.ui.screen import Screen
from flashcards.ui.sound.study import fall_silent_with, play_answer, play_question
from flashcards.ui.widgets import column
from flashcards.ui.widgets.pages import Pages
from flashcards.ui.words import deck_words, tr, worded

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class ReviewerScreen(Screen):
    """Studies one deck with its subdecks, or all."""

    name = "study"
    header = False
    search_box = False
    foot_px = FOOT_PX

    page: CardPage
    ahead: Ahead
    ending: Ending
    why: WhyPanel
    fields: FieldsPanel

    def __init__(self, window: "MainWindow") -> None:
        self.sitting = Sitting(window, self, PREFIX)
        super().__init__(window)
        self.sitting.setParent(self)
        self._chosen = False
        self._stack: Pages | None = None

    def title(self) -> str:
        """Return which deck is studied."""
        session = self.sitting.session
        if session is None or session.deck is None:
            return tr("Study")
        return tr("Study: {deck}", deck=deck_words(session.deck))

    def commands(self) -> list[Command]:
        """Return the rows of the screen."""
        return rows(self)

    def _build(self) -> None:
        """Put the parts together; only now do the commands they are tied to exist."""
        self.page = CardPage(self.window_, PREFIX)
        self.ahead = Ahead(self.page.pane)
        self.sitting.advance.busy = self._is_busy
        self.page.pane.option_clicked.connect(self.sitting.tasks.choose)
        self.page.pane.said_again.connect(self.sitting.announce_card)
        bar = self.page.pane.verticalScrollBar()
        bar.valueChanged.connect(self._follow_reading)
        bar.rangeChanged.connect(self._follow_reading)
        self.page.pane.box.edit.textChanged.connect(self.sitting.tasks.type)
        self.ending = Ending(self.window_)
        self.why = WhyPanel(self.window_, self.page.pane)
        self.fields = FieldsPanel(self.window_, self.page.pane)
        self._stack = Pages()
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.ending)
        column(self, self._stack, gap="none")
        self._stack.show()  # at once, not when the event loop comes to it
        self.page.pane.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.page.pane.customContextMenuRequested.connect(self._open_card_menu)
        fall_silent_with(self)

    # Coming and going

    def shown(self, **arguments: Any) -> None:
        """Study the ``deck`` or the ``session`` asked for, or go on where it was left."""
        if self._stack is None:
            self._build()
        self.sitting.set_in_front(True)
        session = self.sitting.session
        if "session" in arguments:
            self._start(None, arguments["session"])
            return
        ended = self._chosen or self.sitting.step is Step.ENDED
        other = session is not None and "deck" in arguments and arguments["deck"] != session.deck
        if session is None or other or (ended and "deck" in arguments):
            self._start(arguments.get("deck"))
        else:
            self.sitting.resume()

    def left(self) -> None:
        """Stop the clock: nobody looks at the card."""
        self.sitting.set_in_front(False)
        if self._stack is not None:
            self.ahead.stop()
            self._close_panels()

    def _is_busy(self) -> bool:
        """Whether a sound is played or the learner reads about the card beside it."""
        panels = self.why.isVisible() or self.fields.isVisible()
        return panels or self.page.pane.sounds.is_playing

    def _close_panels(self) -> None:
        self.why.hide()
        self.fields.hide()

    def first_focus(self) -> QWidget | None:
        """Return the card, so that the arrow and page keys scroll it."""
        return self._wants_keyboard() if self.has_card() else None

    def current_deck(self) -> str | None:
        """Return the deck of the card in front; once there is none, the deck studied."""
        if self.card is not None:
            return self.card.deck
        return None if self.sitting.session is None else self.sitting.session.deck

    def step_back(self) -> bool:
        """Close first what a key showed: what was said of the source, then the panel."""
        from flashcards.ui.kept_articles.source_panel import hide_told

        if hide_told(self.window_):
            return True
        if self._stack is None:
            return False
        for panel in (self.why, self.fields):
            if panel.isVisible():
                panel.close_panel()
                return True
        if self.page.pane.box.edit.hasFocus():  # so that single keys are commands again
            self.page.pane.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def reload(self) -> None:
        """Take in what was written meanwhile; coming to the front does it."""

    def changed(self, changes: Changes) -> None:
        """Take in another write; an answer of one's own is taken in where it is given."""
        self.sitting.changed(changes)

    def _start(self, deck: str | None, chosen: StudySession | None = None) -> None:
        self.sitting.clear()
        self._chosen = chosen is not None
        try:
            session = chosen or self.collection.study(deck)
        except UserError as error:
            self.show_gone(error)
            return
        self.sitting.begin(session)
        self.title_changed.emit()

    # What is asked

    @property
    def card(self) -> StudyCard | None:
        """The card in front."""
        return self.sitting.card

    def has_card(self) -> bool:
        """Whether a card is in front."""
        return self.card is not None

    def is_answered(self) -> bool:
        """Whether the answer is shown."""
        return self.sitting.step is Step.ANSWER

    def show_question(self, card: StudyCard) -> None:
        """Show a card that is asked now."""
        assert self._stack is not None
        self._close_panels()
        html = self.sitting.tasks.question_html(card)
        self.page.pane.ask(html, card.css, self._typed(), card.number)
        self._stack.setCurrentWidget(self.page)
        self.page.pane.paint_now()
        self.page.show_place(card, self._place(card))
        self.show_source()
        play_question(self)
        self.ahead.begin(self.sitting.session, card)

    def _typed(self) -> str | None:
        """Return what stands in the box of the card asked for; None where it has none."""
        tasks = self.sitting.tasks
        return None if tasks.typing is None else tasks.attempt.typed

    def _place(self, card: StudyCard) -> Place:
        session = self.sitting.session
        assert session is not None
        today = learner_day(self.collection.clock(), self.sitting.day_start)
        return Place(session.progress, session.remaining, phrases.state_words(card, today))

    def spoken(self) -> str:
        """Return what the card in front says now."""
        return self.page.pane.spoken()

    def take_keyboard(self) -> None:
        """Let the arrow and page keys scroll the card, unless the panel is being used."""
        wanted = self._wants_keyboard()
        used = self.why.is_used() or self.fields.is_used()
        if not wanted.hasFocus() and not used:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wants_keyboard(self) -> QWidget:
        """Return the box where an answer is to be typed, else the card."""
        pane = self.page.pane
        return pane.box.edit if pane.box.is_open else pane

    def show_answer(self, card: StudyCard) -> None:
        """Show the answer under the question."""
        self.page.pane.reveal(self.sitting.tasks.answer_html(card), card.css)
        play_answer(self)
        self.show_source()
        self.sitting.say(self._read_on_words(card), aloud="")
        self.page.pane.paint_now()
        self.ahead.begin(self.sitting.session)

    def show_anew(self, card: StudyCard, before: StudyCard) -> None:
        """Show the card asked for as it is now, without turning it over."""
        answered = self.is_answered()
        tasks = self.sitting.tasks
        html = tasks.answer_html(card) if answered else tasks.question_html(card)
        if (html, card.css) != (self.page.pane.html(), before.css):
            self.page.pane.show_anew(html, card.css, None if answered else self._typed())
        self.page.show_place(card, self._place(card))
        if self.is_answered():
            self.show_source()
        if self.why.isVisible():
            card_actions.tell_why(self)
        self.ahead.begin(self.sitting.session, None if answered else card)

    def show_source(self) -> None:
        """Say where the note comes from, once the answer is there and if that is wished.

        Where the card may show less than its note holds, say how to see all of it.
        """
        card, fields_key = self.card if self.is_answered() else None, ""
        if self.card is not None and (self.card.leaves_out or self.page.pane.hides_text):
            writing = self.sitting.is_writing
            fields_key = first_key(self.window_, f"{PREFIX}.fields", writing=writing)
        if card is None or not card_actions.source_shown(self):
            self.page.show_source("", "", fields_key, self._below_words())
            return
        source = card.source_heading or card.source
        self.page.show_source(source, first_key(self.window_, f"{PREFIX}.source"), fields_key)

    def _below_words(self) -> str:
        """Say how to read on in a question that is longer than the card is high."""
        if self.card is None or self.is_answered() or not self.page.pane.has_more_below():
            return ""
        return tr("There is more below: {key}", key=key_words("PgDown"))

    def _follow_reading(self) -> None:
        if self.card is not None and not self.is_answered():
            self.show_source()

    def _open_card_menu(self, at: QPoint) -> None:
        where = self.page.pane.viewport().mapToGlobal(at)
        card_actions.open_menu(self, where, card_actions.MORE)

    # Going on

    def go_on(self) -> None:
        """Go on after a pause, show the answer, read on, or rate the card good."""
        card = self.card
        if card is None or not self._has_more_to_read():
            self.sitting.go_on()
            return
        self.page.pane.page_down()
        self.sitting.say(self._read_on_words(card), aloud="")

    def go_on_words(self) -> str:
        """Return what Space and Enter do now."""
        if self._has_more_to_read():
            return tr("Read on")
        return self.sitting.go_on_words(tr("Show &answer"))

    def _has_more_to_read(self) -> bool:
        paused = self.sitting.pacing.paused
        return self.is_answered() and not paused and self.page.pane.has_more_below()

    def _read_on_words(self, card: StudyCard) -> str:
        if not self.page.pane.has_more_below():
            return phrases.plans_words(card.choices.values()) or self._first_days_words(card)
        return tr("There is more below: {key}", key=first_key(self.window_, f"{PREFIX}.next"))

    def _first_days_words(self, card: StudyCard) -> str:
        """Say once a sitting why Good and Easy lead to the same day."""
        if self.sitting.tally.answers or not phrases.first_days_words(card):
            return ""
        return tr("SM-2’s first two intervals are 1 and 6 days, even for Easy.")

    # The end

    def show_end(self) -> None:
        """Show what was done, when something comes back, or that nothing is due."""
        session, tally = self.sitting.session, self.sitting.tally
        assert session is not None
        over = self.sitting.time_is_over()
        deck, when = session.deck, "" if over else self.sitting.wait_words()
        found = facts(self.collection, deck)
        if self._chosen:  # of other cards than the day's
            found = replace(found, more_new=0)
        if when:
            self.ending.show_waiting(when, found)
        elif tally.answers:
            left = session.left_for_tomorrow.total + (session.remaining.total if over else 0)
            minutes = session.minutes if left else None
            self.ending.show_summary(deck, tally, found, left, minutes)
        else:
            self.ending.show_nothing(deck, found)
        self._show_ending()

    def show_gone(self, error: UserError) -> None:
        """Say why nothing can be asked, as when the deck was deleted meanwhile."""
        self.ending.show_gone(worded(error.what), facts(self.collection, None))
        self._show_ending()

    def _show_ending(self) -> None:
        assert self._stack is not None
        self.sitting.stop()
        self.ahead.stop()
        self._close_panels()
        self._stack.setCurrentWidget(self.ending)
        if self.sitting.in_front:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sitting.announce(self.ending.said)
        self.window_.commands.refresh()

    def leave_end(self) -> None:
        """Take the way on from the end that has the keyboard, else the likeliest one."""
        self.ending.go_on()
