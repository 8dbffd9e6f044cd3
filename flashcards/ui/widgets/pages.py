"""Pages one of which is in front, for those who say themselves where the keyboard goes then."""

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget


class Pages(QStackedWidget):
    """Lets the keyboard go from the old page, else Qt hands it round before it gets anywhere.

    A screen reader would name each of these places.
    """

    def setCurrentWidget(self, page: QWidget) -> None:
        """Bring a page to the front; whoever does gives something on it the keyboard."""
        before, focused = self.currentWidget(), QApplication.focusWidget()
        if focused is not None and before not in (None, page) and before.isAncestorOf(focused):
            focused.clearFocus()
        super().setCurrentWidget(page)
