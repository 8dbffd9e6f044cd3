"""Files nothing shows and files that are missing: ``collection.media``."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue

if TYPE_CHECKING:
    from flashcards.model.media import MediaReport


class MediaFace:
    """Looking through the files, and what can be done with them."""

    def __init__(self, store: Store, catalogue: Catalogue, let_go: Sequence[str]) -> None:
        self._store, self._catalogue = store, catalogue
        self._let_go = let_go

    def look_through(self, progress: Progress | None = None) -> "MediaReport":
        """Return which files nothing names and which are missing; for any thread.

        Raises CancelledError soon after ``progress`` answered False.
        """
        from flashcards.collection.files import media_care

        return media_care.look_through(self._store, self._catalogue.types, progress)

    def put_into_bin(self, names: Sequence[str]) -> int:
        """Put files into the bin for 30 days; return how many. One undo step."""
        from flashcards.collection.files import media_care

        return media_care.put_into_bin(self._store, names)

    def bring_missing(self, names: Iterable[str], progress: Progress | None = None) -> int:
        """Bring missing files back from the backups; return how many came."""
        from flashcards.store import backup_media

        self._store.refuse_writing()
        return len(backup_media.bring_missing(self._store.path, names, progress))

    def tidy(self, progress: Progress | None = None) -> int:
        """Remove files that went from the bin for good before the collection was opened.

        Only then can no undo bring them back. Returns how many.
        """
        from flashcards.collection.files import media_care

        names, self._let_go = self._let_go, ()
        if not names:
            return 0
        return media_care.remove_let_go(self._store, self._catalogue.types, names, progress)
