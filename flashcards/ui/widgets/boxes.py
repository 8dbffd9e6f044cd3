"""Boxes that lay parts out in the theme's steps, so that no screen names a distance."""

from itertools import pairwise
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from flashcards.ui import theme

Step = Literal["none", "hair", "inside", "between", "around"]
Part = QWidget | QLayout | QSpacerItem | None


def column(
    parent: QWidget | None,
    *parts: Part,
    gap: Step = "inside",
    margins: Step = "none",
) -> QVBoxLayout:
    """Lay parts out from top to bottom; None is a stretch that takes what room is left."""
    layout = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    _fill(layout, parts, gap, margins)
    return layout


def row(
    parent: QWidget | None,
    *parts: Part,
    gap: Step = "inside",
    margins: Step = "none",
) -> QHBoxLayout:
    """Lay parts out from left to right; None is a stretch that takes what room is left."""
    layout = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    _fill(layout, parts, gap, margins)
    return layout


def _fill(layout: QBoxLayout, parts: tuple[Part, ...], gap: Step, margins: Step) -> None:
    layout.setSpacing(getattr(theme.SPACE, gap))
    edge = getattr(theme.SPACE, margins)
    layout.setContentsMargins(edge, edge, edge, edge)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addItem(part)


def spacer(step: Step = "between") -> QSpacerItem:
    """Return a fixed gap of one of the theme's steps, for either direction."""
    size = getattr(theme.SPACE, step)
    fixed = QSizePolicy.Policy.Fixed
    return QSpacerItem(size, size, fixed, fixed)


def panel(*parts: Part, gap: Step = "inside", margins: Step = "between") -> QFrame:
    """Return a raised card with a hairline around it."""
    frame = QFrame()
    frame.setProperty("role", "panel")
    column(frame, *parts, gap=gap, margins=margins)
    return frame


def line() -> QFrame:
    """Return a hairline that divides what stands above from what stands below."""
    frame = QFrame()
    frame.setProperty("role", "line")
    return frame


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a widget in an area that scrolls where it is too tall, or its text too large."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def tab_through(*stops: QWidget) -> None:
    """Let Tab go through these in their order, where they were not built in it."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


class ReadingColumn(QWidget):
    """Keeps its content in the middle and no wider than is pleasant to read."""

    def __init__(self, content: QWidget, width: int = 860) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        content.setMaximumWidth(width)
        content.setSizePolicy(QSizePolicy.Policy.Expanding, content.sizePolicy().verticalPolicy())
        layout = row(self, gap="none", margins="none")
        layout.addStretch(1)
        layout.addWidget(content, 100)
        layout.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
