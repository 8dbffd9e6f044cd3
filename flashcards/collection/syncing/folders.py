"""Syncing over a folder, and how a collection stands with other computers."""

import platform
from pathlib import Path

from flashcards.carriers.folder import FolderCarrier
from flashcards.collection.syncing.places import PlaceSync
from flashcards.collection.syncing.refusals import AnotherFolderError, NotProtectedError
from flashcards.collection.syncing.report import Report
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.syncing import LONGEST_NAME, Conflict, OtherDevice, SyncStatus
from flashcards.scheduling.days import from_ms
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.store.syncing import lost_settings, records, sync_status


class FolderSync(PlaceSync):
    """Does rounds over one folder, and remembers what it has read of it."""

    def __init__(self, folder: Path, passphrase: str = "") -> None:
        super().__init__(passphrase)
        self.folder = folder
        self._carrier = FolderCarrier(folder)

    def is_over(self, place: str) -> bool:
        """Whether this is the place that a learner means."""
        return Path(place) == self.folder

    def round(
        self, store: Store, name: str = "", progress: Progress | None = None, *, anew: bool = False
    ) -> Report:
        """Do one round; see ``PlaceSync``."""
        return self._round_over(store, self._carrier, name, progress, anew=anew)

    def _another(self) -> UserError:
        return AnotherFolderError(str(self.folder))

    def _unprotected(self) -> UserError:
        return NotProtectedError(str(self.folder))


def status(store: Store) -> SyncStatus:
    """Say how the collection stands, without looking into its folder."""
    with store.reading() as conn:
        setup = records.setup(conn)
        if setup is None or "left" in setup:
            name = (setup or {}).get("name") or platform.node()
            return SyncStatus(takes_part=False, name=name)
        return SyncStatus(
            takes_part=True,
            name=setup.get("name", ""),
            is_protected=bool(setup.get("salt")),
            others=tuple(OtherDevice(name, from_ms(ms)) for name, ms in sync_status.heard(setup)),
            waiting=sync_status.waiting(conn),
            conflicts=tuple(Conflict(*each) for each in sync_status.unseen_fields(conn)),
            overruled=tuple(lost_settings.listed(conn)),
        )


def rename(store: Store, name: str) -> None:
    """Let this device be called so. Raises UserError for a name that says nothing."""
    shown = " ".join(name.split())
    if not shown or not shown.isprintable():
        raise UserError(message("The name of this computer is empty."), message("Type one."))
    with store.writing(message("Rename computer"), undoable=False) as conn:
        sync_status.rename(conn, shown[:LONGEST_NAME])


def see_conflicts(store: Store) -> None:
    """Note that the learner has seen what was changed on both sides."""
    with store.writing(message("Sync"), undoable=False) as conn:
        sync_status.see_conflicts(conn)
