"""Offers what could come next in the search box: decks, tags, states; with Ctrl+Space all names."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.api import Collection


class QueryCompletion:
    """The list below a search box."""

    def __init__(
        self, box: QLineEdit, words: Callable[[str | None], Sequence[str]], done: Callable[[], None]
    ) -> None:
        """``words`` gives what may follow a name, or the names; ``done`` is told of a choice."""
        self._box, self._words, self._done = box, words, done
        self._model = QStringListModel(box)
        self.completer = QCompleter(self._model, box)
        self.completer.setWidget(box)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.activated.connect(self.take)
        popup = self.completer.popup()
        assert popup is not None
        self.popup = popup
        self.popup.setAccessibleName(tr("What could come next"))

    def offer(self, *, asked: bool = False) -> None:
        """Show what fits; names only where they were ``asked`` for."""
        from flashcards.search.completing import being_typed, offered

        typing = being_typed(self._box.text(), self._box.cursorPosition())
        words: list[str] = []
        if typing is not None and (asked or typing.name is not None):
            words = offered(typing, self._words(typing.name))
        self._model.setStringList(words)
        if words and self._box.hasFocus():
            self.completer.complete()
        else:
            self.popup.hide()

    def words(self) -> list[str]:
        """Return what is offered now."""
        return self._model.stringList() if self.popup.isVisible() else []

    def take_chosen(self) -> bool:
        """Write the word the keyboard is on in the list; False where it is on none."""
        index = self.popup.currentIndex()
        if not self.popup.isVisible() or not index.isValid():
            return False
        self.popup.hide()
        self.take(str(index.data()))
        return True

    def take(self, word: str) -> None:
        """Write a word that was chosen."""
        from flashcards.search.completing import being_typed, filled_in

        caret = self._box.cursorPosition()
        typing = being_typed(self._box.text(), caret)
        if typing is None:
            return
        query, place = filled_in(self._box.text(), caret, typing, word)
        self._box.setText(query)
        self._box.setCursorPosition(place)
        self._done()
        if typing.name is None:
            self.offer()


def words_of(
    collection: "Collection", name: str | None, decks: Sequence[str], tags: Sequence[str]
) -> Sequence[str]:
    """Return what may stand behind a name in a search, or (None) the names."""
    from flashcards.search.completing import names
    from flashcards.search.names import FLAG_NAMES
    from flashcards.search.tree import Attribute, Content, Moment, State

    types = collection.note_types.all()
    match name:
        case None:
            return names(field for each in types for field in each.fields)
        case "deck":
            return decks
        case "tag":
            return [*tags, "none"]
        case "note":
            return [each.name for each in types]
        case "card":
            return [template.name for each in types for template in each.templates]
        case "dupe":
            return [field for each in types for field in each.fields]
        case "is":
            return list(State)
        case "has":
            return list(Content)
        case "flag":
            return FLAG_NAMES
        case "prop":
            return [*Attribute, *Moment]
        case _:
            return ()
