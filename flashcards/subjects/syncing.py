"""Keeping in step with the learner's other computers: ``collection.syncing``."""

from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.model.syncing import is_hub
from flashcards.store import taking_part
from flashcards.store.operation import Progress
from flashcards.store.store import Store

if TYPE_CHECKING:
    from flashcards.collection.syncing.places import PlaceSync
    from flashcards.collection.syncing.report import Report
    from flashcards.model.syncing import Overruled, SyncStatus


class SyncingFace:
    """Does rounds over a folder or a hub, and says how the collection stands with others."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: PlaceSync | None = None

    def sync(
        self,
        place: Path | str,
        passphrase: str = "",
        progress: Progress | None = None,
        *,
        name: str = "",
        anew: bool = False,
    ) -> "Report":
        """Tell the others what is new here, and take in what is new there; joins at first.

        The place is a folder that somebody else carries (Syncthing, Dropbox, a stick), or the
        address of a hub: ``postgresql://NAME:PASSWORD@COMPUTER/DATABASE``. ``passphrase``
        protects what is written there, the same on every computer. ``name``: what this computer
        is to be called when it joins. ``anew``: where the place is another one than before, leave
        that one and join here. Takes seconds at first, and may wait for a network: call it in a
        job. Raises UserError where the place cannot be used now; what is here stays as it is, and
        is told later.
        """
        where = str(place)
        last = self._last
        if last is None or not last.is_over(where) or last.passphrase != passphrase:
            last = _rounds_over(where, passphrase)
        report = last.round(self._store, name, progress, anew=anew)
        self._last = last
        return report

    def takes_part(self) -> bool:
        """Whether the collection is kept in step with others."""
        with self._store.reading() as conn:
            return taking_part.shares(conn)

    def status(self) -> "SyncStatus":
        """Return how the collection stands, without looking into the place."""
        from flashcards.collection.syncing import folders

        return folders.status(self._store)

    def rename_device(self, name: str) -> None:
        """Let this computer be called so on the others, too, with the next round."""
        from flashcards.collection.syncing import folders

        folders.rename(self._store, name)

    def writer_of(self, note_id: int) -> str:
        """Return the name of the other computer that wrote last into a note; empty for none."""
        from flashcards.store.syncing import sync_status

        with self._store.reading() as conn:
            return sync_status.writer_of(conn, note_id)

    def overruled(self) -> "list[Overruled]":
        """Return names, descriptions and settings that lost against another computer's.

        Of decks, plans and presets, the last first, until ``take_back`` or ``let_stand``. What
        notes said is in their histories, and what note types said in ``note_types.revisions``.
        """
        from flashcards.store.syncing import lost_settings

        with self._store.reading() as conn:
            return lost_settings.listed(conn)

    def take_back(self, number: int) -> None:
        """Let something stand that lost, named by its number in ``overruled``. One undo step.

        Raises UserError where it is decided already, or cannot stand: another deck has the name.
        """
        from flashcards.collection.syncing import overruled

        overruled.take_back(self._store, number)

    def let_stand(self, *numbers: int) -> None:
        """Leave things as they are and put away what lost. One undo step.

        Raises UserError where one of them is decided already.
        """
        from flashcards.collection.syncing import overruled

        overruled.let_stand(self._store, numbers)

    def see_conflicts(self) -> None:
        """Note that the learner has seen what was changed on two computers."""
        from flashcards.collection.syncing import folders

        folders.see_conflicts(self._store)

    def leave(self) -> None:
        """Take part no longer; cards and history stay, here and on the other computers."""
        from flashcards.collection.syncing import joining

        joining.leave(self._store)
        self._last = None


def _rounds_over(place: str, passphrase: str) -> "PlaceSync":
    if is_hub(place):
        from flashcards.collection.syncing.hubs import HubSync

        return HubSync(place, passphrase)
    from flashcards.collection.syncing.folders import FolderSync

    return FolderSync(Path(place), passphrase)
