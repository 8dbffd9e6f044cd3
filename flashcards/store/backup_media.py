"""The pictures, sounds and videos of the backups: each kept once for all of them, by its content.

They lie in a folder beside the backups, under the names the collection gives by content. A backup
says itself which ones it needs; one is whole as soon as the folder has them all, so a copy that was
broken off is completed by the next. Whoever copies the folder of backups has everything.
"""

import errno
import hashlib
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flashcards.files import open_side_file, read_given, sync_folder
from flashcards.model.backups import MediaComing
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.ids import new_uid
from flashcards.model.messages import message
from flashcards.paths import once_beside
from flashcards.store import backup as backups
from flashcards.store import faults, header, location, media
from flashcards.store.backup import Progress
from flashcards.store.leftovers import PARTIAL, backups_folder
from flashcards.store.schema import APPLICATION_ID, LATEST
from flashcards.store.soundness import damage_named, open_still

_FOLDER = "media"
_TURN = threading.Lock()
"""Held while files are kept or let go, so that none is let go that another backup just needed."""
_LOOK_S = 0.1
_AT_ONCE, _BATCH = 4, 16
"""Files that are copied at the same time, since each waits for the disk; and between two looks at
whether to stop."""
_LEAST_COST = 256 << 10
"""Bytes that could be copied in the time that a file takes however small it is."""

LEAVE_FREE = 256 << 20
"""Bytes of the disk that are left to the collection itself, which will be written to."""

_NEEDED = "SELECT name, size FROM media"
_NEEDED_BY_BIN = (
    "SELECT uid, coalesce(json_extract(body, '$.size'), 0) FROM bin_rows WHERE kind = 'media'"
)
_HAS_BIN = "SELECT 1 FROM sqlite_schema WHERE name = 'bin_rows' AND type = 'table'"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the files that the backups had not yet."""

    files: int
    later: int
    """Those for which there was no time."""
    refused: list[str]
    """The names of those that cannot be read, or whose content is not what it was."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that came back from the backups."""

    file: Path
    aside: Path | None
    """Where the file is that was there, with another content; None where there was none."""
    fresh: bool
    """Whether nothing was there before."""


def folder_beside(backup: Path) -> Path:
    """Return the folder that holds the files of a backup."""
    return backup.resolve().parent / _FOLDER


# Keeping ----------------------------------------------------------------------


def keep(path: Path, progress: Progress | None = None, most_bytes: int | None = None) -> Kept:
    """Copy the files of the collection at ``path`` that its backups have not yet.

    Each takes its name only when it is complete, compared with its name and on the disk. Where
    all together are more than ``most_bytes``, the rest is left for another time. Raises UserError
    (too little room) or CancelledError; what was copied by then stays.
    """
    real = path.resolve()
    place = backups_folder(real) / _FOLDER
    with _turn(progress), _words_of_room(), backups.plain_words():
        kept = _names_in(place)
        wanted = {
            name: folder / name
            for folder in _places_of(real)
            for name in _names_in(folder) - kept
            if media.is_name(name)
        }
        if not wanted:
            return Kept(0, 0, [])
        location.ensure_private_folder(place)
        # Called as the drafts of backups are, so that what a kill leaves is swept with them.
        draft = place.parent / f"{real.stem}-{_FOLDER}{real.suffix}{PARTIAL}-{new_uid()}"
        return _copied(wanted, place, draft, progress, most_bytes)


