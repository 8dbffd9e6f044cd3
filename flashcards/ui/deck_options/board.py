"""The options in their groups, and the sample cards that show what they lead to."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from flashcards.model.presets import Options
from flashcards.scheduling.sm2 import LATENESS
from flashcards.ui.deck_options.option_kinds import OptionGroup
from flashcards.ui.deck_options.option_line import OptionLine
from flashcards.ui.deck_options.option_rows import GROUPS
from flashcards.ui.deck_options.sample import SAMPLES, sample_steps
from flashcards.ui.deck_options.sample_strip import SampleStrip
from flashcards.ui.widgets import column, label, line, panel
from flashcards.ui.words import tr


class SamplePanel(QFrame):
    """What answers lead to, worked out by the scheduler itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.strips = [SampleStrip(tr(title)) for title, _ in SAMPLES]
        parts: list[QWidget] = []
        for (title, _), strip in zip(SAMPLES, self.strips, strict=True):
            parts += [label(tr(title), "muted"), strip]
        column(
            self,
            label(tr("Two sample cards"), "heading"),
            *parts,
            label(tr(LATENESS), "muted", wrap=True),
            gap="inside",
            margins="between",
        )

    def show_options(self, options: Options) -> None:
        """Work the samples out anew."""
        for (_, qualities), strip in zip(SAMPLES, self.strips, strict=True):
            strip.show_steps(sample_steps(options, qualities))


class OptionsBoard(QWidget):
    """All groups from top to bottom; tells each option that was settled."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.lines: dict[str, OptionLine] = {}
        self.sample = SamplePanel()
        self._options = Options()
        groups = [self._group(group) for group in GROUPS]
        self.place_after = groups[2]
        """The group after which the samples stand where there is no room beside."""
        self.column = column(self, *groups, gap="around")
        self._show_sample()

    def _group(self, group: OptionGroup) -> QWidget:
        parts: list[QWidget] = []
        for row in group.rows:
            option = OptionLine(row)
            option.chosen.connect(self.chosen)
            option.edited.connect(self._preview)
            option.chosen.connect(self._preview)
            self.lines[row.name] = option
            parts += [line(), option] if parts else [option]
        whole = QWidget()
        whole.setProperty("role", "bare")
        note = label(tr(group.note), "muted", wrap=True) if group.note else None
        heads = [label(tr(group.title), "heading")]
        if note is not None:
            heads.append(note)
        column(whole, column(None, *heads, gap="none"), panel(*parts, gap="between"), gap="inside")
        return whole

    def show_options(self, options: Options) -> None:
        """Show what is stored."""
        self._options = options
        for name, option in self.lines.items():
            option.show_value(getattr(options, name))
        self._show_sample()

    def _preview(self, name: str, value: Any) -> None:
        if name == "maximum_interval_days" and not 1 <= value <= 36_500:
            return
        self.sample.show_options(replace(self._options, **{name: value}))

    def _show_sample(self) -> None:
        self.sample.show_options(self._options)

    def pending(self) -> Iterator[OptionLine]:
        """Give the options that show something typed and not settled."""
        return (option for option in self.lines.values() if option.pending())
