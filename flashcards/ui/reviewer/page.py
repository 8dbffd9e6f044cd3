"""The study screen while a card is asked: progress above, the card, one line of words, the foot."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from flashcards.study.session import Counts, StudyCard
from flashcards.ui import icons, theme
from flashcards.ui.reviewer import phrases
from flashcards.ui.reviewer.card_pane import CardPane
from flashcards.ui.reviewer.foot import Foot
from flashcards.ui.widgets import ElidedLabel, column, icon_button, label, line, row
from flashcards.ui.widgets.buttons import ICON_SIZE
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

BAR_WIDTH_PX = 140
FLAG_TINTS = ("muted", "again", "hard", "good", "easy")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands in the sitting."""

    done: int
    waiting: Counts
    state: str
    """Word on what kind of question it is; may be empty."""


class CardPage(QWidget):
    """Draws; what happens is decided by the screen."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._commands = window.commands
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
            "pause", tr("Pause"), lambda: self._commands.trigger("study.pause")
        )
        self.flag_button = icon_button(
            "flag", tr("Flag"), lambda: self._commands.trigger("study.flag_menu")
        )
        self.flag_button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.pane = CardPane(window)
        self.notice = ElidedLabel("", "caption")
        self.source = ElidedLabel("", "caption")
        self.source.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.foot = Foot(window)
        self._lay_out()

    def _lay_out(self) -> None:
        edge = theme.SPACE
        above = row(
            None, self.path, self.flag_button, self.count, self.bar, self.clock, self.pause_button
        )
        above.setSpacing(edge.between)
        above.setStretch(0, 1)
        above.setContentsMargins(edge.around, edge.inside, edge.between, edge.inside)
        under = row(None, self.notice, self.source, gap="between")
        under.setStretch(0, 1)
        under.setStretch(1, 1)
        under.setContentsMargins(edge.around, edge.inside, edge.around, edge.inside)
        layout = column(self, above, line(), self.pane, under, line(), self.foot, gap="none")
        layout.setStretch(2, 1)

    def ask(self, card: StudyCard, place: Place) -> None:
        """Show a question."""
        self.pane.ask(card.question_html, card.css)
        self.show_place(card, place)
        self.show_source("")

    def show_place(self, card: StudyCard, place: Place) -> None:
        """Show which deck the card is from and how far the sitting is."""
        words = phrases.deck_words(card.deck)
        self.path.set_text(f"{words}  ·  {place.state}" if place.state else words)
        total = place.done + place.waiting.total
        self.count.setText(tr("{done} of {total}", done=place.done, total=total))
        left = tr(
            "Still to come: {new} new, {learning} learning, {due} due",
            new=place.waiting.new,
            learning=place.waiting.learning,
            due=place.waiting.due,
        )
        self.count.setToolTip(left)
        self.bar.setToolTip(left)
        self.bar.setMaximum(max(1, total))
        self.bar.setValue(place.done)
        self._show_flag(card.flag)

    def _show_flag(self, flag: int) -> None:
        self.flag_button.setVisible(flag > 0)
        if flag:
            self.flag_button.setIcon(icons.icon("flag", FLAG_TINTS[flag]))

    def show_source(self, source: str, key: str = "") -> None:
        """Show where the note comes from and the key that hides it; nothing for no source."""
        words = tr("source: {source}  {key}", source=source, key=key).rstrip()
        self.source.set_text(words if source else "")

    def show_paused(self, paused: bool) -> None:
        """Turn the pause button into one that goes on, or back."""
        self.pause_button.setIcon(icons.icon("play" if paused else "pause", "muted"))
        name = tr("Go on") if paused else tr("Pause")
        self.pause_button.setToolTip(name)
        self.pause_button.setAccessibleName(name)
