"""Tries what Qt brings as plugins: pictures of each kind, fonts, the system's windows."""

import base64
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QLibraryInfo,
    QPluginLoader,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QImage, QPainter

from flashcards.self_test.bench import Bench, FailedError, Found
from flashcards.self_test.shipped import is_blank
from flashcards.ui import drawings, theme

GIF: Final = base64.b64decode("R0lGODdhAgACAIAAAMYWHgAAACwAAAAAAgACAAACAoRRADs=")
SVG: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">'
    b'<circle cx="4" cy="4" r="3" fill="#c6161e"/></svg>'
)
_WRITTEN: Final = ("PNG", "JPEG", "WEBP")
_RED: Final = QColor("#c6161e")
_PLATFORMS: Final = {
    "linux": ("qxcb", "qwayland", "qwayland-generic"),
    "win32": ("qwindows",),
    "darwin": ("qcocoa",),
}
"""By the beginning of ``sys.platform``: the plugins of which one has to load."""


def pictures_are_read(bench: Bench) -> Found:
    """Read a picture of every kind a card may show."""
    made = {"GIF": GIF, **{kind: _written(kind) for kind in _WRITTEN}}
    failed = [
        f"{kind} cannot be read"
        for kind, data in made.items()
        if not _is_red(QImage.fromData(data))
    ]
    file = bench.place("drawing.svg")
    file.write_bytes(SVG)
    if is_blank(drawings.raster(file, QSize(8, 8))):
        failed.append("SVG cannot be drawn")
    if failed:
        raise FailedError(*failed)
    return Found("PNG, JPEG, WebP, GIF and SVG")


def _written(kind: str) -> bytes:
    image = QImage(16, 16, QImage.Format.Format_RGB32)
    image.fill(_RED)
    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)  # type: ignore[call-overload]  # its stub wants bytes
    return bytes(made.data())


def _is_red(image: QImage) -> bool:
    """Whether a picture is as red as it was made: packing may change colours a little."""
    if image.isNull():
        return False
    at = image.pixelColor(1, 1)
    off = (at.red() - _RED.red(), at.green() - _RED.green(), at.blue() - _RED.blue())
    return max(map(abs, off)) < 16


def text_is_drawn(_bench: Bench) -> Found:
    """Draw letters: without any font a window is empty."""
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setFont(theme.number_font(theme.ui_font()))
        painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter.value, "Ag 12")
    if is_blank(image):
        raise FailedError("no font is installed that has Latin letters")
    return Found("text")


def window_system_loads(_bench: Bench) -> Found:
    """Load what opens windows on this system; with its libraries, one plugin has to be there."""
    names = next((all_ for key, all_ in _PLATFORMS.items() if sys.platform.startswith(key)), ())
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")
    loaded: list[str] = []
    failed: list[str] = []
    for file in sorted(folder.glob("*")):
        stem = file.name.partition(".")[0].removeprefix("lib")
        if stem in names:
            loader = QPluginLoader(str(file))
            if loader.load():
                loaded.append(stem.removeprefix("q"))
            else:
                failed.append(" ".join(loader.errorString().split()))
    if not loaded and names:
        raise FailedError(*(failed or [f"{folder} has none of {', '.join(names)}"]))
    missing = ", ".join(f"not loaded: {each}" for each in failed)
    return Found(f"windows by {' and '.join(loaded)}" if loaded else "", missing)
