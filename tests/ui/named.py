"""Walks a window and finds what a screen reader could not name."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

_INNER = (QAbstractSpinBox, QComboBox)


def unnamed(root: QWidget) -> list[str]:
    """Return the visible, focusable widgets under ``root`` that have no accessible name."""
    buddies = {label.buddy() for label in root.findChildren(QLabel) if label.buddy() is not None}
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in root.findChildren(QWidget)
        if _matters(widget) and not _named(widget) and widget not in buddies
    ]


def heard(widget: QWidget) -> str:
    """Return what a screen reader reads of a widget besides its name."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Description)


def _matters(widget: QWidget) -> bool:
    if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return False
    parent = widget.parent()
    if isinstance(parent, (*_INNER, QAbstractScrollArea)):
        return False
    if parent is not None and isinstance(parent.parent(), _INNER):
        return False
    kinds = (QAbstractButton, QLineEdit, QAbstractScrollArea, *_INNER)
    return isinstance(widget, kinds) and not isinstance(parent, QTabBar)


def _named(widget: QWidget) -> bool:
    if widget.accessibleName().strip():
        return True
    return isinstance(widget, QAbstractButton) and bool(widget.text().strip())
