"""The statistics screen: choose a deck and a period, and see how the learning goes."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.screen import Screen
from flashcards.ui.statistics.board import Board
from flashcards.ui.widgets import EmptyState, button, column, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

PERIODS: tuple[tuple[str, int | None], ...] = (
    ("1 month", 30),
    ("3 months", 90),
    ("1 year", 365),
    ("All time", None),
)
_KEPT_AS = "statistics"
_WIDEST_PX = 1440


class StatisticsScreen(Screen):
    """Numbers and charts about one deck with its subdecks, or about all."""

    name = "statistics"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._deck: str | None = None
        self._days: int | None = self._kept_period()
        self.board = Board()
        self.decks = QComboBox()
        self.decks.setAccessibleName(tr("Deck"))
        self.decks.setMinimumContentsLength(20)
        self.decks.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.decks.activated.connect(self._deck_chosen)
        self.periods = [self._period_button(name, days) for name, days in PERIODS]
        self._stack = QStackedWidget()
        self._stack.addWidget(self._full_page())
        self._stack.addWidget(self._empty_page())
        column(self, self._stack, gap="none")

    def title(self) -> str:
        """Return the name of the screen."""
        return tr("Statistics")

    # Building -------------------------------------------------------------------------

    def _period_button(self, name: str, days: int | None) -> QPushButton:
        made = button(tr(name), kind="quiet")
        made.setCheckable(True)
        made.setChecked(days == self._days)
        made.clicked.connect(lambda _checked=False: self.choose_period(days))
        return made

    def _full_page(self) -> QWidget:
        group = QButtonGroup(self)
        for made in self.periods:
            group.addButton(made)
        choices = row(None, self.decks, None, *self.periods, gap="hair")
        page = QWidget()
        page.setProperty("role", "bare")
        inside = column(page, choices, self.board, gap="between")
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
            "stats",
            tr("Nothing to count yet"),
            tr("Numbers and charts come with your first answers."),
            start,
        )

    # Showing --------------------------------------------------------------------------

    def shown(self, **arguments: Any) -> None:
        """Come to the front, for a deck when one is named."""
        deck = arguments.get("deck")
        if deck is not None and deck != self._deck:
            self._deck = deck
            self.reload()

    def reload(self) -> None:
        """Read decks and numbers again."""
        names = self.collection.deck_names()
        if self._deck not in names:
            self._deck = None
        self.decks.clear()
        self.decks.addItem(tr("All decks"), None)
        for name in names:
            self.decks.addItem(name.replace("::", " › "), name)
        self.decks.setCurrentIndex(0 if self._deck is None else names.index(self._deck) + 1)
        self._show_numbers()

    def _show_numbers(self) -> None:
        found = self.collection.statistics(self._deck, self._days)
        nothing = self._deck is None and not found.card_total and not found.year
        self._stack.setCurrentIndex(1 if nothing and not found.work.days else 0)
        self.board.show_numbers(found)

    def _deck_chosen(self, _place: int) -> None:
        self._deck = self.decks.currentData()
        self._show_numbers()

    def choose_period(self, days: int | None) -> None:
        """Look back ``days`` days, or over all time; remembered for the next start."""
        for (_, other), made in zip(PERIODS, self.periods, strict=True):
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

    def deck_at_hand(self) -> str | None:
        """Return the deck whose numbers are shown."""
        return self._deck

    # Keys -----------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        """Return a row for each period."""
        return [
            Command(
                f"statistics.period-{place}",
                f"Look back: {name.lower()}",
                lambda days=days: self.choose_period(days),  # type: ignore[misc]
                shortcuts=(str(place),),
                menu="View",
                section=5,
                checked_when=lambda days=days: days == self._days,  # type: ignore[misc]
                keywords=("period", "statistics"),
            )
            for place, (name, days) in enumerate(PERIODS, 1)
        ]

    def step_back(self) -> bool:
        """Let go of what is pointed at."""
        for chart in self.board.charts():
            if chart.current is not None:
                chart.point(None)
                return True
        return False

    def first_focus(self) -> QWidget | None:
        """Return the choice of the deck."""
        return self.decks
