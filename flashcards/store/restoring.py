"""Putting a backup in a collection's place, so that it can be taken back."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from flashcards.model.backups import BEFORE_RESTORE
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store import backup as backups
from flashcards.store import (
    backup_media,
    connections,
    going_back,
    header,
    identity,
    journals,
    leftovers,
    location,
    locking,
)
from flashcards.store.backup import Progress
from flashcards.store.schema import APPLICATION_ID, LATEST


def restore(
    backup: Path, path: Path, now: datetime, progress: Progress | None = None
) -> Path | None:
    """Make the collection at ``path`` what ``backup`` holds; return where the present state went.

    The present state is backed up first (a damaged file is set aside as it is), so restoring
    what is returned brings everything back; None when there was nothing. At every moment the file
    at ``path`` is either the old or the new one. Pictures and sounds that are missing there come
    back first; none goes. The next opening counts as a new device.

    Takes the lock itself: raises CollectionInUseError while the collection is open anywhere,
    UserError when the backup is damaged or no collection, CancelledError.
    """
    real = path.resolve()
    _refuse_itself(backup, real)
    location.ensure_private_folder(real.parent)
    lock = locking.CollectionLock(real)
    try:
        with backups.plain_words():
            lock.acquire()
            journals.refuse_odd(real)
            leftovers.sweep(real)
            backups.verify(backup)
            kept = _keep_present(real, now)
            brought = backup_media.bring(backup, real, progress)
            try:
                _swap_in(backup, real, kept, progress)
            except BaseException:
                backup_media.take_away(brought)
                raise
            return kept
    finally:
        lock.release()


def _refuse_itself(backup: Path, real: Path) -> None:
    if not backup.is_file():
        raise UserError(
            message("There is no backup {backup}.", backup=backup),
            message("Choose one of the listed ones."),
        )
    if backup.resolve() == real:
        raise UserError(
            message("The collection cannot be restored from itself."), message("Choose a backup.")
        )


def _keep_present(real: Path, now: datetime) -> Path | None:
    """Bring the present state to safety and return where it is."""
    if not real.exists() or (real.stat().st_size == 0 and not _beside(real, "-wal").exists()):
        return None
    if not _is_sound(real):
        return _set_aside(real, now)
    return backups.make_backup(real, now, BEFORE_RESTORE).path


def _is_sound(real: Path) -> bool:
    """Say whether the file can be backed up, and fold its log into it; refuse others' files."""
    try:
        found = header.read_header(real)
        if found is not None and found.application_id != APPLICATION_ID:
            header.refuse_unless_ours(real, LATEST)
    except header.NotRecognisedError:
        return False
    try:
        backups.verify(real)  # first, so that a damaged file is kept as it is
        with closing(_open(real)) as raw:
            raw.execute("PRAGMA journal_mode = DELETE").fetchone()
    except (sqlite3.DatabaseError, UserError):
        return False
    return True


def _set_aside(real: Path, now: datetime) -> Path:
    """Copy a file that cannot be backed up, with its journals, byte by byte."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = real.with_name(f"{real.stem}-damaged-{stamp}{real.suffix}")
    for end in ("-journal", "-wal", ""):
        if _beside(real, end).exists():
            shutil.copy2(_beside(real, end), _beside(target, end))
    return target


def _swap_in(backup: Path, real: Path, kept: Path | None, progress: Progress | None) -> None:
    incoming = real.with_name(real.name + leftovers.RESTORING)
    try:
        backups.copy(backup, incoming, progress, in_use=False)
        backups.verify(incoming)
        if kept is not None:
            going_back.note_down(incoming, kept)
        identity.forget_device(real)
        # A journal of the old file must never meet the new one.
        for end in ("-wal", "-shm", "-journal"):
            _beside(real, end).unlink(missing_ok=True)
        backups.settle(incoming, real)
    except BaseException:
        backups.remove_with_journals(incoming)
        raise


def _open(real: Path) -> sqlite3.Connection:
    journals.refuse_odd(real)
    return sqlite3.connect(connections.uri(real, "mode=rw"), uri=True, isolation_level=None)


def _beside(path: Path, end: str) -> Path:
    return journals.beside(path, end)
