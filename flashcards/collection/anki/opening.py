"""Opens a package or collection of Anki's for as long as it is read."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from flashcards.collection.anki.copying import copy_settled, sizes
from flashcards.collection.anki.media_folder import add_media
from flashcards.files import open_given, shown_name, unreadable
from flashcards.formats.anki import first
from flashcards.formats.anki.collection import AnkiCollection, read
from flashcards.formats.anki.package import STRANGERS, Limits, Package
from flashcards.formats.archive import Archive
from flashcards.formats.kinds import kinds_of
from flashcards.formats.wording import safe_name
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import message
from flashcards.store.foreign import (
    LARGEST_VALUE,
    STRANGERS_VALUE,
    ForeignDatabase,
    foreign_database,
)
from flashcards.store.operation import Progress
from flashcards.store.unfinished import drafts

_FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_SOME_DECKS: Final = ".apkg"


class Opened(NamedTuple):
    """An open package and the collection in it."""

    package: Archive
    collection: AnkiCollection


@contextmanager
def opened(
    collection: Path,
    path: Path,
    limits: Limits = STRANGERS,
    progress: Progress | None = None,
) -> Iterator[Opened]:
    """Unpack what lies at ``path`` into a file that goes with the block, or at the next start.

    It lies beside the ``collection``: on its disk, where there is room for all of it. Raises
    UserError for what cannot be read, and CancelledError where ``progress`` says so meanwhile.
    """
    if is_of_other_program(path):
        from flashcards.collection.programs import opening

        with opening.opened(collection, path, limits) as (archive, gathered):
            yield Opened(archive, gathered)
        return
    name = shown_name(path)
    try:
        stream = open_given(path)
    except (OSError, ValueError) as error:
        raise unreadable(path, error, message("Choose a package of Anki's.")) from error
    target = collection.with_name("from-anki")
    with stream, drafts(collection, [target]) as lent:
        unpacked = lent[target]
        try:
            package = Package(stream, name, limits)
            _unpack(package, path, unpacked, progress)
        except OSError as error:
            if error.errno not in _FULL:
                raise unreadable(path, error, message("Close Anki and try again.")) from error
            raise UserError(
                message("There is no room to unpack {file}.", file=safe_name(name)),
                message("Make some room on the disk and try again."),
            ) from error
        largest = STRANGERS_VALUE if limits is STRANGERS else LARGEST_VALUE
        with foreign_database(unpacked, package.file, largest) as rows:
            yield Opened(package, _read(rows, package.file, path, 2 * largest))


def _read(rows: ForeignDatabase, file: str, path: Path, room: int) -> AnkiCollection:
    found = first.read(rows, file) if first.is_first(rows) else read(rows, file, room)
    found.whole = path.suffix.lower() != _SOME_DECKS
    found.replaced = lambda: rows.replaced
    if rows.odd:
        found.problems.add(0, message("It holds parts that Anki never makes; none was used."))
    return found


def is_of_other_program(path: Path) -> bool:
    """Whether a file's name says that it is a deck of a program other than Anki."""
    kinds = kinds_of(path)
    return bool(kinds) and all(each.name != "anki" for each in kinds)


def _unpack(package: Package, path: Path, target: Path, progress: Progress | None) -> None:
    if package.is_plain:  # Anki may have it open, and keep what is newest in the log beside it
        package.refuse_larger(sizes(path))
        copy_settled(path, target)
        add_media(package, path)
        return
    with target.open("xb") as written:
        for part in package.collection():
            written.write(part)
            if progress is not None and not progress(0, 0):
                raise CancelledError
