"""The foot of the review: how many cards are chosen, where they go, and the one next step."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from flashcards.ui.answering.buttons import KeyButton
from flashcards.ui.deck_from_article.deciding import Review
from flashcards.ui.editor.deck_field import DeckField
from flashcards.ui.hints import set_hint
from flashcards.ui.widgets import label, row
from flashcards.ui.words import numeral, tr

DECK_WIDTH_PX = 360


class FootBar(QWidget):
    """Holds the deck and the button that adds the cards."""

    edited = Signal()
    """The deck is written otherwise."""
    add_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.count = label("", "number")
        self.where = label(tr("Int&o deck"), "muted")
        self.deck = DeckField()
        self.deck.setMaximumWidth(DECK_WIDTH_PX)
        self.where.setBuddy(self.deck)
        self.new = label("", "caption")
        self.add = KeyButton("", self.add_asked.emit, kind="primary")
        layout = row(self, self.count, None, self.where, self.deck, self.new, self.add)
        layout.setStretch(3, 4)
        self._names: set[str] = set()
        line = self.deck.lineEdit()
        assert line is not None
        line.setPlaceholderText(tr("With the article’s other cards"))
        line.textChanged.connect(self._changed)
        self._quiet = False

    def show_decks(self, names: Sequence[str], deck: str) -> None:
        """Offer decks, and show the one the cards go into."""
        self._quiet = True
        self._names = {name.casefold() for name in names}
        self.deck.set_decks(names, deck)
        line = self.deck.lineEdit()
        if line is not None and not line.hasFocus():
            line.setCursorPosition(0)  # of a long name the beginning says more
        self._quiet = False
        self._say_new()

    def show_count(self, review: Review, *, busy: bool = False) -> None:
        """Say how many cards are chosen, and what the next step is."""
        chosen = len(review.chosen())
        self.count.setText(_counted(review, chosen))
        words = tr("Add cards")
        if chosen:
            words = review.notes_words(
                "Add {count} card", "Add {count} cards", "Add {notes} ({cards})"
            )
        self.add.setText(tr("Study now") if review.added else words)
        self.add.setAccessibleName(self.add.text())
        set_hint(self.add, "" if review.added else tr("One step; you can undo it"))
        self.add.setEnabled((chosen > 0 or review.added) and not busy)

    def show_key(self, key: str) -> None:
        """Show the key that adds the cards, in the system's own writing."""
        self.add.set_key(key)

    def _changed(self) -> None:
        self._say_new()
        if not self._quiet:
            self.edited.emit()

    def _say_new(self) -> None:
        deck = self.deck.deck()
        self.new.setText(tr("new") if deck and deck.casefold() not in self._names else "")


def _counted(review: Review, chosen: int) -> str:
    of = review.open_to_choice()
    if of:
        return tr("{count} of {of} chosen", count=numeral(chosen), of=numeral(of))
    return tr("All are in your collection") if review.cards else tr("No cards yet")
