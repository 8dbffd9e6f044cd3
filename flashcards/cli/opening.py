"""Opens the collection a command is about, and finds the deck it names."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards import paths
from flashcards.cli import interrupts
from flashcards.cli.arguments import Arguments
from flashcards.cli.wording import tr
from flashcards.model.errors import CollectionInUseError, UserError
from flashcards.model.messages import Message, message
from flashcards.starting.given import refuse_impossible

if TYPE_CHECKING:
    from flashcards.api import Collection


def collection_path(chosen: Arguments) -> Path:
    """Return the collection file the command is about; raise UserError where none can be."""
    if chosen.collection is None:
        return paths.default_collection_path()
    path = Path(chosen.collection)
    refuse_impossible(path)
    return path


def existing_path(chosen: Arguments) -> Path:
    """Return the same; raise UserError also where a file is named that is not there."""
    path = collection_path(chosen)
    if chosen.collection is not None and not path.exists():
        raise UserError(
            message("There is no collection {path} yet.", path=path),
            message("“flashcards import” makes one out of a deck."),
        )
    return path


@contextmanager
def opened(
    chosen: Arguments, *, create: bool = False, read_only: bool = False
) -> Iterator["Collection"]:
    """Lend the collection the command is about, and close it in order whatever happens.

    Unless it is ``read_only`` (also while the window has it open), Ctrl+C waits until it is
    closed, or until the work under way asks.

    ``create``: make one where none is. A command that only reads does not, where a file is named:
    a mistyped name shall not become a file. Raises CollectionInUseError, UserError.
    """
    import flashcards

    path = collection_path(chosen) if create else existing_path(chosen)
    collection = flashcards.open(path, read_only=read_only)
    with interrupts.handled(interrupts.note):
        try:
            if read_only:
                with interrupts.let_through():
                    yield collection
            else:
                yield collection
        finally:
            if not read_only and collection.undo_name is not None:
                interrupts.keep()
            collection.close()


def discard_new(collection: "Collection") -> None:
    """Close a collection this command has made, and remove it: it holds nothing.

    It stays where another process was quick enough to open it meanwhile.
    """
    from flashcards.store import backup, identity, locking

    collection.close(back_up=False)
    left = collection.path.stat()
    lock = locking.CollectionLock(collection.path)
    with suppress(CollectionInUseError, OSError):
        lock.acquire()
        try:
            found = collection.path.stat()
            if (found.st_ino, found.st_mtime_ns) == (left.st_ino, left.st_mtime_ns):
                backup.remove_with_journals(collection.path)
                identity.forget_device(collection.path)
        finally:
            lock.release()


def deck_named(collection: "Collection", given: str | None) -> str | None:
    """Return the full name of the deck a learner means; None for None.

    The full name, or in any case the last part of one where it names one deck alone. Raises
    UserError with what may have been meant.
    """
    if given is None:
        return None
    names = collection.deck_names()
    if given in names:
        return given
    folded = given.casefold()
    found = [name for name in names if name.casefold() == folded]
    found = found or [name for name in names if name.rpartition("::")[2].casefold() == folded]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(
            message("“{given}” may be {found}.", given=given, found=_listed(found)),
            message("Give the whole name."),
        )
    raise UserError(
        message("There is no deck called “{given}”.", given=given), _meant(given, names)
    )


def _listed(names: list[str]) -> str:
    quoted = [tr("“{name}”", name=name) for name in names[:5]]
    return tr("{some} or {last}", some=", ".join(quoted[:-1]), last=quoted[-1])


def _meant(given: str, names: list[str]) -> Message:
    from difflib import get_close_matches

    titles = {name.rpartition("::")[2].casefold(): name for name in names}
    titles |= {name.casefold(): name for name in names}
    close = get_close_matches(given.casefold(), titles, n=1, cutoff=0.6)
    if close:
        return message("Did you mean “{deck}”?", deck=titles[close[0]])
    return message("“flashcards decks” lists them.")
