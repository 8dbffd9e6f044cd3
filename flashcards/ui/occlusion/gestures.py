"""What the mouse does to masks between press and release; each is one step to undo."""

from math import atan2, degrees
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from flashcards.model.occlusion import POLYGON, TEXT, Mask, Point
from flashcards.ui.occlusion.board import Board
from flashcards.ui.occlusion.geometry import Box, around
from flashcards.ui.occlusion.sight import Sight

KNOB_PX = 26.0
"""How far above a mask the handle is that turns it."""
GRASP_PX = 7.0
"""How near a handle counts as on it."""
_TURN = 15.0
"""Degrees to which Shift rounds a turn."""
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Gesture(Protocol):
    """A press, what is moved, and a release."""

    def move(self, at: QPointF, sight: Sight, modifiers: Qt.KeyboardModifier) -> None:
        """Follow the mouse."""

    def end(self) -> None:
        """Let it be."""

    def cancel(self) -> None:
        """Leave everything as it was."""


class _Change:
    """A gesture that changes masks."""

    def __init__(self, board: Board, at: QPointF, sight: Sight) -> None:
        self._board = board
        self._from = sight.heights(at)
        board.begin()

    def _by(self, at: QPointF, sight: Sight) -> Point:
        x, y = sight.heights(at)
        return x - self._from[0], y - self._from[1]

    def end(self) -> None:
        """Keep the change as one step."""
        self._board.end()

    def cancel(self) -> None:
        """Take the change back."""
        self._board.cancel()


class MoveMasks(_Change):
    """Moves what is selected; with Shift along one side alone."""

    def move(self, at: QPointF, sight: Sight, modifiers: Qt.KeyboardModifier) -> None:
        """Follow the mouse."""
        x, y = self._by(at, sight)
        if modifiers & SHIFT:
            x, y = (x, 0.0) if abs(x) > abs(y) else (0.0, y)
        self._board.again()
        self._board.move(x / self._board.frame.aspect, y)


class StretchMask(_Change):
    """Draws one side or corner of a mask; Shift keeps its shape."""

    def __init__(
        self, board: Board, at: QPointF, sight: Sight, place: int, side: tuple[int, int]
    ) -> None:
        """``side`` is -1, 0 or 1 for left, neither or right, and likewise for top and bottom."""
        super().__init__(board, at, sight)
        self._place, self._side = place, side
        self._mask = board.masks[place]

    def move(self, at: QPointF, sight: Sight, modifiers: Qt.KeyboardModifier) -> None:
        """Follow the mouse."""
        frame, mask = self._board.frame, self._mask
        box = own_box(self._board, mask)
        here = sight.heights(at)
        x, y = here if mask.kind == POLYGON else frame.to_own(mask, here)
        left, right = _drawn(box.left, box.right, x, self._side[0])
        top, bottom = _drawn(box.top, box.bottom, y, self._side[1])
        now = Box(left, top, right, bottom)
        if modifiers & SHIFT or mask.kind == TEXT:
            now = _alike(box, now, self._side)
        self._board.again()
        self._board.put(self._place, frame.stretched(mask, now))


def _drawn(low: float, high: float, to: float, side: int) -> tuple[float, float]:
    if side == 0:
        return low, high
    other = high if side < 0 else low
    return min(to, other), max(to, other)


def _alike(was: Box, now: Box, side: tuple[int, int]) -> Box:
    """Return a box of the same shape as one was, that keeps the corner not drawn."""
    scale = max(now.width / max(was.width, 1e-6), now.height / max(was.height, 1e-6))
    if 0 in side:
        scale = now.width / max(was.width, 1e-6) if side[0] else now.height / max(was.height, 1e-6)
    width, height = was.width * scale, was.height * scale
    left = now.right - width if side[0] < 0 else now.left
    top = now.bottom - height if side[1] < 0 else now.top
    return Box(left, top, left + width, top + height)


class MoveCorner(_Change):
    """Draws one corner of a polygon."""

    def __init__(self, board: Board, at: QPointF, sight: Sight, place: int, corner: int) -> None:
        super().__init__(board, at, sight)
        self._place, self._corner = place, corner

    def move(self, at: QPointF, sight: Sight, _modifiers: Qt.KeyboardModifier) -> None:
        """Follow the mouse."""
        self._board.again()
        self._board.move_corner(self._place, self._corner, sight.heights(at))


