"""What was copied or dragged here, with its headings and lists where it comes from a page."""

import re

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

_STRUCTURE = re.compile(r"<(?:h[1-6]|dl|ul|ol|table|details|p)[\s>]", re.IGNORECASE)
_SAMPLE = 200_000


def copied_text() -> str:
    """Return the text that was copied elsewhere; empty where nothing was."""
    copied: QMimeData | None = QApplication.clipboard().mimeData()
    return "" if copied is None else text_of(copied)


def text_of(copied: QMimeData) -> str:
    """Return a copied or dragged text; of a page its HTML, so that its structure is not lost.

    Editors copy coloured text as HTML without any structure; of those the bare text is taken.
    """
    html = copied.html() if copied.hasHtml() else ""
    if _STRUCTURE.search(html[:_SAMPLE]):
        return html if html.lstrip()[:5].lower() == "<html" else f"<html>{html}</html>"
    return copied.text()
