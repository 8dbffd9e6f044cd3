"""Finds the media that lie in a folder beside a deck of another program."""

import os
from collections.abc import Iterator
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


def files_in(folder: Path) -> list[str]:
    """Return the names of the plain files in a folder, in order; links are none."""
    return [name for name, _ in _entries(folder)]


def take_folder(archive: Archive, folder: Path) -> None:
    """Let a deck bring the files in a folder."""
    files = tuple(_usable(archive, folder))
    archive.lies_beside(files, lambda file: _parts(folder / file.member))


def _usable(archive: Archive, folder: Path) -> Iterator[MediaFile]:
    for name, size in _entries(folder):
        if size > MAXIMUM_BYTES:
            what = message("{name} is larger than 64 MB and was left out.", name=quoted(name))
            archive.problems.add(0, what, _LARGE)
        elif not os.access(folder / name, os.R_OK):
            what = message("{name} cannot be read and was left out.", name=quoted(name))
            archive.problems.add(0, what, _UNREADABLE)
        else:
            yield MediaFile(name, name, size)


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
