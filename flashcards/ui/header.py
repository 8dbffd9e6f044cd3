"""The line above a screen: where one is, and the search box."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from flashcards.ui import icons, theme
from flashcards.ui.widgets import ElidedLabel, row
from flashcards.ui.widgets.fields import make_roomy, with_clear_button
from flashcards.ui.words import tr

SEARCH_WIDTH_PX = 260


class Header(QWidget):
    """Title at the left, search at the right."""

    def __init__(self, search: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("header")
        self._search = search
        self.title = ElidedLabel("", "title")
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Search cards"))
        self.field.setAccessibleName(tr("Search cards"))
        self.field.setFixedWidth(SEARCH_WIDTH_PX)
        with_clear_button(self.field, icons.icon("search", "muted"))
        self.field.textEdited.connect(self._typed)
        layout = row(self, self.title, self.field, gap="between")
        layout.setStretch(0, 1)
        edge = theme.SPACE
        layout.setContentsMargins(edge.around, edge.between, edge.around, edge.inside)

    def add_action(self, action: QAction) -> None:
        """Put a command at the end of the search box."""
        self.field.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        make_roomy(self.field)

    def set_title(self, title: str) -> None:
        """Show where one is."""
        self.title.set_text(title)

    def show_search(self, shown: bool) -> None:
        """Show or hide the search box."""
        self.field.setVisible(shown)

    def search_shown(self) -> bool:
        """Whether the search box can be typed into."""
        return self.field.isVisible()

    def take_focus(self) -> None:
        """Put the keyboard into the search box."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def release(self) -> bool:
        """Empty the box and give the keyboard away; False when it did not have it."""
        if not self.field.hasFocus():
            return False
        self.field.clear()
        self.field.clearFocus()
        return True

    def _typed(self, text: str) -> None:
        """Hand on what is typed from the first letter on, to where it is searched for at once."""
        if text.strip():
            self.field.clear()
            self._search(text.lstrip())
