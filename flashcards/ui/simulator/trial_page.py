"""The scheduler trial: which scheduler would have predicted the learner's answers best."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from flashcards.model.errors import UserError
from flashcards.ui import theme
from flashcards.ui.deck_options.breaking_row import BreakingRow
from flashcards.ui.paged_screen import ScreenPage
from flashcards.ui.simulator import trial_words
from flashcards.ui.simulator.calibration_chart import CalibrationChart
from flashcards.ui.simulator.marks import LineSample
from flashcards.ui.simulator.series import MARKS
from flashcards.ui.simulator.trial_table import TrialTable
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.statistics.parts import Panel
from flashcards.ui.widgets import (
    EmptyState,
    FlowRow,
    beside,
    button,
    column,
    label,
    panel,
    row,
    set_kind,
    spacer,
)
from flashcards.ui.words import tr, worded
from flashcards.ui.work_line import WorkLine

if TYPE_CHECKING:
    from flashcards.collection.plans.experiments import TrialReport
    from flashcards.ui.main_window import MainWindow

TEXT_EM = 30


class TrialPage(ScreenPage):
    """Says what will be done, then shows a table, a plot, and what they mean."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._deck: str | None = None
        self.report: TrialReport | None = None
        """What is shown."""
        self.work = WorkLine(window)
        self.start = button(tr("&Try the schedulers"), self.run, kind="primary")
        self.empty = EmptyState("check", "", "", self.start)
        self.headline = label("", "heading", wrap=True)
        self.table = TrialTable()
        name = tr("Predicted and remembered")
        self.samples = [label("", "muted") for _ in MARKS]
        marks = [beside(LineSample(m), s) for m, s in zip(MARKS, self.samples, strict=True)]
        self._keys = FlowRow(*marks, gap=theme.SPACE.between)
        self.plot = Panel(
            name,
            CalibrationChart(name),
            explain="",
            above=self._keys,
        )
        self.meaning = label("", wrap=True)
        self.explanation = label("", "muted", wrap=True)
        self.choose = button(tr("Choose FSRS f&or this deck…"), self.choose_fsrs, kind="primary")
        self.look = button(tr("See &what would move…"), self.look_at_past)
        self.again = button(tr("Try &again"), self.run, kind="quiet")
        # No stack: a page that is hidden must not ask for room.
        self.full = self._full()
        column(self, self.empty, self.full, None, gap="none")
        self._explain()

    def _full(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "bare")
        what = panel(
            label(tr("What this means"), "heading"),
            self.meaning,
            spacer("hair"),
            BreakingRow(self.choose, self.look, self.again),
        )
        self._left = QWidget()
        self._left.setProperty("role", "bare")
        column(self._left, self.table, what, None, gap="between")
        self._right = QWidget()
        self._right.setProperty("role", "bare")
        column(self._right, self.plot, self.explanation, None, gap="between")
        for side in (self._left, self._right):
            side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        both = QWidget()
        both.setProperty("role", "bare")
        self._box: QBoxLayout = row(both, self._left, self._right, gap="between")
        self._box.setStretch(0, 1)
        self._box.setStretch(1, 1)
        layout = column(page, self.headline, both, None, gap="between")
        layout.setContentsMargins(0, theme.SPACE.hair, 0, 0)
        return page

    def place(self, *, wide: bool) -> None:
        """Lay table and plot beside one another, or above."""
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def charts(self) -> list[Chart]:
        """Return the charts."""
        return [self.plot.chart]

    def show_deck(self, deck: str | None) -> None:
        """Be about a deck; what was found for another one goes away."""
        if deck != self._deck:
            self._deck = deck
            self.stop()
            self.report = None
            self._explain()

    def run(self) -> None:
        """Try the schedulers now."""
        deck = self._deck
        trial = self._window.collection.scheduling.trial
        self.work.run(
            tr("Trying the schedulers on your answers…"),
            lambda progress: trial(deck, progress),
            self._show,
            self._refuse,
        )

    def stop(self) -> None:
        """Try nothing more until asked."""
        self.work.drop()
        self.work.say("")

    def choose_fsrs(self) -> None:
        """Go to where the deck's scheduler is chosen."""
        if self._deck is not None:
            self._window.go("options", deck=self._deck)

    def look_at_past(self) -> None:
        """Go to where is seen, and may be applied, what FSRS would make of the deck's past."""
        if self.report is not None and self.report.switch is not None:
            self._window.go("past", deck=self._deck, options=self.report.switch)

    def can_choose_fsrs(self) -> bool:
        """Whether there is a deck, and it has another scheduler."""
        return self.report is not None and self.report.switch is not None

    def _explain(self) -> None:
        self._say(
            tr("Which scheduler knows you best?"),
            tr(
                "Your own answers are predicted once more, by SM-2 and by FSRS, to see which "
                "comes closer. Nothing is changed."
            ),
        )
        self._show_full(shown=False)

    def _say(self, title: str, text: str) -> None:
        self.empty.title.setText(title)
        label = self.empty.text
        label.setText(text)
        width = TEXT_EM * self.fontMetrics().height()
        # In the middle of a wide page it would get the height of the page's width.
        label.setMinimumSize(width, label.heightForWidth(width))

    def _refuse(self, error: UserError) -> None:
        self.report = None
        self._say(worded(error.what), worded(error.hint))
        self._show_full(shown=False)

    def _show_full(self, *, shown: bool) -> None:
        self.empty.setVisible(not shown)
        self.full.setVisible(shown)

    def _show(self, report: "TrialReport") -> None:
        had_focus = self.start.hasFocus()
        self.report = report
        self.headline.setText(trial_words.headline(report))
        settings = self._window.collection.scheduling.present_settings(self._deck)
        own = bool(settings.options.fsrs_parameters)
        self.table.show_report(report, own_parameters=own)
        shown = trial_words.calibration(report)
        chart = self.plot.chart
        assert isinstance(chart, CalibrationChart)
        chart.show_data(shown)
        for sample, mark in zip(self.samples, shown.marks, strict=True):
            sample.setText(mark.name)
        self.plot.show_gist(tr("Dots on the diagonal were predicted exactly"))
        self.meaning.setText("\n\n".join(trial_words.meaning(report, own_parameters=own)))
        self.explanation.setText(trial_words.explanation(report))
        for way in (self.choose, self.look):
            way.setVisible(report.switch is not None)
        set_kind(self.choose, "primary" if trial_words.worth_switching(report) else "")
        self._show_full(shown=True)
        if had_focus:
            self.again.setFocus()
        self._window.commands.refresh()
