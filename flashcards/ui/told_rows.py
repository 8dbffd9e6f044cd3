"""Tells screen readers on which row of a table the keyboard is when it comes there."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


class ToldRows(QObject):
    """Watches where the keyboard goes.

    Qt names the row whenever it changes, but only the table where the keyboard comes back to it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if not QAccessible.isActive() or not isinstance(now, QAbstractItemView):
            return
        if not now.currentIndex().isValid():
            return
        table = QAccessible.queryAccessibleInterface(now)
        row: QAccessibleInterface | None = table.focusChild()
        if row is None:
            return
        event = QAccessibleEvent(now, QAccessible.Event.Focus)
        event.setChild(table.indexOfChild(row))
        QAccessible.updateAccessibility(event)
