"""An article while it is answered: progress above, the text, one line of words, the foot."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from flashcards.ui import theme
from flashcards.ui.reading.answering_foot import AnsweringFoot
from flashcards.ui.reading.blanks import Blanks
from flashcards.ui.reading.covered_view import CoveredView
from flashcards.ui.reviewer.page import BAR_WIDTH_PX
from flashcards.ui.widgets import ElidedLabel, column, icon_button, label, line, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.model.rows import CardRow
    from flashcards.ui.main_window import MainWindow


class AnswerPage(QWidget):
    """Draws; what happens is decided by the screen."""

    def __init__(self, window: "MainWindow", prefix: str) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.path = ElidedLabel("", "muted")
        self.count = label("", "number")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR_WIDTH_PX)
        self.bar.setAccessibleName(tr("Progress"))
        self.clock = label("0:00", "number")
        self.clock.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.clock.setMinimumWidth(self.clock.fontMetrics().horizontalAdvance("00:00"))
        self.pause_button = icon_button(
            "pause", tr("Pause"), lambda: window.commands.trigger(f"{prefix}.pause")
        )
        self.view = CoveredView(window.settings)
        self.notice = ElidedLabel("", "caption")
        self.card = ElidedLabel("", "caption")
        self.card.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.foot = AnsweringFoot(window, prefix)
        edge = theme.SPACE
        above = row(None, self.path, self.count, self.bar, self.clock, self.pause_button)
        above.setSpacing(edge.between)
        above.setStretch(0, 1)
        above.setContentsMargins(edge.around, edge.inside, edge.between, edge.inside)
        under = row(None, self.notice, self.card, gap="between")
        under.setStretch(0, 1)
        under.setStretch(1, 1)
        under.setContentsMargins(edge.around, edge.inside, edge.around, edge.inside)
        layout = column(self, above, line(), self.view, line(), under, self.foot, gap="none")
        layout.setStretch(2, 1)

    def show_place(self, path: str, done: int, waiting: int) -> None:
        """Show which section is read and how far one is."""
        self.path.set_text(path)
        total = done + waiting
        self.count.setText(tr("{done} of {total}", done=done, total=total))
        self.bar.setMaximum(max(1, total))
        self.bar.setValue(done)

    def show_blanks(self, blanks: Blanks, *, answered: bool) -> None:
        """Cover what is not to be seen yet."""
        covers, told = blanks.covers(answered=answered), blanks.told(answered=answered)
        like = () if answered else blanks.like
        self.view.show_covers(covers, told, blanks.passage, like)
        # For who cannot see it: what is covered stays so.
        self.view.setAccessibleDescription(self.view.seen(*blanks.passage))

    def tell_turned(self, *, turned: bool) -> None:
        """Say what to answer where the article covers what the card itself has in its question."""
        words = tr("Say the words that are covered. The card itself asks what they mean.")
        self.card.set_text(words if turned else "")
        self.card.setToolTip("")

    def tell_card(self, rows: Sequence["CardRow"]) -> None:
        """Say what the card itself has, since the learner may have written it otherwise."""
        words = " – ".join(filter(None, (rows[0].question, rows[0].answer))) if rows else ""
        self.card.set_text(tr("card: {words}", words=words) if words else "")
        self.card.setToolTip(words)
