"""Our own line icons, tinted by token when they are painted, sharp on every screen."""

from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from flashcards.paths import resources_dir
from flashcards.ui import theme
from flashcards.ui.to_keep import to_keep

_CACHE: OrderedDict[tuple[str, str, int, int, bool], QPixmap] = OrderedDict()
_CACHE_PIXELS: Final = 400_000
"""So many pixels of icons are kept, those shown last: ten times what all screens need at once."""
_TURNED = frozenset(
    {"chevron-left", "chevron-right", "undo", "redo", "list", "markup", "move", "rail", "sound"}
    | {"subdeck"}
)
"""Drawings of what goes with the direction of reading."""
_HANDED_OVER: list[QIconEngine] = []
_FROM_RIGHT = Qt.LayoutDirection.RightToLeft
_LARGEST_SMALL = 32
"""Up to so many pixels the program's icon is the drawing with fewer, bolder parts."""


def icon_path(name: str) -> Path:
    """Return where the drawing of an icon lies."""
    return resources_dir() / "icons" / f"{name}.svg"


@cache
def _drawing(name: str) -> str:
    return icon_path(name).read_text(encoding="utf-8")


def pixmap(name: str, tint: str = "text", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """Return an icon ``size`` logical pixels wide in a token's colour, drawn once per colour."""
    colour = theme.color(tint).name()
    pixels = round(size * ratio)
    turned = name in _TURNED and QGuiApplication.layoutDirection() is _FROM_RIGHT
    key = (name, colour, pixels, round(ratio * 100), turned)
    found = _CACHE.get(key)
    if found is not None:
        _CACHE.move_to_end(key)
        return found
    drawing = _drawing(name).replace("currentColor", colour)
    result = QPixmap.fromImage(_rendered(drawing.encode(), pixels, turned=turned))
    result.setDevicePixelRatio(ratio)
    _CACHE[key] = result
    kept = sum(wide * wide for _, _, wide, _, _ in _CACHE)
    while kept > _CACHE_PIXELS and len(_CACHE) > 1:
        (_, _, wide, _, _), _ = _CACHE.popitem(last=False)
        kept -= wide * wide
    return result


def _rendered(drawing: bytes, pixels: int, *, turned: bool = False) -> QImage:
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(drawing))
    with QPainter(image) as painter:
        if turned:
            painter.translate(pixels, 0)
            painter.scale(-1, 1)
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
    return to_keep(image)


def ratio_of(painter: QPainter) -> float:
    """Return the pixels that a length of 1 takes, where the painter turns nothing round.

    Asked of the device, which may be of any kind, the binding would first load all kinds.
    """
    return painter.deviceTransform().m11()


def handed_over(engine: QIconEngine) -> QIconEngine:
    """Return an engine that Qt will free, held until it has: the binding takes no note of that."""
    _HANDED_OVER[:] = [each for each in _HANDED_OVER if shiboken6.isValid(each)]
    _HANDED_OVER.append(engine)
    return engine


class _Engine(QIconEngine):
    """Draws an icon in the token's colour of the moment, so a theme change needs no new icons."""

    def __init__(self, name: str, tint: str) -> None:
        super().__init__()
        self._name = name
        self._tint = tint

    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State, /
    ) -> None:
        size = min(rect.width(), rect.height())
        drawn = self._drawn(size, ratio_of(painter), mode)
        left = rect.x() + (rect.width() - size) // 2
        painter.drawPixmap(left, rect.y() + (rect.height() - size) // 2, drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, /) -> QPixmap:
        return self._drawn(min(size.width(), size.height()), 1.0, mode)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float, /
    ) -> QPixmap:
        # Since Qt 6.8 the size asked for is that on the screen, not the number of pixels.
        return self._drawn(min(size.width(), size.height()), scale, mode)

    def clone(self, /) -> QIconEngine:
        return handed_over(_Engine(self._name, self._tint))

    def _drawn(self, size: int, ratio: float, mode: QIcon.Mode) -> QPixmap:
        tint = self._tint
        if mode == QIcon.Mode.Disabled:
            tint = "outline"
        return pixmap(self._name, tint, size, ratio)


class _ProgramEngine(_Engine):
    """Draws the program's own icon, which has its colours in every theme."""

    def clone(self, /) -> QIconEngine:
        return handed_over(_ProgramEngine(self._name, self._tint))

    def _drawn(self, size: int, ratio: float, mode: QIcon.Mode) -> QPixmap:
        return program_pixmap(size, ratio)


def program_pixmap(size: int, ratio: float = 1.0) -> QPixmap:
    """Return the program's icon ``size`` logical pixels wide; small ones are drawn more simply."""
    pixels = max(1, round(size * ratio))
    name = "app-small" if pixels <= _LARGEST_SMALL else "app"
    result = QPixmap.fromImage(_rendered(program_drawing(name), pixels))
    result.setDevicePixelRatio(ratio)
    return result


def program_drawing(name: str) -> bytes:
    """Return a drawing of the program's own: ``app``, ``app-small``, ``document``."""
    return (resources_dir() / "app" / f"{name}.svg").read_bytes()


def program_icon() -> QIcon:
    """Return the icon of the program, for its windows and the task bar."""
    return QIcon(_ProgramEngine("app", ""))


def icon(name: str, tint: str = "text") -> QIcon:
    """Return an icon by name that re-tints itself with the theme; empty for an empty name."""
    return QIcon(_Engine(name, tint)) if name else QIcon()
