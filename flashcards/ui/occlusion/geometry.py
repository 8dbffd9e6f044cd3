"""Where masks are and how they change, without a window.

Two measures are in use: shares of the picture, as notes keep them, and lengths in heights of the
picture, in which a turn keeps its shape. ``aspect`` is the picture's width by its height.
"""

from dataclasses import dataclass
from math import cos, radians, sin

from flashcards.model.occlusion import POLYGON, TEXT, Mask, Point

SMALLEST = 0.01
"""Neither side of a mask becomes smaller than this, in heights of the picture."""
_SMALLEST_TEXT, _LARGEST_TEXT = 0.01, 0.5


@dataclass(frozen=True, slots=True)
class Box:
    """An upright box; its lengths in one of the two measures."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def around(points: list[Point]) -> Box:
    """Return the smallest box that holds all points, of which there is at least one."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture's shape, with the sizes of the texts on it."""

    aspect: float = 1.0
    text_width: float = 4.0
    """Of a text, in its own heights, where nothing measures it."""

    def size(self, mask: Mask) -> tuple[float, float]:
        """Return how wide and high a mask is before it is turned, in heights of the picture."""
        if mask.kind == TEXT:
            return self.text_width * mask.text_size, mask.text_size * 1.4
        return mask.width * self.aspect, mask.height

    def corners(self, mask: Mask) -> list[Point]:
        """Return the corners of a mask, in heights of the picture."""
        if mask.kind == POLYGON:
            return [(x * self.aspect, y) for x, y in mask.points]
        width, height = self.size(mask)
        box = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
        return [self.from_own(mask, point) for point in box]

    def from_own(self, mask: Mask, point: Point) -> Point:
        """Return a point of a mask's own box, before it was turned, in heights of the picture."""
        x, y = _turned(point, mask.angle)
        return mask.left * self.aspect + x, mask.top + y

    def to_own(self, mask: Mask, point: Point) -> Point:
        """Return where in a mask's own box a point of the picture is; both in heights."""
        away = point[0] - mask.left * self.aspect, point[1] - mask.top
        return _turned(away, -mask.angle)

    def bounds(self, mask: Mask) -> Box:
        """Return the upright box around a mask, in heights of the picture."""
        corners = self.corners(mask)
        return around(corners) if corners else Box(0.0, 0.0, 0.0, 0.0)

    # Changing

    def moved(self, mask: Mask, by_x: float, by_y: float) -> Mask:
        """Return a mask elsewhere, by shares of the picture; its middle stays on the picture."""
        x, y = self.bounds(mask).middle
        by_x = min(max(by_x, -x / self.aspect), 1 - x / self.aspect)
        by_y = min(max(by_y, -y), 1 - y)
        points = tuple((x + by_x, y + by_y) for x, y in mask.points)
        return mask.changed(left=mask.left + by_x, top=mask.top + by_y, points=points)

    def stretched(self, mask: Mask, box: Box) -> Mask:
        """Return a mask that takes ``box`` of its own box, in heights; a polygon its bounds."""
        width, height = max(box.width, SMALLEST), max(box.height, SMALLEST)
        if mask.kind == POLYGON:
            was = self.bounds(mask)
            by_x, by_y = width / max(was.width, 1e-6), height / max(was.height, 1e-6)
            corners = [
                (box.left + (x - was.left) * by_x, box.top + (y - was.top) * by_y)
                for x, y in self.corners(mask)
            ]
            return self.with_corners(mask, corners)
        left, top = self.from_own(mask, (box.left, box.top))
        changed = mask.changed(left=left / self.aspect, top=top)
        if mask.kind == TEXT:
            was_height = max(self.size(mask)[1], 1e-6)
            size = min(max(mask.text_size * height / was_height, _SMALLEST_TEXT), _LARGEST_TEXT)
            return changed.changed(text_size=size)
        return changed.changed(width=width / self.aspect, height=height)

    def with_corners(self, mask: Mask, corners: list[Point]) -> Mask:
        """Return a polygon with other corners, in heights of the picture."""
        points = tuple((x / self.aspect, y) for x, y in corners)
        return mask.changed(
            points=points, left=min(x for x, _ in points), top=min(y for _, y in points)
        )

    def grown(self, mask: Mask, by_x: float, by_y: float) -> Mask:
        """Return a mask wider and higher by lengths in heights; its first corner stays."""
        if mask.kind == POLYGON:
            was = self.bounds(mask)
            box = Box(was.left, was.top, was.right + by_x, was.bottom + by_y)
        else:
            width, height = self.size(mask)
            if mask.kind == TEXT:
                by_y = by_y or by_x / self.text_width
            box = Box(0.0, 0.0, width + by_x, height + by_y)
        return self.stretched(mask, box)

    def rotated(self, mask: Mask, degrees: float) -> Mask:
        """Return a mask turned clockwise about its middle."""
        if mask.kind == POLYGON:
            x, y = self.bounds(mask).middle
            turned = [_turned((a - x, b - y), degrees) for a, b in self.corners(mask)]
            return self.with_corners(mask, [(x + a, y + b) for a, b in turned])
        width, height = self.size(mask)
        half = (width / 2, height / 2)
        x, y = self.from_own(mask, half)
        angle = (mask.angle + degrees) % 360
        by_x, by_y = _turned(half, angle)
        return mask.changed(left=(x - by_x) / self.aspect, top=y - by_y, angle=angle)


def _turned(point: Point, degrees: float) -> Point:
    """Return a point turned clockwise about 0, 0, as pictures count: y downwards."""
    if not degrees:
        return point
    x, y = point
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return x * c - y * s, x * s + y * c
