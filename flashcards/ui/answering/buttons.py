"""Buttons that show their key, and what follows, beside their word."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QAction, QFont, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from flashcards.ui import icons, theme
from flashcards.ui.hints import set_hint
from flashcards.ui.widgets.buttons import ICON_SIZE, dress
from flashcards.ui.words import tr

TALL_PX = 54
RATING_WIDTH_PX = 104
_INK = {"primary": "on_accent", "quiet": "muted", "": "text"}
_GAP_PX = theme.SPACE.inside


class KeyButton(QPushButton):
    """A word, its key, and on a second line what follows; all drawn in the theme's ink.

    The text of the button stays the bare word: it is what a screen reader and a test read.
    """

    def __init__(
        self,
        word: str,
        on: Callable[[], object],
        *,
        kind: str = "",
        icon: str = "",
        tall: bool = False,
    ) -> None:
        super().__init__(word)
        dress(self, kind)
        self._icon = icon
        self._tall = tall
        self._key = ""
        self._detail = self._note = self._shorter = ""
        self._aloud: str | None = None
        self._proposed = False
        self._compact = False
        self._room = RATING_WIDTH_PX
        self.clicked.connect(lambda _checked=False: on())

    def follow(self, action: QAction) -> None:
        """Be possible whenever ``action`` is."""
        self._action = action
        # A method, not a lambda: Qt lets go of it when the button is gone.
        action.changed.connect(self._take_over)
        self._take_over()

    @Slot()
    def _take_over(self) -> None:
        self.setEnabled(self._action.isEnabled())

    def set_key(self, key: str) -> None:
        """Show the key that does the same, in the system's own writing."""
        if key != self._key:
            self._key = key
            self._name()
            self.updateGeometry()

    def set_detail(
        self, detail: str, note: str = "", aloud: str | None = None, shorter: str = ""
    ) -> None:
        """Show what follows, under the word; ``note`` is said of it where the button is named.

        ``aloud`` is how a screen reader says it, the same for None; for "" it says neither.
        ``shorter`` is shown where there is no room for ``detail``.
        """
        if (detail, note, aloud, shorter) != (self._detail, self._note, self._aloud, self._shorter):
            self._detail, self._note, self._aloud = detail, note, aloud
            self._shorter = shorter
            self._name()
            self.update()

    def set_proposed(self, proposed: bool) -> None:
        """Stand out as what Enter gives, for the answer the learner gave."""
        if proposed != self._proposed:
            self._proposed = proposed
            self.setProperty("proposed", proposed)
            self.style().polish(self)
            self._name()
            self.update()

    @property
    def proposed(self) -> bool:
        """Whether it is what Enter gives."""
        return self._proposed

    def detail(self) -> str:
        """Return what is shown under the word."""
        return self._detail

    def width_for(self, detail: str) -> int:
        """Return how wide the button is that shows a second line whole, in pixels."""
        return int(QFontMetrics(self._small()).horizontalAdvance(detail) + 2 * _GAP_PX + 2)

    def set_room(self, width: int) -> None:
        """Ask for a width in pixels; the words on the first line may ask for more."""
        if width != self._room:
            self._room = width
            self.updateGeometry()

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone instead of word and key."""
        if compact != self._compact:
            self._compact = compact
            self.update()

    def _name(self) -> None:
        detail = ", ".join(filter(None, (self._detail, self._note)))
        proposed = tr("proposed") if self._proposed else ""
        parts = [part for part in (self.text(), proposed, detail) if part]
        aloud = self._detail if self._aloud is None else self._aloud
        note = "" if self._aloud == "" else self._note
        self.setAccessibleName(", ".join(filter(None, (self.text(), proposed, aloud))))
        self.setAccessibleDescription(". ".join(filter(None, (self._key, note))))
        said = ": ".join(parts)
        set_hint(self, f"{said} ({self._key})" if self._key else said)

    def sizeHint(self) -> QSize:
        """Return room for everything drawn, so that nothing moves when the words change."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        key = QFontMetrics(self._small()).horizontalAdvance(self._key)
        shown = [ICON_SIZE] if self._compact else [part for part in (words, key) if part]
        width = sum(shown) + _GAP_PX * (len(shown) - 1) + 2 * _GAP_PX
        if self._tall:
            return QSize(max(width + 2 * _GAP_PX, self._room), TALL_PX)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a word cut off is no word."""
        return self.sizeHint()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Normal)
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame as the style does, and our own words into it."""
        with QStylePainter(self) as begun:
            painter = cast(QStylePainter, begun)
            option = QStyleOptionButton()
            self.initStyleOption(option)
            option.text = ""
            painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
            above = self.rect().adjusted(_GAP_PX, 0, -_GAP_PX, 0)
            if self._detail:
                above = QRect(above.x(), above.y() + 6, above.width(), above.height() // 2 - 4)
                below = above.translated(0, above.height())
                painter.setFont(self._small())
                primary = self.property("kind") == "primary"
                painter.setPen(theme.color("on_accent" if primary else "muted"))
                detail = self._detail
                if painter.fontMetrics().horizontalAdvance(detail) > below.width():
                    detail = self._shorter or detail
                elided = painter.fontMetrics().elidedText(
                    detail, Qt.TextElideMode.ElideRight, below.width()
                )
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, elided)
            self._paint_words(painter, above)

    def _paint_words(self, painter: QStylePainter, room: QRect) -> None:
        kind = str(self.property("kind") or "")
        ink = _INK.get(kind, kind) if self.isEnabled() else "outline"
        if self._compact:
            drawn = icons.pixmap(self._icon, ink, ICON_SIZE, self.devicePixelRatioF())
            corner = room.center() - QPoint(ICON_SIZE // 2 - 1, ICON_SIZE // 2 - 1)
            painter.drawPixmap(corner, drawn)
            return
        small = self._small()
        words = self.fontMetrics().horizontalAdvance(self.text())
        key = QFontMetrics(small).horizontalAdvance(self._key)
        left = room.x() + (room.width() - words - (key + _GAP_PX if key else 0)) // 2
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(self.font())
        painter.setPen(theme.color(ink))
        painter.drawText(QRect(left, room.y(), words + 2, room.height()), middle, self.text())
        if key:
            left += words + _GAP_PX
            painter.setFont(small)
            if kind != "primary" and self.isEnabled():
                painter.setPen(theme.color("muted"))
            painter.drawText(QRect(left, room.y(), key + 2, room.height()), middle, self._key)
