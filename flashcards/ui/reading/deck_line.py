"""Says which deck the cards made while reading go to, and lets the learner choose another."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.ui.words import deck_words, tr

if TYPE_CHECKING:
    from flashcards.ui.reading.screen import ReadingScreen


class DeckLine(QObject):
    """Follows the deck of the article in front; a choice is remembered with the article."""

    def __init__(self, screen: "ReadingScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self._window = screen.window_
        self._field = screen.page.deck
        self._field.settled.connect(self._choose)
        line = self._field.lineEdit()
        assert line is not None
        line.setPlaceholderText(tr("With the article’s other cards"))
        line.returnPressed.connect(self._leave)

    def show(self) -> None:
        """Show where cards of the article go; not while another deck is being typed."""
        opened = self._screen.opened
        if opened is None or self.has_focus():
            return
        collection = self._window.collection
        try:
            deck = collection.reading.deck(opened.article.id)
        except UserError:
            return  # the screen learns by itself that the article is gone
        self._field.set_decks(collection.deck_names(), deck)

    def follow(self, changes: Changes) -> None:
        """Show it anew where a write may have changed it."""
        if changes.decks or changes.notes or changes.cards:
            self.show()

    def focus(self) -> None:
        """Let the learner type another deck."""
        line = self._field.lineEdit()
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            line.selectAll()

    def has_focus(self) -> bool:
        """Whether a deck is being typed."""
        focused = QApplication.focusWidget()
        return focused is not None and self._field.isAncestorOf(focused)

    def give_up(self) -> bool:
        """Leave the field as it was; False where nothing is being typed in it."""
        if not self.has_focus():
            return False
        opened = self._screen.opened
        if opened is not None:
            names = self._window.collection.deck_names()
            self._field.set_decks(names, self._window.collection.reading.deck(opened.article.id))
        self._leave()
        return True

    def _leave(self) -> None:
        self._screen.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, deck: str) -> None:
        opened = self._screen.opened
        if opened is None:
            return
        source_id, reading = opened.article.id, self._window.collection.reading

        def chosen(_: object) -> None:
            self.show()
            said = tr("Cards go to “{deck}”", deck=deck_words(reading.deck(source_id)))
            self._window.toast(said, tr("Undo"), self._window.undo)

        self._window.writes.do(partial(reading.set_deck, source_id, deck), then=chosen)
