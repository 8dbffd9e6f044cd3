"""Draws sides of cards as the screen shows them, on any painter, whole or a part at a time."""

from collections.abc import Generator, Iterator
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from flashcards.ui.rich_text import CardView
from flashcards.ui.root_frame import root_frame
from flashcards.ui.tokens import LIGHT

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

PIXELS_PER_MM: Final = 96 / 25.4
"""Of the screen, so that text is as large on paper where nothing makes it smaller."""
_SMALLEST: Final = 0.55
"""Text is made smaller down to so much of its size before a side goes on on another card."""
_SMALLER: Final = (1.0, 0.85, 0.7, _SMALLEST)
_LEAST: Final = 24
_FINE: Final = 3.0
_PATIENCE_S: Final = 20.0
"""How long a side is waited for whose formulas or pictures do not come."""


class Face(NamedTuple):
    """A side of a card."""

    html: str
    css: str
    number: int


class Laid(NamedTuple):
    """A side that was laid out for some room."""

    zoom: float
    width: float
    """In pixels of the layout, as are the parts."""
    parts: tuple[tuple[float, float], ...]
    """The stretches, from top to bottom, of which each fits into the room."""


class _PrintView(CardView):
    """A card as on paper: no ground of its own around it, and as wide as it is asked to be."""

    def __init__(self, window: "MainWindow", scale: float) -> None:
        super().__init__(window, scale=scale, tokens=LIGHT)
        self.sounds.names_files = False
        for bar in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.show()  # else its size would not count before it is drawn

    def devicePixelRatioF(self) -> float:
        """Return how fine pictures and formulas are: finer than on the screen."""
        return _FINE

    def _column_in(self, width: int) -> int:
        return max(60, width)

    def _set_margins(self) -> None:
        if self._styled is not None:
            super()._set_margins()
            return
        frame = root_frame(self.document())
        form = frame.frameFormat()
        form.setMargin(0)
        frame.setFrameFormat(form)

    @property
    def settled(self) -> bool:
        """Whether formulas and pictures are all there."""
        return self.pictures.settled() and not self.drawn.waits

    def breaks(self) -> list[tuple[float, float]]:
        """Return the stretches from top to bottom that no cut may go through: lines of text."""
        document = self.document()
        layout = document.documentLayout()
        found = []
        block = document.begin()
        while block.isValid():
            top, text = layout.blockBoundingRect(block).top(), block.layout()
            for at in range(text.lineCount()):
                line = text.lineAt(at)
                found.append((top + line.y(), top + line.y() + line.height()))
            block = block.next()
        return sorted(found)


class Faces:
    """Lays sides out and draws them; one at a time, the one laid out last."""

    def __init__(self, window: "MainWindow", scale: float) -> None:
        self._view = _PrintView(window, scale)
        self._now: tuple[Face, int] | None = None

    def close(self) -> None:
        """Let the view go."""
        self._view.sounds.stop()
        self._view.deleteLater()

    def ask(self, face: Face, width: float) -> bool:
        """Show a side for this width; return whether all that is drawn in it is there."""
        wide = max(_LEAST, round(width))
        if self._now != (face, wide):
            self._view.resize(wide, 400)
            self._view.set_html(face.html, face.css, number=face.number)
            self._view.ensurePolished()
            self._now = face, wide
        return self._view.settled

    def height(self) -> float:
        """Return how high the side shown last is."""
        return max(1.0, self._view.document().size().height())

    def ready(self, face: Face, width: float) -> Iterator[bool]:
        """Show a side for this width; yield True until pictures and formulas have come."""
        ends = monotonic() + _PATIENCE_S
        while not self.ask(face, width) and monotonic() < ends:
            yield True

    def lay(
        self, face: Face, width: float, height: float, *, shrink: bool = True
    ) -> Generator[bool, None, Laid]:
        """Lay a side out in some room (mm): whole, smaller if need be and wished, or in parts."""
        width, height = width * PIXELS_PER_MM, height * PIXELS_PER_MM
        laid = Laid(1.0, width, ((0.0, 0.0),))
        for zoom in _SMALLER if shrink else _SMALLER[:1]:
            yield from self.ready(face, width / zoom)
            high = self.height()
            wide = max(width / zoom, self._view.document().size().width())
            laid = Laid(min(zoom, width / wide), wide, ((0.0, high),))
            if high * laid.zoom <= height:
                return laid
        return laid._replace(parts=self._parts(height / laid.zoom))

    def _parts(self, room: float) -> tuple[tuple[float, float], ...]:
        """Return where a side that is too high is taken apart: between lines."""
        lines, end = self._view.breaks(), self.height()
        parts, top = [], 0.0
        while end - top > room:
            bottom = top + room
            cut = min((line[0] for line in lines if line[0] < bottom < line[1]), default=bottom)
            if cut <= top:  # a line, or a picture in one, that is higher than the room
                cut = bottom
            parts.append((top, cut))
            top = cut
        return (*parts, (top, end))

    def paint(
        self, painter: QPainter, area: QRectF, laid: Laid, part: int, *, middle: bool
    ) -> None:
        """Draw a part of the side made ready last, in an area in mm; ``middle``: in its middle."""
        top, bottom = laid.parts[part]
        scale = laid.zoom / PIXELS_PER_MM
        high = (bottom - top) * scale
        down = max(0.0, (area.height() - high) / 2) if middle else 0.0
        wide = ceil(laid.width)
        self._view.resize(wide, ceil(self.height()))
        painter.save()
        painter.translate(area.topLeft() + QPointF(0, down))
        painter.scale(scale, scale)
        painter.setClipRect(QRectF(0, 0, wide, bottom - top))
        painter.translate(0, -top)
        shown = QRegion(0, int(top), wide, ceil(bottom - int(top)))
        self._view.viewport().render(
            painter, QPoint(0, int(top)), shown, QWidget.RenderFlag.DrawChildren
        )
        painter.restore()
        self._now = None
