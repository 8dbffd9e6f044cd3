"""Two plain screens, for tests of the frame around them, and how a window gets them."""

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from flashcards.ui import rail, screen_loading, screens, shell_commands
from flashcards.ui.commands import Command
from flashcards.ui.screen import Screen
from flashcards.ui.screens import ScreenRow
from flashcards.ui.widgets import button, column, text_field

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class Demo(Screen):
    """Remembers what happened to it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.happened: list[str] = []
        self.field: QLineEdit = text_field("Answer")
        self.push = button("&Press", lambda: self.happened.append("pressed"))
        self.steps = 0
        column(self, self.field, self.push, None)

    def shown(self, **arguments: Any) -> None:
        self.happened.append(f"shown {arguments}" if arguments else "shown")

    def left(self) -> None:
        self.happened.append("left")

    def reload(self) -> None:
        self.happened.append("reload")

    def step_back(self) -> bool:
        self.steps -= 1
        return self.steps >= 0

    def first_focus(self) -> QWidget | None:
        return self.push


class First(Demo):
    """The screen in front at the start."""

    name = "today"

    def title(self) -> str:
        return "First"

    def commands(self) -> list[Command]:
        return [
            Command(
                "today.one",
                "Do &one thing",
                lambda: self.happened.append("one"),
                ("Space",),
                menu="Card",
                keywords=("single",),
            ),
            Command(
                "today.never",
                "Never possible",
                lambda: self.happened.append("never"),
                ("N",),
                menu="Card",
                enabled_when=lambda: False,
            ),
        ]


class Second(Demo):
    """Another screen to go to."""

    name = "browse"

    def title(self) -> str:
        return "Second"

    def commands(self) -> list[Command]:
        return [
            Command(
                "browse.two",
                "Do &two things",
                lambda: self.happened.append("two"),
                ("Space",),
                menu="Edit/Columns",
            )
        ]


ROWS = (
    ScreenRow("today", "&First", "today", shortcut="Ctrl+1"),
    ScreenRow("browse", "&Second", "browse", shortcut="Ctrl+3"),
    ScreenRow("preferences", "Pr&eferences", "settings"),
)


def show_demo_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the windows of a test have these screens, and no commands but theirs and the frame's."""
    for module in (screens, rail, shell_commands):
        monkeypatch.setattr(module, "SCREENS", ROWS)
    made = {"today": First, "browse": Second, "preferences": Second}
    monkeypatch.setattr(screen_loading, "build", lambda name, window: made[name](window))
    monkeypatch.setattr(screen_loading, "commands_of_screens", lambda window: [])


def go(window: "MainWindow", name: str) -> Demo:
    """Bring one of them to the front."""
    screen = window.go(name)
    assert isinstance(screen, Demo)
    return screen
