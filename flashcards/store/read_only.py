"""Reads a collection that another process has open: without its lock, and never writing.

The file is met through SQLite alone, by read-only connections: a handle of any other kind that
this process closed would drop the locks SQLite holds in it, and a connection that may not write
never checkpoints (see docs/architecture.md, "One writer, one reader").
"""

from pathlib import Path

from flashcards.model.changes import Changes
from flashcards.model.errors import CollectionInUseError, UserError
from flashcards.model.messages import message
from flashcards.store import connections, faults, header, journals, soundness
from flashcards.store.migrations import STEPS, layouts
from flashcards.store.schema import APPLICATION_ID, LATEST
from flashcards.store.store import FAULTS, Clock, Connection, Store

ALL = Changes(
    cards=True, notes=True, decks=True, presets=True, reviews=True, media=True, plans=True,
    bin=True, reading=True, former=True,
)  # fmt: skip


class ReadOnlyStore(Store):
    """One collection file, held by another process; every write raises ``refusal``."""

    def _begin(self) -> None:
        try:
            self._reader = self._opened()
        except FAULTS as error:
            faults.raise_told(error, faults.as_user_error(error))
        try:
            self._seen = self._version()
            with self.reading():
                self._refuse_unless_ours()
        except BaseException:
            connections.close(self._reader)
            raise

    def _opened(self) -> Connection:
        return connections.open_reader(self.path)

    def _refuse_unless_ours(self) -> None:
        raw = connections.raw_of(self._reader)
        application = raw.execute("PRAGMA application_id").fetchone()[0]
        layout = raw.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise UserError(message("{path} is not a collection of flashcards.", path=self.path))
        header.refuse_newer(self.path, layout, LATEST)
        if layout < LATEST:
            raise self.refusal or faults.damaged()  # whoever has it is about to bring it up to date
        with soundness.damage_named(self.path):
            layouts.refuse_schema(self.path, raw, STEPS)

    def _version(self) -> int:
        """A number that is another one after every commit of somebody else."""
        raw = connections.raw_of(self._reader)
        return int(raw.execute("PRAGMA data_version").fetchone()[0])

    def _look_around(self) -> None:
        if self._seen != (now := self._version()):
            self._seen = now
            self._tell(ALL)

    def close(self) -> None:
        """Let go of the file, which whoever has it keeps."""
        with self._readers.both():
            if not self._closed:
                self._closed = True
                self._close_readers()

    def rest(self) -> None:
        """Do nothing: whoever has the file folds its log."""


class UnlockedStore(ReadOnlyStore):
    """One collection file that nobody need have open, for a moment's look by one thread.

    It takes no lock and leaves nothing beside the file, so that whoever opens it meanwhile neither
    waits nor takes it for one that was not closed properly.
    """

    def _opened(self) -> Connection:
        if journals.beside(self.path, "-wal").exists():  # in use, or not closed properly
            return connections.open_reader(self.path)
        return connections.open_unchanging(self.path)


def open_unlocked(path: Path, clock: Clock) -> Store:
    """Open a collection for a moment's look, whether or not another process has it.

    What is read may be refused as damaged where another process begins to write meanwhile: then
    look again.
    """
    return UnlockedStore(path, clock, _for_reading_only())


def open_for_reading(path: Path, clock: Clock) -> Store:
    """Open a collection to read in it alone; without its lock where another process has that."""
    try:
        return Store(path, clock, _for_reading_only())
    except CollectionInUseError as held:
        return ReadOnlyStore(path, clock, held)


def _for_reading_only() -> UserError:
    return UserError(
        message("The collection was opened for reading only."),
        message("Open it again to change it."),
    )
