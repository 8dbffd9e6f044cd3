"""A picture of a card by itself, as large as the window, and larger: by wheel, pointer or keys."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QSizeF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from flashcards.ui import theme
from flashcards.ui.occlusion.sight import STEP, Sight
from flashcards.ui.pictures import Room, named
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_WIDEST = 4_000
"""So many pixels of a picture are read to be made larger."""
_FAR_PX = 60
_DRAGGED_PX = 4
_PILL_PX = 14


class PictureZoom(QWidget):
    """Lies over a window and shows one picture of several; Esc or a click closes it."""

    def __init__(self, window: "MainWindow", over: QWidget) -> None:
        super().__init__(over)
        self._main = window
        self._over = over
        self._names: Sequence[str] = ()
        self._at = 0
        self._focus_before: QWidget | None = None
        self._pressed: QPointF | None = None
        self._dragged = False
        self.image = QImage()
        self.sight = Sight(QSizeF(1, 1), QSizeF(1, 1))
        self.words = ""
        """What stands below: which picture of how many, or what is wrong."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Picture"))
        over.installEventFilter(self)
        self.hide()

    def open_on(self, names: Sequence[str], name: str = "") -> None:
        """Show one of the pictures, the first without a name."""
        if not names:
            return
        self._names = names
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._show(names.index(name) if name in names else 0)

    def close_over(self) -> None:
        """Hide, and give the keyboard back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        self.image = QImage()
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self, at: int) -> None:
        self._at = at % len(self._names)
        self.image = QImage()
        self.words = ""
        path_of, ratio = self._main.collection.media_path, self.devicePixelRatioF()
        picture = named(self._names[self._at], path_of, _WIDEST, 1.0, ratio)
        if picture is None or not Room().takes(picture):
            self._say(tr("This picture is missing or too large to show."))
            return
        self._main.jobs.run(
            tr("Reading the pictures…"),
            lambda _progress: picture.read(),
            partial(self._came, self._names[self._at]),
            quiet=True,
        )

    def _came(self, name: str, image: QImage) -> None:
        if not isValid(self) or not self.isVisible() or name != self._names[self._at]:
            return
        image.setDevicePixelRatio(1.0)
        self.image = image
        if image.isNull():
            self._say(tr("This picture could not be read."))
            return
        self._fit()
        many = len(self._names)
        self._say(
            tr("Picture {number} of {count}", number=self._at + 1, count=many) if many > 1 else ""
        )

    def _say(self, words: str) -> None:
        self.words = words
        self.setAccessibleDescription(words)
        self.update()

    def _fit(self) -> None:
        """Show the whole picture, small ones in their own size."""
        room = QSizeF(self.size())
        fitting = Sight(QSizeF(self.image.size()), room)
        own = self.image.width() / self.devicePixelRatioF() / max(fitting.box.width(), 1.0)
        self.sight = fitting.zoomed(own) if own < 1.0 else fitting
        self.update()

    def zoom(self, by: float, at: QPointF | None = None) -> None:
        """Show the picture larger or smaller."""
        self.sight = self.sight.zoomed(by, at)
        self.update()

    def _pan(self, x: int, y: int) -> None:
        self.sight = self.sight.moved(QPointF(x * _FAR_PX, y * _FAR_PX))
        self.update()

    # Keys and pointer

    def event(self, event: QEvent) -> bool:
        """Keep every key from the commands beneath."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Let Tab go to the next picture."""
        self._show(self._at + (1 if onward else -1))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, move, turn to another picture, or close; other keys stay here."""
        key = Qt.Key
        actions: dict[int, Callable[[], object]] = {
            key.Key_Plus: partial(self.zoom, STEP),
            key.Key_Equal: partial(self.zoom, STEP),
            key.Key_Minus: partial(self.zoom, 1 / STEP),
            key.Key_0: self._fit,
            key.Key_Left: partial(self._pan, 1, 0),
            key.Key_Right: partial(self._pan, -1, 0),
            key.Key_Up: partial(self._pan, 0, 1),
            key.Key_Down: partial(self._pan, 0, -1),
            key.Key_PageDown: partial(self.focusNextPrevChild, True),
            key.Key_PageUp: partial(self.focusNextPrevChild, False),
        }
        closing = (key.Key_Escape, key.Key_Return, key.Key_Enter, key.Key_Space, key.Key_I)
        if event.key() in closing:
            self.close_over()
        elif event.key() in actions:
            actions[event.key()]()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Make what is under the pointer larger or smaller."""
        self.zoom(STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move the picture."""
        self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture with the pointer."""
        if self._pressed is None:
            return
        by = event.position() - self._pressed
        if self._dragged or by.manhattanLength() > _DRAGGED_PX:
            self._dragged = True
            self.sight = self.sight.moved(by)
            self._pressed = event.position()
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """A click closes, the end of a drag does not."""
        clicked = self._pressed is not None and not self._dragged
        self._pressed = None
        if clicked:
            self.close_over()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the window when it changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
            self._fit()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture on a quiet ground."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("window"))
            if not self.image.isNull():
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(self.sight.box, self.image)
            if self.words:
                self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        metrics = painter.fontMetrics()
        box = metrics.boundingRect(self.words).adjusted(-_PILL_PX, -6, _PILL_PX, 6)
        box.moveCenter(self.rect().center())
        if not self.image.isNull():
            box.moveBottom(self.height() - _PILL_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("border"))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        painter.setPen(theme.color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.words)


def zoom_over(
    window: "MainWindow", over: QWidget, names: Sequence[str], name: str = ""
) -> PictureZoom:
    """Show a picture over a window, which keeps what shows it."""
    found = over.findChild(PictureZoom)
    if found is None:
        found = PictureZoom(window, over)
    found.open_on(names, name)
    return found
