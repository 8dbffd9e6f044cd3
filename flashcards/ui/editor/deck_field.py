"""A field for a deck's full name, completed from the decks there are; a new name is allowed."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy

from flashcards.ui.editor.one_escape import OneEscape
from flashcards.ui.hints import set_hint
from flashcards.ui.widgets.fields import RestingLine
from flashcards.ui.words import deck_words, tr


class DeckField(QComboBox):
    """Says which deck was settled on, once, whether picked or typed."""

    settled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setLineEdit(RestingLine())
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(tr("Deck"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        line = self.lineEdit()
        assert line is not None
        line.setAccessibleName(tr("Deck"))
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self._one_escape = OneEscape(completer, line)
        self._settled = ""
        self._names: dict[str, str] = {}
        """Full names by what is shown of them."""
        line.editingFinished.connect(self._settle)
        self.activated.connect(self._settle)

    def set_decks(self, names: Sequence[str], chosen: str) -> None:
        """Offer these decks and show one of them."""
        self._names = {deck_words(name): name for name in (chosen, *names)}
        self.blockSignals(True)
        self.clear()
        self.addItems([deck_words(name) for name in names])
        at = self.findText(deck_words(chosen), Qt.MatchFlag.MatchFixedString)
        self.setCurrentIndex(at)
        self.blockSignals(False)
        self.setEditText(deck_words(chosen))
        set_hint(self, deck_words(chosen))
        line = self.lineEdit()
        if line is not None:  # the end of a long name tells decks apart
            line.setCursorPosition(len(line.text()) if "::" in chosen else 0)
        self._settled = chosen

    def deck(self) -> str:
        """Return the full name of what is shown."""
        text = self.currentText().strip()
        return self._names.get(text) or text.replace(" › ", "::")

    def _settle(self) -> None:
        if self.deck() != self._settled:
            self._settled = self.deck()
            self.settled.emit(self._settled)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(90, super().minimumSizeHint().height())
