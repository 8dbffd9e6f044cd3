"""The statistics screen: choose a deck and a period, and see how the learning goes."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from flashcards.model.changes import Changes
from flashcards.model.ids import DeckId
from flashcards.model.messages import Translatable
from flashcards.ui.column_screen import ColumnScreen, let_go
from flashcards.ui.commands import Command
from flashcards.ui.deck_choice import DeckChoice, now_called
from flashcards.ui.read_beside import ReadBeside
from flashcards.ui.statistics.board import Board
from flashcards.ui.widgets import row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.model.statistics import Statistics
    from flashcards.ui.main_window import MainWindow

PERIODS: tuple[tuple[Translatable, int | None], ...] = (
    ("1 month", 30),
    ("3 months", 90),
    ("1 year", 365),
    ("All time", None),
)
_LOOKS: tuple[Translatable, ...] = (
    "Look back: 1 month",
    "Look back: 3 months",
    "Look back: 1 year",
    "Look back: all time",
)
_KEPT_AS = "statistics"


class StatisticsScreen(ColumnScreen):
    """Numbers and charts about one deck with its subdecks, or about all."""

    name = "statistics"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._deck: str | None = None
        self._known: dict[str, DeckId] = {}
        """The decks as they were listed last: the one chosen may be renamed elsewhere."""
        self._days: int | None = self._kept_period()
        self._numbers = ReadBeside(self, self._read, self._show_read)
        self.board = Board()
        self.decks = DeckChoice(tr("Deck"), letters=20)
        self.decks.setAccessibleDescription(tr("Deck"))  # no label stands beside it
        self.decks.activated.connect(self._deck_chosen)
        texts = {days: tr(name) for name, days in PERIODS}
        self.periods = self.one_of(texts, self._days, self.choose_period)
        self.lay_out(
            row(None, self.decks, None, *self.periods.values(), gap="hair"),
            self.board,
            empty=self.nothing_yet(
                "stats",
                tr("Nothing to count yet"),
                tr("Numbers and charts come with your first answers."),
            ),
        )

    def title(self) -> str:
        """Return the name of the screen."""
        return tr("Statistics")

    # Showing --------------------------------------------------------------------------

    def shown(self, **arguments: Any) -> None:
        """Come to the front, for a deck when one is named."""
        deck = arguments.get("deck")
        if deck is not None and deck != self._deck:
            self._deck = deck
            self.reload()

    def reload(self) -> None:
        """Read decks and numbers again."""
        self._show_decks()
        self._show_numbers()

    def _show_decks(self) -> None:
        listed = self.collection.deck_ids()
        self._deck = now_called(self._deck, self._known, listed)
        self._known = listed
        self.decks.show_decks(list(listed), self._deck)

    def changed(self, changes: Changes) -> None:
        """Read again; beside the window where it is another computer's doing."""
        if not changes.merged:
            self.reload()
            return
        self._show_decks()
        self._numbers.soon()

    def _show_numbers(self) -> None:
        self._numbers.now()

    def _read(self) -> "Statistics":
        return self.collection.statistics(self._deck, self._days)

    def _show_read(self, found: "Statistics") -> None:
        nothing = self._deck is None and not found.card_total and not found.year
        self.show_whether_empty(empty=nothing and not found.work.days)
        self.board.show_numbers(found)

    def _deck_chosen(self, _place: int) -> None:
        self._deck = self.decks.deck()
        self._show_numbers()

    def choose_period(self, days: int | None) -> None:
        """Look back ``days`` days, or over all time; remembered for the next start."""
        for other, made in self.periods.items():
            made.setChecked(other == days)
        if days == self._days:
            return
        self._days = days
        kept = {**self.settings.lists, _KEPT_AS: "all" if days is None else str(days)}
        self.window_.change_settings(lists=kept)
        self._show_numbers()

    def _kept_period(self) -> int | None:
        kept = self.settings.lists.get(_KEPT_AS, "365")
        known = {"all" if days is None else str(days): days for _, days in PERIODS}
        return known.get(kept, 365)

    def current_deck(self) -> str | None:
        """Return the deck whose numbers are shown."""
        return self._deck

    def _shows_period(self, days: int | None) -> bool:
        return days == self._days

    # Keys -----------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        """Return a row for each period."""
        return [
            Command(
                f"statistics.period-{place}",
                text,
                partial(self.choose_period, days),
                shortcuts=(str(place),),
                menu="View",
                section=5,
                checked_when=partial(self._shows_period, days),
                keywords=("period", "statistics"),
            )
            for place, (text, (_, days)) in enumerate(zip(_LOOKS, PERIODS, strict=True), 1)
        ]

    def step_back(self) -> bool:
        """Let go of what is pointed at."""
        return let_go(self.board.charts())

    def first_focus(self) -> QWidget | None:
        """Return the choice of the deck."""
        return self.decks
