"""Tells screen readers on which row of a table the keyboard is when it comes there."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot
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
        if QAccessible.isActive() and isinstance(now, QAbstractItemView):
            QTimer.singleShot(0, now, partial(_tell_row, now))  # after Qt has named the table


def _tell_row(view: QAbstractItemView) -> None:
    if not view.hasFocus() or not view.currentIndex().isValid():
        return
    table = QAccessible.queryAccessibleInterface(view)
    row: QAccessibleInterface | None = table.focusChild()
    if row is not None:
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(table.indexOfChild(row))
        QAccessible.updateAccessibility(event)
