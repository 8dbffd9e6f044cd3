"""A screen of several pages, one in front, each with work of its own that goes on behind it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedWidget, QWidget

from flashcards.ui.column_screen import ColumnScreen, let_go
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.widgets import EmptyState, row, spacer
from flashcards.ui.widgets.boxes import Part
from flashcards.ui.work_line import WorkLine


class ScreenPage(QWidget):
    """One of the pages."""

    work: WorkLine
    """Tells how far the work of the page is; stands beside the tabs."""

    def charts(self) -> Sequence[Chart]:
        """Return the charts."""
        return ()

    def place(self, *, wide: bool) -> None:
        """Lay the parts out beside one another, or below."""
        raise NotImplementedError

    def stop(self) -> None:
        """Work no more until asked."""
        raise NotImplementedError


Page = TypeVar("Page", bound=ScreenPage)


class PagedScreen(ColumnScreen, Generic[Page]):
    """Tabs above the page in front; subclasses say what the pages do."""

    wide_em: ClassVar[int] = 40
    """From this width on, in heights of a line, parts of a page stand beside one another."""

    def lay_out_pages(
        self,
        pages: Mapping[str, Page],
        texts: Mapping[str, str],
        front: str,
        *beside: Part,
        empty: EmptyState,
    ) -> None:
        """Put the screen together; ``texts`` are what the tabs say, ``beside`` stands at the end.

        The order of ``pages`` is the order of the tabs.
        """
        self.pages = dict(pages)
        self._front = front
        self.tabs = self.one_of(texts, front, self.show_page)
        self._works = QStackedWidget()
        for page in self.pages.values():
            self._works.addWidget(page.work)
        self._works.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._works.setMinimumWidth(1)  # large text is not to widen the page for it
        choices = row(None, *self.tabs.values(), spacer(), self._works, *beside, gap="hair")
        # No stack for the pages: one that is hidden must not ask for room.
        self.lay_out(choices, *self.pages.values(), empty=empty)
        self._show_front()
        self._wide: bool | None = None
        self._place(wide=True)

    # For subclasses to answer ---------------------------------------------------------

    def look(self) -> None:
        """Let the page that came to the front show what it is about."""
        raise NotImplementedError

    # Pages ----------------------------------------------------------------------------

    @property
    def front(self) -> str:
        """The name of the page in front."""
        return self._front

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.pages[self._front]

    def show_page(self, name: str) -> None:
        """Bring one of the pages to the front; the keyboard goes with it."""
        before = self.page
        focused = QApplication.focusWidget()
        had_focus = focused is not None and before.isAncestorOf(focused)
        before.stop()
        self.window_.toasts.leave_behind()
        self._front = name
        self._show_front()
        self.area.verticalScrollBar().setValue(0)
        self.look()
        first = self.first_focus()
        if had_focus and first is not None:
            first.setFocus()
        self.title_changed.emit()
        self.window_.commands.refresh()

    def _show_front(self) -> None:
        for name, tab in self.tabs.items():
            tab.setChecked(name == self._front)
        for name, page in self.pages.items():
            page.setVisible(name == self._front)
        self._works.setCurrentWidget(self.page.work)

    def left(self) -> None:
        """Work no more for pages nobody sees."""
        for page in self.pages.values():
            page.stop()

    def step_back(self) -> bool:
        """Let go of what is pointed at, or undo a step of the page, or stop what runs."""
        if let_go(self.page.charts()) or self.step_back_in_page():
            return True
        if self.page.work.running:
            self.page.work.give_up()
            return True
        return False

    def step_back_in_page(self) -> bool:
        """Undo one step inside the page; False when there is none left."""
        return False

    # Room -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew where the width asks for it."""
        super().resizeEvent(event)
        self._place(wide=event.size().width() >= self.wide_em * self.fontMetrics().height())

    def _place(self, *, wide: bool) -> None:
        if wide != self._wide:
            self._wide = wide
            for page in self.pages.values():
                page.place(wide=wide)
