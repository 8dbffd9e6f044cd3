"""Reschedule past reviews: what would change by the rules of today, shown before it is done."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.presets import Options
from flashcards.model.reviews import ReplayPreview
from flashcards.scheduling.days import learner_day
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.deck_choice import DeckChoice
from flashcards.ui.jobs import Job
from flashcards.ui.scheduling import before_after, past_words
from flashcards.ui.scheduling.rules import Rules, rules_below, spoken
from flashcards.ui.screen import Screen
from flashcards.ui.statistics.parts import Panel
from flashcards.ui.widgets import (
    EmptyState,
    button,
    column,
    command_button,
    label,
    row,
    scrolled,
)
from flashcards.ui.words import error_words, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_EM = 46


class PastScreen(Screen):
    """Shows which cards would move before anything is written."""

    name = "past"
    search_box = False

    def __init__(self, window: "MainWindow") -> None:
        self._deck: str | None = None
        self._options: Options | None = None
        super().__init__(window)
        self._job: Job | None = None
        self._applying = False
        self.preview: ReplayPreview | None = None
        self.decks = DeckChoice(tr("Decks"), letters=24)
        self.rules = label("", "muted", wrap=True)
        self.moved = label("", "heading", wrap=True)
        self.days = label("", wrap=True)
        self.chart = before_after.PairChart(tr("Cards to answer in the next 30 days"))
        self.panel = Panel(self.chart.name, self.chart, explain=tr("There is nothing to show."))
        self._stack = QStackedWidget()
        self._built = False
        self.decks.activated.connect(self._choose)
        window.jobs.finished.connect(self._ended)

    def title(self) -> str:
        """Name the screen."""
        return tr("Reschedule past reviews")

    # Building

    def _build(self) -> None:
        """Put the parts together; only now does the command of the button exist."""
        self._built = True
        intro = tr(
            "Recalculates due dates from your review history, using each deck’s current options. "
            "The history is kept. Check the changes first; nothing changes until you apply them."
        )
        caption = label(tr("&Decks"))
        caption.setBuddy(self.decks)
        choice = row(None, caption, self.decks, None)
        self._working = label(tr("Calculating what would change …"), "muted")
        self._failed = label("", "error", wrap=True)
        again = button(tr("Recalculate"), self.work_out)
        pages = (
            self._page(self._working),
            self._page(self._failed, row(None, again, None)),
            self._page(self.moved, self.days, self.panel),
        )
        for page in pages:
            self._stack.addWidget(page)
        self.apply_button = command_button(self.window_, "past.apply", kind="primary")
        back = button(tr("Back"), self.window_.back)
        foot = row(None, None, back, self.apply_button)
        inside = QWidget()
        inside.setProperty("role", "bare")
        edge = theme.SPACE
        layout = column(inside, label(intro, "muted", wrap=True), choice, self.rules, self._stack,
                        foot, gap="between")  # fmt: skip
        layout.setContentsMargins(edge.around, 0, edge.around, edge.around)
        layout.addStretch(1)
        inside.setMaximumWidth(WIDTH_EM * self.fontMetrics().height())
        page = QWidget()
        page.setProperty("role", "bare")
        # What is left over stands at the right, under no title.
        row(page, inside, None, gap="none").setStretch(0, 10_000)
        start = button(tr("Go to &Today"), lambda: self.window_.go("today"), kind="primary")
        hint = tr("Once cards were answered, their past can be judged by other rules.")
        self._whole = QStackedWidget()
        self._whole.addWidget(scrolled(page))
        self._whole.addWidget(EmptyState("history", tr("There is no deck yet"), hint, start))
        column(self, self._whole, gap="none")

    def _page(self, *parts: Any) -> QWidget:
        page = QWidget()
        page.setProperty("role", "bare")
        column(page, *parts, None, gap="inside")
        return page

    # The screen

    def shown(self, **arguments: Any) -> None:
        """Come to the front for a ``deck`` (None: all), to try ``options`` in place of its own."""
        if not self._built:
            self._build()
        if arguments:
            self._deck = arguments.get("deck")
            self._options = arguments.get("options") if self._deck is not None else None
        self.work_out()

    def left(self) -> None:
        """Stop working out what nobody waits for; applying goes on."""
        if not self._applying:
            self._stop()

    def changed(self, changes: Changes) -> None:
        """Work it out again where cards, options or decks were touched."""
        if changes.cards or changes.reviews or changes.presets or changes.decks:
            self.work_out()

    def reload(self) -> None:
        """Everything is read when shown."""

    def first_focus(self) -> QWidget | None:
        """Return the choice of the decks."""
        return self.decks

    def current_deck(self) -> str | None:
        """Return the deck shown."""
        return self._deck

    def commands(self) -> list[Command]:
        """Return what one does here."""
        return [
            Command("past.apply", "&Apply", self.apply, ("Ctrl+Return", "Ctrl+Enter"), "check",
                    "Deck", section=3, enabled_when=self.can_apply,
                    keywords=("replay", "reschedule")),
        ]  # fmt: skip

    # What would change

    def _choose(self) -> None:
        self._deck = self.decks.deck()
        self._options = None
        self.work_out()

    def work_out(self) -> None:
        """Work out in the background what would change, and show it."""
        if self._applying:
            return
        self._stop()
        names = self.collection.deck_names()
        self._whole.setCurrentIndex(0 if names else 1)
        if not names:
            return
        if self._deck not in names:
            self._deck = self._options = None
        self._fill(names)
        self.preview = None
        self._stack.setCurrentIndex(0)
        deck, options = self._deck, self._options
        scheduling = self.collection.scheduling
        self._job = self.window_.jobs.run(
            tr("Calculating what would change"),
            lambda progress: scheduling.preview_replay(deck, options, progress),
            on_done=self._take,
            on_error=self._complain,
        )
        self.window_.commands.refresh()

    def _fill(self, names: list[str]) -> None:
        self.decks.show_decks(names, self._deck)
        found = rules_below(self.collection, self._deck)
        if self._options is not None:
            found[0] = Rules(self._options, found[0].decks)
        self.rules.setText("\n".join(spoken(found)))

    def _take(self, preview: ReplayPreview) -> None:
        self._job = None
        self.preview = preview
        self.moved.setText(past_words.moved_words(preview))
        self.days.setText(past_words.days_words(preview))
        start = self.collection.presets()[0].options.day_start_minutes
        today = learner_day(self.collection.clock(), start)
        self.chart.show_data(before_after.bars(preview, today))
        self.panel.show_gist(before_after.gist(preview), before_after.keys())
        self.panel.setVisible(preview.moved > 0)
        self._stack.setCurrentIndex(2)
        self.window_.commands.refresh()

    def _complain(self, error: UserError) -> None:
        self._job = None
        self._failed.setText(error_words(error))
        self._stack.setCurrentIndex(1)

    def _stop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            self.window_.jobs.cancel(job)

    def _ended(self, job: Job) -> None:
        """Say so where the learner stopped the work; what comes next tells of any other end."""
        if job is not self._job or not job.stop.is_set():
            return
        self._job = None
        self._applying = False
        self._failed.setText(tr("Stopped. Nothing was changed."))
        self._stack.setCurrentIndex(1)
        self.window_.commands.refresh()

    # Doing it

    def can_apply(self) -> bool:
        """Whether there is something to apply."""
        return self.preview is not None and self.preview.cards > 0 and not self._applying

    def apply(self) -> None:
        """Judge the past by these rules, in the background; one undo takes it back."""
        if not self.can_apply():
            return
        self._applying = True
        deck, options = self._deck, self._options
        scheduling = self.collection.scheduling
        self._job = self.window_.jobs.run(
            tr("Rescheduling past reviews"),
            lambda progress: scheduling.apply_replay(deck, options, progress),
            on_done=self._applied,
            on_error=self._not_applied,
            writes=True,
        )
        self.window_.commands.refresh()

    def _applied(self, moved: int) -> None:
        self._applying, self._job, self._options = False, None, None
        window = self.window_
        if window.front() == self.name:
            window.back()
        window.toast(past_words.done_words(moved), tr("Undo"), window.undo_in_collection)

    def _not_applied(self, error: UserError) -> None:
        self._applying = False
        self._complain(error)
        self.window_.commands.refresh()
