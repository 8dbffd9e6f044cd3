"""Catch-up: after a break, what is due spread over days, those falling fastest first."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from flashcards.model.plans import CatchUp, DayLoad, PlanKind
from flashcards.ui.deck_choice import DeckChoice
from flashcards.ui.jobs import Progress
from flashcards.ui.planning import sentences
from flashcards.ui.planning.page import count_field, follow_days, form_of
from flashcards.ui.planning.plan_page import PlanPage
from flashcards.ui.statistics.phrases import cards, days
from flashcards.ui.widgets import column, label, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

MOST_DAYS, USUAL_DAYS = 366, 7


class CatchUpPage(PlanPage[CatchUp]):
    """Asks for a deck, and over how many days."""

    key = "catch_up"
    text = "Catch-&up"
    act_text = "&Spread the cards"
    kind = PlanKind.CATCH_UP
    list_text = "Catch-ups"
    empty_text = "No catch-ups yet. Those you add appear here."
    added_key = "of the backlog"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.deck_field = DeckChoice(tr("Deck to catch up with"))
        self.within_limits = QRadioButton()
        self.counted = QRadioButton(tr("This man&y:"))
        self.counted.setAccessibleName(tr("A number of days"))
        self.days = count_field(tr("Over how many days"), USUAL_DAYS, 1, MOST_DAYS)
        follow_days(self.days)
        group = QButtonGroup(self)
        for choice in (self.within_limits, self.counted):
            group.addButton(choice)
        self.within_limits.setChecked(True)
        self._say_days(None)
        counted = row(None, self.counted, self.days, gap="inside")
        counted.setStretch(1, 1)
        form = form_of(
            (tr("Dec&k"), self.deck_field, self.deck_field),
            (tr("&Name"), self.name, self.name),
        )
        ways = label(tr("Days"))
        ways.setFixedHeight(self.within_limits.sizeHint().height())  # on one line with the first
        form.insertRow(1, ways, column(None, self.within_limits, counted, gap="hair"))
        self.lay_out_plan(form)
        self.deck_field.activated.connect(self._asked_otherwise)
        group.buttonToggled.connect(self._way_changed)
        self.days.valueChanged.connect(self._days_changed)
        # Also where the number typed is the one that stands there.
        self.days.lineEdit().textEdited.connect(lambda _: self.counted.setChecked(True))
        self.days.lineEdit().returnPressed.connect(self.entered)

    def decks(self) -> DeckChoice:
        """Return the field for the deck."""
        return self.deck_field

    def fields(self) -> list[QWidget]:
        """Return what one fills in."""
        ways = [self.within_limits, self.counted, self.days]
        return [self.deck_field, *ways, self.name, self.act_button]

    def first_field(self) -> QWidget:
        """Return where the days are chosen."""
        return self.within_limits if self.within_limits.isChecked() else self.days

    def number(self) -> int | None:
        """Return over how many days; None for as many as the daily limits ask."""
        return None if self.within_limits.isChecked() else self.days.value()

    def _way_changed(self, _button: object, checked: bool) -> None:
        if checked:
            self._say_days(None)
            self.run_soon()

    def _days_changed(self) -> None:
        self.counted.setChecked(True)
        self._asked_otherwise()

    def _asked_otherwise(self) -> None:
        self._say_days(None)
        self.run_soon()

    def _say_days(self, needed: int | None) -> None:
        """Say how many days the limits ask, where that is known, and suggest a name."""
        words = tr("Within limi&ts")
        if needed is not None:
            words = tr("{choice}: {days}", choice=words, days=days(needed))
        self.within_limits.setText(words)
        number = needed if self.number() is None else self.days.value()
        over = tr("Catch-up") if number is None else tr("Catch-up over {days}", days=days(number))
        self.name.setPlaceholderText(over)

    def look(self) -> Callable[[Progress], CatchUp]:
        """Return the work that spreads the backlog on trial."""
        planning, deck, number = self.collection.planning, self.deck_field.deck(), self.number()
        return lambda progress: planning.catch_up_preview(deck, number, progress)

    def make(self) -> Callable[[Progress], str]:
        """Return the work that spreads it."""
        planning, deck, number = self.collection.planning, self.deck_field.deck(), self.number()
        name = self.plan_name()
        return lambda progress: planning.apply_catch_up(deck, number, name, progress)

    def say(self, found: CatchUp) -> tuple[str, Sequence[str], Sequence[DayLoad]]:
        """Return the load of each day, and what is likely forgotten."""
        self._say_days(found.days_needed if found.cards else None)
        told = sentences.catch_up_told(found, self.today())
        return sentences.catch_up_verdict(found), told, found.loads

    def worth_making(self, found: CatchUp) -> bool:
        """Whether anything is due, and some of it would come later than today."""
        return found.cards > 0 and found.loads[-1].day.toordinal() > self.today()

    def made_words(self, found: CatchUp) -> str:
        """Return what was done."""
        return tr("Spread {cards} over {days}", cards=cards(found.cards),
                  days=days(len(found.loads)))  # fmt: skip
