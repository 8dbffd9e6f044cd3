"""The simulator: two settings side by side, and what the days ahead would be like with each."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QBoxLayout, QSizePolicy, QWidget

from flashcards.model.enums import SchedulerKind
from flashcards.model.errors import UserError
from flashcards.model.experiments import Simulation
from flashcards.model.messages import Translatable
from flashcards.model.presets import Options
from flashcards.ui.paged_screen import ScreenPage
from flashcards.ui.simulator import figures
from flashcards.ui.simulator.curve_chart import CurveChart
from flashcards.ui.simulator.series import MARKS
from flashcards.ui.simulator.setting_form import SettingForm
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.statistics.parts import Panel
from flashcards.ui.widgets import button, check_field, choice_field, column, label, row
from flashcards.ui.words import error_words, numeral, tr
from flashcards.ui.work_line import WorkLine

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

PAUSE_MS = 500
"""So long after the last change the days are simulated anew."""
FORM_EM = 22
_PERIODS: tuple[tuple[Translatable, int], ...] = (
    ("30 days", 30),
    ("90 days", 90),
    ("Half a year", 182),
    ("1 year", 365),
    ("2 years", 730),
    ("5 years", 1_825),
)
_USUAL_DAYS = 365
_KEPT_AS, _ENDLESS = "foresight", "endless"
_OTHER_RETENTION = 85, 90
"""What is offered for comparison where FSRS is in use: the first that is not in use."""


class SimulatorPage(ScreenPage):
    """Forms at the left, charts at the right; above one another where there is little room."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._deck: str | None = None
        self._known: Options | None = None
        self.found: tuple[Simulation, ...] = ()
        """What the charts show."""
        self.up_to_date = False
        """Whether they show what the forms say."""
        self.forms = tuple(SettingForm(mark) for mark in MARKS)
        kept = window.settings.lists.get(_KEPT_AS, "").split()
        days = next((int(word) for word in kept if word.isdecimal()), _USUAL_DAYS)
        self.days = choice_field(
            tr("How far to look ahead"), [(tr(text), length) for text, length in _PERIODS], days
        )
        self.endless = check_field(tr("New cards never &run out"), _ENDLESS in kept)
        self.back = button(tr("&Back to the deck’s options"), self.start_over, kind="quiet")
        self.work = WorkLine(window)
        self.verdict = label("", "heading", wrap=True)
        self.told = label("", wrap=True)
        self.method = label("", "muted", wrap=True)
        self.panels = self._panels()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.run)
        self._lay_out()
        self.days.activated.connect(self._shared_changed)
        self.endless.clicked.connect(self._shared_changed)
        for form in self.forms:
            form.edited.connect(self._changed)
            form.entered.connect(self.run)

    # Building -------------------------------------------------------------------------

    def _panels(self) -> dict[str, Panel]:
        names = {
            "reviews": tr("Reviews a day"),
            "minutes": tr("Time a day"),
            "memorised": tr("Cards remembered"),
        }
        made = {key: Panel(name, CurveChart(name), explain="") for key, name in names.items()}
        for panel in made.values():
            # Empty, but as high as later, so that nothing moves when the numbers come.
            panel.show_gist(tr("Waiting for the simulation"))
        return made

    def _lay_out(self) -> None:
        shared = QWidget()
        shared.setProperty("role", "bare")
        ahead = label(tr("&Look ahead"))
        ahead.setBuddy(self.days)
        column(shared, row(None, ahead, self.days), self.endless, row(None, self.back, None))
        self._left = QWidget()
        self._left.setProperty("role", "bare")
        both = QWidget()
        both.setProperty("role", "bare")
        self._both: QBoxLayout = column(both, *self.forms, gap="between")
        column(self._left, both, shared, None, gap="between")
        self._right = QWidget()
        self._right.setProperty("role", "bare")
        column(
            self._right,
            column(None, self.verdict, self.told, gap="hair"),
            *self.panels.values(),
            self.method,
            None,
            gap="between",
        )
        self._right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._box: QBoxLayout = row(self, self._left, self._right, gap="between")
        self._box.setStretch(1, 1)

    def place(self, *, wide: bool) -> None:
        """Lay the forms beside the charts, or side by side above them."""
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._both.setDirection(directions.TopToBottom if wide else directions.LeftToRight)
        em = self.fontMetrics().height()
        self._left.setMaximumWidth(FORM_EM * em if wide else 10_000)
        self._left.setMinimumWidth(FORM_EM * em if wide else 0)

    def fields(self) -> list[QWidget]:
        """Return what one fills in, in reading order."""
        forms = [field for form in self.forms for field in form.fields()]
        return [*forms, self.days, self.endless, self.back]

    def charts(self) -> list[Chart]:
        """Return the charts."""
        return [panel.chart for panel in self.panels.values()]

    # Settings -------------------------------------------------------------------------

    def show_deck(self, deck: str | None) -> None:
        """Compare for a deck; the forms are filled in anew where it is another one."""
        present = self._window.collection.scheduling.present_settings(deck).options
        if deck != self._deck or self._known is None:
            self._deck = deck
            self._fill(present)
        elif present != self._known and self.forms[0].options() == self._known:
            self.forms[0].show_options(present, self._now_words(deck))
        self._deck, self._known = deck, present
        self.run_soon()

    def start_over(self) -> None:
        """Fill the forms in anew."""
        self._fill(self._window.collection.scheduling.present_settings(self._deck).options)
        self._changed()

    def _fill(self, present: Options) -> None:
        self.forms[0].show_options(present, self._now_words(self._deck))
        if present.scheduler is SchedulerKind.FSRS:
            other = next(one for one in _OTHER_RETENTION if one != present.desired_retention)
            compared = replace(present, desired_retention=other)
        else:
            compared = replace(present, scheduler=SchedulerKind.FSRS)
        self.forms[1].show_options(compared, tr("for comparison"))

    def _now_words(self, deck: str | None) -> str:
        """Return what the settings in force are called; the limits of several decks are added."""
        names = self._window.collection.deck_names() if deck is None else []
        tops = {name.partition("::")[0] for name in names}
        if len(tops) < 2:
            return tr("current settings")
        return tr("current settings, combined limits of {count} decks", count=len(tops))

    def _changed(self) -> None:
        present = self._known
        if present is not None:
            now = self.forms[0].options() == present
            self.forms[0].note.setText(self._now_words(self._deck) if now else tr("changed"))
        self.run_soon()

    def _shared_changed(self) -> None:
        words = [str(self.days.currentData()), *([_ENDLESS] if self.endless.isChecked() else ())]
        lists = {**self._window.settings.lists, _KEPT_AS: " ".join(words)}
        self._window.change_settings(lists=lists)
        self.run_soon()

    # Simulating -----------------------------------------------------------------------

    def run_soon(self) -> None:
        """Simulate after a pause, since more changes may follow."""
        self.work.drop()
        self.up_to_date = False
        self.work.say(tr("Simulating in a moment…"))
        self._pause.start()

    def run(self) -> None:
        """Simulate now."""
        self._pause.stop()
        deck, days = self._deck, int(self.days.currentData())
        settings = [form.settings(endless=self.endless.isChecked()) for form in self.forms]
        compare = self._window.collection.scheduling.compare
        self.work.run(
            tr("Simulating {days} days…", days=numeral(days)),
            lambda progress: compare(deck, days, settings, progress),
            self._show,
            self._refuse,
            lambda: self.work.say(tr("Stopped. Press Enter in a field to continue.")),
        )

    def stop(self) -> None:
        """Simulate nothing more until asked."""
        self._pause.stop()
        self.work.drop()

    def _refuse(self, error: UserError) -> None:
        self.work.say(error_words(error))

    def _show(self, found: tuple[Simulation, ...]) -> None:
        self.found, self.up_to_date = found, True
        self.verdict.setText(figures.verdict(found))
        self.told.setText(
            "\n".join(
                figures.totals(mark.name, one) for mark, one in zip(MARKS, found, strict=True)
            )
        )
        self.method.setText(figures.method(found[0]))
        shown = {
            "reviews": (figures.reviews, figures.gist(found, figures.asked)),
            "minutes": (figures.minutes, figures.time_gist(found)),
            "memorised": (figures.memorised, figures.memory_gist(found)),
        }
        for key, (curves, gist) in shown.items():
            panel = self.panels[key]
            chart = panel.chart
            assert isinstance(chart, CurveChart)
            chart.show_data(curves(found))
            panel.show_gist(gist)
        # Else the charts would be squeezed for a moment, until the page is as high as it needs.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
