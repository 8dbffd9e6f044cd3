"""A line above the screen that says which files wait to be opened, and opens them."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QWidget

from flashcards.ui import theme
from flashcards.ui.home.banner import Banner
from flashcards.ui.importing.file_dialogs import short_name
from flashcards.ui.widgets import column
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

NAMED = 3
"""So many files are called by their names."""


class WaitingBar(QWidget):
    """Stays while anything waits; sending it away forgets what does."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._arrivals = window.arrivals
        self.banner = Banner(
            self._arrivals.forget, "info", tr("Open now"), self._arrivals.open_next
        )
        layout = column(self, self.banner, gap="none")
        layout.setContentsMargins(theme.SPACE.around, 0, theme.SPACE.around, theme.SPACE.inside)
        content = window.stack.parentWidget()
        frame = content.layout() if content is not None else None
        assert isinstance(frame, QBoxLayout)
        frame.insertWidget(frame.indexOf(window.stack), self)
        self._arrivals.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say what waits now."""
        names = [short_name(path) for arrival in self._arrivals.waiting for path in arrival.paths]
        more = ["…"] if len(names) > NAMED else []
        text = plural(
            len(names),
            "{names} waits to be opened",
            "{count} files wait to be opened: {names}",
            names=", ".join(names[:NAMED] + more),
        )
        self.banner.show_text(text if names else "")
        self.setVisible(bool(names))
