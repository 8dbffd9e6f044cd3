"""One option on the screen: label, what it does, its field, and the way back to the default."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from flashcards.model.presets import Options
from flashcards.ui.deck_options.breaking_row import BreakingRow
from flashcards.ui.deck_options.effects import effect
from flashcards.ui.deck_options.making import edit_for, misread
from flashcards.ui.deck_options.option_kinds import Kind, OptionRow
from flashcards.ui.deck_options.option_words import refusal, value_words
from flashcards.ui.widgets import column, icon_button, label, row, spacer
from flashcards.ui.words import tr

BESIDE = (Kind.NUMBER, Kind.TIME, Kind.CHOICE, Kind.STEPS)
"""What is small enough to stand beside its words."""
MOST_KEPT = 30
"""Letters of a default that stay on one line."""
UNDER = (Kind.READINGS, Kind.WEEKDAYS, Kind.PARAMETERS)


class OptionLine(QWidget):
    """Shows an option and tells ``chosen`` with its name and value once the learner settles."""

    chosen = Signal(str, object)
    edited = Signal(str, object)
    """The value shown while it is not settled yet."""

    def __init__(self, option: OptionRow) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.row = option
        self._kept: object = option.default
        self._unknown = ""
        self.edit = edit_for(option)
        default = value_words(option, option.default)
        told = f"{tr(option.explanation)} {_default_words(default)}"
        self.explanation = label(told, "muted", wrap=True)
        self.effect = label("", wrap=True)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        name = tr("{option}: back to the default, {default}", option=self._name(), default=default)
        self.reset = icon_button("reset", name, self.put_default)
        self._lay_out()
        self.edit.edited.connect(self._edited)
        self.edit.settled.connect(self.settle)
        self.show_value(option.default)

    def _name(self) -> str:
        return tr(self.row.text).replace("&", "")

    def _lay_out(self) -> None:
        words = QWidget()
        words.setProperty("role", "bare")
        column(words, self._caption(), self.explanation, self.effect, gap="none")
        controls: list[QWidget] = [self.reset]
        if self.row.kind in BESIDE:
            controls.append(self.edit)
        beside = BreakingRow(_side_by_side(controls), words=words)
        beside.broken.connect(self._keep_room)
        self._keep_room(broken=False)
        under = self.edit if self.row.kind in UNDER else spacer("none")
        column(self, beside, under, self.trouble, gap="none")

    def _keep_room(self, broken: bool) -> None:
        """Let the way back come and go without moving the field beside it."""
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(not broken)
        self.reset.setSizePolicy(policy)

    def _caption(self) -> QWidget:
        if self.row.kind is Kind.SWITCH:
            return self.edit
        caption: QLabel = label(tr(self.row.text), wrap=True)
        caption.setBuddy(self.edit)
        return caption

    def show_value(self, value: object, unknown: str = "") -> None:
        """Show what is stored; what is being typed stays, and counts once it is settled.

        ``unknown`` is what is stored where only a later version knows it.
        """
        if unknown or self._unknown:
            self._unknown = unknown
            self._tell(_newer(unknown) if unknown else "")
        if self.edit.pending():
            if value != self._kept:
                self._kept = value
                self.edit.keep_aside(value)
                kept = value_words(self.row, value)
                self._tell(tr("Changed elsewhere meanwhile, to {kept}.", kept=kept))
            return
        self._kept = value
        self.edit.put(value)
        self._offer_reset(value)

    def show_effect(self, options: Options) -> None:
        """Tell what the option leads to beside the others, where no sample card shows it."""
        told = effect(self.row.name, options)
        self.effect.setText(told)
        self.effect.setVisible(bool(told))

    def _offer_reset(self, value: object) -> None:
        own_way = self.row.kind is Kind.PARAMETERS  # says in words what one goes back to
        self.reset.setVisible(value != self.row.default and not own_way)

    def value(self) -> object:
        """Return what is shown, settled or not."""
        return self.edit.choice()

    def pending(self) -> bool:
        """Whether something was typed that is not settled."""
        return self.edit.pending()

    def settle(self) -> None:
        """Take the value shown, or say why not and bring the stored one back."""
        typed = misread(self.edit)
        if typed:  # what cannot be read stays there to be mended
            self._tell(tr("{why} Nothing changes until it is corrected.", why=typed))
            return
        value = self.edit.choice()
        if value == self._kept and not self._unknown:
            self.edit.put(value)
            self._tell("")
            return
        why = refusal(self.row, value)
        if why:
            self.revert()
            self._refuse(why)
            return
        self._kept = value
        self.edit.put(value)
        self._tell("")
        self._offer_reset(value)
        self.chosen.emit(self.row.name, value)

    def _refuse(self, why: str) -> None:
        kept = value_words(self.row, self._kept)
        self._tell(tr("{why} It stays at {kept}.", why=why, kept=kept))

    def revert(self) -> None:
        """Show the stored value again."""
        self.edit.put(self._kept)
        self._tell("")

    def put_default(self) -> None:
        """Go back to the program's own value."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.put(self.row.default)
        self.settle()

    def _tell(self, trouble: str) -> None:
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def _edited(self) -> None:
        if self.edit.pending():
            self._tell("")
        self.edited.emit(self.row.name, self.edit.choice())


def _newer(value: str) -> str:
    return tr(
        "A newer version of Flashcards set this to “{value}”. It is kept, and the default counts "
        "here, until you choose.",
        value=value,
    )


def _default_words(default: str) -> str:
    """Let no line break part a short default from its unit, or from what it is."""
    told = tr("Default: {default}.", default=default)
    return told if len(default) >= MOST_KEPT else told.replace(" ", "\u00a0")


def _side_by_side(parts: list[QWidget]) -> QWidget:
    whole = QWidget()
    whole.setProperty("role", "bare")
    row(whole, *parts, gap="inside")
    return whole
