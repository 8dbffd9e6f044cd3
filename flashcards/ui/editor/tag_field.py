"""One line for tags, divided by spaces, each completed from the tags in use."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from flashcards.ui.words import tr


class _WordCompleter(QCompleter):
    """Completes the word being typed and leaves those before it as they are."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._names = QStringListModel(self)
        self.setModel(self._names)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(10)

    def set_names(self, names: Iterable[str]) -> None:
        self._names.setStringList(list(names))

    def splitPath(self, path: str) -> list[str]:
        before = self._field.text()[: self._field.cursorPosition()]
        word = before.rpartition(" ")[2]
        # A text no tag can hold, so that an empty word offers nothing.
        return [word or "\0"]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        chosen = str(index.data())
        text, at = self._field.text(), self._field.cursorPosition()
        head = text[:at].rpartition(" ")
        after = text[at:].partition(" ")[2]
        return f"{head[0]}{head[1]}{chosen} {after}"


class TagField(QLineEdit):
    """Holds tags as words; completion never changes a word that is finished."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name or tr("Tags"))
        self.setPlaceholderText(tr("Tags, divided by spaces"))
        self._completer = _WordCompleter(self)
        self.setCompleter(self._completer)

    def set_names(self, names: Iterable[str]) -> None:
        """Offer these tags for completion."""
        self._completer.set_names(names)

    def tags(self) -> list[str]:
        """Return the tags written, each once whatever its case, in their order."""
        found: dict[str, str] = {}
        for word in self.text().replace(",", " ").split():
            found.setdefault(word.casefold(), word)
        return list(found.values())

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show other tags."""
        self.setText(" ".join(tags))
