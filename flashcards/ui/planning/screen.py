"""Plans: study beyond the daily queue, and what is to fall due on the days ahead."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSpinBox, QWidget

from flashcards.model.changes import Changes
from flashcards.model.ids import DeckId
from flashcards.ui.commands import Command
from flashcards.ui.deck_choice import now_called
from flashcards.ui.paged_screen import PagedScreen
from flashcards.ui.planning.catch_up_page import CatchUpPage
from flashcards.ui.planning.commands import MINUTES
from flashcards.ui.planning.custom_page import CustomPage
from flashcards.ui.planning.exam_page import ExamPage
from flashcards.ui.planning.holiday_page import HolidayPage
from flashcards.ui.planning.minutes_page import MinutesPage
from flashcards.ui.planning.page import Page
from flashcards.ui.planning.plan_page import PlanPage
from flashcards.ui.planning.screen_commands import rows
from flashcards.ui.words import deck_words, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class PlanningScreen(PagedScreen[Page]):
    """One screen with five pages, one in front."""

    name = "planning"
    widest_px = 1240
    wide_em = 42

    def __init__(self, window: "MainWindow") -> None:
        self._deck: str | None = None
        self._known: dict[str, DeckId] = {}
        """The decks that the pages list."""
        super().__init__(window)
        self.minutes = MinutesPage(window)
        self.custom = CustomPage(window)
        self.catch_up = CatchUpPage(window)
        self.holiday = HolidayPage(window)
        self.exam = ExamPage(window)
        made: list[Page] = [self.minutes, self.custom, self.catch_up, self.holiday, self.exam]
        self.lay_out_pages(
            {page.key: page for page in made},
            {page.key: tr(page.text) for page in made},
            MINUTES,
            empty=self.nothing_yet(
                "calendar",
                tr("Nothing to plan yet"),
                tr("Once you have decks, you can plan your study days here."),
            ),
        )
        self._order()
        for page in made:
            page.decks().activated.connect(self._deck_chosen)

    def _order(self) -> None:
        order: list[QWidget] = [*self.tabs.values()]
        for page in self.pages.values():
            order += page.fields()
            order += page.charts()
            kept = page.list()
            if kept is not None:
                order.append(kept)
            if isinstance(page, CustomPage):
                order += page.saved.buttons()
            elif isinstance(page, PlanPage):
                order += [page.rename_button, page.remove_button]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    # The screen -----------------------------------------------------------------------

    def title(self) -> str:
        """Return the screen's name."""
        return tr("Plans")

    def shown(self, **arguments: Any) -> None:
        """Come to the front, at a page and for a deck where they are named."""
        if "deck" in arguments:
            self._deck = arguments["deck"]
            self._fill()
        page = arguments.get("page")
        if page is not None and page != self.front:
            self.show_page(page)
        else:
            self._show_page()

    def reload(self) -> None:
        """Read decks and plans again."""
        self._fill()
        if self.isVisible():
            self._show_page()

    def changed(self, changes: Changes) -> None:
        """Look again at what was written meanwhile."""
        self.look()

    def current_deck(self) -> str | None:
        """Return the deck chosen."""
        return self._deck

    def first_focus(self) -> QWidget | None:
        """Return where one begins; a number is replaced by what is typed."""
        if self.is_empty:
            return None
        first = self.page.first_field()
        if isinstance(first, QSpinBox):
            first.selectAll()
        return first

    def step_back_in_page(self) -> bool:
        """Begin no session after all, or undo one step of the page in front."""
        return self.page.give_up_session() or self.page.step_back()

    def commands(self) -> list[Command]:
        """Return what one does here."""
        return rows(self)

    # Pages ----------------------------------------------------------------------------

    def look(self) -> None:
        """Let the page that came to the front reckon for the deck."""
        self._fill()
        self._show_page()

    def step_page(self, step: int) -> None:
        """Bring the next page to the front, or the one before."""
        keys = list(self.pages)
        self.show_page(keys[(keys.index(self.front) + step) % len(keys)])

    def _fill(self) -> None:
        """List the decks; those chosen stay, also where they were renamed meanwhile."""
        before, listed = self._deck, self.collection.deck_ids()
        self._deck = now_called(before, self._known, listed)
        for page in self.pages.values():
            chosen = self._deck or now_called(page.decks().deck(), self._known, listed)
            page.decks().show_decks(list(listed), chosen)
        self._known = listed
        self.show_whether_empty(empty=not listed)
        if before is not None and self._deck is None and self.isVisible():
            self.window_.toast(tr("The deck “{deck}” is gone", deck=deck_words(before)))

    def _show_page(self) -> None:
        if not self.is_empty:
            self.page.refresh_lists()
            if not self.page.busy:
                self.page.run_soon()
        self.window_.commands.refresh()

    def _deck_chosen(self) -> None:
        self._deck = self.page.decks().deck()
