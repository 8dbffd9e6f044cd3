"""One wording of a card under its name, with what differs in it marked."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from flashcards.ui import theme
from flashcards.ui.reading.differences import Spans
from flashcards.ui.widgets import column, label
from flashcards.ui.words import tr

_WASH = 0.16
GONE, COME = "again", "good"
"""The colours of words that are in the other wording no more, and of new ones."""
_BETWEEN = "\n\n"


def wording(fields: Sequence[str]) -> str:
    """Return a note's fields as one text."""
    return _BETWEEN.join(field.strip() for field in fields if field.strip())


class WordingPane(QWidget):
    """A heading and a text that can be read and copied, not written."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.heading = label("", "caption")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._marks: list[tuple[str, Spans]] = []
        column(self, self.heading, self.text, gap="hair").setStretch(1, 1)

    def show_wording(
        self, heading: str, text: str, marks: Iterable[tuple[str, Spans]] = ()
    ) -> None:
        """Show a text; ``marks`` are words gone (``GONE``) or come (``COME``)."""
        self.heading.setText(heading)
        self.text.setAccessibleName(heading)
        self.text.setPlainText(text or tr("nothing"))
        self._marks = list(marks) if text else []
        self.mark()

    def mark(self) -> None:
        """Mark what differs in the colours of the moment, and by lines through or beneath."""
        selections = []
        for kind, spans in self._marks:
            for low, high in spans:
                selection = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.text.document())
                cursor.setPosition(low)
                cursor.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
                looks = QTextCharFormat()
                ground = theme.color(kind)
                ground.setAlphaF(_WASH)
                looks.setBackground(ground)
                if kind == GONE:
                    looks.setFontStrikeOut(True)
                else:
                    looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
                    looks.setUnderlineColor(theme.color(kind))
                selection.cursor, selection.format = cursor, looks
                selections.append(selection)
        self.text.setExtraSelections(selections)
