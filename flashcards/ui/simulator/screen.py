"""Looking ahead: the simulator and the scheduler trial, for one deck or all."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from flashcards.model.changes import Changes
from flashcards.model.ids import DeckId
from flashcards.ui.commands import Command
from flashcards.ui.deck_choice import DeckChoice, now_called
from flashcards.ui.paged_screen import PagedScreen
from flashcards.ui.simulator.commands import SIMULATOR, TRIAL
from flashcards.ui.simulator.simulator_page import SimulatorPage
from flashcards.ui.simulator.trial_page import TrialPage
from flashcards.ui.widgets import spacer
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class ForesightScreen(PagedScreen[SimulatorPage | TrialPage]):
    """One screen with two pages."""

    name = "foresight"

    def __init__(self, window: "MainWindow") -> None:
        self._deck: str | None = None
        self._known: dict[str, DeckId] = {}
        """The decks as they were listed last: the one chosen may be renamed elsewhere."""
        self._front = SIMULATOR
        super().__init__(window)
        self.simulator = SimulatorPage(window)
        self.trial = TrialPage(window)
        self.decks = DeckChoice(tr("Deck"), letters=20)
        self.decks.setAccessibleDescription(tr("Deck"))  # no label stands beside it
        self.decks.activated.connect(self._deck_chosen)
        self.lay_out_pages(
            {SIMULATOR: self.simulator, TRIAL: self.trial},
            {SIMULATOR: tr("S&imulator"), TRIAL: tr("Sched&uler trial")},
            SIMULATOR,
            spacer(),
            self.decks,
            empty=self.nothing_yet(
                "calendar",
                tr("Nothing to simulate yet"),
                tr("Once you have cards, you can simulate the days ahead here."),
            ),
        )
        order = [*self.tabs.values(), self.decks, *self.simulator.fields(), self.trial.start]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    # The screen -----------------------------------------------------------------------

    def title(self) -> str:
        """Return which page this is."""
        return tr("Simulator") if self.front == SIMULATOR else tr("Scheduler trial")

    def shown(self, **arguments: Any) -> None:
        """Come to the front, at a page and for a deck where they are named."""
        page = arguments.get("page")
        if "deck" in arguments and arguments["deck"] != self._deck:
            self._deck = arguments["deck"]
            self.reload()
        if page is not None and page != self.front:
            self.show_page(page)
        elif self.front == SIMULATOR and not self.simulator.up_to_date:
            self.look()

    def reload(self) -> None:
        """Read decks and options again."""
        listed = self.collection.deck_ids()
        self._deck = now_called(self._deck, self._known, listed)
        self._known = listed
        self.decks.show_decks(list(listed), self._deck)
        self.show_whether_empty(empty=not listed)
        self.look()

    def changed(self, changes: Changes) -> None:
        """Look ahead anew from where the cards stand now."""
        self.reload()

    def current_deck(self) -> str | None:
        """Return the deck that is looked at."""
        return self._deck

    def first_focus(self) -> QWidget | None:
        """Return where one goes on."""
        if self.is_empty:
            return None
        if self.front == SIMULATOR:
            return self.simulator.forms[1].planner
        return self.trial.start if self.trial.report is None else self.trial.again

    def commands(self) -> list[Command]:
        """Return what one does here."""
        trial = self.trial
        return [
            Command("foresight.simulator", "Page: s&imulator", lambda: self.show_page(SIMULATOR),
                    ("Ctrl+PgUp",), "", "View", section=5,
                    checked_when=lambda: self.front == SIMULATOR, keywords=("simulate",)),
            Command("foresight.trial", "Page: sche&duler trial", lambda: self.show_page(TRIAL),
                    ("Ctrl+PgDown",), "", "View", section=5,
                    checked_when=lambda: self.front == TRIAL, keywords=("fsrs", "compare")),
            Command("foresight.run", "&Run again", self.run, ("Ctrl+Return", "F5"), "play", "Deck",
                    section=5, keywords=("simulate", "try", "start")),
            Command("foresight.look_at_past", "See &what would move…", trial.look_at_past, (),
                    "history", "Deck", section=5, enabled_when=trial.can_choose_fsrs,
                    keywords=("apply", "past", "switch", "preview")),
            Command("foresight.choose_fsrs", "Choose &FSRS for this deck…", trial.choose_fsrs, (),
                    "settings", "Deck", section=5, enabled_when=trial.can_choose_fsrs,
                    keywords=("scheduler", "options", "switch")),
        ]  # fmt: skip

    # Actions ----------------------------------------------------------------------------

    def run(self) -> None:
        """Do the work of the page in front now."""
        if not self.is_empty:
            self.page.run()

    def _deck_chosen(self, _place: int) -> None:
        self._deck = self.decks.deck()
        self.look()

    def look(self) -> None:
        """Let the page in front be about the deck."""
        if not self.is_empty:
            self.page.show_deck(self._deck)
