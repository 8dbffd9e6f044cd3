"""The pictures on a card: which ones there are, and which one is under the pointer."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import (
    QMouseEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextImageFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from flashcards.text.file_names import REFERENCE
from flashcards.text.occlusion import ADDRESS

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.rich_text import CardView

_PICTURE = re.compile(rf"{REFERENCE}(?:{ADDRESS})?")


def images_of(block: QTextBlock) -> Iterator[tuple[QTextFragment, QTextImageFormat]]:
    """Yield the pictures of one paragraph, and where they stand."""
    places = block.begin()
    while not places.atEnd():
        fragment = places.fragment()
        if fragment.charFormat().isImageFormat():
            yield fragment, fragment.charFormat().toImageFormat()
        places += 1


def pictures_of(document: QTextDocument) -> list[str]:
    """Return the names of the pictures on a card, in their order."""
    found: list[str] = []
    block = document.begin()
    while block.isValid():
        for _, image in images_of(block):
            if _PICTURE.fullmatch(image.name()) and image.name() not in found:
                found.append(image.name())
        block = block.next()
    return found


def picture_under(view: QTextEdit, at: QPoint) -> str:
    """Return the name of the picture at a place of the viewport; empty for none."""
    cursor = view.cursorForPosition(at)
    for place in (cursor.position(), cursor.position() + 1):
        if place >= view.document().characterCount():
            continue
        before = QTextCursor(view.document())
        before.setPosition(place)
        form = before.charFormat()  # of the character before the cursor
        if not form.isImageFormat():
            continue
        after = view.cursorRect(before)
        before.movePosition(QTextCursor.MoveOperation.Left)
        left = view.cursorRect(before)
        if left.left() <= at.x() <= after.right() or after.left() <= at.x() <= left.right():
            name = form.toImageFormat().name()
            return name if _PICTURE.fullmatch(name) else ""
    return ""


def point(view: QTextBrowser, event: QMouseEvent) -> None:
    """Show by the pointer's shape that a picture can be clicked."""
    shape = view.viewport().cursor().shape()
    over = bool(picture_under(view, event.position().toPoint()))
    hand = Qt.CursorShape.PointingHandCursor
    if over and shape != hand:
        view.viewport().setCursor(hand)
    elif not over and shape == hand and not view.anchorAt(event.position().toPoint()):
        view.viewport().setCursor(Qt.CursorShape.IBeamCursor)


def click(window: "MainWindow", view: QTextBrowser, event: QMouseEvent) -> None:
    """Show the picture that was clicked by itself; a link, and what was selected, come first."""
    at = event.position().toPoint()
    if event.button() != Qt.MouseButton.LeftButton or view.anchorAt(at):
        return
    name = picture_under(view, at)
    if name and not view.textCursor().hasSelection():
        zoom(window, view, name)


REFIT_MS = 60
"""So long a view keeps its width before its pictures are fitted into it."""


def room_beside_bar(view: QTextEdit) -> int:
    """Return how wide a card may be whether it is scrolled or not, in pixels of the window."""
    width = view.maximumViewportSize().width()
    if view.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded:
        width -= view.verticalScrollBar().sizeHint().width()
    return width


class Refit(QTimer):
    """Fits the pictures of a card anew into a view that became narrower or wider."""

    def __init__(self, view: "CardView") -> None:
        super().__init__(view)
        self._view = view
        self.setSingleShot(True)
        self.setInterval(REFIT_MS)
        self.timeout.connect(self._fit)

    def look(self) -> None:
        """Fit the pictures soon, where their width is another one than that of the text."""
        if self._needed():
            self.start()

    def _needed(self) -> bool:
        view = self._view
        return "<img" in view.html() and view.picture_width() != view.pictures.widest

    def _fit(self) -> None:
        if self._needed():
            self._view.fit_pictures()


def zoom(window: "MainWindow", view: QTextEdit, name: str = "") -> None:
    """Show a picture of a card by itself, without a name the first one."""
    from flashcards.ui.picture_zoom import zoom_over

    zoom_over(window, view.window(), pictures_of(view.document()), name)
