"""The buttons above the picture: tools, changes, and how large it is seen."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from flashcards.ui.hints import set_hint
from flashcards.ui.occlusion.shortcuts import CHANGES, OTHERS, SIGHT, TOOLS, Row, command_id
from flashcards.ui.platform_keys import key_words
from flashcards.ui.widgets import icon_button, row, spacer
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.commands import Commands
    from flashcards.ui.occlusion.canvas import Canvas


class ToolBar(QWidget):
    """Shows which tool is in use and what is possible now."""

    def __init__(self, commands: "Commands") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._commands = commands
        self.buttons: dict[str, QToolButton] = {}
        groups = [[self._button(each) for each in rows] for rows in (TOOLS, CHANGES, SIGHT)]
        for tool in TOOLS:
            self.buttons[tool.name].setCheckable(True)
        tools, changes, sight = groups
        self.more = icon_button("more", tr("More"), self._open_more)
        row(self, *tools, spacer(), *changes, None, *sight, self.more, gap="hair")

    def _open_more(self) -> None:
        """List what keys do and no button does."""
        menu = self._commands.context_menu([command_id(each.name) for each in OTHERS], self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _button(self, each: Row) -> QToolButton:
        made = icon_button(
            each.icon, tr(each.text), lambda: self._commands.trigger(command_id(each.name))
        )
        self.buttons[each.name] = made
        return made

    def name_keys(self) -> None:
        """Say beside the name of each button which key does the same."""
        for each in (*TOOLS, *CHANGES, *SIGHT):
            keys = ", ".join(map(key_words, self._commands.shortcuts(command_id(each.name))[:1]))
            name = tr(each.text)
            set_hint(self.buttons[each.name], f"{name} ({keys})" if keys else name)

    def follow(self, canvas: "Canvas") -> None:
        """Show the tool in use, and offer what can be done."""
        board = canvas.board
        some = bool(board.places)
        possible: Mapping[str, Callable[[], bool]] = {
            "undo": board.can_undo,
            "redo": board.can_redo,
            "duplicate": lambda: some,
            "delete": lambda: some,
            "group": board.can_group,
            "ungroup": board.can_ungroup,
        }
        for name, ask in possible.items():
            self.buttons[name].setEnabled(ask())
        for tool in TOOLS:
            self.buttons[tool.name].setChecked(tool.name == canvas.tool)
