"""The sample cards together: what answers lead to, worked out by the scheduler itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from flashcards.model.presets import Options
from flashcards.ui.deck_options.sample import TITLES, sample_notes, samples
from flashcards.ui.deck_options.sample_strip import SampleStrip
from flashcards.ui.widgets import column, label
from flashcards.ui.words import tr


class SamplePanel(QFrame):
    """One strip for each sample, and what they do not show."""

    worked_out = Signal(object, str)
    """The steps of all samples as they are now, and what they do not show."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.strips = [SampleStrip(tr(title)) for title in TITLES]
        self.notes = label("", "muted", wrap=True)
        parts: list[QWidget] = []
        for title, strip in zip(TITLES, self.strips, strict=True):
            parts.append(_titled(tr(title), strip))
        self._column = column(
            self,
            label(tr("Sample cards"), "heading"),
            *parts,
            self.notes,
            gap="between",
            margins="between",
        )

    def place(self, part: QWidget) -> None:
        """Let a part stand at the foot."""
        self._column.addWidget(part)

    def show_options(self, options: Options) -> None:
        """Work the samples out anew; they stay as they are where a value cannot be used."""
        try:
            steps = samples(options)
        except ValueError:
            return
        self.notes.setText(sample_notes(options))
        for strip, shown in zip(self.strips, steps, strict=True):
            strip.show_steps(shown)
        self.worked_out.emit(steps, self.notes.text())


def _titled(title: str, strip: SampleStrip) -> QWidget:
    whole = QWidget()
    whole.setProperty("role", "bare")
    column(whole, label(title, "muted"), strip, gap="hair")
    return whole
