"""Finds text in the window that is cut off, where it has to be whole."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QGroupBox,
    QHeaderView,
    QLabel,
    QTabBar,
    QTableView,
    QWidget,
)

from flashcards.ui.menu_letters import plain
from flashcards.ui.widgets import ElidedLabel

_SLACK_PX = 2


def cut() -> Iterator[tuple[str, str]]:
    """Yield (kind, text) of each label, button, tab, title and heading that is not shown whole.

    Names that may be of any length have an ellipsis by design and are passed over.
    """
    for top in QApplication.topLevelWidgets():
        if not top.isVisible():
            continue
        for widget in (top, *top.findChildren(QWidget)):
            if widget.isVisible():
                for text in _cut_in(widget):
                    yield type(widget).__name__, text


def _cut_in(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ElidedLabel):
        return
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QAbstractButton):
        text = plain(widget.text()).strip()
        needs_more = widget.sizeHint().width() > widget.width() + _SLACK_PX
        if text and needs_more and _wide(widget, text) > widget.width() + _SLACK_PX:
            yield text
    elif isinstance(widget, QGroupBox):
        if _wide(widget, widget.title()) > widget.width():
            yield widget.title()
    elif isinstance(widget, QTabBar):
        for at in range(widget.count()):
            if _wide(widget, plain(widget.tabText(at))) > widget.tabRect(at).width():
                yield widget.tabText(at)
    elif isinstance(widget, QHeaderView):
        yield from _headings(widget)


def _label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text or text.startswith("<") or (label.pixmap() and not label.pixmap().isNull()):
        return
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + _SLACK_PX and not _scrolls(label):
            yield text
    elif _wide(label, plain(text)) > label.width() + _SLACK_PX:
        yield text


def _headings(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.orientation() is not Qt.Orientation.Horizontal:
        return
    if isinstance(header.parentWidget(), QTableView) and header.isHidden():
        return
    for at in range(model.columnCount(QModelIndex())):
        if header.isSectionHidden(at):
            continue
        text = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
        if _wide(header, text) > header.sectionSize(at):
            yield text


def _scrolls(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), QAbstractScrollArea)


def _wide(widget: QWidget, text: str) -> int:
    return max(
        (widget.fontMetrics().horizontalAdvance(line) for line in text.split("\n")), default=0
    )
