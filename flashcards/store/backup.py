"""Copies of a collection that can be trusted: made, verified, listed and thinned.

A backup is one complete collection file. Its pictures and sounds lie beside it, each once for all
backups: see ``backup_media``.
"""

import contextlib
import json
import os
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flashcards.files import as_whole, read_object, sync_folder, write_whole
from flashcards.model.backups import BY_HAND, BackupInfo
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.ids import new_uid
from flashcards.model.messages import message
from flashcards.store import faults, header, location
from flashcards.store.derived import COUNTED_KINDS
from flashcards.store.leftovers import INDEX, PARTIAL, backups_folder
from flashcards.store.log_order import STRUCK
from flashcards.store.migrations import STEPS, layouts
from flashcards.store.schema import LATEST
from flashcards.store.soundness import (
    connect,
    damage_named,
    damaged,
    open_still,
    refuse_problems,
    refuse_unsound,
)

Progress = Callable[[int, int], bool]
"""Told the pages done and the pages in all; False cancels."""

MINIMUM_AGE = timedelta(minutes=30)
"""No new backup on close while the last one is younger than this."""

DAILY = timedelta(days=1)
"""The age at which a session that stays open makes a backup too."""

_PAGES_AT_A_TIME = 2_000
_NAMING = threading.Lock()
"""Held while a backup takes a free name, so that two never take the same."""
_LARGEST_INDEX = 16 << 20
_KNOWN = 4
"""So many counts of a backup are remembered."""
_STAMP = "%Y%m%dT%H%M%SZ"
FOLDER = "backups"
"""Where the backups of all collections of a folder lie, each in one called after it."""

_COUNTS = f"""SELECT
    (SELECT count(*) FROM notes),
    (SELECT count(*) FROM cards),
    (SELECT count(*) FROM reviews WHERE kind IN {COUNTED_KINDS}
        AND id NOT IN ({STRUCK.format(join="")})),
    (SELECT count(*) FROM media)"""
"""Notes, cards, the answers that count, as ``reviews.count_answers`` has them, and files."""


# Making -----------------------------------------------------------------------


def make_backup(
    path: Path, now: datetime, reason: str = "", progress: Progress | None = None
) -> BackupInfo:
    """Copy the collection at ``path`` into its backups folder, verify the copy, and keep it.

    Reads through a connection of its own, so the collection may be in use and be written to.
    The copy takes its name only when it is complete, verified and on the disk. Raises UserError
    (full disk, damage) or CancelledError; older backups are never touched.
    """
    real = path.resolve()
    likely = _free_name(real, now, reason)
    # Of its own, since another backup may be made at the same moment.
    partial = likely.with_name(f"{likely.name}{PARTIAL}-{new_uid()}")
    with _words_of_backups(), plain_words():
        location.ensure_private_folder(likely.parent)
        try:
            copy(real, partial, progress)
            info = verify(partial)
            with _NAMING:
                target = _free_name(real, now, reason)
                settle(partial, target)
        except BaseException:
            remove_with_journals(partial)
            raise
    info = replace(info, path=target, at=_whole_seconds(now), reason=reason)
    with _NAMING:
        _remember(target.parent, [info])
    return info


def copy(
    source: Path, target: Path, progress: Progress | None = None, *, in_use: bool = True
) -> None:
    """Copy the collection file ``source``, as it is at this moment, to the new file ``target``.

    ``in_use``: whether a process may be writing to it. The copy is one file without a write-ahead
    log, not yet forced to the disk.
    """
    remove_with_journals(target)
    location.make_private_file(target)
    with closing(_origin(source, in_use)) as origin, closing(connect(target, "mode=rw")) as copied:
        if _one(origin, "PRAGMA journal_mode") == "wal":
            # Holds the moment still, else each write of the learner would start the copy again.
            origin.execute("BEGIN")
            origin.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        # The file is thrown away unless it is completed and verified.
        copied.execute("PRAGMA synchronous = OFF")
        copied.execute("PRAGMA journal_mode = OFF").fetchone()
        origin.backup(copied, pages=_PAGES_AT_A_TIME, progress=_reporting(progress), sleep=0.001)
        copied.execute("PRAGMA journal_mode = DELETE").fetchone()


def settle(partial: Path, target: Path) -> None:
    """Force ``partial`` to the disk and give it the name ``target``, in one step."""
    file = os.open(partial, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)
    partial.replace(target)
    sync_folder(target.parent)


