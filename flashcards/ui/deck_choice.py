"""A field to choose the deck that a screen, a session or a plan is about."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox

from flashcards.model.ids import DeckId
from flashcards.ui.hints import set_hint
from flashcards.ui.widgets import ChoiceField
from flashcards.ui.words import deck_words, tr

LEAST_EM = 8


def now_called(
    name: str | None, before: Mapping[str, DeckId], listed: Mapping[str, DeckId]
) -> str | None:
    """Return what a deck is called by now that was listed ``before``; None where it is gone."""
    known = None if name is None else before.get(name)
    now = next((each for each, number in listed.items() if number == known), None)
    return name if now is None and name in listed else now


class DeckChoice(ChoiceField):
    """Lists the decks, "All decks" first where that makes sense."""

    def __init__(self, name: str, *, with_all: bool = True, letters: int = 8) -> None:
        """Make room for so many ``letters`` of a name at least."""
        super().__init__()
        self._with_all = with_all
        self.setAccessibleName(name)
        self.setMinimumContentsLength(letters)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(16)
        self.currentIndexChanged.connect(lambda _at: set_hint(self, self.currentText()))

    def show_decks(self, names: Sequence[str], chosen: str | None) -> None:
        """List other decks and choose one, where it is there; no signal tells of it."""
        self.blockSignals(True)
        self.clear()
        if self._with_all:
            self.addItem(tr("All decks"), None)
        for name in names:
            self.addItem(deck_words(name), name)
        at = self.findData(chosen) if chosen is not None else 0
        self.setCurrentIndex(max(at, 0))
        set_hint(self, self.currentText())
        self.blockSignals(False)

    def minimumSizeHint(self) -> QSize:
        """A few letters, where text is so large that there is no room for more."""
        hint = super().minimumSizeHint()
        least = LEAST_EM * self.fontMetrics().height()
        return hint.boundedTo(QSize(least, hint.height()))

    def deck(self) -> str | None:
        """Return the deck chosen; None for all, or where there is none."""
        found = self.currentData()
        return found if isinstance(found, str) else None
