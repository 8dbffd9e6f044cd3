"""The corners by which a picture in a field is made larger and smaller with the mouse."""

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen

from flashcards.text.line_looks import Span
from flashcards.text.picture_source import WIDEST
from flashcards.ui import theme
from flashcards.ui.editor.picture_options import write_width
from flashcards.ui.picture_dialog import SMALLEST
from flashcards.ui.pictures import measured
from flashcards.ui.style import HAIR, INSIDE
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit
    from flashcards.ui.main_window import MainWindow

HANDLE_PX = 10
REACH_PX = 9
"""So near the middle of a handle it is taken."""
SNAP = 0.03
"""So near its own width, as a share of that, a picture takes it."""


@dataclass(slots=True)
class _Held:
    """A picture whose corner is held."""

    span: Span
    place: int
    """Where it stands in the text."""
    box: QRectF
    """Where it stands on the screen, as it was before."""
    own: int
    """How wide the picture is of itself, in pixels."""
    before: int
    """How wide it was, in pixels of a card."""
    left: bool
    """Whether its left corner is held."""
    at: float
    """Where the mouse took it."""
    width: int
    """How wide it is to be."""

    @property
    def shown(self) -> QRectF:
        """Where it would stand on the screen."""
        share = self.width / self.before
        wide, high = self.box.width() * share, self.box.height() * share
        left = self.box.right() - wide if self.left else self.box.left()
        return QRectF(left, self.box.bottom() - high, wide, high)


class PictureHandles(QObject):
    """Shows two handles at a picture under the mouse, and the size while one of them is held."""

    def __init__(self, window: "MainWindow", edit: "FieldEdit") -> None:
        super().__init__(edit)
        self._window, self._edit = window, edit
        self._over: tuple[Span, int, QRectF] | None = None
        self._held: _Held | None = None
        edit.viewport().setMouseTracking(True)
        edit.viewport().installEventFilter(self)
        edit.installEventFilter(self)
        edit.textChanged.connect(self._let_go)
        edit.cursorPositionChanged.connect(self._let_go)
        edit.verticalScrollBar().valueChanged.connect(self._let_go)

    # The mouse and Escape

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what the mouse does at a handle, and Escape while one is held."""
        if isinstance(event, QMouseEvent) and watched is self._edit.viewport():
            return self._mouse(event)
        if event.type() == QEvent.Type.Leave and self._held is None:
            self._hover(None)
        if self._held is None or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_Escape:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._let_go()
        return True

    def _mouse(self, event: QMouseEvent) -> bool:
        at = event.position()
        if event.type() == QEvent.Type.MouseMove:
            if self._held is not None:
                self._pull(at.x())
                return True
            if not event.buttons():
                self._hover(self._edit.places.picture_at(at, REACH_PX))
                return self._shape(at)
        elif event.type() == QEvent.Type.MouseButtonPress and self._held is None:
            return event.button() == Qt.MouseButton.LeftButton and self._take(at)
        elif event.type() == QEvent.Type.MouseButtonRelease and self._held is not None:
            self._write()
            return True
        return self._held is not None

    def _hover(self, over: tuple[Span, int, QRectF] | None) -> None:
        if over != self._over:
            self._over = over
            self._edit.viewport().update()
            if over is None:
                self._edit.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def _shape(self, at: QPointF) -> bool:
        """Show by the pointer that a handle can be pulled; whether it can."""
        corner = self._corner(at)
        shape = Qt.CursorShape.IBeamCursor
        if corner:
            left = corner == "left"
            shape = Qt.CursorShape.SizeBDiagCursor if left else Qt.CursorShape.SizeFDiagCursor
        if self._over is not None:
            self._edit.viewport().setCursor(shape)
        return bool(corner)

    def _corner(self, at: QPointF) -> str:
        """Return which handle is at a point; empty for none."""
        if self._over is None:
            return ""
        for corner, middle in _corners(self._over[2]).items():
            if hypot(at.x() - middle.x(), at.y() - middle.y()) <= REACH_PX:
                return corner
        return ""

    # A corner that is held

    def _take(self, at: QPointF) -> bool:
        self._hover(self._edit.places.picture_at(at, REACH_PX))
        corner = self._corner(at)
        if self._over is None or not corner:
            return False
        span, place, box = self._over
        picture = measured(self._window.collection.media_path(span.data), WIDEST)
        if picture is None:
            return False
        own = max(1, picture.shown.width())
        now = span.width or round(box.width())  # what is seen is pulled, however large the file is
        self._held = _Held(span, place, box, own, now, corner == "left", at.x(), now)
        self._edit.viewport().update()
        return True

    def _pull(self, x: float) -> None:
        held = self._held
        if held is None:
            return
        by = (held.at - x) if held.left else (x - held.at)
        wanted = round((held.box.width() + by) * held.before / held.box.width())
        held.width = max(SMALLEST, min(WIDEST, wanted))
        if abs(held.width - held.own) <= SNAP * held.own:
            held.width = held.own
        self._edit.viewport().update()

    def _let_go(self, *_: object) -> None:
        """Leave everything as it was."""
        if self._held is not None or self._over is not None:
            self._held = None
            self._hover(None)
            self._edit.viewport().update()

    def _write(self) -> None:
        held, self._held = self._held, None
        self._edit.viewport().update()
        if held is not None and held.width != held.before:
            width = 0 if held.width == held.own else held.width
            write_width(self._edit, held.place, held.span.data, width)

    # Drawing

    def paint(self, painter: QPainter) -> None:
        """Draw the handles, and the picture as large as it is to become."""
        box = self._over[2] if self._over is not None else None
        if self._held is not None:
            box = self._held.shown
            self._paint_held(painter, self._held, box)
        if box is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("raised"), 1.5))
        painter.setBrush(theme.color("accent"))
        for middle in _corners(box).values():
            painter.drawEllipse(middle, HANDLE_PX / 2, HANDLE_PX / 2)

    def _paint_held(self, painter: QPainter, held: _Held, box: QRectF) -> None:
        image = self._edit.places.picture(held.span)
        painter.fillRect(held.box, theme.color("raised"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if image is not None:
            painter.drawImage(box, image)
        painter.setPen(QPen(theme.color("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        high = round(held.width * held.box.height() / held.box.width())
        words = tr("{width} × {height} pixels", width=held.width, height=high)
        font = self._edit.font()
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        tag = QRectF(0, 0, metrics.horizontalAdvance(words) + 2 * INSIDE, metrics.height() + HAIR)
        room = QRectF(self._edit.viewport().rect())
        tag.moveCenter(QPointF(box.center().x(), box.bottom() - tag.height()))
        tag.moveLeft(max(HAIR, min(tag.left(), room.right() - tag.width() - HAIR)))
        tag.moveTop(max(HAIR, min(tag.top(), room.bottom() - tag.height() - HAIR)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(tag, HAIR, HAIR)
        painter.setPen(theme.color("on_accent"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)


def _corners(box: QRectF) -> dict[str, QPointF]:
    """Return the middles of the handles of a picture."""
    inner = box.adjusted(1, 1, -1, -1)
    return {"right": inner.bottomRight(), "left": inner.bottomLeft()}
