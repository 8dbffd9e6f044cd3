"""A passphrase: typed without being seen, and shown to whoever wants to look at it."""

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from flashcards.ui.widgets import check_field, column, text_field
from flashcards.ui.words import tr


class PassphraseField(QWidget):
    """A field that shows dots, and a box that shows what it holds for as long as it is in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.edit = text_field(tr("Passphrase"), hint=tr("none"))
        self.shown = check_field(tr("Sho&w"))
        self.shown.setAccessibleName(tr("Show the passphrase"))
        self.shown.toggled.connect(self._follow)
        self._follow(shown=False)
        column(self, self.edit, self.shown, gap="inside")

    def _follow(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.edit.setEchoMode(modes.Normal if shown else modes.Password)

    def show_kept(self, passphrase: str | None) -> None:
        """Show the one in force, which cannot be changed; None lets one be typed."""
        self.edit.setReadOnly(passphrase is not None)
        if passphrase is not None and passphrase != self.edit.text():
            self.edit.setText(passphrase)

    def hideEvent(self, event: QHideEvent) -> None:
        """Show dots again the next time."""
        super().hideEvent(event)
        self.shown.setChecked(False)
