"""Exam date: a deck known as well as wished on a day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from flashcards.model.plans import DayLoad, ExamPreview, PlanKind
from flashcards.ui.deck_choice import DeckChoice
from flashcards.ui.jobs import Progress
from flashcards.ui.planning import sentences
from flashcards.ui.planning.day_field import DayField
from flashcards.ui.planning.page import count_field, form_of
from flashcards.ui.planning.plan_page import PlanPage
from flashcards.ui.words import deck_words, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

LEAST, MOST, USUAL = 50, 99, 90
_USUAL_DAYS = 30


class ExamPage(PlanPage[ExamPreview]):
    """Asks for a deck, a date and a retention."""

    key = "exam"
    text = "E&xam"
    act_text = "&Plan for the exam"
    kind = PlanKind.EXAM
    list_text = "Exams"
    empty_text = "No exams yet. Those you add appear here."
    added_key = "extra reviews"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.deck_field = DeckChoice(tr("Deck the exam is about"), with_all=False)
        self.day = DayField(tr("Date of the exam"))
        self._day_chosen = False
        """Whether the learner has said which; else it follows today."""
        self.retention = count_field(tr("Target retention"), USUAL, LEAST, MOST)
        self.retention.setSuffix("%")
        self.lay_out_plan(
            form_of(
                (tr("Dec&k"), self.deck_field, self.deck_field),
                (tr("Da&y"), self.day, self.day),
                (tr("&Target"), self.retention, self.retention),
                (tr("&Name"), self.name, self.name),
            )
        )
        self.deck_field.activated.connect(self._deck_changed)
        self.day.day_changed.connect(self._day_changed)
        self.retention.valueChanged.connect(self.run_soon)
        for field in (self.day, self.retention):
            field.lineEdit().returnPressed.connect(self.entered)

    def decks(self) -> DeckChoice:
        """Return the field for the deck."""
        return self.deck_field

    def fields(self) -> list[QWidget]:
        """Return what one fills in."""
        return [self.deck_field, self.day, self.retention, self.name, self.act_button]

    def _deck_changed(self) -> None:
        self._suggest_name()
        self.run_soon()

    def _day_changed(self) -> None:
        self._day_chosen = True
        self.run_soon()

    def refresh_lists(self) -> None:
        """Read the plans again; deck and day may be others now."""
        super().refresh_lists()
        if not self._day_chosen:
            self.day.show_day(date.fromordinal(self.today() + _USUAL_DAYS))
        self._suggest_name()

    def _suggest_name(self) -> None:
        deck = self.deck_field.deck()
        self.name.setPlaceholderText(tr("Exam: {deck}", deck=deck_words(deck or "")))

    def look(self) -> Callable[[Progress], ExamPreview]:
        """Return the work that finds out what would be remembered."""
        planning, deck = self.collection.planning, self.deck_field.deck() or ""
        day, retention = self.day.day(), self.retention.value()
        return lambda progress: planning.exam_preview(deck, day, retention, progress)

    def make(self) -> Callable[[Progress], str]:
        """Return the work that plans for the exam."""
        planning, deck = self.collection.planning, self.deck_field.deck() or ""
        day, retention, name = self.day.day(), self.retention.value(), self.plan_name()
        return lambda progress: planning.add_exam(deck, day, retention, name, progress)

    def say(self, found: ExamPreview) -> tuple[str, Sequence[str], Sequence[DayLoad]]:
        """Return what is remembered on the day, and the extra reviews."""
        told = sentences.exam_told(found, self.retention.value())
        return sentences.exam_verdict(found), told, found.loads

    def made_words(self, found: ExamPreview) -> str:
        """Return what was done."""
        return tr("Planned for the exam on {day}", day=sentences.on_day(self.day.day(),
                  self.today()))  # fmt: skip
