"""Finds the media that lie in a folder beside a deck of another program."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from flashcards.files import open_given
from flashcards.formats.archive import Archive, MediaFile
from flashcards.formats.wording import quoted
from flashcards.model.messages import message
from flashcards.store.media import MAXIMUM_BYTES

_AT_ONCE: Final = 1 << 16
_LARGE: Final = message("media file larger than 64 MB")
_UNREADABLE: Final = message("media file that cannot be read")
_ABSENT: Final = message("missing media file")


def files_in(folder: Path) -> list[str]:
    """Return the names of the plain files in a folder, in order; links are none."""
    return [name for name, _ in _entries(folder)]


def take_folder(archive: Archive, folder: Path) -> None:
    """Let a deck bring the files in a folder."""
    files = tuple(_usable(archive, folder))
    archive.lies_beside(files, lambda file: _parts(folder / file.member))


def take_files(archive: Archive, folder: Path, named: Mapping[str, str]) -> None:
    """Let a deck bring files below a folder.

    ``named`` are their paths there, as texts write them, with the names they get here. What leads
    elsewhere does not come; what is missing is told.
    """
    found = []
    for path, name in sorted(named.items()):
        parts = path.split("/")
        if ":" in path or path.startswith("/") or ".." in parts or not name.isprintable():
            continue
        size = _size_of(folder.joinpath(*parts))
        if size is None:
            what = message("The media file {name} is missing.", name=quoted(path))
            archive.problems.add(0, what, _ABSENT)
        elif _is_usable(archive, folder / path, name, size):
            found.append(MediaFile(name, path, size))
    archive.lies_beside(found, lambda file: _parts(folder / file.member))


def _size_of(path: Path) -> int | None:
    """Return the size of a plain file in bytes; None for what is none."""
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _usable(archive: Archive, folder: Path) -> Iterator[MediaFile]:
    for name, size in _entries(folder):
        if _is_usable(archive, folder / name, name, size):
            yield MediaFile(name, name, size)


def _is_usable(archive: Archive, path: Path, name: str, size: int) -> bool:
    if size > MAXIMUM_BYTES:
        what = message("{name} is larger than 64 MB and was left out.", name=quoted(name))
        archive.problems.add(0, what, _LARGE)
        return False
    if not os.access(path, os.R_OK):
        what = message("{name} cannot be read and was left out.", name=quoted(name))
        archive.problems.add(0, what, _UNREADABLE)
        return False
    return True


def _entries(folder: Path) -> list[tuple[str, int]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                (each.name, each.stat(follow_symlinks=False).st_size)
                for each in entries
                if each.is_file(follow_symlinks=False)
            )
    except OSError:
        return []


def _parts(path: Path) -> Iterator[bytes]:
    with open_given(path) as stream:
        yield from iter(lambda: stream.read(_AT_ONCE), b"")
