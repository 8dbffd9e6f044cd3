"""The options in their groups, each shown only where the scheduler chosen uses it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from flashcards.model.presets import Options
from flashcards.ui.deck_options.option_kinds import OptionGroup
from flashcards.ui.deck_options.option_line import OptionLine
from flashcards.ui.deck_options.option_rows import GROUPS
from flashcards.ui.deck_options.sample_panel import SamplePanel
from flashcards.ui.deck_options.scheduling_rows import SPREADING
from flashcards.ui.deck_options.typed_edits import ParametersEdit
from flashcards.ui.widgets import column, label, line, panel
from flashcards.ui.words import tr


@dataclass(frozen=True, slots=True)
class _Part:
    """A group on the screen: the whole of it, and each option with the hairline above it."""

    group: OptionGroup
    whole: QWidget
    lines: tuple[tuple[QWidget, OptionLine], ...]


class OptionsBoard(QWidget):
    """All groups from top to bottom; tells each option that was settled."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.lines: dict[str, OptionLine] = {}
        self.sample = SamplePanel()
        self._options = Options()
        self._parts = [self._part(group) for group in GROUPS]
        self.column = column(self, *(part.whole for part in self._parts), gap="around")
        self.show_options(self._options, {})

    def _part(self, group: OptionGroup) -> _Part:
        lines = []
        for row in group.rows:
            option = OptionLine(row)
            option.chosen.connect(self.chosen)
            option.edited.connect(self._preview)
            option.chosen.connect(self._preview)
            self.lines[row.name] = option
            lines.append((line(), option))
        whole = QWidget()
        whole.setProperty("role", "bare")
        note = label(tr(group.note), "muted", wrap=True) if group.note else None
        heads = [label(tr(group.title), "heading")]
        if note is not None:
            heads.append(note)
        inside = panel(*(part for pair in lines for part in pair), gap="between")
        column(whole, column(None, *heads, gap="none"), inside, gap="inside")
        return _Part(group, whole, tuple(lines))

    def show_options(self, options: Options, unknown: Mapping[str, str]) -> None:
        """Show what is stored, and of the options those that do something.

        ``unknown`` are those whose value only a later version knows.
        """
        self._options = options
        for name, option in self.lines.items():
            option.show_value(getattr(options, name), unknown.get(name, ""))
        for part in self._parts:
            part.whole.setVisible(part.group.shown(options))
            first = True
            for hairline, option in part.lines:
                shown = option.row.shown_when(options)
                option.setVisible(shown)
                hairline.setVisible(shown and not first)
                first = first and not shown
        self._show_effects(options)

    @property
    def parameters(self) -> ParametersEdit:
        """The field of FSRS's numbers."""
        return cast(ParametersEdit, self.lines["fsrs_parameters"].edit)

    def groups(self) -> list[tuple[QWidget, QWidget]]:
        """Return the groups shown, each with the field it begins with."""
        found: list[tuple[QWidget, QWidget]] = []
        for part in self._parts:
            shown = [option for _, option in part.lines if not option.isHidden()]
            if shown:
                found.append((part.whole, shown[0].edit))
        return found

    def insert_sample(self) -> None:
        """Put the samples among the groups, after those they show the effect of."""
        last = next(part.whole for part in self._parts if part.group is SPREADING)
        self.column.insertWidget(self.column.indexOf(last) + 1, self.sample)

    def _preview(self, name: str, value: Any) -> None:
        self._show_effects(replace(self._options, **{name: value}))

    def _show_effects(self, options: Options) -> None:
        self.sample.show_options(options)
        for option in self.lines.values():
            option.show_effect(options)

    def pending(self) -> Iterator[OptionLine]:
        """Give the options that show something typed and not settled."""
        return (option for option in self.lines.values() if option.pending())
