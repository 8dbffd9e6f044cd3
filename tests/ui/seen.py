"""Every text that can be seen or heard in the window, dialogs, menus and tables."""

import contextlib
import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractItemModel, QCalendar, QLocale, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QWidget,
)

from tests.ui.texts import CLOSES, OPENS

_MOST_CELLS = 30
_INSIDE = re.compile(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}")
_PART = re.compile(f"{OPENS}[^{CLOSES}]*")
"""What was cut out of a text between signs."""
_TAG = re.compile(r"<[^<>]*>|&[a-z]+;|&#\d+;")
_QUERY = re.compile(r"[\w\"]+[:<>=]+[\w\"-][\w\".:-]*|\S+\.flashcards\b|(?<!\w)/\S+")
"""What is asked of the search, the same in every language, and names of files and folders."""
_WORD = re.compile(r"[A-Za-z]{2,}")
KEYS = frozenset(
    {
        *("Ctrl", "Shift", "Alt", "Meta", "Enter", "Return", "Space", "Esc", "Tab", "Del"),
        *("Delete", "Ins", "Insert", "Backspace", "Home", "End", "PgUp", "PgDown", "Menu"),
        *("Left", "Right", "Up", "Down"),
    }
)
"""What keyboards call their keys."""


def seen() -> Iterator[tuple[str, str]]:
    """Yield (where, text) of what the visible windows say, what stands under the mouse included."""
    for top in QApplication.topLevelWidgets():
        if top.isVisible() and not isinstance(top, QFileDialog):
            yield "window", top.windowTitle()
            for widget in (top, *top.findChildren(QWidget)):
                if widget.isVisible() and not isinstance(widget.window(), QFileDialog):
                    for text in _said(widget):
                        yield f"{type(widget).__name__} {widget.accessibleName()!r}", text


def _said(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    elif isinstance(widget, (QLineEdit, QPlainTextEdit)):
        yield widget.placeholderText()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    elif isinstance(widget, QSpinBox):
        yield widget.text()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))
    elif isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    columns = count(model.columnCount)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    for row in range(min(_MOST_CELLS, count(model.rowCount))):
        for column in range(columns):
            index = model.index(row, column, QModelIndex())
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
            ):
                found = model.data(index, role)
                if isinstance(found, str):
                    yield found


def count(of: Callable[..., int]) -> int:
    """Ask a model for its rows or columns, whichever way its class has it; some hide that."""
    for given in ((QModelIndex(),), ()):
        with contextlib.suppress(TypeError):
            return of(*given)
    return 1


def unmarked(text: str, own: frozenset[str]) -> list[str]:
    """Return the words of a text that no translator was asked for.

    ``own`` are those of the learner: names and texts, and what files and folders are called.
    """
    while OPENS in text and (less := _INSIDE.sub(" ", text)) != text:
        text = less
    for pattern in (_PART, _TAG, _QUERY):
        text = pattern.sub(" ", text)
    words = _WORD.findall(text)
    return [word for word in words if word not in own and word not in KEYS]


def calendar_words() -> frozenset[str]:
    """Return what the system's language calls days and months."""
    locale, calendar = QLocale(), QCalendar()
    forms = (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat)
    days = (locale.dayName(day, form) for day in range(1, 8) for form in forms)
    months = (calendar.monthName(locale, month, 2026, form) for month in range(1, 13)
              for form in forms)  # fmt: skip
    return frozenset(word for name in (*days, *months) for word in _WORD.findall(name))
