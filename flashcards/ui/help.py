"""F1: the keys of the screen in front, and those that work everywhere."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QScrollArea, QSpacerItem, QWidget

from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.platform_keys import key_words
from flashcards.ui.widgets import column, icon_button, label, row
from flashcards.ui.widgets.overlay import Overlay
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH, HEIGHT = 830, 520


def _named(text: str) -> QWidget:
    """Return what a key does; words of the learner's own in it may be long."""
    return label(text, wrap=True)


class KeysHelp(Overlay):
    """A page of keys over the window; drawn anew each time from the commands in force."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, WIDTH, HEIGHT)
        self._window = window
        self.setAccessibleName(tr("Keyboard shortcuts"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(tr("Keyboard shortcuts"))
        close = icon_button("close", tr("Close"), self.close_over)
        head = row(None, label(tr("Keyboard shortcuts"), "heading"), None, close, gap="inside")
        head.setContentsMargins(theme.SPACE.inside, 0, 0, 0)  # above the rows beneath
        self.body.addLayout(head)
        self.body.addWidget(self._area)

    def open_help(self) -> None:
        """Show the keys in force now."""
        commands = self._window.commands
        here = commands.screen_rows()
        names = {each.id for each in here}
        everywhere = [each for each in commands.in_force() if each.id not in names]
        title = self._window.screen_title()
        page = QWidget()
        page.setProperty("role", "bare")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE.between)
        grid.setVerticalSpacing(theme.SPACE.inside)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        for heading, rows in ((title, here), (tr("Everywhere"), everywhere)):
            self._add_section(grid, heading, rows)
        column(page, grid, None, margins="inside")
        self._area.setWidget(page)
        self.set_height(page.sizeHint().height() + 3 * theme.SPACE.around)
        self.open_over(self._area)

    def _add_section(self, grid: QGridLayout, heading: str, rows: list[Command]) -> None:
        """Put a heading and its rows, two side by side, beneath what is there."""
        keyed = [each for each in rows if self._window.commands.shortcuts(each.id)]
        if not keyed:
            return
        top = grid.rowCount()
        if top > 1:
            grid.addItem(QSpacerItem(0, theme.SPACE.inside), top, 0)
            top += 1
        grid.addWidget(label(heading, "muted"), top, 0, 1, 4)
        half = (len(keyed) + 1) // 2
        for number, each in enumerate(keyed):
            side, down = divmod(number, half)
            keys = dict.fromkeys(map(key_words, self._window.commands.shortcuts(each.id)))
            caps = [label(key, "key") for key in keys]
            grid.addWidget(_named(each.plain_text), top + down + 1, side * 2)
            grid.addLayout(row(None, *caps, None), top + down + 1, side * 2 + 1)
