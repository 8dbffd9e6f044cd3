"""Holiday: days in which nothing falls due, for a deck or all."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from flashcards.model.plans import DayLoad, DayPlan, HolidayPreview, PlanKind
from flashcards.ui.deck_choice import DeckChoice
from flashcards.ui.jobs import Progress
from flashcards.ui.planning import sentences
from flashcards.ui.planning.day_field import DayField
from flashcards.ui.planning.page import form_of
from flashcards.ui.planning.plan_page import PlanPage
from flashcards.ui.statistics.phrases import span_words
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_USUAL = timedelta(days=6)
"""From the first day to the last, until the learner says otherwise."""


class HolidayPage(PlanPage[HolidayPreview]):
    """Asks for the first and the last day."""

    key = "holiday"
    text = "Hol&iday"
    act_text = "&Add the holiday"
    kind = PlanKind.HOLIDAY
    list_text = "Holidays"
    empty_text = "No holidays yet. Those you add appear here."
    added_key = "moved here"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.deck_field = DeckChoice(tr("Deck that has a holiday"))
        self.first = DayField(tr("First day of the holiday"))
        self.last = DayField(tr("Last day of the holiday"))
        self._span = _USUAL
        self._chosen = False
        """Whether the learner has said when; else it follows today."""
        self.name.setPlaceholderText(tr("Holiday"))
        self.lay_out_plan(
            form_of(
                (tr("Fir&st day"), self.first, self.first),
                (tr("Las&t day"), self.last, self.last),
                (tr("Dec&k"), self.deck_field, self.deck_field),
                (tr("&Name"), self.name, self.name),
            )
        )
        self.first.day_changed.connect(self._first_changed)
        self.last.day_changed.connect(self._last_changed)
        for field in (self.first, self.last):
            field.lineEdit().returnPressed.connect(self.entered)
        self.deck_field.activated.connect(self.run_soon)

    def decks(self) -> DeckChoice:
        """Return the field for the deck."""
        return self.deck_field

    def fields(self) -> list[QWidget]:
        """Return what one fills in."""
        return [self.first, self.last, self.deck_field, self.name, self.act_button]

    def refresh_lists(self) -> None:
        """Read the plans again; days nobody chose follow today."""
        super().refresh_lists()
        if not self._chosen:
            tomorrow = date.fromordinal(self.today() + 1)
            self.first.show_day(tomorrow)
            self.last.show_day(tomorrow + self._span)

    def _first_changed(self) -> None:
        self._chosen = True
        # A holiday that is moved keeps its length.
        self.last.show_day(self.first.day() + self._span)
        self.run_soon()

    def _last_changed(self) -> None:
        self._chosen = True
        self._span = max(self.last.day() - self.first.day(), timedelta())
        self.run_soon()

    def look(self) -> Callable[[Progress], HolidayPreview]:
        """Return the work that finds out where the cards would go."""
        planning, deck = self.collection.planning, self.deck_field.deck()
        first, last = self.first.day(), self.last.day()
        return lambda progress: planning.holiday_preview(first, last, deck, progress)

    def make(self) -> Callable[[Progress], str]:
        """Return the work that keeps the days free."""
        planning, deck = self.collection.planning, self.deck_field.deck()
        first, last, name = self.first.day(), self.last.day(), self.plan_name()
        return lambda progress: planning.add_holiday(first, last, deck, name, progress)

    def say(self, found: HolidayPreview) -> tuple[str, Sequence[str], Sequence[DayLoad]]:
        """Return where the cards go; of days that a holiday keeps free already, which one."""
        kept = self._kept()
        verdict = sentences.holiday_verdict(found)
        if kept is not None:
            verdict = tr("“{name}” keeps these days free", name=kept.name)
        return verdict, sentences.holiday_told(found), found.loads

    def worth_making(self, found: HolidayPreview) -> bool:
        """Whether no such holiday is there, or cards fall due in it all the same."""
        return found.cards > 0 or self._kept() is None

    def _kept(self) -> DayPlan | None:
        """Return the holiday there is for just these days and this deck."""
        wanted = self.first.day(), self.last.day(), self.deck_field.deck()
        plans = self.collection.planning.plans([self.kind])
        return next((e for e in plans if (e.first, e.last, e.deck) == wanted), None)

    def made_words(self, found: HolidayPreview) -> str:
        """Return what was done."""
        span = span_words(self.first.day().toordinal(), self.last.day().toordinal())
        return tr("Nothing falls due {span}", span=span)
