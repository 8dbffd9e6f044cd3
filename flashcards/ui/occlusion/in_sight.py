"""Finds on a card the place that a picture's masks ask, so that it is in sight."""

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSizeF, QUrl
from PySide6.QtGui import QImage, QTextBlock, QTextDocument, QTextFragment, QTextImageFormat
from PySide6.QtWidgets import QTextEdit

from flashcards.text.occlusion import covering
from flashcards.ui.card_pictures import images_of
from flashcards.ui.occlusion.painting import outline

_IMAGE = QTextDocument.ResourceType.ImageResource.value
_AIR_PX = 16.0
"""So much is seen around what is asked."""


def show_asked(view: QTextEdit) -> bool:
    """Scroll as little as brings into sight what is asked; False where no picture asks."""
    box = asked_box(view)
    if box is None:
        return False
    bar, page = view.verticalScrollBar(), view.viewport().height()
    box = box.adjusted(0, -_AIR_PX, 0, _AIR_PX)
    down = 0.0
    if box.bottom() > page:
        down = box.bottom() - page
    if box.top() - down < 0:
        down = box.top()
    if down:
        # Qt lets the bar know of a longer text only when it comes to draw it.
        height = view.document().size().height()
        bar.setMaximum(max(bar.maximum(), round(height) - page))
        bar.setValue(bar.value() + round(down))
    return True


def asked_box(view: QTextEdit) -> QRectF | None:
    """Return where what the picture asks is, in pixels of the viewport; None where none does."""
    block = view.document().begin()
    while block.isValid():
        for fragment, image in images_of(block):
            shown = covering(image.name().partition("?")[2])
            if shown is not None and shown.asks:
                picture = _picture_box(view, block, fragment, image)
                boxes = [outline(mask, picture.size()).boundingRect() for mask in shown.asks]
                whole = boxes[0]
                for box in boxes[1:]:
                    whole = whole.united(box)
                return whole.translated(picture.topLeft()).intersected(picture)
        block = block.next()
    return None


def _picture_box(
    view: QTextEdit, block: QTextBlock, fragment: QTextFragment, image: QTextImageFormat
) -> QRectF:
    layout = view.document().documentLayout()
    line = block.layout().lineForTextPosition(fragment.position() - block.position())
    at = layout.blockBoundingRect(block).topLeft()
    found = view.document().resource(_IMAGE, QUrl(image.name()))
    size = found.deviceIndependentSize() if isinstance(found, QImage) else QSizeF(1, 1)
    width = image.width() or size.width()
    height = image.height() or size.height() * width / max(size.width(), 1.0)
    across: Any = line.cursorToX(fragment.position() - block.position())
    top_left = QPointF(at.x() + across[0], at.y() + line.y() + line.ascent() - height)
    scrolled = QPointF(view.horizontalScrollBar().value(), view.verticalScrollBar().value())
    return QRectF(top_left - scrolled, QSizeF(width, height))
