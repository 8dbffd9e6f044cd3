"""One option on the screen: label, what it does, its field, and the way back to the default."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from flashcards.ui import theme
from flashcards.ui.deck_options.edits import edit_for
from flashcards.ui.deck_options.option_rows import Kind, OptionRow, refusal, value_words
from flashcards.ui.widgets import icon_button, label
from flashcards.ui.words import tr


class OptionLine(QWidget):
    """Shows an option and tells ``chosen`` with its name and value once the learner settles."""

    chosen = Signal(str, object)
    edited = Signal(str, object)
    """The value shown while it is not settled yet."""

    def __init__(self, row: OptionRow) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.row = row
        self._kept: object = row.default
        self.edit = edit_for(row)
        default = value_words(row, row.default)
        told = tr("{what} Default: {default}.", what=tr(row.explanation), default=default)
        self.explanation = label(told, "muted", wrap=True)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        name = tr("{option}: back to the default, {default}", option=self._name(), default=default)
        self.reset = icon_button("reset", name, self.put_default)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self._lay_out()
        self.edit.edited.connect(self._edited)
        self.edit.settled.connect(self.settle)
        self.show_value(row.default)

    def _name(self) -> str:
        return tr(self.row.text).replace("&", "")

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE.inside)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        beside = self.row.kind in (Kind.NUMBER, Kind.TIME, Kind.CHOICE)
        centre = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self._caption(), 0, 0)
        grid.addWidget(self.explanation, 1, 0)
        if beside:
            grid.addWidget(self.edit, 0, 2, 2, 1, centre)
        elif self.row.kind is Kind.READINGS:
            grid.setRowMinimumHeight(2, theme.SPACE.inside)
            grid.addWidget(self.edit, 3, 0, 1, 3)
        grid.addWidget(self.reset, 0, 1 if beside else 2, 2, 1, centre)
        grid.addWidget(self.trouble, 4, 0, 1, 3)

    def _caption(self) -> QWidget:
        if self.row.kind is Kind.SWITCH:
            return self.edit
        caption: QLabel = label(tr(self.row.text))
        caption.setBuddy(self.edit)
        return caption

    def show_value(self, value: object) -> None:
        """Show what is stored; what is being typed stays while that is as it was."""
        if value == self._kept and self.edit.pending():
            return
        self._kept = value
        self.edit.put(value)
        self.reset.setVisible(value != self.row.default)

    def value(self) -> object:
        """Return what is shown, settled or not."""
        return self.edit.choice()

    def pending(self) -> bool:
        """Whether something was typed that is not settled."""
        return self.edit.pending()

    def settle(self) -> None:
        """Take the value shown, or say why not and bring the stored one back."""
        value = self.edit.choice()
        if value == self._kept:
            return
        why = refusal(self.row, value) if isinstance(value, int) and self.row.largest else ""
        if why:
            self.revert()
            kept = value_words(self.row, self._kept)
            self._tell(tr("{why} It stays at {kept}.", why=why, kept=kept))
            return
        self._kept = value
        self.edit.put(value)
        self._tell("")
        self.reset.setVisible(value != self.row.default)
        self.chosen.emit(self.row.name, value)

    def revert(self) -> None:
        """Show the stored value again."""
        self.edit.put(self._kept)

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
