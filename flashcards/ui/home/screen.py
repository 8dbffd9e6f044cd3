"""The first screen: what is due today, one way to start, the week around it, the decks."""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QWidget

from flashcards.model.changes import Changes
from flashcards.scheduling.days import learner_day
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.home import deck_actions
from flashcards.ui.home.banner import Banner, SiblingsOffer
from flashcards.ui.home.deck_commands import CONTEXT_MENU, deck_commands
from flashcards.ui.home.deck_model import DeckModel
from flashcards.ui.home.deck_tree import DeckTree
from flashcards.ui.home.go_on import GoOnPanel
from flashcards.ui.home.summary import Hero, WeekPanel
from flashcards.ui.home.words import due_words
from flashcards.ui.read_beside import ReadBeside
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import column
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.model.reading import UnderWay
    from flashcards.study.overview import Overview
    from flashcards.study.tree import DeckNode
    from flashcards.study.tree import DeckTree as DeckNodes
    from flashcards.ui.home.welcome import Welcome
    from flashcards.ui.main_window import MainWindow

WIDE_PX = 1150
"""From this width on the week stands beside the decks instead of above them."""
MOST_PX = 1480
_KEPT = "home"
"""Under this name the settings keep what is open in the tree and which warning was read."""


class _Day(NamedTuple):
    """What is shown, as it was read."""

    nodes: "DeckNodes"
    today: int
    found: "Overview | None"
    """None where there is no deck."""
    more_new: int
    """How many new cards can be asked beyond today's limits, where nothing waits."""
    articles: "list[UnderWay]"


