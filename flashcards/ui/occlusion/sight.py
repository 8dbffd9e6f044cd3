"""Which part of a picture is in sight and how large: between places on the screen and on it."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

from flashcards.model.occlusion import Point

STEP = 1.25
"""How much larger one step makes a picture."""
_LARGEST, _SMALLEST = 16.0, 0.25
_MARGIN = 12.0
"""Around a picture that is seen as a whole, in pixels."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture of ``picture`` pixels in a room of ``room`` pixels."""

    picture: QSizeF
    room: QSizeF
    zoom: float = 1.0
    """1 for as large as it can be seen as a whole."""
    pan: QPointF = field(default_factory=QPointF)
    """How far it was moved from the middle, in pixels of the window."""

    @property
    def box(self) -> QRectF:
        """Where the picture is, in pixels of the window."""
        width = max(self.picture.width(), 1.0)
        height = max(self.picture.height(), 1.0)
        fit = min(
            max(self.room.width() - 2 * _MARGIN, 16.0) / width,
            max(self.room.height() - 2 * _MARGIN, 16.0) / height,
        )
        size = QSizeF(width * fit * self.zoom, height * fit * self.zoom)
        middle = QPointF(self.room.width() / 2, self.room.height() / 2) + self.pan
        return QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)

    @property
    def aspect(self) -> float:
        """The picture's width by its height."""
        return max(self.picture.width(), 1.0) / max(self.picture.height(), 1.0)

    def share(self, at: QPointF) -> Point:
        """Return a place of the window in shares of the picture."""
        box = self.box
        return (at.x() - box.left()) / box.width(), (at.y() - box.top()) / box.height()

    def heights(self, at: QPointF) -> Point:
        """Return a place of the window in heights of the picture."""
        x, y = self.share(at)
        return x * self.aspect, y

    def window(self, heights: Point) -> QPointF:
        """Return where something in heights of the picture is in the window."""
        box = self.box
        return QPointF(
            box.left() + heights[0] * box.height(), box.top() + heights[1] * box.height()
        )

    def zoomed(self, by: float, at: QPointF | None = None) -> "Sight":
        """Return the picture larger or smaller; what is at ``at`` stays there."""
        zoom = min(max(self.zoom * by, _SMALLEST), _LARGEST)
        middle = QPointF(self.room.width() / 2, self.room.height() / 2)
        at = middle if at is None else at
        away = (at - middle - self.pan) * (zoom / self.zoom)
        return replace(self, zoom=zoom, pan=at - middle - away).held()

    def moved(self, by: QPointF) -> "Sight":
        """Return the picture moved in the window."""
        return replace(self, pan=self.pan + by).held()

    def held(self) -> "Sight":
        """Return it so that some of the picture is in sight, all of it where there is room."""
        size = self.box.size()

        def limit(pan: float, picture: float, room: float) -> float:
            most = max((picture + room) / 2 - 48, 0.0) if picture > room else 0.0
            return min(max(pan, -most), most)

        return replace(
            self,
            pan=QPointF(
                limit(self.pan.x(), size.width(), self.room.width()),
                limit(self.pan.y(), size.height(), self.room.height()),
            ),
        )

    def showing(self, box: QRectF) -> "Sight":
        """Return it moved as little as brings a place of the window into sight."""
        by = QPointF(0, 0)
        if box.right() > self.room.width():
            by.setX(self.room.width() - box.right())
        if box.left() + by.x() < 0:
            by.setX(-box.left())
        if box.bottom() > self.room.height():
            by.setY(self.room.height() - box.bottom())
        if box.top() + by.y() < 0:
            by.setY(-box.top())
        return self if by.isNull() else replace(self, pan=self.pan + by)
