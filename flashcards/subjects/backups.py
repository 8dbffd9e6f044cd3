"""Backups, and whether the file is whole: part of ``Collection``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.model.messages import Message
from flashcards.store.operation import Progress
from flashcards.store.store import Store

if TYPE_CHECKING:
    from flashcards.model.backups import BackupInfo, MediaComing


class Backups:
    """Makes and lists backups; a base of ``Collection``."""

    path: Path
    _store: Store

    def look_over(self) -> None:
        """Read the whole file and raise UserError where its structure does not hold together.

        On a connection of its own, so that it may run in a thread while others go on.
        """
        from flashcards.store import backup

        backup.look_over(self.path)

    def backup(self, progress: Progress | None = None) -> Path:
        """Make a verified backup now and return where it is; it is kept for 30 days."""
        from flashcards.collection.files.backing_up import back_up

        return back_up(self._store, progress)

    def backups(self) -> list["BackupInfo"]:
        """Return the backups, newest first."""
        from flashcards.store.backup import list_backups

        return list_backups(self.path)

    def media_coming(self, chosen: Sequence["BackupInfo"]) -> dict[Path, "MediaComing"]:
        """Return how many media files backups have, and how many a restore would bring back."""
        from flashcards.store.backup_media import coming_from_each

        return coming_from_each([info.path for info in chosen], self.path)

    def media_lacking(self, progress: Progress | None = None) -> Message | None:
        """Say how many media files no backup can hold, as they were edited; None for none."""
        from flashcards.collection.files.backing_up import words_of_lacking

        return words_of_lacking(self._store, progress)

    def back_up_if_due(self, progress: Progress | None = None, *, daily: bool = False) -> None:
        """Make a backup if something changed and the last is 30 minutes old; ``daily``: a day."""
        from flashcards.collection.files.backing_up import back_up_if_due

        back_up_if_due(self._store, progress, daily=daily)
