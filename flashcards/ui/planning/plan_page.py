"""What catch-up, holiday and exam share: a preview with the load per day, and a list of plans."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from flashcards.model.errors import UserError
from flashcards.model.messages import Translatable
from flashcards.model.plans import DayLoad, DayPlan, PlanKind
from flashcards.scheduling.days import learner_day
from flashcards.ui import messages
from flashcards.ui.jobs import Progress
from flashcards.ui.planning import sentences
from flashcards.ui.planning.kept_list import KeptList, ListRow
from flashcards.ui.planning.page import Page
from flashcards.ui.statistics.bars import BarChart
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.statistics.parts import Panel
from flashcards.ui.widgets import button, column, label, panel, row, text_field
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

Found = TypeVar("Found")


class PlanPage(Page, Generic[Found]):
    """A form for a plan; ``found`` is what it would come to."""

    kind: PlanKind
    list_text: Translatable = ""
    empty_text: Translatable = ""
    """What the list says while it is empty."""
    added_key: Translatable = ""
    """What the bars call the cards the plan puts on a day."""
    act_icon = "calendar"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.found: Found | None = None
        self.name = text_field(tr("Name of the plan"), "", "")
        self.chart_panel = Panel(
            tr("Cards a day"), BarChart(tr("Cards a day")), explain=tr("No day gets a card.")
        )
        self.plans = KeptList(tr(self.list_text))
        self.rename_button = button(tr("&Rename…"), self.rename, kind="quiet", icon="edit")
        self.remove_button = button(tr("Remove p&lan"), self.remove, kind="quiet", icon="delete")
        self._none = label(tr(self.empty_text), "muted", wrap=True)
        buttons = row(None, self.rename_button, self.remove_button, None, gap="hair")
        self._buttons = QWidget()
        self._buttons.setProperty("role", "bare")
        self._buttons.setLayout(buttons)
        self._list_panel = panel(
            label(tr(self.list_text), "heading"), self._none, self.plans, self._buttons
        )
        self.plans.use_changed.connect(self.follow)
        self.plans.entered_row.connect(self.rename)
        self.name.returnPressed.connect(self.entered)

    # For subclasses to answer ---------------------------------------------------------

    def look(self) -> Callable[[Progress], Found]:
        """Return the work that finds out what the plan in the form would come to."""
        raise NotImplementedError

    def make(self) -> Callable[[Progress], str]:
        """Return the work that makes the plan in the form."""
        raise NotImplementedError

    def say(self, found: Found) -> tuple[str, Sequence[str], Sequence[DayLoad]]:
        """Return the verdict, what else there is to tell, and the load of each day."""
        raise NotImplementedError

    def made_words(self, found: Found) -> str:
        """Return what was done."""
        raise NotImplementedError

    def worth_making(self, found: Found) -> bool:
        """Whether the plan would do anything."""
        return True

    # The page -------------------------------------------------------------------------

    def lay_out_plan(self, form: QLayout) -> None:
        """Put the page together around its form."""
        buttons = column(None, self.act_button)
        self.lay_out(form, buttons, self.chart_panel, self._list_panel)

    def list(self) -> KeptList:
        """Return the list of plans."""
        return self.plans

    def charts(self) -> Sequence[Chart]:
        """Return the chart of the days."""
        return (self.chart_panel.chart,)

    def today(self) -> int:
        """Return the learner's day, as a date ordinal."""
        start = self.collection.presets()[0].options.day_start_minutes
        return learner_day(self.collection.clock(), start)

    def refresh_lists(self) -> None:
        """Read the plans again."""
        today = self.today()
        found = self.collection.planning.plans([self.kind])
        # What is over goes last: it is only history.
        found.sort(key=lambda plan: plan.last.toordinal() < today)
        self.plans.show_rows([self._row(plan, today) for plan in found])
        self._none.setVisible(not found)
        self.plans.setVisible(bool(found))
        self._buttons.setVisible(bool(found))
        self.follow()

    def _row(self, plan: DayPlan, today: int) -> ListRow:
        detail, note = sentences.plan_detail(plan), sentences.plan_note(plan, today)
        return ListRow(plan.uid, plan.name, detail, note)

    def plan_name(self) -> str:
        """Return the name typed, or else the one suggested in the learner's language."""
        return self.name.text().strip() or self.name.placeholderText()

    # Looking ahead --------------------------------------------------------------------

    def run(self) -> None:
        """Find out what the plan in the form would come to."""
        self.reckon(tr("Looking ahead…"), self.look(), self._show)

    def _show(self, found: Any) -> None:
        self.found = found
        verdict, told, loads = self.say(found)
        self.show_words(verdict, "\n".join(told))
        today = self.today()
        chart = self.chart_panel.chart
        assert isinstance(chart, BarChart)
        bars = sentences.load_bars(loads, today, tr(self.added_key))
        chart.show_data(bars)
        filled = any(load.total for load in loads)
        self.chart_panel.show_gist(sentences.peak_words(loads, today), bars.keys, filled=filled)
        # Else the page would be squeezed for a moment, until it is as high as it needs.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def refuse(self, error: UserError) -> None:
        """Show what is wrong, and no days."""
        self.found = None
        self.chart_panel.show_gist("", filled=False)
        super().refuse(error)

    # Actions ----------------------------------------------------------------------------

    def entered(self) -> None:
        """Enter in a field makes the plan, once what it comes to was shown."""
        if self.up_to_date:
            self.act()
        else:
            self.run()

    def can_act(self) -> bool:
        """Whether the plan can be made: what it comes to is shown, and it does something."""
        found = self.found
        return self.up_to_date and found is not None and not self.busy and self.worth_making(found)

    def act(self) -> None:
        """Make the plan."""
        found = self.found
        if not self.can_act() or found is None:
            return
        said = self.made_words(found)

        def done(uid: str) -> None:
            # Set, not cleared: undo is to take the plan back, not to bring the name back.
            self.name.setText("")
            self.refresh_lists()
            self.plans.choose(uid)
            if self.form_in_use():
                self.plans.setFocus(Qt.FocusReason.OtherFocusReason)
            self.tell(said)

        self.do(tr("Making the plan"), self.make(), done)

    def rename(self) -> None:
        """Ask for another name of the plan chosen."""
        chosen = self.plans.chosen()
        if chosen is None:
            return
        planning = self.collection.planning

        def done(name: str) -> None:
            self.do_at_once(
                lambda: planning.rename_plan(chosen.uid, name),
                lambda _: self.tell(tr("Renamed to “{name}”", name=name)),
            )

        messages.ask_text(self.window_, tr("Rename the plan"), tr("&Name of the plan"),
                          chosen.name, action=tr("Rename"), on_done=done)  # fmt: skip

    def remove(self) -> None:
        """Remove the plan chosen; its cards fall due as without it."""
        chosen = self.plans.chosen()
        if chosen is None or self.busy:
            return
        planning = self.collection.planning

        def done(freed: int) -> None:
            self.refresh_lists()
            moved = plural(freed, "{count} card falls due as without it",
                           "{count} cards fall due as without it")  # fmt: skip
            self.tell(tr("Removed “{name}”. {moved}.", name=chosen.name, moved=moved))

        self.do(
            tr("Removing the plan"),
            lambda progress: planning.remove_plan(chosen.uid, progress),
            done,
        )

    def follow(self) -> None:
        """Let the buttons follow what is possible."""
        super().follow()
        usable = self.plans.chosen() is not None and not self.busy
        for each in (self.rename_button, self.remove_button):
            each.setEnabled(usable)
