"""Plans: study beyond the daily queue, and what is to fall due on the days ahead."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QWidget,
)

from flashcards.model.changes import Changes
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.planning.catch_up_page import CatchUpPage
from flashcards.ui.planning.commands import MINUTES
from flashcards.ui.planning.custom_page import CustomPage
from flashcards.ui.planning.exam_page import ExamPage
from flashcards.ui.planning.holiday_page import HolidayPage
from flashcards.ui.planning.minutes_page import MinutesPage
from flashcards.ui.planning.page import Page
from flashcards.ui.planning.plan_page import PlanPage
from flashcards.ui.planning.rows import rows
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import EmptyState, button, column, row, spacer
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDE_EM = 42
"""From this width on, in heights of a line, forms stand beside what they come to."""
_WIDEST_PX = 1240


class PlanningScreen(Screen):
    """One screen with five pages, one in front."""

    name = "planning"

    def __init__(self, window: "MainWindow") -> None:
        self._deck: str | None = None
        self._page = MINUTES
        super().__init__(window)
        self.minutes = MinutesPage(window)
        self.custom = CustomPage(window)
        self.catch_up = CatchUpPage(window)
        self.holiday = HolidayPage(window)
        self.exam = ExamPage(window)
        made: list[Page] = [self.minutes, self.custom, self.catch_up, self.holiday, self.exam]
        self.pages = {page.key: page for page in made}
        self.tabs = {page.key: self._tab(page) for page in made}
        self._stack = QStackedWidget()
        self._stack.addWidget(self._full_page())
        self._stack.addWidget(self._empty_page())
        column(self, self._stack, gap="none")
        self._wide: bool | None = None
        self._place(wide=True)
        self._order()
        for page in made:
            page.decks().activated.connect(self._deck_chosen)

    def _tab(self, page: Page) -> QPushButton:
        made = button(tr(page.text), lambda: self.show_page(page.key), kind="quiet")
        made.setCheckable(True)
        made.setChecked(page.key == self._page)
        return made

    def _full_page(self) -> QWidget:
        group = QButtonGroup(self)
        for made in self.tabs.values():
            group.addButton(made)
        self._works = QStackedWidget()
        for page in self.pages.values():
            self._works.addWidget(page.work)
            if page.key != self._page:
                page.hide()
        self._works.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        choices = row(None, *self.tabs.values(), spacer(), self._works, gap="hair")
        inner = QWidget()
        inner.setProperty("role", "bare")
        # No stack for the pages: one that is hidden must not ask for room.
        inside = column(inner, choices, *self.pages.values(), gap="between")
        around = theme.SPACE.around
        inside.setContentsMargins(around, theme.SPACE.hair, around, around)
        inside.addStretch(1)
        inner.setMaximumWidth(_WIDEST_PX)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        return self.area

    def _empty_page(self) -> QWidget:
        start = button(tr("Go to today"), lambda: self.window_.go("today"), kind="primary")
        return EmptyState(
            "calendar",
            tr("Nothing to plan yet"),
            tr("Once there are decks, their days can be planned here."),
            start,
        )

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
        if page is not None and page != self._page:
            self.show_page(page)
        else:
            self._show_page()

    def left(self) -> None:
        """Reckon no more for a page nobody sees."""
        for page in self.pages.values():
            page.stop()

    def reload(self) -> None:
        """Read decks and plans again."""
        self._fill()
        if self.isVisible():
            self._show_page()

    def changed(self, changes: Changes) -> None:
        """Look again at what was written meanwhile."""
        self._fill()
        self._show_page()

    def deck_at_hand(self) -> str | None:
        """Return the deck chosen."""
        return self._deck

    def first_focus(self) -> QWidget | None:
        """Return where one begins; a number is replaced by what is typed."""
        if not self.has_decks():
            return None
        first = self.page.first_field()
        if isinstance(first, QSpinBox):
            first.selectAll()
        return first

    def step_back(self) -> bool:
        """Let go of what is pointed at, or undo a step of the page, or stop what runs."""
        page = self.page
        for chart in page.charts():
            if chart.current is not None:
                chart.point(None)
                return True
        if page.step_back():
            return True
        if page.work.running:
            page.work.give_up()
            return True
        return False

    def commands(self) -> list[Command]:
        """Return what one does here."""
        return rows(self)

    # Pages ----------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.pages[self._page]

    def has_decks(self) -> bool:
        """Whether there is anything to study or plan."""
        return self._stack.currentIndex() == 0

    def show_page(self, key: str) -> None:
        """Bring one of the pages to the front."""
        before = self.page
        focused = QApplication.focusWidget()
        had_focus = focused is not None and before.isAncestorOf(focused)
        before.stop()
        self._page = key
        for name, made in self.tabs.items():
            made.setChecked(name == key)
        for name, inner in self.pages.items():
            inner.setVisible(name == key)
        self._works.setCurrentWidget(self.page.work)
        self.area.verticalScrollBar().setValue(0)
        self._fill()
        self._show_page()
        first = self.first_focus()
        if had_focus and first is not None:
            first.setFocus()

    def step_page(self, step: int) -> None:
        """Bring the next page to the front, or the one before."""
        keys = list(self.pages)
        self.show_page(keys[(keys.index(self._page) + step) % len(keys)])

    def _fill(self) -> None:
        names = self.collection.deck_names()
        if self._deck not in names:
            self._deck = None
        for page in self.pages.values():
            page.decks().show_decks(names, self._deck)
        self._stack.setCurrentIndex(0 if names else 1)

    def _show_page(self) -> None:
        if self.has_decks():
            self.page.refresh_lists()
            if not self.page.busy:
                self.page.run_soon()
        self.window_.commands.refresh()

    def _deck_chosen(self) -> None:
        self._deck = self.page.decks().deck()

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
