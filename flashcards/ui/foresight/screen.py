"""Looking ahead: the simulator and the scheduler trial, for one deck or all."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from flashcards.model.changes import Changes
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.foresight.commands import SIMULATOR, TRIAL
from flashcards.ui.foresight.simulator_page import SimulatorPage
from flashcards.ui.foresight.trial_page import TrialPage
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import EmptyState, button, column, row, spacer
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDE_EM = 40
"""From this width on, in heights of a line, forms stand beside the charts."""
_WIDEST_PX = 1440


class ForesightScreen(Screen):
    """One screen with two pages."""

    name = "foresight"

    def __init__(self, window: "MainWindow") -> None:
        self._deck: str | None = None
        self._page = SIMULATOR
        super().__init__(window)
        self.simulator = SimulatorPage(window)
        self.trial = TrialPage(window)
        self.pages: dict[str, SimulatorPage | TrialPage] = {
            SIMULATOR: self.simulator,
            TRIAL: self.trial,
        }
        self.decks = QComboBox()
        self.decks.setAccessibleName(tr("Deck"))
        self.decks.setMinimumContentsLength(20)
        self.decks.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.decks.activated.connect(self._deck_chosen)
        self.tabs = {
            SIMULATOR: self._tab(tr("S&imulator"), SIMULATOR),
            TRIAL: self._tab(tr("Sched&uler trial"), TRIAL),
        }
        self._stack = QStackedWidget()
        self._stack.addWidget(self._full_page())
        self._stack.addWidget(self._empty_page())
        column(self, self._stack, gap="none")
        self._wide: bool | None = None
        self._place(wide=True)
        order = [*self.tabs.values(), self.decks, *self.simulator.fields(), self.trial.start]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _tab(self, text: str, page: str) -> QPushButton:
        made = button(text, lambda: self.show_page(page), kind="quiet")
        made.setCheckable(True)
        made.setChecked(page == self._page)
        return made

    def _full_page(self) -> QWidget:
        group = QButtonGroup(self)
        for made in self.tabs.values():
            group.addButton(made)
        self._works = QStackedWidget()
        for shown in self.pages.values():
            self._works.addWidget(shown.work)
        self._works.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        choices = row(None, *self.tabs.values(), spacer(), self._works, spacer(), self.decks,
                      gap="hair")  # fmt: skip
        page = QWidget()
        page.setProperty("role", "bare")
        # No stack for the pages: the one that is hidden must not ask for room.
        inside = column(page, choices, *self.pages.values(), gap="between")
        self.trial.hide()
        around = theme.SPACE.around
        inside.setContentsMargins(around, theme.SPACE.hair, around, around)
        inside.addStretch(1)
        page.setMaximumWidth(_WIDEST_PX)
        page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        return area

    def _empty_page(self) -> QWidget:
        start = button(tr("Go to &Today"), lambda: self.window_.go("today"), kind="primary")
        return EmptyState(
            "calendar",
            tr("Nothing to look ahead to yet"),
            tr("Once there are cards, the days ahead can be simulated here."),
            start,
        )

    # The screen -----------------------------------------------------------------------

    def title(self) -> str:
        """Return which page this is."""
        return tr("Simulator") if self._page == SIMULATOR else tr("Scheduler trial")

    def shown(self, **arguments: Any) -> None:
        """Come to the front, at a page and for a deck where they are named."""
        page = arguments.get("page")
        if "deck" in arguments and arguments["deck"] != self._deck:
            self._deck = arguments["deck"]
            self.reload()
        if page is not None and page != self._page:
            self.show_page(page)
        elif self._page == SIMULATOR and not self.simulator.up_to_date:
            self._show_deck()

    def left(self) -> None:
        """Work no more for a page nobody sees."""
        self.simulator.stop()
        self.trial.stop()

    def reload(self) -> None:
        """Read decks and options again."""
        names = self.collection.deck_names()
        if self._deck not in names:
            self._deck = None
        self.decks.clear()
        self.decks.addItem(tr("All decks"), None)
        for name in names:
            self.decks.addItem(name.replace("::", " › "), name)
        self.decks.setCurrentIndex(0 if self._deck is None else names.index(self._deck) + 1)
        self._stack.setCurrentIndex(0 if names else 1)
        self._show_deck()

    def changed(self, changes: Changes) -> None:
        """Look ahead anew from where the cards stand now."""
        self.reload()

    def deck_at_hand(self) -> str | None:
        """Return the deck that is looked at."""
        return self._deck

    def first_focus(self) -> QWidget | None:
        """Return where one goes on."""
        if self._stack.currentIndex():
            return None
        if self._page == SIMULATOR:
            return self.simulator.forms[1].planner
        return self.trial.start if self.trial.report is None else self.trial.again

    def step_back(self) -> bool:
        """Let go of what is pointed at, or stop what runs."""
        page = self.pages[self._page]
        for chart in page.charts():
            if chart.current is not None:
                chart.point(None)
                return True
        if page.work.running:
            page.work.give_up()
            return True
        return False

    def commands(self) -> list[Command]:
        """Return what one does here."""
        trial = self.trial
        return [
            Command("foresight.simulator", "Page: s&imulator", lambda: self.show_page(SIMULATOR),
                    ("Ctrl+PgUp",), "", "View", section=5,
                    checked_when=lambda: self._page == SIMULATOR, keywords=("simulate",)),
            Command("foresight.trial", "Page: sche&duler trial", lambda: self.show_page(TRIAL),
                    ("Ctrl+PgDown",), "", "View", section=5,
                    checked_when=lambda: self._page == TRIAL, keywords=("fsrs", "compare")),
            Command("foresight.run", "&Run again", self.run, ("Ctrl+Return", "F5"), "play", "Deck",
                    section=5, keywords=("simulate", "try", "start")),
            Command("foresight.look_at_past", "See &what would move…", trial.look_at_past, (),
                    "history", "Deck", section=5, enabled_when=trial.can_choose_fsrs,
                    keywords=("apply", "past", "switch", "preview")),
            Command("foresight.choose_fsrs", "Choose &FSRS for this deck…", trial.choose_fsrs, (),
                    "settings", "Deck", section=5, enabled_when=trial.can_choose_fsrs,
                    keywords=("scheduler", "options", "switch")),
        ]  # fmt: skip

    # Deeds ----------------------------------------------------------------------------

    def show_page(self, page: str) -> None:
        """Show one of the pages."""
        before = self.pages[self._page]
        focused = QApplication.focusWidget()
        had_focus = focused is not None and before.isAncestorOf(focused)
        before.stop()
        self._page = page
        for name, made in self.tabs.items():
            made.setChecked(name == page)
        for name, inner in self.pages.items():
            inner.setVisible(name == page)
        self._works.setCurrentWidget(self.pages[page].work)
        first = self.first_focus()
        if had_focus and first is not None:
            first.setFocus()
        self._show_deck()
        self.title_changed.emit()
        self.window_.commands.refresh()

    def run(self) -> None:
        """Do the work of the page in front now."""
        if not self._stack.currentIndex():
            self.pages[self._page].run()

    def _deck_chosen(self, _place: int) -> None:
        self._deck = self.decks.currentData()
        self._show_deck()

    def _show_deck(self) -> None:
        if not self._stack.currentIndex():
            self.pages[self._page].show_deck(self._deck)

    # Room -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew where the width asks for it."""
        super().resizeEvent(event)
        self._place(wide=event.size().width() >= WIDE_EM * self.fontMetrics().height())

    def _place(self, *, wide: bool) -> None:
        if wide != self._wide:
            self._wide = wide
            for page in self.pages.values():
                page.place(wide=wide)
