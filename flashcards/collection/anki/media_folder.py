"""The media of a collection that is no package: they lie in a folder beside it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flashcards.files import open_given
from flashcards.formats.anki.package import MediaFile, Package
from flashcards.formats.wording import quoted
from flashcards.model.messages import message
from flashcards.store.media import MAXIMUM_BYTES

_AT_ONCE: Final = 1 << 16
_LARGE: Final = message("media file larger than 64 MB")
_UNREADABLE: Final = message("media file that cannot be read")


def add_media(package: Package, path: Path) -> None:
    """Let a bare collection, which lies at ``path``, bring the media beside it."""
    folder = path.with_suffix(".media")
    try:
        with os.scandir(folder) as entries:
            found = [
                (each.name, each.stat(follow_symlinks=False).st_size)
                for each in entries
                if each.is_file(follow_symlinks=False)
            ]
    except OSError:
        return
    files = tuple(_usable(package, folder, sorted(found)))
    package.lies_beside(files, lambda file: _parts(folder / file.member))


def _usable(package: Package, folder: Path, found: list[tuple[str, int]]) -> Iterator[MediaFile]:
    for name, size in found:
        if size > MAXIMUM_BYTES:
            what = message("{name} is larger than 64 MB and was left out.", name=quoted(name))
            package.problems.add(0, what, _LARGE)
        elif not os.access(folder / name, os.R_OK):
            what = message("{name} cannot be read and was left out.", name=quoted(name))
            package.problems.add(0, what, _UNREADABLE)
        else:
            yield MediaFile(name, name, size)


def _parts(path: Path) -> Iterator[bytes]:
    with open_given(path) as stream:
        yield from iter(lambda: stream.read(_AT_ONCE), b"")