def _copied(
    wanted: dict[str, Path],
    place: Path,
    draft: Path,
    progress: Progress | None,
    most_bytes: int | None,
) -> Kept:
    from concurrent.futures import ThreadPoolExecutor  # late: mostly nothing is to be copied

    affordable = _up_to(most_bytes, wanted, _LEAST_COST)
    fitting = _up_to(shutil.disk_usage(place).free - LEAVE_FREE, affordable, 0)
    refused: list[str] = []
    with ThreadPoolExecutor(_AT_ONCE, "backup-media") as pool:
        for done in range(0, len(fitting), _BATCH):
            _go_on(progress, done, len(wanted))
            batch = list(fitting.items())[done : done + _BATCH]
            drafts = (draft.with_name(f"{draft.name}-{number}") for number in range(_BATCH))
            targets = (place / name for name, _ in batch)
            copied = pool.map(_copy, (source for _, source in batch), targets, drafts)
            refused += [name for (name, _), sound in zip(batch, copied, strict=True) if not sound]
    sync_folder(place)  # once: a name that a power cut takes is given again next time
    if len(fitting) < len(affordable):
        raise _no_room()
    return Kept(len(fitting) - len(refused), len(wanted) - len(fitting), refused)


def _up_to(most: int | None, wanted: dict[str, Path], least: int) -> dict[str, Path]:
    """Return the first files that together cost at most so many bytes, each ``least`` or more."""
    if most is None:
        return wanted
    chosen: dict[str, Path] = {}
    for name, source in wanted.items():
        with suppress(OSError):  # it is refused, or gone, when it is read
            most -= max(source.stat().st_size, least)
        if most < 0:
            break
        chosen[name] = source
    return chosen


def _copy(source: Path, target: Path, draft: Path) -> bool:
    """Copy a file that is what its name says; return whether it is."""
    data = _sound(source, target.name)
    if data is not None:
        _put(data, draft, target)
    return data is not None


@contextmanager
def _words_of_room() -> Iterator[None]:
    try:
        yield
    except UserError as error:
        if not faults.is_full_disk(error):
            raise
        raise _no_room() from error


def _no_room() -> UserError:
    return UserError(
        message("The backup lacks pictures or sounds: there is too little room on the disk."),
        message("Your notes are in it. Make some room, then make a backup."),
    )


