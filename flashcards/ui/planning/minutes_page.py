"""Minutes first: of today's cards, those worth most for the time the learner has."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from flashcards.ui.deck_choice import DeckChoice
from flashcards.ui.hints import set_hint
from flashcards.ui.home.words import counts_words, duration_words, told_by
from flashcards.ui.jobs import Progress
from flashcards.ui.planning.page import Page, count_field, form_of
from flashcards.ui.planning.starting import keep_minutes, kept_minutes, open_minutes
from flashcards.ui.statistics.phrases import cards
from flashcards.ui.widgets import button, column, label, row, say_count
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.study.queue import Counts
    from flashcards.ui.main_window import MainWindow

MOST_MINUTES = 24 * 60
QUICK = (5, 10, 15, 30, 60)


class MinutesPage(Page):
    """Asks how many minutes there are, and starts."""

    key = "minutes"
    text = "&Minutes"
    act_text = "&Start"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.counts: tuple[Counts, Counts] | None = None
        """What would be asked, and what is left for tomorrow."""
        self.minutes = count_field(tr("Minutes"), kept_minutes(window), 1, MOST_MINUTES)
        say_count(self.minutes, "{count} minute", "{count} minutes")
        self.deck_field = DeckChoice(tr("Deck to study"))
        self.quick = [self._quick(minutes) for minutes in QUICK]
        how = label(
            tr(
                "Cards you started today come first, then those that gain the most recall per "
                "second. The rest stay due."
            ),
            "muted",
            wrap=True,
        )
        form = form_of(
            (tr("&Time"), self.minutes, self.minutes),
            (tr("Dec&k"), self.deck_field, self.deck_field),
        )
        form.insertRow(1, row(None, *self.quick, gap="hair"))
        self.lay_out(form, column(None, self.act_button), how)
        self.minutes.valueChanged.connect(self.run_soon)
        self.minutes.lineEdit().returnPressed.connect(self.act)
        self.deck_field.activated.connect(self.run_soon)

    def _quick(self, minutes: int) -> QWidget:
        made = button(f"{minutes}", partial(self.choose, minutes))
        words = tr("{minutes} minutes", minutes=minutes)
        made.setAccessibleName(words)
        set_hint(made, words)
        return made

    def choose(self, minutes: int) -> None:
        """Have so many minutes, and start with Enter."""
        self.minutes.setValue(minutes)
        self.minutes.setFocus()
        self.minutes.selectAll()

    def decks(self) -> DeckChoice:
        """Return the field for the deck."""
        return self.deck_field

    def fields(self) -> list[QWidget]:
        """Return what one fills in."""
        return [self.minutes, *self.quick, self.deck_field, self.act_button]

    def run(self) -> None:
        """Find out how many cards fit."""
        planning, minutes, deck = (
            self.collection.planning, self.minutes.value(), self.deck_field.deck(),
        )  # fmt: skip

        def look(progress: Progress) -> "tuple[Counts, Counts, float]":
            session = planning.minutes_first(minutes, deck, progress)
            session.close()
            seconds = session.estimate_seconds or 0.0
            return session.remaining, session.left_for_tomorrow, seconds

        self.reckon(tr("Choosing cards…"), look, self._show)

    def _show(self, looked: "tuple[Counts, Counts, float]") -> None:
        found, rest, seconds = looked
        self.counts = found, rest
        asked, left = found.total, rest.total
        if not asked:
            self.show_words(
                tr("Nothing is due now"),
                tr("Custom study has more: cards due soon, or the ones you forgot lately."),
            )
            return
        minutes = plural(self.minutes.value(), "{count} minute", "{count} minutes")
        verdict = tr("{cards} in {minutes}", cards=cards(asked), minutes=minutes)
        waiting = plural(left, "{count} card is left for tomorrow.",
                         "{count} cards are left for tomorrow.")  # fmt: skip
        told = waiting if left else tr("All that is due today fits.")
        about = tr("About {time}.", time=duration_words(round(seconds)))
        self.show_words(verdict, f"{counts_words(found)}\n{told} {about} {told_by()}")

    def can_act(self) -> bool:
        """Whether there is something to study."""
        nothing = self.up_to_date and self.counts is not None and not self.counts[0].total
        return super().can_act() and not nothing

    def act(self) -> None:
        """Start."""
        if self.can_act():
            minutes, deck, planning = (
                self.minutes.value(), self.deck_field.deck(), self.collection.planning,
            )  # fmt: skip
            keep_minutes(self.window_, minutes)
            self.begin(
                lambda progress: planning.minutes_first(minutes, deck, progress),
                partial(open_minutes, self.window_),
            )
