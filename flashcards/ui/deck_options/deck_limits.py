"""The deck's own daily limits, beside those of its preset: for good, or for today alone."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QGridLayout, QWidget

from flashcards.model.limits import DeckLimits
from flashcards.model.presets import Options
from flashcards.ui import theme
from flashcards.ui.deck_options.breaking_row import BreakingRow
from flashcards.ui.deck_options.edits import NumberEdit
from flashcards.ui.deck_options.field_setup import give_room
from flashcards.ui.deck_options.limit_rows import LIMITS
from flashcards.ui.deck_options.option_kinds import OptionRow
from flashcards.ui.deck_options.option_words import refusal
from flashcards.ui.deck_options.preset_actions import deck_path
from flashcards.ui.widgets import column, icon_button, label, line, panel
from flashcards.ui.words import plural, tr

WIDTH_EM = 9
_USUAL_MOST = 999
NONE = -1
"""What the field counts as no limit of its own."""


class LimitEdit(NumberEdit):
    """A number, or nothing: then it shows, greyed, which number counts instead."""

    def __init__(self, limit: OptionRow) -> None:
        super().__init__(limit)
        self._instead = 0
        self.setMinimum(NONE)
        give_room(self, self.textFromValue(_USUAL_MOST), WIDTH_EM)
        self.setAccessibleName(tr(limit.text))

    def textFromValue(self, value: int) -> str:
        """Show nothing where there is no limit."""
        return "" if value == NONE else super().textFromValue(value)

    def valueFromText(self, text: str) -> int:
        """Read an emptied field as no limit."""
        return super().valueFromText(text) if text.strip() else NONE

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Let the field be emptied."""
        if not text.strip():
            return QValidator.State.Acceptable, text, place
        return super().validate(text, place)

    def stepBy(self, steps: int) -> None:
        """Count from the number that stands there greyed."""
        if self.value() == NONE:
            self.setValue(max(0, self._instead + steps))
        else:
            super().stepBy(steps)

    def show_limit(self, value: int | None, instead: int) -> None:
        """Show a stored limit, and what counts where there is none."""
        self._instead = instead
        words = plural(instead, "{count} card", "{count} cards")
        self.lineEdit().setPlaceholderText(words)
        self.setAccessibleDescription(tr("{count} unless set here", count=words))
        if self.pending():
            self.keep_aside(_number(value))
        else:
            self.put(_number(value))

    def limit(self) -> int | None:
        """Return what is typed; None for no limit of its own."""
        return None if self.value() == NONE else self.value()


def _number(value: int | None) -> int:
    return NONE if value is None else value


class LimitField(QWidget):
    """One limit: its caption, its field, and the way back to having none."""

    chosen = Signal(str, object)
    refused = Signal(str)

    def __init__(self, name: str, caption: str) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.limit = LIMITS[name]
        self.edit = LimitEdit(self.limit)
        back = tr("{limit}: none of its own", limit=tr(self.limit.text))
        self.reset = icon_button("reset", back, self.clear)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE.hair)
        grid.addWidget(label(caption, "muted"), 0, 1)
        grid.addWidget(self.reset, 1, 0)
        grid.addWidget(self.edit, 1, 1)
        self.edit.settled.connect(self.settle)
        self.edit.edited.connect(lambda: self.refused.emit(""))

    def show_limit(self, value: int | None, instead: int) -> None:
        """Show a stored limit, and what counts where there is none."""
        self.edit.show_limit(value, instead)
        self.reset.setVisible(value is not None)

    def settle(self) -> None:
        """Take what is typed, or say why not and bring the stored limit back."""
        value = self.edit.limit()
        if not self.edit.pending():
            return
        why = refusal(self.limit, value) if value is not None else ""
        if why:
            self.edit.revert()
            self.refused.emit(why)
        else:
            self.edit.put(_number(value))
            self.chosen.emit(self.limit.name, value)

    def pending(self) -> bool:
        """Whether what is typed is not settled."""
        return self.edit.pending()

    def revert(self) -> None:
        """Show the stored limit again."""
        self.edit.revert()

    def clear(self) -> None:
        """Have no limit of one's own any more."""
        self.edit.setFocus()
        self.edit.setValue(NONE)
        self.settle()


class DeckLimitsGroup(QWidget):
    """Both limits, for every day and for today; tells each that was settled."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.fields: dict[str, LimitField] = {}
        self.note = label("", "muted", wrap=True)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        parts = (
            self._line(tr("New cards"), "new_per_day", "new_today"),
            line(),
            self._line(tr("Reviews"), "reviews_per_day", "reviews_today"),
            self.trouble,
        )
        heads = column(None, label(tr("This deck only"), "heading"), self.note, gap="none")
        column(self, heads, panel(*parts, gap="between"), gap="inside")

    def _line(self, text: str, *names: str) -> QWidget:
        captions = (tr("Every day"), tr("Today only"))
        fields = [LimitField(name, said) for name, said in zip(names, captions, strict=True)]
        for field in fields:
            field.chosen.connect(self.chosen)
            field.refused.connect(self._tell)
            self.fields[field.limit.name] = field
        return BreakingRow(*fields, words=label(text))

    def show_limits(self, deck: str, limits: DeckLimits, options: Options) -> None:
        """Show a deck's limits over those of its preset."""
        self.note.setText(
            tr("These limits override the preset’s for “{deck}”. Leave empty to use the preset’s.",
               deck=deck_path(deck))
        )  # fmt: skip
        every = (limits.new_per_day, limits.reviews_per_day)
        preset = (options.new_per_day, options.reviews_per_day)
        new, reviews = (
            otherwise if own is None else own for own, otherwise in zip(every, preset, strict=True)
        )
        self.fields["new_per_day"].show_limit(limits.new_per_day, options.new_per_day)
        self.fields["reviews_per_day"].show_limit(limits.reviews_per_day, options.reviews_per_day)
        self.fields["new_today"].show_limit(limits.new_today, new)
        self.fields["reviews_today"].show_limit(limits.reviews_today, reviews)

    def _tell(self, why: str) -> None:
        self.trouble.setText(why)
        self.trouble.setVisible(bool(why))

    def pending(self) -> Iterator[LimitField]:
        """Give the limits that show something typed and not settled."""
        return (field for field in self.fields.values() if field.pending())
