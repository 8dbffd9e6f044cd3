"""What every screen is: a widget that knows its title, its commands and when it is stale."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from flashcards.model.changes import Changes
from flashcards.settings import Settings
from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class Screen(QWidget):
    """One page of the window. Built once, when first shown."""

    name = ""
    rail_name = ""
    """The place of the rail it belongs to, where that is not its own."""
    header = True
    """Whether the window draws the title line above."""
    search_box = True
    """Whether the title line carries the search box."""
    foot_px = 0
    """How high buttons stand at the foot that no toast may cover, in pixels."""

    title_changed = Signal()

    def __init__(self, window: "MainWindow") -> None:
        # In its place from the start: each move of a widget has all that is in it styled anew.
        super().__init__(window.stack)
        self.window_ = window
        self.collection = window.collection
        self.stale = True
        self.setProperty("role", "screen")
        self.setAccessibleName(self.title())

    @property
    def settings(self) -> Settings:
        """The settings of the moment; change them with ``window_.change_settings``."""
        return self.window_.settings

    def title(self) -> str:
        """Return where one is, in a few plain words."""
        return ""

    def shown(self, **arguments: Any) -> None:
        """Come to the front; ``arguments`` are those given to ``window.go``."""

    def left(self) -> None:
        """Go to the back: pause clocks, keep drafts."""

    def reload(self) -> None:
        """Read everything shown from the collection again."""

    def changed(self, changes: Changes) -> None:
        """Take in a write that happened while this screen is in front."""
        self.reload()

    def commands(self) -> list[Command]:
        """Return the commands that exist only while this screen is in front."""
        return []

    def current_deck(self) -> str | None:
        """Return the deck that a new note is likely meant for; None when there is none."""
        return None

    def step_back(self) -> bool:
        """Undo one step inside the screen; False when there is none left."""
        return False

    def undo_name(self) -> str | None:
        """Return the last step in the screen that is not written yet; None when there is none."""
        return None

    def redo_name(self) -> str | None:
        """Return the step in the screen that was taken back last; None when there is none."""
        return None

    def undo(self) -> None:
        """Take the step back that ``undo_name`` tells of."""

    def redo(self) -> None:
        """Bring the step back that ``redo_name`` tells of."""

    def focus_search(self) -> None:
        """Put the keyboard into the search box of the screen, where it has one."""

    def first_focus(self) -> QWidget | None:
        """Return what gets the keyboard when the screen comes to the front."""
        return None
