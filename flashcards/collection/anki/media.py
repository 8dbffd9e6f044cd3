"""Media of a package: kept under names made from their content, found by the names notes use."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import PurePosixPath
from typing import NamedTuple
from unicodedata import normalize

from flashcards.collection.files.media import pictures_written
from flashcards.formats.archive import Archive, MediaFile
from flashcards.formats.wording import quoted
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import message
from flashcards.store import media
from flashcards.store.operation import Progress
from flashcards.store.store import Connection, Store

_TWINS = message("two media files of one name")
_UNUSED = message("media file of a kind that is not kept")


class Arrived(NamedTuple):
    """A file of a package that is kept."""

    name: str
    """What the collection calls it."""
    known_as: str
    """What notes call it here."""
    size: int


class Media:
    """The files of a package that are kept."""

    def __init__(self) -> None:
        self.files: list[Arrived] = []
        self.called: dict[str, str] = {}
        """What notes call each file, by the name the collection gives its content."""
        self.names: dict[str, str] = {}
        """Those whose name another file here has, with the name notes call them by instead."""

    def enter(self, conn: Connection, now_ms: int) -> None:
        """Record the files, in the operation under way."""
        for each in self.files:
            media.enter(conn, each.name, each.known_as, each.size, now_ms)


@contextmanager
def media_written(
    store: Store, package: Archive, progress: Progress | None = None
) -> Iterator[Media]:
    """Put the media of a package into the collection's folder; the block records them.

    Where the block fails, those that were not there before go again.
    """
    found, sources, met = Media(), dict[str, MediaFile](), set[str]()
    tick = _ticking(progress, 2 * len(package.media))
    with store.reading() as conn:
        for file in package.media:
            tick()
            data = _data(package, file)
            try:
                name = media.name_for(data)
            except UserError:
                package.problems.add(
                    0,
                    message(
                        "{name} is no picture, sound, video or font and was left out.",
                        name=quoted(file.name),
                    ),
                    _UNUSED,
                )
                continue
            called = normalize("NFC", file.name)  # as Anki does, whichever system packed it
            if called in met:
                what = message(
                    "Two media files are called {name}; one was used.", name=quoted(called)
                )
                package.problems.add(0, what, _TWINS)
                continue
            met.add(called)
            known_as = _known_as(conn, called, name, found)
            if known_as != called:
                found.names[called] = known_as
            found.called.setdefault(name, known_as)
            found.files.append(Arrived(name, known_as, len(data)))
            sources[name] = file
    package.read_again()
    with pictures_written(
        store, {name: partial(_data, package, file, tick) for name, file in sources.items()}
    ):
        yield found


def _known_as(conn: Connection, wanted: str, name: str, found: Media) -> str:
    """Return what notes call a file here: as in the package, unless another one is called so."""
    if wanted == name:  # this program called it so
        return name
    first = found.called.get(name, "")
    there = media.find(conn, name)
    if first or there is not None:
        return first or (there[1] if there and there[1] else name)
    if media.find(conn, wanted) is None:
        return wanted
    path = PurePosixPath(wanted)
    return f"{path.stem}-{name[:8]}{path.suffix}"


def _ticking(progress: Progress | None, total: int) -> Callable[[], None]:
    """Return what tells of one more file and raises CancelledError where it is to stop."""
    done = count()

    def tick() -> None:
        if progress is not None and not progress(next(done), total):
            raise CancelledError

    return tick


def _data(package: Archive, file: MediaFile, tick: Callable[[], None] | None = None) -> bytes:
    if tick is not None:
        tick()
    return b"".join(package.media_data(file))
