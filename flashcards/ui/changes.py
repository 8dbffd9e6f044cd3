"""The one signal every screen listens to, told on the window's thread."""

from threading import get_ident
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from flashcards.model.changes import Changes

if TYPE_CHECKING:
    from flashcards.api import Collection


class ChangeHub(QObject):
    """Passes on what the collection tells, queued when it comes from a worker thread."""

    changed = Signal(object)
    """A ``Changes``, once for each finished operation."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread_id = get_ident()
        self._arrived.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def listen_to(self, collection: "Collection") -> None:
        """Start passing on a collection's changes; ends with the collection."""
        collection.subscribe(self.tell)

    def tell(self, changes: Changes) -> None:
        """Take in one operation's changes, from any thread."""
        if get_ident() == self._thread_id:
            self.changed.emit(changes)
        else:
            self._arrived.emit(changes)

    @Slot(object)
    def _pass_on(self, changes: Changes) -> None:
        self.changed.emit(changes)
