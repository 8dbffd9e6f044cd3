"""At the foot of a narrow window: one sample card, in sight while the options are set."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame

from flashcards.ui.deck_options.sample import TITLES, SampleStep
from flashcards.ui.deck_options.sample_strip import SampleStrip
from flashcards.ui.widgets import button, column, label, line, row
from flashcards.ui.widgets.buttons import make_choice
from flashcards.ui.words import tr


class SampleDock(QFrame):
    """The sample chosen, or the first that the latest change moved."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.strip = SampleStrip("")
        self.notes = label("", "muted", wrap=True)
        self._samples: list[Sequence[SampleStep]] = []
        self.titles = QButtonGroup(self)
        self.heads = heads = row(None, gap="none")
        for place, title in enumerate(TITLES):
            choice = button(tr(title), kind="quiet")
            make_choice(choice)
            self.titles.addButton(choice, place)
            heads.addWidget(choice)
        heads.addStretch(0)  # what else stands here takes the room
        self.titles.button(0).setChecked(True)
        self.titles.idToggled.connect(lambda _place, _checked: self._show())
        inside = column(None, heads, self.strip, self.notes, gap="hair")
        column(self, line(), inside, gap="inside")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it, since toasts keep clear."""
        super().resizeEvent(event)
        self.resized.emit()

    def show_samples(self, samples: Sequence[Sequence[SampleStep]], notes: str) -> None:
        """Take in what the samples are now; turn to one that is not as it was."""
        pairs = zip(samples, self._samples, strict=False)
        moved = [place for place, (now, before) in enumerate(pairs) if now != before]
        self._samples = list(samples)
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        if moved and self.titles.checkedId() not in moved:
            self.titles.button(moved[0]).setChecked(True)
        self._show()

    def _show(self) -> None:
        place = self.titles.checkedId()
        if 0 <= place < len(self._samples):
            self.strip.show_steps(self._samples[place], tr(TITLES[place]))
