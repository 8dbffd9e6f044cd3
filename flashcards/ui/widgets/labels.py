"""Labels that never guess: text is shown as it is written."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from flashcards.ui import theme
from flashcards.ui.platform_keys import key_words

_NUMBERS = {"number", "big"}
_LEAST = "a…"
"""Where there is no room for so much, a line says nothing and is left away."""
_ENDLESS = 10_000
"""More pixels than any text is high."""


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label in one of the theme's roles, never read as rich text.

    Roles: ``title``, ``heading``, ``big``, ``number``, ``muted``, ``caption``, ``error``,
    ``warning``, ``hint``; empty for running text.
    """
    result = QLabel()
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setText(text)
    result.setWordWrap(wrap)
    if result.isRightToLeft():  # else numbers and names in Latin letters stood at the far side
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        result.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
    if role:
        result.setProperty("role", role)
    if role in _NUMBERS:
        result.setFont(theme.number_font(result.font()))
    return result


def key_label(key: str) -> QLabel:
    """Return a small label that shows a key as the learner's keyboard names it."""
    return label(key_words(key), "key")


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role and dress it anew."""
    _set(widget, "role", role)


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a widget another kind and dress it anew."""
    _set(widget, "kind", kind)


def _set(widget: QWidget, name: str, value: str) -> None:
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room; the whole text is its hint."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much of the text as there is room for."""
        room, wide = self.contentsRect(), self.fontMetrics().horizontalAdvance
        if room.width() < min(wide(self.text()), wide(_LEAST)):
            return
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            shown = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


class GistLabel(ElidedLabel):
    """As many lines as its gist needs; other words stand there for a while, and nothing moves."""

    def __init__(self, role: str = "") -> None:
        super().__init__("", role)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._gist = ""

    def set_gist(self, gist: str) -> None:
        """Show what there is to say, and take the room for it."""
        self._gist = gist
        self.set_text(gist)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Where it is narrow, there are more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the lines of the gist are together."""
        return max(self._height_of(self._gist, width), self.fontMetrics().lineSpacing())

    def _height_of(self, words: str, width: int) -> int:
        room = QRect(0, 0, width, _ENDLESS)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Break the words into lines, and end them with an ellipsis where they are too many."""
        room, metrics, shown = self.contentsRect(), self.fontMetrics(), self.text()
        if self._height_of(shown, room.width()) > room.height():
            lines = max(1, room.height() // metrics.lineSpacing())
            wide = lines * room.width() - (lines - 1) * room.width() // 4  # lines end unevenly
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, wide)
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWordWrap), shown)
