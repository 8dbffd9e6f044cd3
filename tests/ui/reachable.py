"""Finds what a window holds that cannot well be named, clicked, or come to with Tab."""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QSlider,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from flashcards.ui.style import TARGET_PX
from tests.ui.seen import count

MOST_TABS: Final = 60
_MOST_CHILDREN: Final = 40
_NAME = QAccessible.Text.Name
_FIELDS = (QComboBox, QAbstractSpinBox)
_CLICKED = (QAbstractButton, QLineEdit, QSlider, *_FIELDS)


def tree(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Yield all a screen reader finds in a window, of many children the first."""
    return _all(QAccessible.queryAccessibleInterface(widget))


def _all(found: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield found
    for at in range(min(found.childCount(), _MOST_CHILDREN)):
        child: QAccessibleInterface | None = found.child(at)
        if child is not None and not child.state().invisible:
            yield from _all(child)


def nameless(widget: QWidget) -> list[str]:
    """Return what can be come to, pressed or looked at in a window and has no name."""
    role = QAccessible.Role
    pressed = (role.Button, role.CheckBox, role.RadioButton, role.PageTab, role.Graphic, role.List)
    return [
        f"{found.role()} {type(found.object())}"
        for found in tree(widget)
        if (found.state().focusable or found.role() in pressed) and not found.text(_NAME).strip()
    ]


def too_small(window: QWidget) -> list[str]:
    """Return what is clicked in a window and is too small to be met."""
    found = []
    for part in window.findChildren(QWidget):
        if part.isVisible() and part.window() is window:
            found += [f"{_called(part)} {box.size().toTuple()}" for box in _small_boxes(part)]
    return found


def _small_boxes(part: QWidget) -> list[QRect]:
    return [box for box in _targets(part) if 0 < min(box.width(), box.height()) < TARGET_PX]


def _targets(part: QWidget) -> Iterator[QRect]:
    """Yield what is clicked of a part, as boxes within it."""
    if isinstance(part, QTabBar):
        yield from (part.tabRect(at) for at in range(part.count()))
    elif isinstance(part, QSplitterHandle):
        yield part.rect()
    elif isinstance(part, QHeaderView):
        if part.orientation() == Qt.Orientation.Horizontal:
            yield QRect(0, 0, TARGET_PX, part.height())
    elif isinstance(part, QAbstractItemView):
        model = part.model()
        if model is not None and count(model.rowCount):
            first = part.visualRect(model.index(0, 0))
            yield QRect(0, 0, TARGET_PX, first.height())
    elif isinstance(part, _CLICKED) and _is_whole(part):
        yield part.rect()


def _is_whole(part: QWidget) -> bool:
    """Whether a part is possible now, and no piece of another that is clicked as one."""
    return part.isEnabled() and not isinstance(part.parent(), _FIELDS)


def stops(window: QWidget) -> list[QWidget]:
    """Press Tab until it has gone round, and return where it stopped, the first place first."""
    found: list[QWidget] = []
    focused = QApplication.focusWidget()
    while focused is not None and focused not in found and len(found) < MOST_TABS:
        found.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is focused:  # hours, then minutes
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
    return found


def out_of_order(found: Sequence[QWidget]) -> list[str]:
    """Return where Tab goes against the eyes: up within a column, or back within a line.

    Once it does so, as it begins anew.
    """
    back = [
        f"{_called(one)}, then {_called(other)}"
        for one, other in zip(found, (*found[1:], *found[:1]), strict=True)
        if _is_before(*_boxes(other, one))
    ]
    unseen = [f"{_called(part)} is not seen" for part in found if not part.isVisible()]
    return unseen + (back if len(back) > 1 else [])


def _boxes(one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """Return where two parts are, each within what is scrolled with it and not with the other."""
    return _box(_scrolled(one, other)), _box(_scrolled(other, one))


def _scrolled(part: QWidget, beside: QWidget) -> QWidget:
    whole, outer = part, part.parentWidget()
    while outer is not None and not outer.isAncestorOf(beside):
        whole = outer if isinstance(outer, QScrollArea) else whole
        outer = outer.parentWidget()
    return whole


def _is_before(box: QRect, other: QRect) -> bool:
    """Whether a box is read before another: above it, or on its line and on its left."""
    if box.bottom() <= other.top():
        return box.left() < other.right()
    shared = min(box.bottom(), other.bottom()) - max(box.top(), other.top())
    on_one_line = shared > min(box.height(), other.height()) / 2
    return on_one_line and box.right() <= other.left()


def _box(part: QWidget) -> QRect:
    return QRect(part.mapTo(part.window(), QPoint(0, 0)), part.size())


def _called(part: QWidget) -> str:
    text = part.accessibleName()
    if not text and isinstance(part, QAbstractButton):
        text = part.text()
    return f"{type(part).__name__} {text!r} in {type(part.parent()).__name__}"
