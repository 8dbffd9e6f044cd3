"""Options that are typed as text: steps such as ``1 min 10 min``, and the numbers of FSRS."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from flashcards.ui import theme
from flashcards.ui.deck_options.field_setup import calm, claims_undo
from flashcards.ui.deck_options.option_kinds import OptionRow
from flashcards.ui.deck_options.option_words import (
    MisreadError,
    parameters_from,
    parameters_words,
    steps_from,
    steps_words,
)
from flashcards.ui.widgets import button, column, label, row
from flashcards.ui.words import tr


class TypedEdit(QLineEdit):
    """Text that stands for a value; what cannot be read stays, so that it can be mended."""

    edited = Signal()
    settled = Signal()

    def __init__(
        self, read: Callable[[str], tuple[float, ...]], write: Callable[..., str], hint: str
    ) -> None:
        super().__init__()
        self._read, self._write = read, write
        self._kept: tuple[float, ...] = ()
        self.setPlaceholderText(hint)
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.editingFinished.connect(self.settled)

    def choice(self) -> object:
        """Return the value that stands there, or the stored one while none can be read.

        Untouched text stands for the stored value itself, which may have more digits than it shows.
        """
        if self.text() == self._write(self._kept):
            return self._kept
        try:
            return self._read(self.text())
        except MisreadError:
            return self._kept

    def misread(self) -> str:
        """Say why what stands there is no value; empty when it is one."""
        try:
            self._read(self.text())
        except MisreadError as why:
            return str(why)
        return ""

    def put(self, value: object) -> None:
        """Show a stored value."""
        assert isinstance(value, tuple)
        self._kept = value
        self.setText(self._write(value))
        self.setCursorPosition(0)

    def keep_aside(self, value: object) -> None:
        """Take in what is stored by now, and go on showing what is typed."""
        assert isinstance(value, tuple)
        self._kept = value

    def pending(self) -> bool:
        """Whether what stands there is not the stored value."""
        return bool(self.misread()) or self.choice() != self._kept

    def event(self, event: QEvent) -> bool:
        """Leave undo to the collection unless something is being typed."""
        return claims_undo(self.pending(), event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo of what is being typed brings the stored value back."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.put(self._kept)
            self.edited.emit()
        else:
            super().keyPressEvent(event)


class StepsEdit(TypedEdit):
    """Minutes, hours and days from one repetition to the next."""

    def __init__(self, _row: OptionRow) -> None:
        super().__init__(steps_from, steps_words, tr("none"))
        calm(self)


class ParametersEdit(QWidget):
    """The numbers of FSRS: whose they are, themselves, and the way to have them fitted."""

    edited = Signal()
    settled = Signal()
    fit_wanted = Signal()

    def __init__(self, option: OptionRow) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        hint = tr("The published numbers; others can be pasted here")
        self.field = TypedEdit(parameters_from, parameters_words, hint)
        self.field.setAccessibleName(tr(option.text).replace("&", ""))
        self.state = label(tr("These are your own numbers, fitted or typed."), "muted", wrap=True)
        self.fit = button(tr("Fit to my answers…"), self.fit_wanted.emit)
        self.back = button(tr("Back to the published numbers"), self._put_back, kind="quiet")
        buttons = row(None, self.fit, self.back, None)
        inside = column(self, self.field, self.state, buttons, gap="inside")
        inside.setContentsMargins(0, theme.SPACE.inside, 0, 0)
        self.setFocusProxy(self.field)
        self.field.edited.connect(self._edited)
        self.field.settled.connect(self.settled)

    def offer_fit(self, offered: bool) -> None:
        """Show the way to fit the numbers where there is one."""
        self.fit.setVisible(offered)

    def _edited(self) -> None:
        self._tell()
        self.edited.emit()

    def _put_back(self) -> None:
        self.field.setText("")
        self._tell()
        self.settled.emit()

    def _tell(self) -> None:
        own = bool(self.field.choice())
        self.state.setVisible(own)
        self.back.setVisible(own)

    def choice(self) -> object:
        """Return the numbers; none for the published ones."""
        return self.field.choice()

    def misread(self) -> str:
        """Say why what stands there are no numbers for FSRS; empty when they are."""
        return self.field.misread()

    def put(self, value: object) -> None:
        """Show stored numbers."""
        self.field.put(value)
        self._tell()

    def keep_aside(self, value: object) -> None:
        """Take in which numbers are stored by now, and go on showing what is typed."""
        self.field.keep_aside(value)

    def pending(self) -> bool:
        """Whether what stands there are not the stored numbers."""
        return self.field.pending()