def _put(data: bytes, draft: Path, target: Path) -> None:
    try:
        with os.fdopen(open_side_file(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _places_of(real: Path) -> list[Path]:
    """Return the folders of a collection's files, the one that comes first last."""
    former = once_beside(real, "media")
    return [media.folder(real)] if former is None else [former, media.folder(real)]


def _names_in(place: Path) -> set[str]:
    try:
        with os.scandir(place) as entries:
            return {entry.name for entry in entries}
    except (FileNotFoundError, NotADirectoryError):
        return set()
    except OSError as error:
        if error.errno != errno.ELOOP:  # a link to itself is no folder either
            raise
        return set()


def _sound(source: Path, name: str) -> bytes | None:
    """Return a file's content where it is what its name says."""
    try:
        data = read_given(source, media.MAXIMUM_BYTES)
    except (OSError, ValueError):
        return None
    named = name.partition(".")[0]
    return data if hashlib.sha256(data).hexdigest().startswith(named) else None


@contextmanager
def _turn(progress: Progress | None) -> Iterator[None]:
    while not _TURN.acquire(timeout=_LOOK_S):
        _go_on(progress, 0, 0)
    try:
        yield
    finally:
        _TURN.release()


def _go_on(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None and progress(done, total) is False:
        raise CancelledError


# What cannot be kept ------------------------------------------------------------


def edited(path: Path, progress: Progress | None = None) -> list[str]:
    """Return the names of files in the collection's folder that no backup has as they are now.

    These are the files whose content is no longer what their name says: backups cannot hold them.
    Read are only those that the backups have not, or that are newer or of another size there.
    Raises CancelledError.
    """
    real = path.resolve()
    kept = _states_in(backups_folder(real) / _FOLDER)
    doubtful = {
        name: place / name
        for place in _places_of(real)
        for name, (size, changed) in _states_in(place).items()
        if media.is_name(name)
        and (name not in kept or kept[name][0] != size or kept[name][1] < changed)
    }
    found: list[str] = []
    for done, (name, file) in enumerate(sorted(doubtful.items())):
        _go_on(progress, done, len(doubtful))
        if _sound(file, name) is None:
            found.append(name)
    return found


def kept_whole(path: Path, names: Iterable[str]) -> set[str]:
    """Return those of these files that the backups have with the very content they have here.

    What is not here at all is among them.
    """
    place = backups_folder(path.resolve()) / _FOLDER
    whole = set[str]()
    for name in filter(media.is_name, names):
        file = media.located(path, name)
        if not os.path.lexists(file):
            whole.add(name)
        elif (place / name).is_file() and (data := _sound(file, name)) is not None:
            whole |= {name} if _sound(place / name, name) == data else set()
    return whole


def _states_in(place: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of the last change (ns) of the files in a folder.

    None where there is no folder, or only something else of its name.
    """
    found: dict[str, tuple[int, int]] = {}
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            with suppress(OSError):  # of a link to nowhere
                state = entry.stat()
                found[entry.name] = state.st_size, state.st_mtime_ns
    return found


# Bringing back ----------------------------------------------------------------


def needed(backup: Path) -> dict[str, int]:
    """Return what a backup calls the files it needs, those in its bin too, with their sizes.

    Raises UserError for a damaged backup.
    """
    with damage_named(backup), closing(open_still(backup)) as raw:
        return _needed(raw)


def _needed(raw: sqlite3.Connection) -> dict[str, int]:
    rows = raw.execute(_NEEDED).fetchall()
    if raw.execute(_HAS_BIN).fetchone():
        rows += raw.execute(_NEEDED_BY_BIN).fetchall()
    return {str(name): size if isinstance(size, int) else 0 for name, size in rows}


def coming(backup: Path, path: Path) -> MediaComing:
    """Return how many files a backup has, and what becomes of them if it is restored to ``path``.

    Raises UserError for a damaged backup.
    """
    return _coming(needed(backup), _here(path.resolve()), _kept_beside(backup))


def coming_from_each(backups: Sequence[Path], path: Path) -> dict[Path, MediaComing]:
    """Return the same for several backups of one folder; for those that can be read."""
    here, found = _here(path.resolve()), {}
    kept = _kept_beside(backups[0]) if backups else set()
    for backup in backups:
        with suppress(UserError):
            found[backup] = _coming(needed(backup), here, kept)
    return found


def _coming(wanted: Mapping[str, int], here: Mapping[str, int], kept: set[str]) -> MediaComing:
    missing = _missing(here, wanted)
    back = kept.intersection(missing)
    return MediaComing(len(wanted), len(back), len(missing) - len(back), len(back & here.keys()))


def _kept_beside(backup: Path) -> set[str]:
    return set[str]().union(*map(_names_in, _places_beside(backup)))


def bring(backup: Path, path: Path, progress: Progress | None = None) -> list[Brought]:
    """Put the files of a backup that the collection at ``path`` has not into its folder.

    Returns those put there. One that was edited gets the name of its content, so that it is kept
    beside the one that comes. What the backups have not, or not as it was, stays missing. Raises
    UserError (full disk) or CancelledError, and then leaves nothing behind.
    """
    wanted = needed(backup)
    for name in _shown_besides(backup, wanted):
        wanted.setdefault(name, 0)
    return _bring(wanted, _places_beside(backup), path.resolve(), progress)


def bring_missing(
    path: Path, names: Iterable[str], progress: Progress | None = None
) -> list[Brought]:
    """Put those of these files back that the collection at ``path`` misses and its backups have."""
    real = path.resolve()
    place = backups_folder(real) / _FOLDER
    return _bring(dict.fromkeys(filter(media.is_name, names), 0), [place], real, progress)


def held(path: Path, names: Iterable[str]) -> set[str]:
    """Return those of these files that the backups of the collection at ``path`` have."""
    place = backups_folder(path) / _FOLDER
    return {name for name in names if media.is_name(name) and (place / name).is_file()}


def _bring(
    wanted: dict[str, int], places: list[Path], real: Path, progress: Progress | None
) -> list[Brought]:
    missing = _missing(_here(real), wanted)
    brought: list[Brought] = []
    with _turn(progress), backups.plain_words():
        try:
            for done, name in enumerate(missing):
                _go_on(progress, done, len(missing))
                found = (_sound(place / name, name) for place in places)
                data = next((data for data in found if data is not None), None)
                if data is not None:
                    _bring_one(real, name, data, brought)
        except BaseException:
            take_away(brought)
            raise
    return brought


def _bring_one(real: Path, name: str, data: bytes, brought: list[Brought]) -> None:
    target = media.folder(real) / name
    aside, fresh = None, False
    if target.exists():
        try:
            edited = read_given(target, media.MAXIMUM_BYTES)
        except (OSError, ValueError):  # it cannot be kept elsewhere, so it is left as it is
            return
        named = hashlib.sha256(edited).hexdigest()[:24] + target.suffix
        aside = target.with_name(named)
        fresh = not aside.exists()
        media.write(real, named, edited)
    media.write(real, name, data, anew=True)
    brought.append(Brought(target, aside, fresh))


def take_away(brought: Iterable[Brought]) -> None:
    """Remove what ``bring`` put there, where nothing comes of it after all."""
    for each in brought:
        with suppress(OSError):
            if each.aside is None:
                each.file.unlink(missing_ok=True)
            elif each.fresh:
                each.aside.replace(each.file)
            else:
                shutil.copy2(each.aside, each.file)


def _here(real: Path) -> dict[str, int]:
    """Return the files of a collection with their sizes."""
    states = (_states_in(place).items() for place in _places_of(real))
    return {name: size for found in states for name, (size, _) in found}


def _missing(here: Mapping[str, int], wanted: Mapping[str, int]) -> list[str]:
    """Return those files that are not here, or not in their size where that is known."""
    return [
        name
        for name, size in wanted.items()
        if (name not in here or (size and here[name] != size)) and media.is_name(name)
    ]


def _places_beside(backup: Path) -> list[Path]:
    """Return where the files of a backup may lie: beside it, or where those of a collection do."""
    return [folder_beside(backup), media.folder(backup.resolve())]


def _shown_besides(backup: Path, known: Iterable[str]) -> set[str]:
    """Return files beside a backup that it has no row of, but that its notes show."""
    besides = _names_in(folder_beside(backup)).difference(known)
    if not besides:
        return set()
    with damage_named(backup), closing(open_still(backup)) as raw:
        texts = raw.execute("SELECT fields FROM notes")
        return {name for (text,) in texts for name in media.NAME.findall(str(text))} & besides


# Letting go -------------------------------------------------------------------


def thin(path: Path) -> list[str]:
    """Let go the files no backup needs any more and the collection has not; return their names.

    None while a backup cannot be read, or while the collection's own folder has nothing: it may
    be away.
    """
    real = path.resolve()
    place = backups_folder(real) / _FOLDER
    with _turn(None):
        here = set[str]().union(*map(_names_in, _places_of(real)))
        idle = _names_in(place) - here if here else set()
        idle = {name for name in idle if media.is_name(name)}
        if not idle:
            return []
        try:
            for backup in _collections_in(place.parent):
                idle.difference_update(needed(backup))
        except (UserError, OSError):
            return []
        gone = sorted(idle)
        for name in gone:
            with suppress(OSError):
                (place / name).unlink(missing_ok=True)
    return gone


def _collections_in(place: Path) -> Iterator[Path]:
    """Yield the collection files in a folder, whatever they are called, the newest names first."""
    for file in sorted(place.iterdir(), reverse=True):
        if not file.is_file() or PARTIAL in file.name:
            continue
        try:
            found = header.read_header(file)
        except header.NotRecognisedError:  # somebody's note, an index
            continue
        if found is not None and found.application_id == APPLICATION_ID:
            header.refuse_newer(file, found.user_version, LATEST)
            yield file
