"""Folders of Markdown decks that are kept in step: ``collection.watching``."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue

if TYPE_CHECKING:
    from flashcards.collection.watching.folder import Seen
    from flashcards.model.watching import Decision, FolderReport, WatchedFolder


class Watching:
    """Begins, ends and repeats looking into folders."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store, self._catalogue = store, catalogue
        self._others: dict[Path, Seen] = {}
        """Files met in folders that are no decks, as they were then."""

    def folders(self) -> list["WatchedFolder"]:
        """Return the folders that the collection watches, by name."""
        from flashcards.collection.watching import folders

        return folders.folders(self._store)

    def begin(self, folder: Path | str) -> str:
        """Watch a folder from now on and return its uid; nothing is read yet.

        Where it lies is for the caller to keep: it differs from computer to computer. Raises
        UserError where it cannot be read.
        """
        from flashcards.collection.watching import folders

        return folders.begin(self._store, Path(folder))

    def end(self, uid: str) -> None:
        """Watch a folder no longer; notes and files stay as they are."""
        from flashcards.collection.watching import folders

        folders.end(self._store, uid)

    def check(
        self,
        uid: str,
        folder: Path | str,
        progress: Progress | None = None,
        *,
        thorough: bool = False,
        decisions: "Mapping[str, Decision] | None" = None,
        edited: frozenset[str] = frozenset(),
    ) -> "FolderReport":
        """Look into a folder: edits there come here as one undo step, edits here go there.

        What both sides changed is reported, and done as ``decisions`` (by guid) say. ``thorough``
        reads files that seem unchanged, too. Edits of notes that are being ``edited`` here (by
        guid) wait in their files. Raises UserError where the folder cannot be read; nothing is
        changed then.
        """
        from flashcards.collection.watching import checking

        return checking.check(
            self._store,
            self._catalogue.types,
            uid,
            Path(folder),
            thorough=thorough,
            decisions=decisions or {},
            progress=progress,
            others=self._others,
            edited=edited,
        )
