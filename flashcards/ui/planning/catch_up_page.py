"""Catch-up: after a break, what is due spread over days, the most endangered first."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from flashcards.model.plans import CatchUp, DayLoad, PlanKind
from flashcards.ui.deck_choice import DeckChoice
from flashcards.ui.jobs import Progress
from flashcards.ui.planning import sentences
from flashcards.ui.planning.page import count_field, follow_days, form_of
from flashcards.ui.planning.plan_page import PlanPage
from flashcards.ui.statistics.phrases import cards, days
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

MOST_DAYS, USUAL_DAYS = 366, 7


class CatchUpPage(PlanPage[CatchUp]):
    """Asks for a deck and a number of days."""

    key = "catch_up"
    text = "Catch-&up"
    act_text = "&Spread the cards"
    kind = PlanKind.CATCH_UP
    list_text = "Catch-ups"
    empty_text = "No catch-up is under way. The ones you make stand here, and can be removed."
    added_key = "of the backlog"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.deck_field = DeckChoice(tr("Deck to catch up with"))
        self.days = count_field(tr("Over how many days"), USUAL_DAYS, 1, MOST_DAYS)
        follow_days(self.days)
        self._suggest_name()
        self.lay_out_plan(
            form_of(
                (tr("Dec&k"), self.deck_field, self.deck_field),
                (tr("Da&ys"), self.days, self.days),
                (tr("&Name"), self.name, self.name),
            )
        )
        self.deck_field.activated.connect(self.run_soon)
        self.days.valueChanged.connect(self._days_changed)
        self.days.lineEdit().returnPressed.connect(self.entered)

    def decks(self) -> DeckChoice:
        """Return the field for the deck."""
        return self.deck_field

    def fields(self) -> list[QWidget]:
        """Return what one fills in."""
        return [self.deck_field, self.days, self.name, self.act_button]

    def first_field(self) -> QWidget:
        """Return the field for the days."""
        return self.days

    def _days_changed(self) -> None:
        self._suggest_name()
        self.run_soon()

    def _suggest_name(self) -> None:
        over = days(self.days.value())
        self.name.setPlaceholderText(tr("Catch-up over {days}", days=over))

    def look(self) -> Callable[[Progress], CatchUp]:
        """Return the work that spreads the backlog on trial."""
        planning, deck, number = self.collection.planning, self.deck_field.deck(), self.days.value()
        return lambda progress: planning.catch_up_preview(deck, number, progress)

    def make(self) -> Callable[[Progress], str]:
        """Return the work that spreads it."""
        planning, deck, number = self.collection.planning, self.deck_field.deck(), self.days.value()
        name = self.name.text().strip()
        return lambda progress: planning.apply_catch_up(deck, number, name, progress)

    def say(self, found: CatchUp) -> tuple[str, Sequence[str], Sequence[DayLoad]]:
        """Return the load of each day, and what is likely forgotten."""
        told = sentences.catch_up_told(found, self.today())
        return sentences.catch_up_verdict(found), told, found.loads

    def worth_making(self, found: CatchUp) -> bool:
        """Whether anything is due."""
        return found.cards > 0

    def made_words(self, found: CatchUp) -> str:
        """Return what was done."""
        return tr("Spread {cards} over {days}", cards=cards(found.cards),
                  days=days(len(found.loads)))  # fmt: skip