class TurnMask(_Change):
    """Turns a mask about its middle; Shift by whole steps."""

    def __init__(self, board: Board, at: QPointF, sight: Sight, place: int) -> None:
        super().__init__(board, at, sight)
        self._place, self._mask = place, board.masks[place]
        self._middle = middle_of(board, self._mask)

    def move(self, at: QPointF, sight: Sight, modifiers: Qt.KeyboardModifier) -> None:
        """Follow the mouse."""
        x, y = sight.heights(at)
        turned = degrees(atan2(y - self._middle[1], x - self._middle[0])) + 90
        if modifiers & SHIFT:
            turned = round(turned / _TURN) * _TURN
        self._board.again()
        frame = self._board.frame
        self._board.put(self._place, frame.rotated(self._mask, turned - self._mask.angle))


class SelectInside:
    """Selects what lies in a box that is drawn."""

    def __init__(self, board: Board, at: QPointF, *, more: bool) -> None:
        self._board = board
        self._from = at
        self._before = board.state.selected if more else frozenset()
        self._was = board.state.selected
        self.box = QRectF(at, at)
        """In pixels of the window."""

    def move(self, at: QPointF, sight: Sight, _modifiers: Qt.KeyboardModifier) -> None:
        """Follow the mouse."""
        self.box = QRectF(self._from, at).normalized()
        left, top = sight.heights(self.box.topLeft())
        right, bottom = sight.heights(self.box.bottomRight())
        found = set(self._before)
        for place, mask in enumerate(self._board.masks):
            bounds = self._board.frame.bounds(mask)
            across = left <= bounds.right and bounds.left <= right
            if across and top <= bounds.bottom and bounds.top <= bottom:
                found |= self._board.group_of(place)
        self._board.select(found)

    def end(self) -> None:
        """Keep what is selected."""

    def cancel(self) -> None:
        """Select again what was."""
        self._board.select(self._was)


# Handles


def own_box(board: Board, mask: Mask) -> Box:
    """Return the box by which a mask is stretched: its own, of a polygon its bounds; in heights."""
    if mask.kind == POLYGON:
        return board.frame.bounds(mask)
    return Box(0.0, 0.0, *board.frame.size(mask))


def middle_of(board: Board, mask: Mask) -> Point:
    """Return the middle of a mask, in heights of the picture."""
    if mask.kind == POLYGON:
        return board.frame.bounds(mask).middle
    return around(board.frame.corners(mask)).middle


SIDES = [(-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0)]
"""The handles of a mask: left or right, top or bottom."""


def handles(board: Board, mask: Mask, sight: Sight) -> list[tuple[tuple[int, int], QPointF]]:
    """Return where the handles are that stretch a mask, in pixels of the window."""
    box = own_box(board, mask)
    found = []
    for side in SIDES:
        if mask.kind == TEXT and 0 in side:
            continue  # its letters keep their shape
        own = (
            box.left + (side[0] + 1) / 2 * box.width,
            box.top + (side[1] + 1) / 2 * box.height,
        )
        heights = own if mask.kind == POLYGON else board.frame.from_own(mask, own)
        found.append((side, sight.window(heights)))
    return found


def corners(board: Board, mask: Mask, sight: Sight) -> list[QPointF]:
    """Return where the corners of a polygon are, in pixels of the window."""
    return [sight.window(corner) for corner in board.frame.corners(mask)]


def knob(board: Board, mask: Mask, sight: Sight) -> QPointF:
    """Return where the handle is that turns a mask, in pixels of the window."""
    box = own_box(board, mask)
    lifted = KNOB_PX / max(sight.box.height(), 1.0)
    own = ((box.left + box.right) / 2, box.top - lifted)
    return sight.window(own if mask.kind == POLYGON else board.frame.from_own(mask, own))


def near(one: QPointF, other: QPointF) -> bool:
    """Whether two places of the window are so near that one grasps the other."""
    away = one - other
    return away.x() ** 2 + away.y() ** 2 <= GRASP_PX**2
