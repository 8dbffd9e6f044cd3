"""A screen that is one column, scrolled where it is too tall; words while there is nothing yet."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, TypeVar

from PySide6.QtWidgets import (
    QButtonGroup,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from flashcards.ui import theme
from flashcards.ui.screen import Screen
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.widgets import EmptyState, button, column, scrolled
from flashcards.ui.widgets.buttons import make_choice
from flashcards.ui.words import tr

Key = TypeVar("Key")


class ColumnScreen(Screen):
    """Subclasses say what the column holds, and when there is something to show."""

    widest_px: ClassVar[int] = 1440
    """How wide the column grows; what is left over stands beside it."""

    def lay_out(self, choices: QLayout, *parts: QWidget, empty: EmptyState) -> None:
        """Put the screen together: choices and parts below one another, or ``empty``.

        From the outside in: a widget that moves has all that is in it styled anew.
        """
        self._empty = empty
        self._whole = QStackedWidget()
        column(self, self._whole, gap="none")
        page = QWidget()
        page.setProperty("role", "bare")
        self.area = scrolled(page)
        self._whole.addWidget(self.area)
        self._fill_column(page, choices, *parts)
        self._whole.addWidget(empty)

    def _fill_column(self, page: QWidget, choices: QLayout, *parts: QWidget) -> None:
        inside = column(page, choices, *parts, gap="between")
        around = theme.SPACE.around
        inside.setContentsMargins(around, theme.SPACE.hair, around, around)
        inside.addStretch(1)
        page.setMaximumWidth(self.widest_px)
        page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def nothing_yet(self, icon: str, title: str, hint: str) -> EmptyState:
        """Return what stands here while there is nothing, with the way to the first screen."""
        start = button(tr("Go to &Today"), lambda: self.window_.go("today"), kind="primary")
        return EmptyState(icon, title, hint, start)

    def show_whether_empty(self, *, empty: bool) -> None:
        """Show the column, or say that there is nothing yet."""
        self._whole.setCurrentIndex(1 if empty else 0)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return self._whole.currentWidget() is self._empty

    def one_of(
        self, texts: Mapping[Key, str], chosen: Key, choose: Callable[[Key], object]
    ) -> dict[Key, QPushButton]:
        """Return quiet buttons of which one is pressed; ``choose`` gets the key of the next."""
        group = QButtonGroup(self)

        def made(key: Key, text: str) -> QPushButton:
            one = button(text, lambda: choose(key), kind="quiet")
            make_choice(one)
            one.setChecked(key == chosen)
            group.addButton(one)
            return one

        return {key: made(key, text) for key, text in texts.items()}


def let_go(charts: Iterable[Chart]) -> bool:
    """Let go of what is pointed at in one of some charts; False where nothing is."""
    for chart in charts:
        if chart.current is not None:
            chart.point(None)
            return True
    return False
