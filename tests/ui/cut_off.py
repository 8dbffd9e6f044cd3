"""Finds what has no room: words that are cut, parts outside of their window, pages to be pushed
sideways."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from flashcards.ui.menu_letters import plain
from flashcards.ui.widgets import ElidedLabel

_BREAKS = re.compile(r"[\s/\\-]+")
_SPARE_PX = 2
"""Less than this nobody sees."""
_FIELDS = (QAbstractButton, QLabel, QLineEdit, QTabBar)


def cut_off() -> list[str]:
    """Return what is cut off in the windows that can be seen, with why."""
    found: list[str] = []
    for top in QApplication.topLevelWidgets():
        if top.isVisible() and not isinstance(top, QFileDialog):
            for widget in (top, *top.findChildren(QWidget)):
                if widget.isVisible() and widget.window() is top:
                    found += [f"{_name(widget)}: {why}" for why in _faults(widget)]
    return found


def _name(widget: QWidget) -> str:
    said = getattr(widget, "text", None)
    text = said() if callable(said) else ""
    return f"{type(widget).__name__} {str(text or widget.accessibleName())[:60]!r}"


def _faults(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > _SPARE_PX:
        yield f"is to be pushed sideways by {widget.horizontalScrollBar().maximum()} px"
    if isinstance(widget, QTabBar):
        yield from _tabs(widget)
    elif isinstance(widget, QHeaderView):
        yield from _headers(widget)
    elif isinstance(widget, QComboBox):
        yield from _choice(widget)
    elif isinstance(widget, (QLabel, QAbstractButton, QGroupBox, QLineEdit)):
        yield from _words(widget)
    if isinstance(widget, _FIELDS):
        yield from _outside(widget)


def _words(widget: QWidget) -> Iterator[str]:
    """Yield where a text needs more room than its part has."""
    if isinstance(widget, ElidedLabel):
        return
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QToolButton) and not _shows_text(widget):
        return
    elif isinstance(widget, (QPushButton, QToolButton, QCheckBox, QRadioButton)):
        needs, has = widget.sizeHint(), widget.size()
        if widget.hasHeightForWidth():  # its words go on in another line
            needs = QSize(widget.minimumSizeHint().width(), widget.heightForWidth(has.width()))
        if widget.text() and needs.width() > has.width() + _SPARE_PX:
            yield f"needs {needs.width()} px and has {has.width()}"
        if needs.height() > has.height() + _SPARE_PX:
            yield f"needs {needs.height()} px of height and has {has.height()}"
    elif isinstance(widget, QGroupBox):
        needed = widget.fontMetrics().horizontalAdvance(plain(widget.title()))
        if needed > widget.width():
            yield f"needs {needed} px and has {widget.width()}"
    elif isinstance(widget, QLineEdit):
        yield from _line(widget)


def _line(line: QLineEdit) -> Iterator[str]:
    """Yield a hint that is cut, and a number with its unit; other texts may be of any length."""
    margins = line.textMargins()
    room = line.contentsRect().width() - margins.left() - margins.right()
    counts = isinstance(line.parentWidget(), QAbstractSpinBox)
    for what, words in (("hint", line.placeholderText()), ("number", line.text())):
        if (what == "number") != bool(line.text()) or (what == "number" and not counts):
            continue
        if (needed := line.fontMetrics().horizontalAdvance(words)) > room:
            yield f"its {what} needs {needed} px and has {room}: {words!r}"


def _choice(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    needed = box.fontMetrics().horizontalAdvance(box.currentText())
    if needed > room.width() and not box.isEditable():
        yield f"its choice {box.currentText()!r} needs {needed} px and has {room.width()}"


def _shows_text(tool: QToolButton) -> bool:
    style = tool.toolButtonStyle()
    return bool(tool.text()) and (
        style != Qt.ToolButtonStyle.ToolButtonIconOnly or tool.icon().isNull()
    )


def _label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _SPARE_PX:
            yield f"needs {needed} px of height and has {label.height()}"
        longest = max(_BREAKS.split(label.text()), key=len, default="")
        if label.fontMetrics().horizontalAdvance(longest) > label.contentsRect().width():
            yield f"has {label.width()} px, too little for the word {longest!r}"
        return
    needs, has = label.sizeHint(), label.size()
    if needs.width() > has.width() + _SPARE_PX:
        yield f"needs {needs.width()} px and has {has.width()}"
    if needs.height() > has.height() + _SPARE_PX:
        yield f"needs {needs.height()} px of height and has {has.height()}"


def _tabs(bar: QTabBar) -> Iterator[str]:
    for at in range(bar.count()):
        tab = bar.tabRect(at)
        words = bar.fontMetrics().horizontalAdvance(plain(bar.tabText(at)))
        if words > tab.width():
            yield f"the tab {bar.tabText(at)!r} needs {words} px and has {tab.width()}"
        elif bar.tabText(at) and not bar.rect().contains(tab.adjusted(1, 1, -1, -1)):
            yield f"the tab {bar.tabText(at)!r} is out of sight"


def _headers(header: QHeaderView) -> Iterator[str]:
    """Yield columns whose names are cut; which have no room at all were made so by the learner."""
    model = header.model()
    if header.orientation() != Qt.Orientation.Horizontal or model is None:
        return
    for at in range(header.count()):
        words = model.headerData(at, Qt.Orientation.Horizontal)
        if header.isSectionHidden(at) or not isinstance(words, str) or not words:
            continue
        needed = header.fontMetrics().horizontalAdvance(words)
        if needed > header.sectionSize(at):
            yield f"the column {words!r} needs {needed} px and has {header.sectionSize(at)}"


def _outside(widget: QWidget) -> Iterator[str]:
    """Yield where a part reaches over the edge of what it lies in, and cannot be scrolled to."""
    box, inner = widget.rect(), widget
    while not inner.isWindow() and (outer := inner.parentWidget()) is not None:
        box = box.translated(inner.pos())
        area = outer.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is outer:
            if not isinstance(area, QScrollArea):
                return  # a list or text that scrolls by itself
            box = QRect(box.left(), 0, box.width(), min(box.height(), outer.height()))
        over = max(-box.left(), box.right() - outer.width() + 1)
        under = max(-box.top(), box.bottom() - outer.height() + 1)
        if max(over, under) > _SPARE_PX:
            yield f"reaches {max(over, under)} px over the edge of {_name(outer)}"
            return
        inner = outer
