"""F1: the keys of the screen in front, and those that work everywhere."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.widgets import column, icon_button, key_label, label, row
from flashcards.ui.widgets.overlay import Overlay
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH, HEIGHT = 720, 520


class KeysHelp(Overlay):
    """A page of keys over the window; drawn anew each time from the commands in force."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, WIDTH, HEIGHT)
        self._window = window
        self.setAccessibleName(tr("Keys"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(tr("Keys"))
        close = icon_button("close", tr("Close"), self.close_over)
        self.body.addLayout(row(None, label(tr("Keys"), "heading"), None, close, gap="inside"))
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
        parts = [
            part
            for heading, rows in ((title, here), (tr("Everywhere"), everywhere))
            if (part := self._section(heading, rows)) is not None
        ]
        column(page, *parts, None, gap="around", margins="inside")
        self._area.setWidget(page)
        self.set_height(page.sizeHint().height() + 3 * theme.SPACE.around)
        self.open_over(self._area)

    def _section(self, heading: str, rows: list[Command]) -> QWidget | None:
        keyed = [each for each in rows if self._window.commands.shortcuts(each.id)]
        if not keyed:
            return None
        box = QWidget()
        box.setProperty("role", "bare")
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE.between)
        grid.setVerticalSpacing(theme.SPACE.inside)
        grid.addWidget(label(heading, "muted"), 0, 0, 1, 4)
        half = (len(keyed) + 1) // 2
        for number, each in enumerate(keyed):
            side, down = divmod(number, half)
            keys = self._window.commands.shortcuts(each.id)
            grid.addWidget(label(each.plain_text), down + 1, side * 2)
            grid.addLayout(row(None, *map(key_label, keys), None), down + 1, side * 2 + 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        return box
