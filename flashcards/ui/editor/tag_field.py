"""One line for tags, divided by spaces, each completed from the tags in use."""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from flashcards.ui.editor.one_escape import OneEscape
from flashcards.ui.words import tr

MOST_OFFERED = 10


class TagField(QLineEdit):
    """Holds tags as words; completion never changes a word that is finished."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name or tr("Tags"))
        self.setPlaceholderText(tr("Tags, separated by spaces"))
        self._names = QStringListModel(self)
        # Not the field's own completer, which would put the offer in place of the whole line.
        self.offers = QCompleter(self._names, self)
        self.offers.setWidget(self)
        self.offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.offers.setFilterMode(Qt.MatchFlag.MatchContains)
        self.offers.setMaxVisibleItems(MOST_OFFERED)
        self.offers.activated.connect(self._take)
        self._one_escape = OneEscape(self.offers, self)
        self.textEdited.connect(self._offer)

    def set_names(self, names: Iterable[str]) -> None:
        """Offer these tags for completion."""
        known = list(names)
        if known != self._names.stringList():
            self._names.setStringList(known)

    def _word(self) -> str:
        return self.text()[: self.cursorPosition()].rpartition(" ")[2]

    def _offer(self) -> None:
        word = self._word()
        self.offers.setCompletionPrefix(word)
        count = self.offers.completionCount() if word else 0
        popup = self.offers.popup()
        if popup is None:
            return
        if not count or (count == 1 and self.offers.currentCompletion() == word):
            popup.hide()
            return
        popup.setAccessibleName(tr("Tags in use"))
        self.offers.complete()
        popup.setCurrentIndex(self.offers.completionModel().index(0, 0))

    def _take(self, chosen: str) -> None:
        at, text = self.cursorPosition(), self.text()
        before = text[: at - len(self._word())]
        after = text[at:].lstrip(" ")
        self.setText(f"{before}{chosen} {after}")
        self.setCursorPosition(len(before) + len(chosen) + 1)
        self.textEdited.emit(self.text())

    def tags(self) -> list[str]:
        """Return the tags written, each once whatever its case, in their order."""
        found: dict[str, str] = {}
        for word in self.text().replace(",", " ").split():
            found.setdefault(word.casefold(), word)
        return list(found.values())

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show other tags."""
        self.setText(" ".join(tags))
