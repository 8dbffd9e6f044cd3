"""Pages one of which is in front, for those who say themselves where the keyboard goes then."""

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget


class Pages(QStackedWidget):
    """Holds the keyboard in between: Qt would hand it round, and each place would be read out."""

    def setCurrentWidget(self, page: QWidget) -> None:
        """Bring a page to the front; whoever does gives something on it the keyboard."""
        before, focused = self.currentWidget(), QApplication.focusWidget()
        if focused is not None and before not in (None, page) and before.isAncestorOf(focused):
            self.setFocus()
        super().setCurrentWidget(page)
