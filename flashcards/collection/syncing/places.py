"""Syncing over one place: whether it is the right one and protected, before anything is told."""

import contextlib
from collections.abc import Iterator, Sequence

from flashcards.carriers.carrier import Carrier
from flashcards.collection.syncing import joining, syncing
from flashcards.collection.syncing.report import Report
from flashcards.collection.syncing.taking import LARGEST
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.store.syncing import marks, records, segments, snapshots, sync_status
from flashcards.store.syncing.setup import Setup
from flashcards.sync import secret
from flashcards.sync.heading import Header
from flashcards.sync.refusals import NeedsPassphraseError, WrongPassphraseError
from flashcards.sync.segment import header_of


class PlaceSync:
    """Does rounds over one place, and remembers the key that the passphrase gives."""

    def __init__(self, passphrase: str = "") -> None:
        self.passphrase = passphrase
        self._keys: secret.Keys | None = None

    def is_over(self, place: str) -> bool:
        """Whether this is the place that a learner means."""
        raise NotImplementedError

    def round(
        self, store: Store, name: str = "", progress: Progress | None = None, *, anew: bool = False
    ) -> Report:
        """Do one round, joining first where the collection takes no part yet.

        ``anew``: where it takes part over another place, it leaves that one and joins this one,
        where all that it knows is told again.

        Raises UserError where nothing can be done at all; what is here stays as it is.
        """
        raise NotImplementedError

    def _another(self) -> UserError:
        """Return what is said where the place lacks what this collection told others before."""
        raise NotImplementedError

    def _unprotected(self) -> UserError:
        """Return what is said where a passphrase is given for what anybody can read."""
        raise NotImplementedError

    def _is_same(self, store: Store, carrier: Carrier, setup: Setup) -> bool:
        """Whether a place has what was told or heard before: else who reads it would lack that."""
        with store.reading() as conn:
            lay_there = {name.casefold() for name in segments.lay_there(conn)}
            lay_there |= {each.name.casefold() for each in snapshots.known(setup)}
            lay_there |= {name.casefold() for name in setup.get("lay_there", ())}
            is_first = segments.known(conn)[0] <= {each for each, _ in segments.outbox(conn)}
        there = {entry.name.casefold() for entry in carrier.segments() if not entry.published}
        return bool(lay_there & there) if lay_there else is_first

    def _round_over(
        self, store: Store, carrier: Carrier, name: str, progress: Progress | None, *, anew: bool
    ) -> Report:
        with store.reading() as conn:
            setup = records.setup(conn)
            is_bare = not segments.lay_there(conn)
        if setup is None or "salt" not in setup:
            self._join(store, carrier, name)
        elif self._is_same(store, carrier, setup):
            self._unlock(setup)
            self._come_back(store, name)
        elif anew or "left" in setup or ("owed" in setup and is_bare):
            self._join(store, carrier, name or setup.get("name", ""), moves=True)
        else:
            raise self._another()
        report = syncing.sync(store, carrier, self._keys, progress)
        syncing.tell_all_again(store, carrier, self._keys, report)
        self._know_place(store)
        return report

    def _know_place(self, store: Store) -> None:
        """Forget what a restored backup was told of it: all that lies there was seen."""
        with store.reading() as conn:
            is_told = "lay_there" in (records.setup(conn) or {})
        if is_told:
            with store.writing(message("Sync"), undoable=False) as conn:
                setup = records.setup(conn) or {}
                setup.pop("lay_there", None)
                records.set_setup(conn, setup)

    def _come_back(self, store: Store, name: str) -> None:
        with store.writing(message("Sync"), undoable=False) as conn:
            setup = records.setup(conn) or {}
            if setup.pop("left", None):
                records.set_setup(conn, setup)
                if name and name != setup.get("name"):
                    sync_status.rename(conn, name)

    def _join(self, store: Store, carrier: Carrier, name: str, *, moves: bool = False) -> None:
        """Look into the place before anything is written there: it may be protected.

        ``moves``: everything is to be told there that was told over another place before.
        """
        self._keys = self._keys_for([*_headers(carrier)])
        salt = self._keys.own.salt.hex() if self._keys else ""
        check = self._keys.own.check.hex() if self._keys else ""
        joining.join(store, name)
        with store.writing(message("Sync"), undoable=False) as conn:
            if moves:
                segments.move(conn)
                marks.set_marks(conn, {})
                snapshots.move(conn, again="owed" in (records.setup(conn) or {}))
            setup = records.setup(conn) or {}
            setup.pop("left", None)
            setup.pop("space", None)
            setup.pop("lay_there", None)
            setup |= {"salt": salt, "check": check}
            setup |= {"name": name} if name else {}
            setup |= {"owed": True} if moves else {}
            records.set_setup(conn, setup)
            if name:
                sync_status.enter_name(conn, name)

    def _keys_for(self, headers: Sequence[Header]) -> secret.Keys | None:
        """Return the keys for a place with such files; None for one that is not protected.

        Most devices decide, or else most files. What others wrote came there by mistake, and is
        told of when it is taken in.
        """
        locked = [header.device for header in headers if header.lock is not None]
        bare = [header.device for header in headers if header.lock is None]
        of_locked, of_bare = (len(set(locked)), len(locked)), (len(set(bare)), len(bare))
        is_protected = bool(locked) and of_locked >= of_bare
        if not self.passphrase:
            if is_protected:
                raise NeedsPassphraseError
            return None
        if headers and not is_protected:
            raise self._unprotected()
        return secret.keys_for(self.passphrase, headers)

    def _unlock(self, setup: Setup) -> None:
        salt = bytes.fromhex(setup["salt"])
        if salt and not self.passphrase:
            raise NeedsPassphraseError
        if self.passphrase and not salt:
            raise self._unprotected()
        if salt and self._keys is None:
            keys = secret.Keys(self.passphrase, salt)
            if keys.own.check.hex() != setup["check"]:
                raise WrongPassphraseError
            self._keys = keys


def _headers(carrier: Carrier) -> Iterator[Header]:
    for entry in carrier.segments():
        if entry.ready and not entry.published:
            with contextlib.suppress(UserError):  # told of when it is taken in
                yield header_of(carrier.read(entry.name, LARGEST))
