"""A field for a search in which tags are completed."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from flashcards.ui.editor.tag_field import TagField

_TAG = re.compile(r"(?:^|[\s(-])tag:([^\s()\"]*)$", re.IGNORECASE)


class SearchField(TagField):
    """Takes words as they are; behind ``tag:`` it offers the tags in use."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(name)
        self.setPlaceholderText(hint)

    def _word(self) -> str:
        found = _TAG.search(self.text()[: self.cursorPosition()])
        return found[1] if found else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes a tag that is offered, and does nothing more then."""
        popup = self.offers.popup()
        offered = popup is not None and popup.isVisible()
        if offered and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)
