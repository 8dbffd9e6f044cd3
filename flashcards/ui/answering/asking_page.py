"""What every page that asks cards has: progress above, one line of words beneath, the foot."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QProgressBar, QSizePolicy, QWidget

from flashcards.ui import icons, theme
from flashcards.ui.answering.foot import Foot
from flashcards.ui.hints import set_hint
from flashcards.ui.roles import keep_silent, pass_over
from flashcards.ui.widgets import ElidedLabel, icon_button, label, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.study.queue import Progress
    from flashcards.ui.main_window import MainWindow

BAR_WIDTH_PX = 140


class AskingPage(QWidget):
    """Makes the parts; a page of one kind of card lays them out around the card."""

    def __init__(self, window: "MainWindow", prefix: str, foot: Foot) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.path = ElidedLabel("", "muted")
        self.count = label("", "number")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR_WIDTH_PX)
        self.bar.setAccessibleName(tr("Progress"))
        pass_over(self.bar)  # the count beside it says the same, without being told at each card
        self.clock = label("0:00", "number")
        keep_silent(self.clock, tr("Time"))
        self.clock.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.clock.setMinimumWidth(self.clock.fontMetrics().horizontalAdvance("00:00"))
        self.pause_button = icon_button(
            "pause", tr("Pause"), lambda: window.commands.trigger(f"{prefix}.pause")
        )
        self.notice = ElidedLabel("", "caption")
        self.foot = foot

    def _above(self, *beside_path: QWidget) -> QLayout:
        """Return the line that tells where one is and how far."""
        edge = theme.SPACE
        above = row(
            None, self.path, *beside_path, self.count, self.bar, self.clock, self.pause_button
        )
        above.setSpacing(edge.between)
        above.setStretch(0, 1)
        above.setContentsMargins(edge.around, edge.inside, edge.between, edge.inside)
        return above

    def _under(self, of_card: ElidedLabel) -> QLayout:
        """Return the line that tells what was done, and at its right something of the card."""
        edge = theme.SPACE
        of_card.setAlignment(Qt.AlignmentFlag.AlignRight)
        under = row(None, self.notice, of_card, gap="between")
        for part, grows in ((self.notice, True), (of_card, False)):  # each as wide as its words
            policy = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Preferred
            part.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
        under.setContentsMargins(edge.around, edge.inside, edge.around, edge.inside)
        return under

    def show_progress(self, path: str, found: "Progress") -> None:
        """Show what the card asked for belongs to and how far the sitting is."""
        self.path.set_text(path)
        done, total = found.done, found.total
        self.count.setText(tr("{done} of {total}", done=done, total=total))
        self.bar.setMaximum(max(1, total))
        self.bar.setValue(done)

    def show_paused(self, paused: bool) -> None:
        """Turn the pause button into one that goes on, or back."""
        self.pause_button.setIcon(icons.icon("play" if paused else "pause", "muted"))
        name = tr("Continue") if paused else tr("Pause")
        set_hint(self.pause_button, name)
        self.pause_button.setAccessibleName(name)
