"""The picture on which masks are drawn, by mouse or by keys alone."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.model.occlusion import (
    FIRST_TEXT_SIZE,
    POLYGON,
    TEXT,
    Mask,
    Occlusion,
    Point,
)
from flashcards.ui.occlusion import gestures
from flashcards.ui.occlusion.board import Board
from flashcards.ui.occlusion.canvas_painting import paint_canvas
from flashcards.ui.occlusion.geometry import Frame
from flashcards.ui.occlusion.gestures import Gesture
from flashcards.ui.occlusion.mask_words import SELECT, selection_words
from flashcards.ui.occlusion.painting import box_size, outline
from flashcards.ui.occlusion.sight import STEP, Sight
from flashcards.ui.occlusion.text_line import TextLine
from flashcards.ui.words import tr

_DRAWN_PX = 5.0
"""A box smaller than this was a click, which puts a mask of the usual size there."""
_USUAL = 0.16
"""The height of a mask that is put somewhere, as a share of what is in sight."""
_MOVE, _MOVE_LITTLE, _TURN = 0.01, 0.001, 5.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_MEASURED_AT = 1000.0
"""The height of a picture at which texts are measured, in pixels."""


class _Measured(Frame):
    """A picture's shape, on which texts are as large as they are drawn."""

    def size(self, mask: Mask) -> Point:
        """Return how wide and high a mask is before it is turned, in heights of the picture."""
        if mask.kind != TEXT:
            return super().size(mask)
        box = box_size(mask, QSizeF(self.aspect * _MEASURED_AT, _MEASURED_AT))
        return box.width() / _MEASURED_AT, box.height() / _MEASURED_AT