class HomeScreen(Screen):
    """Today: counts, streak, forecast and the deck tree; or the welcome while there is no deck."""

    name = "today"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._day_start = 0
        self._figures = ReadBeside(self, self._read, self._show_read)
        self._welcome: Welcome | None = None
        self.banner = Banner(self._forget_warning)
        self.siblings = SiblingsOffer(window)
        self.hero = Hero(window)
        self.week = WeekPanel()
        self.go_on = GoOnPanel(window)
        self.model = DeckModel(self._next_words, self)
        self.tree = DeckTree(self.model)
        self.tree.arrange(self._kept().get("decks"))
        self._build()
        self.model.renamed.connect(self._rename)
        # Queued: the drag must be over before the tree is shown anew.
        self.model.moved.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self.tree.chosen.connect(self._chosen)
        self.tree.opened.connect(window.study)
        self.tree.on_menu(self._show_menu)

    def _build(self) -> None:
        self._main = QWidget()
        self._main.setProperty("role", "bare")
        self._main.setMaximumWidth(MOST_PX)
        self._grid = QGridLayout(self._main)
        edge = theme.SPACE
        self._grid.setContentsMargins(0, edge.inside, 0, edge.inside)
        self._grid.setHorizontalSpacing(edge.around)
        self._grid.setVerticalSpacing(edge.between)
        self._wide: bool | None = None
        self._followed = ""
        self._place(wide=False)
        pages = QWidget()
        pages.setProperty("role", "bare")
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self._main)
        layout = column(self, self.banner, self.siblings, pages, self.go_on, gap="none")
        layout.setStretch(2, 1)
        layout.setContentsMargins(edge.around, 0, edge.around, edge.inside)
        # The arrow keys lead from the button to the decks, so the quiet ways stand before it.
        order = (self.hero.minutes, self.hero.more, self.hero.study, self.tree)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _place(self, *, wide: bool) -> None:
        """Lay the parts out for the room there is."""
        if wide == self._wide:
            return
        self._wide = wide
        grid = self._grid
        for part in (self.hero, self.week, self.tree):
            grid.removeWidget(part)
        self.week.stand(wide)
        grid.addWidget(self.hero, 0, 0)
        if wide:
            grid.addWidget(self.tree, 1, 0)
            grid.addWidget(self.week, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        else:
            grid.addWidget(self.week, 1, 0)
            grid.addWidget(self.tree, 2, 0)
        grid.setRowStretch(1, 1 if wide else 0)
        grid.setRowStretch(2, 0 if wide else 1)
        grid.setColumnStretch(0, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew where the width asks for it."""
        super().resizeEvent(event)
        self._place(wide=event.size().width() >= WIDE_PX)

    # The screen

    def title(self) -> str:
        """Return the screen's name."""
        return tr("Today")

    def shown(self, **arguments: Any) -> None:
        """Warn of a risky place, once it was not dismissed."""
        warning = self.collection.location_warning()
        dismissed = self._kept().get("dismissed") == str(self.collection.path)
        self.banner.show_text("" if dismissed else worded(warning))

    def left(self) -> None:
        """Keep what is open in the tree."""
        arrangement = self.tree.arrangement()
        if self.model.names() and self._kept().get("decks", {}) != arrangement:
            self._keep(decks=arrangement)

    def reload(self) -> None:
        """Read counts and decks again."""
        self._figures.now()

    def changed(self, changes: Changes) -> None:
        """Read again; beside the window where it is another computer's doing."""
        if changes.merged:
            self._figures.soon()
        else:
            self.reload()

    def _read(self) -> _Day:
        """Read what is shown; in any thread."""
        collection = self.collection
        nodes = collection.deck_tree()
        today = learner_day(collection.clock(), collection.presets()[0].options.day_start_minutes)
        found = collection.overview(nodes) if nodes else None
        waits = found is None or found.waiting.total > 0
        more_new = 0 if waits else collection.planning.more_new_cards()
        return _Day(nodes, today, found, more_new, collection.reading.under_way())

    def _show_read(self, day: _Day) -> None:
        nodes = day.nodes
        self._day_start = self.collection.presets()[0].options.day_start_minutes
        if day.found is not None:
            soonest = min((node.next_due for node in nodes if node.next_due), default=None)
            next_due = "" if soonest is None else self._words(soonest)
            self.hero.show_day(day.found, nodes, day.today, next_due, day.more_new)
            self.week.show_day(day.found, day.today)
        self.tree.show_nodes(nodes, None)
        self._chosen(self.tree.deck())
        self.siblings.refresh()
        self.go_on.show_articles(day.articles)
        self._show_page(welcome=not nodes)

    def _show_page(self, *, welcome: bool) -> None:
        before = self._pages.currentWidget()
        if welcome and self._welcome is None:
            from flashcards.ui.home.welcome import Welcome

            self._welcome = Welcome(self.window_)
            self._pages.addWidget(self._welcome)
        page = self._welcome if welcome and self._welcome is not None else self._main
        self._pages.setCurrentWidget(page)
        if page is not before and self.isVisible():
            focus = self.first_focus()
            if focus is not None:
                focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget | None:
        """Return what Enter should press: add decks, study, or else the tree."""
        if self._welcome is not None and self._pages.currentWidget() is self._welcome:
            return self._welcome.add
        if self.tree.deck() or self.hero.study.isHidden():
            return self.tree
        return self.hero.study

    def step_back(self) -> bool:
        """Let go of the chosen deck."""
        if not self.tree.deck():
            return False
        self.tree.clearSelection()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def commands(self) -> list[Command]:
        """Return what one does here."""
        return deck_commands(self)

    def current_deck(self) -> str | None:
        """Return the chosen deck."""
        return self.deck() or None

    # Actions

    def deck(self) -> str:
        """Return the chosen deck's full name, empty for none."""
        return self.tree.deck()

    def deck_or_first(self) -> str:
        """Return the chosen deck, the first one when none is chosen; empty while there is none."""
        return self.deck() or next(iter(self.model.names()), "")

    def choose_deck(self, name: str) -> None:
        """Choose a deck in the tree."""
        self.tree.choose(name)

    def study_chosen(self) -> None:
        """Study the chosen deck, all decks when none is chosen."""
        self.window_.study(self.deck() or None)

    def on_deck(self, action: Callable[["MainWindow", str], object]) -> Callable[[], None]:
        """Return an action that is done to the deck chosen then."""

        def do() -> None:
            name = self.needed_deck()
            if name:
                action(self.window_, name)

        return do

    def needed_deck(self) -> str:
        """Return the chosen deck, or choose the only one; empty where the learner has to choose."""
        names = self.model.names()
        if not self.deck() and len(names) == 1:
            self.choose_deck(names[0])
        if not self.deck():
            self._ask_for_deck()
        return self.deck()

    def _ask_for_deck(self) -> None:
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self.window_.toast(tr("Choose a deck first, with the arrow keys or a click"))

    def rename_chosen(self) -> None:
        """Let the learner type another name of the chosen deck in place."""
        if self.needed_deck():
            self.tree.edit_name()

    def move_chosen(self) -> None:
        """Let the learner choose where the chosen deck goes."""
        name = self.needed_deck()
        if name:
            deck_actions.ask_where_to(self.window_, name, self.choose_deck)

    def delete_chosen(self) -> None:
        """Delete the chosen deck; the next one is chosen, so that the keyboard stays here."""
        name = self.deck()
        if not name:
            self._ask_for_deck()  # also where there is only one: Delete is easily pressed
            return
        below = self.tree.indexBelow(self.tree.currentIndex())
        while below.isValid() and self.model.node(below).name.startswith(name + "::"):
            below = self.tree.indexBelow(below)
        following = self.model.node(below).name if below.isValid() else ""
        # Pressed again and again, Delete would take deck after deck that nobody chose.
        deck_actions.delete(
            self.window_, name, lambda: self._follow(following), ask=name == self._followed
        )

    def _follow(self, deck: str) -> None:
        self._followed = deck
        if deck:
            self.choose_deck(deck)

    def _rename(self, name: str, new_name: str) -> None:
        deck_actions.rename(self.window_, name, new_name, self.choose_deck)

    def _move(self, name: str, above: str) -> None:
        deck_actions.move(self.window_, name, above, self.choose_deck)

    # Inside

    def _chosen(self, deck: str) -> None:
        self.hero.show_key(bool(deck))
        self.window_.commands.refresh()

    def _show_menu(self, spot: QPoint) -> None:
        menu = self.window_.commands.context_menu(CONTEXT_MENU, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(spot)

    def _words(self, due_at: Any) -> str:
        return due_words(due_at, self.collection.clock(), self._day_start)

    def _next_words(self, node: "DeckNode") -> str:
        return self._words(node.next_due) if node.next_due is not None else ""

    def _forget_warning(self) -> None:
        self._keep(dismissed=str(self.collection.path))

    def _kept(self) -> dict[str, Any]:
        found = self.settings.other.get(_KEPT)
        return dict(found) if isinstance(found, dict) else {}

    def _keep(self, **values: Any) -> None:
        other = {**self.settings.other, _KEPT: {**self._kept(), **values}}
        self.window_.change_settings(other=other)
