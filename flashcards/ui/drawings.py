"""SVG drawings of learners: how a file begins tells their size, a process of its own draws them."""

import base64
import json
import re
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from flashcards import children
from flashcards.files import read_given
from flashcards.model.pictures import picture_kind
from flashcards.ui import theme

LARGEST_FILE = 8 << 20
SECONDS = 8
"""After which the process is ended; it counts two seconds of its own (``drawing_process``)."""
LARGEST_SIDE = 4_096
USUAL = QSize(300, 150)
"""Size of a drawing that tells none, as browsers have it."""

_SVG = re.compile(rb"<svg\b[^>]{0,3000}", re.DOTALL)
_SIDE = re.compile(rb"\s(width|height)\s*=\s*[\"']\s*([0-9.]{1,12})\s*([a-z%]{0,3})\s*[\"']")
_BOX = re.compile(
    rb"\sviewBox\s*=\s*[\"']\s*[-0-9.e]+[\s,]+[-0-9.e]+[\s,]+([0-9.]{1,12})[\s,]+([0-9.]{1,12})\s*[\"']"
)
_PIXELS = {b"": 1.0, b"px": 1.0, b"pt": 4 / 3, b"mm": 3.78, b"cm": 37.8, b"in": 96.0, b"em": 16.0}
_one_at_a_time = threading.Lock()


def size_of(beginning: bytes) -> QSize:
    """Return how large a drawing is, in pixels of the window, from how its file begins."""
    tag = _SVG.search(beginning)
    if tag is None:
        return USUAL
    sides = {
        side[1]: _number(side[2]) * _PIXELS[side[3]]
        for side in _SIDE.finditer(tag[0])
        if side[3] in _PIXELS
    }
    box = _BOX.search(tag[0])
    wide, high = (_number(box[1]), _number(box[2])) if box else (0.0, 0.0)
    width, height = sides.get(b"width", 0.0), sides.get(b"height", 0.0)
    if wide > 0 and high > 0:
        if width > 0 >= height:
            height = width * high / wide
        elif height > 0 >= width:
            width = height * wide / high
        elif width <= 0 and height <= 0:
            width, height = wide, high
    size = QSize(round(width) or USUAL.width(), round(height) or USUAL.height())
    return size.scaled(
        min(size.width(), LARGEST_SIDE),
        min(size.height(), LARGEST_SIDE),
        Qt.AspectRatioMode.KeepAspectRatio,
    ).expandedTo(QSize(1, 1))


def _number(digits: bytes) -> float:
    try:
        return min(float(digits), 1e6)
    except ValueError:
        return 0.0


def raster(path: Path, size: QSize) -> QImage:
    """Return a drawing as a picture of that many pixels; null where it cannot be drawn.

    For threads beside the window's: a process is started and waited for.
    """
    answers: list[Any] = []
    try:
        data = read_given(path, LARGEST_FILE)
        request = [size.width(), size.height(), base64.b64encode(data).decode()]
        with _one_at_a_time:
            line = json.dumps(request).encode() + b"\n"
            helper = children.Helper(children.DRAWINGS, [line], answers.append)
            helper.wait(SECONDS)
            helper.stop()
    except (OSError, ValueError):
        return QImage()
    match answers:
        case [[str(png)]]:
            data = base64.b64decode(png)
            image = QImage.fromData(data) if picture_kind(data) == "png" else QImage()
            return image if image.size() == size else QImage()
    return QImage()


def in_words(words: str, ratio: float, widest: int | None = None) -> QImage:
    """Return words as a picture, to stand where one cannot be shown.

    Those wider than ``widest`` pixels of the window lose their middle.
    """
    font = theme.ui_font()
    if widest is not None:
        middle = Qt.TextElideMode.ElideMiddle
        words = QFontMetricsF(font).elidedText(words, middle, max(0, widest - 8))
    room = QFontMetricsF(font).boundingRect(words).size() + QSize(8, 8).toSizeF()
    image = QImage((room * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(ratio)
    with QPainter(image) as painter:
        painter.setFont(font)
        painter.setPen(theme.color("warning"))
        painter.drawText(
            0,
            0,
            round(room.width()),
            round(room.height()),
            Qt.AlignmentFlag.AlignCenter.value,
            words,
        )
    return image
