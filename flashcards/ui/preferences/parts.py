"""What the pages of the preferences are put together from."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from flashcards.ui import theme
from flashcards.ui.deck_options.breaking_row import BreakingRow
from flashcards.ui.widgets import column, label, line, panel, scrolled

READING_EM = 50
"""Widest page, in heights of a line."""


def bare(layout: QLayout | None = None) -> QWidget:
    """Return a widget that shows nothing of its own."""
    widget = QWidget()
    widget.setProperty("role", "bare")
    if layout is not None:
        widget.setLayout(layout)
    return widget


def setting(text: str, explanation: str, field: QWidget, buddy: QWidget) -> BreakingRow:
    """Return one setting: what it is, what it does, and at the right what it is set with."""
    caption = label(text, wrap=True)
    caption.setBuddy(buddy)
    words = bare()
    column(words, caption, label(explanation, "muted", wrap=True), gap="none")
    return BreakingRow(field, words=words)


def explained(field: QWidget, explanation: str) -> QWidget:
    """Return a field that carries its own label, with what it does beneath."""
    whole = bare()
    words = label(explanation, "muted", wrap=True)
    column(whole, field, words, gap="none")
    field.setAccessibleDescription(explanation)
    return whole


def group(title: str, *settings: QWidget, note: str = "") -> QWidget:
    """Return settings that belong together, under one heading."""
    parts: list[QWidget] = []
    for each in settings:
        parts += [line(), each] if parts else [each]
    heads: list[QLabel] = [label(title, "heading")]
    if note:
        heads.append(label(note, "muted", wrap=True))
    whole = bare()
    column(whole, column(None, *heads, gap="none"), panel(*parts, gap="between"), gap="inside")
    return whole


def page(*groups: QWidget) -> QScrollArea:
    """Return groups from top to bottom, scrolled where there is no room for all."""
    inside = bare()
    inside.setMaximumWidth(READING_EM * inside.fontMetrics().height())
    inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    layout = column(inside, *groups, None, gap="around")
    edge = theme.SPACE
    layout.setContentsMargins(edge.around, edge.between, edge.around, edge.around)
    return scrolled(inside)


def to_copy(name: str, text: str = "") -> QLabel:
    """Return a text that can be chosen and copied by mouse and keys."""
    result = label(text, wrap=True)
    result.setAccessibleName(name)
    flags = Qt.TextInteractionFlag
    result.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return result
