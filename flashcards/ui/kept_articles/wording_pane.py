"""Wordings of a card side by side, each under its name, with what differs marked."""

from collections.abc import Iterable, Sequence
from math import ceil

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QShowEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from flashcards.ui import theme
from flashcards.ui.kept_articles.differences import Spans
from flashcards.ui.kept_articles.readable import readable
from flashcards.ui.style import INSIDE
from flashcards.ui.widgets import ElidedLabel, column, row
from flashcards.ui.words import tr

_WASH = 0.16
GONE, COME = "again", "good"
"""The colours of words that are in the other wording no more, and of new ones."""
MEANT = "accent"
"""The colour of the words a passage is about."""
_FEWEST_LINES = 4
_BETWEEN = "\n\n"


def wording(fields: Sequence[str]) -> str:
    """Return a note's fields as one text, as its cards show them."""
    return _BETWEEN.join(filter(None, map(readable, fields)))


class WordingPane(QWidget):
    """A heading and a text that can be read and copied, not written."""

    def __init__(self, fewest_lines: int) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._fewest_lines = fewest_lines
        self.heading = ElidedLabel("", "caption")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._marks: list[tuple[str, Spans]] = []
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = column(self, self.heading, self.text, gap="hair")
        layout.setStretch(1, 1)
        layout.addStretch()
        self.text.document().setDocumentMargin(0)

    def show_wording(
        self, heading: str, text: str, marks: Iterable[tuple[str, Spans]] = ()
    ) -> None:
        """Show a text; ``marks`` are words gone (``GONE``) or come (``COME``)."""
        self.heading.set_text(heading)
        self.text.setAccessibleName(heading)
        self.text.setPlainText(text or tr("nothing"))
        self._marks = list(marks) if text else []
        self.mark()

    def wanted_px(self) -> int:
        """Return how high the text is that is shown whole, in pixels."""
        lines: float = self.text.document().documentLayout().documentSize().height()
        shown = max(self._fewest_lines, lines + 1) * QFontMetricsF(self.text.font()).lineSpacing()
        around: int = self.text.height() - self.text.viewport().height()
        return ceil(shown) + around + INSIDE

    def head_px(self) -> int:
        """Return how high what stands above the text is, in pixels."""
        high: int = self.heading.sizeHint().height() + theme.SPACE.hair
        return high

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
                elif kind == COME:
                    looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
                    looks.setUnderlineColor(theme.color(kind))
                selection.cursor, selection.format = cursor, looks
                selections.append(selection)
        self.text.setExtraSelections(selections)


class PaneRow(QWidget):
    """Panes side by side, of one height: that of the longest text, as far as there is room."""

    def __init__(
        self, count: int, *, hugs: bool = False, fewest_lines: int = _FEWEST_LINES
    ) -> None:
        """With ``hugs`` it takes no more room than that, so that something can stand beneath."""
        super().__init__()
        self.setProperty("role", "bare")
        self._hugs = hugs
        self.panes = [WordingPane(fewest_lines) for _ in range(count)]
        layout = row(self, *self.panes, gap="between")
        for number in range(count):
            layout.setStretch(number, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.fit_at_once)

    def fit(self) -> None:
        """Take the height of the longest text, once its lines are known."""
        self._later.start()

    def fit_at_once(self) -> None:
        """Take that height; the width must be the one it is shown in."""
        if not self.isVisible():
            return  # there is no such width yet
        shown = [each for each in self.panes if not each.isHidden()]
        wanted = max((each.wanted_px() for each in shown), default=0)
        for each in shown:
            each.text.setMaximumHeight(wanted)
        if self._hugs and shown:
            self.setMaximumHeight(wanted + shown[0].head_px())

    def showEvent(self, event: QShowEvent) -> None:
        """What was shown while nobody saw it is measured now."""
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere in another width."""
        super().resizeEvent(event)
        self.fit()
