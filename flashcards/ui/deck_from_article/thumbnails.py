"""Small pictures of the pictures that the cards of an article show, before they are added."""

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap

from flashcards.model.articles import DraftCard
from flashcards.model.pictures import picture_kind
from flashcards.ui.pictures import LARGEST_DECODED_MB, PIXELS_AT_ONCE

WIDEST, HIGHEST = 200, 96
"""Pixels of the window."""


class Thumbnails:
    """Gives each picture once it is asked for, and keeps it."""

    def __init__(self) -> None:
        self._pictures: Mapping[str, bytes] = {}
        self._made: dict[tuple[str, float], QPixmap | None] = {}

    def show(self, pictures: Mapping[str, bytes]) -> None:
        """Take the pictures of an article, by the names its cards have for them."""
        self._pictures = pictures
        self._made.clear()

    def of(self, card: DraftCard, ratio: float) -> QPixmap | None:
        """Return the picture on a card's front; None without one, or for one that takes long.

        ``ratio`` is how many pixels of the screen are one of the window.
        """
        name = next((name for name in self._pictures if name in card.front), "")
        if not name:
            return None
        key = name, ratio
        if key not in self._made:
            self._made[key] = _small(self._pictures[name], ratio)
        return self._made[key]


def _small(data: bytes, ratio: float) -> QPixmap | None:
    kind = picture_kind(data)
    if kind is None:
        return None
    QImageReader.setAllocationLimit(LARGEST_DECODED_MB)
    bytes_of = QByteArray(data)
    buffer = QBuffer(bytes_of)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > PIXELS_AT_ONCE * 4:
        return None
    most = QSize(round(WIDEST * ratio), round(HIGHEST * ratio))
    if size.width() > most.width() or size.height() > most.height():
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)
