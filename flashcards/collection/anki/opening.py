"""Opens a package or collection of Anki's for as long as it is read."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from flashcards.collection.anki.copying import copy_settled
from flashcards.collection.anki.media_folder import add_media
from flashcards.files import open_given, shown_name, unreadable
from flashcards.formats.anki import collection
from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.anki.package import STRANGERS, Limits, Package
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store.foreign import foreign_database


class Opened(NamedTuple):
    """An open package and the collection in it."""

    package: Package
    collection: AnkiCollection


@contextmanager
def opened(path: Path, limits: Limits = STRANGERS, beside: Path | None = None) -> Iterator[Opened]:
    """Unpack what lies at ``path`` into a folder of its own, which goes with the block.

    ``beside`` is where that folder is made: on the disk of the collection, where there is room for
    all of it. Raises UserError for what cannot be read.
    """
    name = shown_name(path)
    try:
        stream = open_given(path)
    except (OSError, ValueError) as error:
        raise unreadable(path, error, message("Choose a package of Anki's.")) from error
    with stream, tempfile.TemporaryDirectory(dir=beside, prefix=".anki-") as folder:
        package = Package(stream, name, limits)
        unpacked = Path(folder) / "collection"
        try:
            _unpack(package, path, unpacked)
        except OSError as error:
            raise UserError(
                message("There is no room to unpack {file}.", file=package.file),
                message("Make some room on the disk and try again."),
            ) from error
        with foreign_database(unpacked, package.file) as rows:
            yield Opened(package, collection.read(rows, package.file))


def _unpack(package: Package, path: Path, target: Path) -> None:
    if package.is_plain:  # Anki may have it open, and keep what is newest in the log beside it
        package.refuse_larger(path.stat().st_size)
        copy_settled(path, target)
        add_media(package, path)
        return
    with target.open("xb") as written:
        for part in package.collection():
            written.write(part)
