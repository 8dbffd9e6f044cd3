"""The box for a typed answer, where a card has a place for it: it moves with the text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor, QTextDocument

from flashcards.text.filters import BOX
from flashcards.text.tasks import in_place
from flashcards.ui import theme
from flashcards.ui.answering.answer_edit import AnswerEdit

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.reviewer.card_pane import CardPane

PICTURE = "answer-box"
"""The name of the empty picture that keeps the room free."""
_WIDE = 24
"""How wide the box is where there is room, in heights of its letters."""


class AnswerBox:
    """Lays a line to write in over the empty picture that stands for it in a card's text."""

    def __init__(self, window: "MainWindow", pane: "CardPane", command: str) -> None:
        self._window, self._pane = window, pane
        self.edit = AnswerEdit(pane.viewport(), lambda: window.commands.trigger(command))
        self.edit.textEdited.connect(lambda _words: self.bring_into_sight())
        pane.document().documentLayout().documentSizeChanged.connect(lambda _size: self.follow())

    @property
    def is_open(self) -> bool:
        """Whether words can be typed."""
        return not self.edit.isHidden()

    def ask(self, typed: str) -> None:
        """Take words."""
        self.edit.ask(typed)
        self.follow()

    def close(self) -> None:
        """Go away and give the keyboard to the card."""
        if self.edit.hasFocus():
            self._pane.setFocus()
        self.edit.hide()

    def with_room(self, html: str) -> str:
        """Return a card's text with room for the box where it stands."""
        if BOX not in html:
            return html
        self.edit.dress(self._window.settings)
        size = self.edit.sizeHint()
        wide = min(_WIDE * self.edit.fontInfo().pixelSize(), self._pane.column_width())
        high = size.height() + 2 * theme.SPACE.inside
        # On a line of its own: beside words it would stand far above or below them.
        room = f'<p><img src="{PICTURE}" width="{wide}" height="{high}"></p>'
        self.edit.resize(wide, size.height())
        return in_place(html, room)

    def follow(self) -> None:
        """Stand where the text has room for the box."""
        at = _place(self._pane.document(), PICTURE) if self.is_open else None
        if at is None:
            return
        cursor = QTextCursor(self._pane.document())
        cursor.setPosition(at)
        before = self._pane.cursorRect(cursor)
        cursor.setPosition(at + 1)
        after = self._pane.cursorRect(cursor)
        left = min(before.left(), after.left())  # text may run from right to left
        middle = before.center().y() - self.edit.height() // 2
        self.edit.move(QPoint(left, middle))

    def bring_into_sight(self) -> None:
        """Scroll to the box where it is out of sight."""
        place, page = self.edit.geometry(), self._pane.viewport().height()
        bar = self._pane.verticalScrollBar()
        if place.bottom() > page:
            bar.setValue(bar.value() + place.bottom() - page + place.height() // 2)
        elif place.top() < 0:
            bar.setValue(bar.value() + place.top() - place.height() // 2)


def _place(document: QTextDocument, picture: str) -> int | None:
    """Return where a picture stands in a text; None where it does not."""
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            part = parts.fragment()
            if part.charFormat().toImageFormat().name() == picture:
                return part.position()
            parts += 1
        block = block.next()
    return None
