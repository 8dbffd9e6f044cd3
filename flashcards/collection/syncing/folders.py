"""Syncing over a folder: which one, and whether it is protected, before anything is told."""

import contextlib
import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from flashcards.carriers.carrier import Carrier
from flashcards.carriers.folder import FolderCarrier
from flashcards.collection.syncing import syncing
from flashcards.collection.syncing.refusals import AnotherFolderError, NotProtectedError
from flashcards.collection.syncing.syncing import LARGEST, Report
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.syncing import Conflict, OtherDevice, SyncStatus
from flashcards.scheduling.days import from_ms
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.store.syncing import records, standing
from flashcards.sync import secret
from flashcards.sync.heading import Header
from flashcards.sync.refusals import NeedsPassphraseError, WrongPassphraseError
from flashcards.sync.segment import header_of

LONGEST_NAME: Final = 60


class FolderSync:
    """Does rounds over one folder, and remembers what it has read of it."""

    def __init__(self, folder: Path, passphrase: str = "") -> None:
        self.folder = folder
        self.passphrase = passphrase
        self._carrier = FolderCarrier(folder)
        self._keys: secret.Keys | None = None

    def round(
        self, store: Store, name: str = "", progress: Progress | None = None, *, anew: bool = False
    ) -> Report:
        """Do one round, joining first where the collection takes no part yet.

        ``anew``: where it takes part over another folder, it leaves that one and joins this one.

        Raises UserError where nothing can be done at all; what is here stays as it is.
        """
        with store.reading() as conn:
            setup = records.setup(conn)
        if setup is not None and not self._is_same(store, setup):
            if not anew:
                raise AnotherFolderError(str(self.folder))
            name, setup = name or setup.get("name", ""), None
            syncing.leave(store)
        if setup is None or "salt" not in setup:
            self._join(store, name)
        else:
            self._unlock(setup)
        return syncing.sync(store, self._carrier, self._keys, progress)

    def _join(self, store: Store, name: str) -> None:
        """Look into the folder before anything is written there: it may be protected."""
        headers = list(_headers(self._carrier))
        locks = [header.lock for header in headers if header.lock is not None]
        if locks and not self.passphrase:
            raise NeedsPassphraseError
        if headers and self.passphrase and not locks:
            raise NotProtectedError(str(self.folder))
        salt = ""
        if self.passphrase:
            self._keys = secret.Keys(self.passphrase, secret.salt_for(headers))
            for lock in locks:
                if self._keys.of(lock.salt).check != lock.check:
                    raise WrongPassphraseError
            salt = self._keys.own.salt.hex()
        syncing.join(store, name)
        with store.writing(message("Sync"), undoable=False) as conn:
            setup = records.setup(conn) or {}
            check = self._keys.own.check.hex() if self._keys else ""
            records.set_setup(conn, {**setup, "salt": salt, "check": check})

    def _unlock(self, setup: dict[str, Any]) -> None:
        salt = bytes.fromhex(setup["salt"])
        if salt and not self.passphrase:
            raise NeedsPassphraseError
        if self.passphrase and not salt:
            raise NotProtectedError(str(self.folder))
        if salt and self._keys is None:
            keys = secret.Keys(self.passphrase, salt)
            if keys.own.check.hex() != setup["check"]:
                raise WrongPassphraseError
            self._keys = keys

    def _is_same(self, store: Store, setup: dict[str, Any]) -> bool:
        """Whether the folder has what was told before: else who reads it would wait for that."""
        with store.reading() as conn:
            told = {name.casefold() for name in standing.sent_from(conn, setup["uid"])}
        there = {entry.name.casefold() for entry in self._carrier.segments()}
        return not told or bool(told & there)


def _headers(carrier: Carrier) -> Iterator[Header]:
    for entry in carrier.segments():
        if entry.ready:
            with contextlib.suppress(UserError):  # told of when it is taken in
                yield header_of(carrier.read(entry.name, LARGEST))


def status(store: Store) -> SyncStatus:
    """Say how the collection stands, without looking into its folder."""
    with store.reading() as conn:
        setup = records.setup(conn)
        if setup is None:
            return SyncStatus(takes_part=False, name=platform.node())
        return SyncStatus(
            takes_part=True,
            name=setup.get("name", ""),
            is_protected=bool(setup.get("salt")),
            others=tuple(OtherDevice(name, from_ms(ms)) for name, ms in standing.heard(setup)),
            waiting=standing.waiting(conn),
            conflicts=tuple(Conflict(*each) for each in standing.unseen_fields(conn)),
        )


def rename(store: Store, name: str) -> None:
    """Let this device be called so. Raises UserError for a name that says nothing."""
    shown = " ".join(name.split())
    if not shown or not shown.isprintable():
        raise UserError(message("The name of this computer is empty."), message("Type one."))
    with store.writing(message("Rename device"), undoable=False) as conn:
        standing.rename(conn, shown[:LONGEST_NAME])


def see_conflicts(store: Store) -> None:
    """Note that the learner has seen what was changed on both sides."""
    with store.writing(message("Sync"), undoable=False) as conn:
        standing.see_conflicts(conn)