def remove_with_journals(path: Path) -> None:
    """Remove a file and the journals SQLite keeps beside it, those that exist."""
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _reporting(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None

    def report(_status: int, remaining: int, total: int) -> None:
        if not progress(total - remaining, total):
            raise CancelledError

    return report


# Verifying --------------------------------------------------------------------


def verify(path: Path) -> BackupInfo:
    """Read the whole collection file at ``path`` and say what is in it.

    Raises DamagedError where its structure does not hold together, another UserError where it is
    no collection or a newer one. The file is left as it is.
    """
    _refuse_unless_whole(path)
    layouts.refuse_unless_of_layout(path, STEPS)
    refuse_unsound(path)
    with damage_named(path), closing(open_still(path)) as raw:
        header.refuse_newer(path, int(_one(raw, "PRAGMA user_version")), LATEST)
        return _counted(path, raw)


def _refuse_unless_whole(path: Path) -> None:
    found = header.refuse_unless_ours(path, LATEST)
    log = path.with_name(path.name + "-wal")
    if found is not None and not found.complete and not log.exists():
        raise damaged(path, message("its end is missing"))


def look_over(path: Path) -> None:
    """Read the whole collection file at ``path``, which may be open, as ``quick_check`` does.

    Raises DamagedError where its structure does not hold together.
    """
    with damage_named(path), closing(connect(path, "mode=ro")) as raw:
        refuse_problems(path, raw)


def describe(path: Path) -> BackupInfo:
    """Say what is in the collection file at ``path`` without reading all of it.

    Raises UserError like ``verify``, but does not notice every damage.
    """
    _refuse_unless_whole(path)
    layouts.refuse_unless_of_layout(path, STEPS)
    with damage_named(path), closing(open_still(path)) as raw:
        return _counted(path, raw)


def _counted(path: Path, raw: sqlite3.Connection) -> BackupInfo:
    return _info(path, raw.execute(_COUNTS).fetchone())


def _info(path: Path, counts: Sequence[int]) -> BackupInfo:
    notes, cards, reviews, files = counts
    found = path.stat()
    at = datetime.fromtimestamp(found.st_mtime, UTC)
    return BackupInfo(path, at, notes, cards, reviews, found.st_size, media=files)


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn what the disk does meanwhile into a UserError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        faults.raise_told(error, faults.as_user_error(error))


@contextmanager
def _words_of_backups() -> Iterator[None]:
    """Say of a full disk that only the backup is missing."""
    try:
        yield
    except UserError as error:
        if not faults.is_full_disk(error):
            raise
        raise UserError(
            message("The disk is full, so no backup could be made."),
            message("The collection itself is saved. Make some room, then make a backup."),
        ) from error


# Listing and thinning -----------------------------------------------------------


def origin(backup: Path) -> Path | None:
    """Return the collection that a file is a backup of, told by its name and where it lies.

    None for a file that is none. Neither has to be there.
    """
    folder = backup.parent
    if folder.parent.name != FOLDER:
        return None
    collection = folder.parent.parent / f"{folder.name}{backup.suffix}"
    return collection if _pattern(collection).fullmatch(backup.name) else None


def list_backups(path: Path) -> list[BackupInfo]:
    """Return the backups of the collection at ``path``, newest first; none that cannot be read."""
    real = path.resolve()
    folder = backups_folder(real)
    pattern = _pattern(real)
    known = _read_index(folder)
    found, learnt = [], []
    for file in sorted(folder.glob("*"), reverse=True) if folder.is_dir() else []:
        match = pattern.fullmatch(file.name)
        made = _moment(match["at"]) if match else None
        if match is None or made is None:
            continue
        counts = known.get(_fingerprint(file))
        try:
            info = _info(file, counts) if counts else describe(file)
        except (UserError, OSError):
            continue  # damaged or gone: left alone, and never mistaken for a good one
        reason = (match["reason"] or "").replace("-", " ")
        order = (made, info.at, int(match["number"] or 1))
        found.append((order, replace(info, reason=reason)))
        if not counts:
            learnt.append(info)
    if learnt:
        _remember(folder, learnt)
    # Within a second, by the time the file was written, which has a grain of its own.
    found.sort(key=lambda item: item[0], reverse=True)
    return [replace(info, at=order[0]) for order, info in found]


def thin(backups: Sequence[BackupInfo], now: datetime) -> list[BackupInfo]:
    """Return those of ``backups`` that may go.

    Kept is the newest of each hour for a day, of each day for 30 days, of each week for half a
    year, of each month for five years, of each year after that; apart for each reason. Of those
    made by hand, every one is kept for 30 days. One that holds less than half of an earlier one's
    notes or answers does not stand for it.

    Ages are reckoned from backup to backup, no gap counting for more than about two periods. So a
    clock that was years ahead or behind for a while makes no backup look old, and a learner who
    returns after a year finds all that was there. The newest one always stays.
    """
    kept: dict[tuple[object, ...], list[BackupInfo]] = {}
    superfluous = []
    age, later = timedelta(0), now
    for index, info in enumerate(sorted(backups, key=lambda info: info.at, reverse=True)):
        age += min(max(later - info.at, timedelta(0)), _stage(age).longest_gap)
        later = info.at
        stage = _stage(age)
        period = (info.reason, stage.up_to, *stage.period(info.at.astimezone(UTC)))
        safe = info.reason == BY_HAND and age < _ALL_BY_HAND
        others = kept.setdefault(period, [])
        if index and others and not safe and any(_holds_as_much(one, info) for one in others):
            superfluous.append(info)
        else:
            others.append(info)
    return superfluous


def _holds_as_much(later: BackupInfo, earlier: BackupInfo) -> bool:
    """Whether a later backup may stand for an earlier one: it has lost less than half of it."""
    return later.notes * 2 >= earlier.notes and later.reviews * 2 >= earlier.reviews


def tidy(path: Path, now: datetime) -> list[BackupInfo]:
    """Remove the superfluous backups of the collection at ``path`` and return them.

    To be called after a new backup was made: its verification is what allows others to go.
    """
    removed = []
    for info in thin(list_backups(path), now):
        with contextlib.suppress(OSError):
            info.path.unlink()
            removed.append(info)
    return removed


def due(
    last: datetime | None, changed: bool, now: datetime, minimum_age: timedelta = MINIMUM_AGE
) -> bool:
    """Whether a backup should be made: something changed, and the ``last`` one is old enough.

    A last one dated in the future (the clock was set back) counts as old.
    """
    if not changed or last is None:
        return changed
    return not timedelta(0) <= now - last < minimum_age


@dataclass(frozen=True, slots=True)
class _Stage:
    """Of backups up to an age, one is kept for each period."""

    up_to: timedelta
    longest_gap: timedelta
    period: Callable[[datetime], tuple[object, ...]]


_STAGES = (
    _Stage(timedelta(days=1), timedelta(days=1), lambda at: (at.date(), at.hour)),
    _Stage(timedelta(days=30), timedelta(days=2), lambda at: (at.date(),)),
    _Stage(timedelta(weeks=26), timedelta(weeks=2), lambda at: tuple(at.isocalendar()[:2])),
    _Stage(timedelta(days=5 * 365), timedelta(days=62), lambda at: (at.year, at.month)),
    _Stage(timedelta.max, timedelta(days=732), lambda at: (at.year,)),
)

_ALL_BY_HAND = timedelta(days=30)
"""The age up to which each backup that was asked for is kept, however many there are."""


def _stage(age: timedelta) -> _Stage:
    return next(stage for stage in _STAGES if age < stage.up_to)


# Names and the index -------------------------------------------------------------


def _free_name(real: Path, now: datetime, reason: str) -> Path:
    folder = backups_folder(real)
    stamp = now.astimezone(UTC).strftime(_STAMP)
    words = "-" + re.sub(r"[^a-z0-9]+", "-", reason.casefold()) if reason else ""
    for number in range(1, 10_000):
        again = f".{number}" if number > 1 else ""
        name = folder / f"{real.stem}-{stamp}{again}{words}{real.suffix}"
        if not name.exists():
            return name
    raise UserError(message("Too many backups were made within one second."), message("Try again."))


def _pattern(real: Path) -> re.Pattern[str]:
    return re.compile(
        re.escape(real.stem)
        + r"-(?P<at>\d{8}T\d{6}Z)(?:\.(?P<number>\d+))?(?:-(?P<reason>[a-z0-9-]+))?"
        + re.escape(real.suffix)
    )


def _moment(stamp: str) -> datetime | None:
    """When a backup was made, by its name; None for a moment there never was."""
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _whole_seconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _fingerprint(file: Path) -> str:
    try:
        found = file.stat()
    except OSError:
        return ""
    return f"{file.name}/{found.st_size}/{found.st_mtime_ns}"


def _read_index(folder: Path) -> dict[str, list[int]]:
    """What earlier looks found, so that a list of many backups need not open each."""
    found = {}
    for name, counts in read_object(folder / INDEX, _LARGEST_INDEX).values.items():
        known = [as_whole(count) for count in counts] if isinstance(counts, list) else []
        whole = [count for count in known if count is not None]
        if len(whole) == len(known) == _KNOWN:
            found[name] = whole
    return found


def _remember(folder: Path, infos: Sequence[BackupInfo]) -> None:
    present = {_fingerprint(file) for file in folder.glob("*")}
    known = {name: counts for name, counts in _read_index(folder).items() if name in present}
    for info in infos:
        known[_fingerprint(info.path)] = [info.notes, info.cards, info.reviews, info.media]
    with contextlib.suppress(OSError):  # only a shortcut: the files are opened without it
        write_whole(folder / INDEX, json.dumps(known).encode("ascii"), folder / (INDEX + PARTIAL))


# Connections -----------------------------------------------------------------------


def _origin(path: Path, in_use: bool) -> sqlite3.Connection:
    return connect(path, "mode=ro") if in_use else open_still(path)


def _one(raw: sqlite3.Connection, query: str) -> str:
    return str(raw.execute(query).fetchone()[0])