class Canvas(QWidget):
    """Shows a picture and its masks; ``board`` holds them."""

    changed = Signal()
    """Something was drawn, changed or selected."""
    tool_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Picture with masks"))
        self.image = QImage()
        self.board = Board(Occlusion())
        self.sight = Sight(QSizeF(1, 1), QSizeF(1, 1))
        self.tool = SELECT
        self.gesture: Gesture | None = None
        self.band: QRectF | None = None
        """What is drawn to become a mask, or to select what lies in it."""
        self.polygon: list[Point] = []
        """Corners of the polygon that is being drawn, in heights of the picture."""
        self.corner: int | None = None
        """The corner of the selected polygon that the arrows move."""
        self.pointer = QPointF(-1, -1)
        self._pressed: QPointF | None = None
        self._panned: QPointF | None = None
        self.text_line = TextLine(self)
        self.text_line.done.connect(self._write)
        self._new_text: Mask | None = None
        """A text whose words are written before it is put on the picture."""

    def show_picture(self, image: QImage, occlusion: Occlusion, taken: Sequence[int] = ()) -> None:
        """Show another picture with its masks; new ones get none of the numbers ``taken``."""
        self.image = image
        size = image.size() if not image.isNull() else QSize(1, 1)
        self.sight = Sight(QSizeF(size), QSizeF(self.size()))
        self.board = Board(occlusion, _Measured(self.sight.aspect), taken)
        self.board.listeners.append(self._follow)
        self.polygon.clear()
        self.gesture = None
        self._follow()

    def sizeHint(self) -> QSize:
        """Ask for as much room as there is."""
        return QSize(640, 420)

    def minimumSizeHint(self) -> QSize:
        """Masks can be drawn on little."""
        return QSize(240, 160)

    def _follow(self) -> None:
        chosen = self.board.chosen
        if len(chosen) != 1 or (self.corner or 0) >= len(chosen[0].points):
            self.corner = None
        self.setAccessibleDescription(self.selection_words())
        described = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(described)
        self.update()
        self.changed.emit()

    def selection_words(self) -> str:
        """Return what is selected, for the eye and for screen readers."""
        return selection_words(self.board, self.corner)

    def next_corner(self) -> None:
        """Let the arrows move the next corner of a polygon; after the last one all of it."""
        chosen = self.board.chosen
        if len(chosen) == 1 and chosen[0].points:
            corner = 0 if self.corner is None else self.corner + 1
            self.corner = corner if corner < len(chosen[0].points) else None
            self._follow()

    # Tools

    def take_tool(self, tool: str) -> None:
        """Draw with another tool."""
        self._give_up()
        self.tool = tool
        drawing = tool != SELECT
        self.setCursor(Qt.CursorShape.CrossCursor if drawing else Qt.CursorShape.ArrowCursor)
        if drawing:
            self.board.select(())
        self.setFocus()
        self.tool_changed.emit()
        self.update()

    def place(self) -> None:
        """Put a mask of the chosen kind into the middle of what is in sight, or end a polygon.

        Where a text is selected, its words can be written.
        """
        if self.polygon:
            self.close_polygon()
        elif self.tool == SELECT:
            self.write_text()
        else:
            seen = self.sight.box.intersected(QRectF(self.rect()))
            self._put_at(seen.center())

    def _put_at(self, at: QPointF) -> None:
        seen = min(self.sight.box.height(), float(self.height())) / self.sight.box.height()
        high = _USUAL * seen
        wide = high * 1.8 / self.sight.aspect
        x, y = self.sight.share(at)
        if self.tool == TEXT:
            size = min(FIRST_TEXT_SIZE, high / 2)
            self._begin_text(Mask((), TEXT, x - wide / 2, y - high / 4, text_size=size))
            return
        left, top = x - wide / 2, y - high / 2
        if self.tool == POLYGON:
            sides = ((left, y), (x, top), (left + wide, y), (x, top + high))
            self._add(Mask((), POLYGON, left, top, points=sides))
        else:
            self._add(Mask((), self.tool, left, top, wide, high))

    def _add(self, mask: Mask) -> None:
        self.board.add(self.board.frame.moved(mask, 0.0, 0.0))
        self.take_select()

    def take_select(self) -> None:
        """Go back to selecting, with what was drawn selected."""
        self.tool = SELECT
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.tool_changed.emit()
        self.update()

    def close_polygon(self) -> None:
        """End the polygon that is being drawn; two corners make none."""
        corners = self.polygon[:]
        self.polygon.clear()
        if len(corners) < 3:
            self.update()
            return
        aspect = self.sight.aspect
        points = tuple((x / aspect, y) for x, y in corners)
        left, top = min(x for x, _ in points), min(y for _, y in points)
        self._add(Mask((), POLYGON, left, top, points=points))

    # Texts

    def _begin_text(self, mask: Mask) -> None:
        self._new_text = mask
        at = self.sight.window((mask.left * self.sight.aspect, mask.top))
        self.text_line.open_at(at, "")

    def write_text(self) -> None:
        """Write the words of the text that is selected, or the name of what a mask hides."""
        chosen = self.board.chosen
        if len(chosen) == 1:
            mask = chosen[0]
            bounds = self.board.frame.bounds(mask)
            at = (bounds.left, bounds.top if mask.kind == TEXT else bounds.bottom)
            self.text_line.open_at(self.sight.window(at), mask.text, names=mask.kind != TEXT)

    def _write(self, text: str) -> None:
        new, self._new_text = self._new_text, None
        if new is None:
            places = self.board.places
            if len(places) == 1:
                self.board.write(places[0], text)
        elif text.strip():
            self._add(new.changed(text=text))
        self.take_select()
        self.setFocus()

    # Sight

    def zoom(self, by: float, at: QPointF | None = None) -> None:
        """Show the picture larger or smaller."""
        self.sight = self.sight.zoomed(by, at)
        self.update()

    def zoom_to_fit(self) -> None:
        """Show the whole picture."""
        self.sight = Sight(self.sight.picture, QSizeF(self.size()))
        self.update()

    def _bring_into_sight(self) -> None:
        """Move the picture so that what keys change is seen."""
        chosen = self.board.chosen
        if not chosen:
            return
        bounds = self.board.frame.bounds(chosen[-1])
        top_left = self.sight.window((bounds.left, bounds.top))
        bottom_right = self.sight.window((bounds.right, bounds.bottom))
        self.sight = self.sight.showing(QRectF(top_left, bottom_right))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the picture in the middle."""
        super().resizeEvent(event)
        self.sight = Sight(
            self.sight.picture, QSizeF(self.size()), self.sight.zoom, self.sight.pan
        ).held()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move the picture; with Ctrl make it larger or smaller."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP ** (turned.y() / 120), event.position())
        else:
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else turned / 2
            self.sight = self.sight.moved(QPointF(moved))
            self.update()
        event.accept()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, stretch with Shift and arrows."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is None:
            super().keyPressEvent(event)
            return
        modifiers = event.modifiers()
        step = _MOVE_LITTLE if modifiers & Qt.KeyboardModifier.ControlModifier else _MOVE
        x, y = arrow[0] * step, arrow[1] * step
        if not self.board.places:
            far = QPointF(-arrow[0] * 40, -arrow[1] * 40)
            self.sight = self.sight.moved(far)
            self.update()
        elif self.corner is not None:
            place = self.board.places[0]
            before = self.board.frame.corners(self.board.masks[place])[self.corner]
            self.board.move_corner(place, self.corner, (before[0] + x, before[1] + y))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.board.grow(x, y)
        else:
            self.board.move(x / self.sight.aspect, y)
        self._bring_into_sight()

    def turn(self, steps: int) -> None:
        """Turn what is selected clockwise by some steps."""
        self.board.rotate(steps * _TURN)

    def step(self, by: int) -> None:
        """Select the next mask or the one before, and bring it into sight."""
        self.corner = None
        self.board.step(by)
        self._bring_into_sight()
        self.update()

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Let Tab go from mask to mask, and behind the last one to what follows the picture."""
        places, last = self.board.places, len(self.board.masks) - 1
        ends = places[-1:] == [last] if onward else places[:1] == [0]
        if last < 0 or ends:
            self.board.select(())
            return super().focusNextPrevChild(onward)
        self.step(1 if onward else -1)
        return True

    def escape(self) -> bool:
        """Give up what is under way, the tool or the selection; False where there is nothing."""
        if self._give_up():
            return True
        if self.tool != SELECT:
            self.take_tool(SELECT)
            return True
        if self.corner is not None:
            self.corner = None
            self._follow()
            return True
        if self.board.places:
            self.board.select(())
            return True
        return False

    def _give_up(self) -> bool:
        if self.gesture is not None:
            self.gesture.cancel()
        had = self.gesture is not None or bool(self.polygon) or self.band is not None
        self.gesture, self.band, self._pressed = None, None, None
        self.polygon.clear()
        self.update()
        return had

    def event(self, event: QEvent) -> bool:
        """Claim the arrows, before the window's commands get them."""
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _ARROWS:
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys come here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they do not any more."""
        super().focusOutEvent(event)
        self.update()

    # Mouse

    def mask_at(self, at: QPointF) -> int | None:
        """Return the place of the highest mask at a place of the window."""
        box = self.sight.box
        here = at - box.topLeft()
        for place in range(len(self.board.masks) - 1, -1, -1):
            if outline(self.board.masks[place], box.size()).contains(here):
                return place
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw, to move, to stretch, or to select."""
        at = event.position()
        if self.image.isNull():
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panned = at
        elif event.button() == Qt.MouseButton.LeftButton and self.gesture is None:
            self.setFocus()
            if self.tool == POLYGON:
                self._add_corner(at)
            elif self.tool == SELECT:
                self.gesture = self._gesture_at(at, event.modifiers())
            else:
                self._pressed = at
        self.update()

    def _add_corner(self, at: QPointF) -> None:
        if len(self.polygon) > 2 and gestures.near(self.sight.window(self.polygon[0]), at):
            self.close_polygon()
            return
        x, y = self.sight.share(at)
        x, y = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
        self.polygon.append((x * self.sight.aspect, y))

    def _gesture_at(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture:
        grasped = self._handle_at(at)
        if grasped is not None:
            return grasped
        more = bool(modifiers & (gestures.SHIFT | Qt.KeyboardModifier.ControlModifier))
        place = self.mask_at(at)
        if place is None:
            return gestures.SelectInside(self.board, at, more=more)
        selected, group = self.board.state.selected, self.board.group_of(place)
        if more:
            self.board.select(selected ^ group)
        elif place not in selected:
            self.board.select(group)
        return gestures.MoveMasks(self.board, at, self.sight)

    def _handle_at(self, at: QPointF) -> Gesture | None:
        """Return what grasping the handle at a place does; None where there is none."""
        places = self.board.places
        if len(places) != 1:
            return None
        place, board, sight = places[0], self.board, self.sight
        mask = board.masks[place]
        if gestures.near(gestures.knob(board, mask, sight), at):
            return gestures.TurnMask(board, at, sight, place)
        if mask.kind == POLYGON:
            for number, corner in enumerate(gestures.corners(board, mask, sight)):
                if gestures.near(corner, at):
                    return gestures.MoveCorner(board, at, sight, place, number)
            return None
        for side, handle in gestures.handles(board, mask, sight):
            if gestures.near(handle, at):
                return gestures.StretchMask(board, at, sight, place, side)
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        at = event.position()
        self.pointer = at
        if self._panned is not None:
            self.sight = self.sight.moved(at - self._panned)
            self._panned = at
        elif self._pressed is not None:
            self.band = QRectF(self._pressed, at).normalized().intersected(self.sight.box)
        elif self.gesture is not None:
            self.gesture.move(at, self.sight, event.modifiers())
            if isinstance(self.gesture, gestures.SelectInside):
                self.band = self.gesture.box
        elif not self.polygon:
            return
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what was begun."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panned = None
        elif event.button() == Qt.MouseButton.LeftButton:
            pressed, band, gesture = self._pressed, self.band, self.gesture
            self._pressed, self.band, self.gesture = None, None, None
            if pressed is not None:
                self._draw(pressed, band)
            elif gesture is not None:
                gesture.end()
            self.update()

    def _draw(self, pressed: QPointF, band: QRectF | None) -> None:
        """Make a mask of the box that was drawn; of a click one of the usual size."""
        drawn = band is not None and min(band.width(), band.height()) >= _DRAWN_PX
        if band is None or not drawn or self.tool == TEXT:
            self._put_at(pressed)
            return
        left, top = self.sight.share(band.topLeft())
        right, bottom = self.sight.share(band.bottomRight())
        self._add(Mask((), self.tool, left, top, right - left, bottom - top))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """End a polygon; write the words of a text; else select one mask of a group."""
        if self.polygon:
            self.close_polygon()
            return
        place = self.mask_at(event.position())
        if place is None or self.tool != SELECT:
            self.mousePressEvent(event)
            return
        self.board.select((place,))
        self.write_text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, the masks, and what is selected."""
        paint_canvas(self)
