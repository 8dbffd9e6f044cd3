"""Hints of widgets and rows, shown as they are written: names in them are the learner's own."""

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QSystemTrayIcon, QWidget


def as_hint(text: str, *, wrap: bool = False) -> str:
    """Return what Qt shows as ``text``; with ``wrap`` long lines are broken at a fair width.

    Qt takes a hint that looks like HTML for HTML: a deck called ``<img src=…>`` would be read from
    wherever it says, once the pointer rests on it.
    """
    if not text or not (wrap or Qt.mightBeRichText(text)):
        return text
    from html import escape  # late: it brings a table of all names of signs

    return "<p style='white-space: pre-wrap'>" + escape(text) + "</p>"


def set_hint(widget: QWidget | QSystemTrayIcon, text: str) -> None:
    """Let a widget show ``text`` as it is written where the pointer rests on it; "" for nothing."""
    widget.setToolTip(as_hint(text))
