"""Listens for one key and shows it; Escape and Tab lead out of it as everywhere."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit

from flashcards.ui.words import tr


class KeyField(QKeySequenceEdit):
    """Records the next key pressed."""

    recorded = Signal(str)
    """A key in portable writing, once it was let go."""
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)
        self.setAccessibleName(tr("New shortcut"))
        for line in self.findChildren(QLineEdit):
            line.setAccessibleName(tr("New shortcut"))
            line.setPlaceholderText(tr("Press the keys"))
        self.editingFinished.connect(self._tell)

    def key(self) -> str:
        """Return the key recorded, in portable writing; empty for none."""
        return self.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _tell(self) -> None:
        if self.key():
            self.recorded.emit(self.key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Record anything but Escape, which gives up."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.clear()
            self.given_up.emit()
            return
        super().keyPressEvent(event)
