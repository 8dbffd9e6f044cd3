"""Reads a collection that another process has open: without its lock, and never writing.

The file is met through SQLite alone, by read-only connections: a handle of any other kind that
this process closed would drop the locks SQLite holds in it, and a connection that may not write
never checkpoints (see docs/architecture.md, "One writer, one reader").
"""

from pathlib import Path

from flashcards.model.changes import Changes
from flashcards.model.errors import CollectionInUseError, UserError
from flashcards.model.messages import message
from flashcards.store import connections, faults, header, soundness
from flashcards.store.migrations import LATEST, STEPS, layouts
from flashcards.store.schema import APPLICATION_ID
from flashcards.store.store import FAULTS, Clock, Store

ALL = Changes(
    cards=True, notes=True, decks=True, presets=True, reviews=True, media=True, plans=True,
    bin=True, reading=True,
)  # fmt: skip


class ReadOnlyStore(Store):
    """One collection file, held by another process; every write raises ``refusal``."""

    def _begin(self) -> None:
        try:
            self._reader = connections.open_reader(self.path)
        except FAULTS as error:
            faults.raise_told(error, faults.as_user_error(error))
        try:
            self._seen = self._version()
            with self.reading():
                self._refuse_unless_ours()
        except BaseException:
            connections.close(self._reader)
            raise

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


def open_for_reading(path: Path, clock: Clock) -> Store:
    """Open a collection to read in it alone; without its lock where another process has that."""
    refusal = UserError(
        message("The collection was opened for reading only."),
        message("Open it again to change it."),
    )
    try:
        return Store(path, clock, refusal)
    except CollectionInUseError as held:
        return ReadOnlyStore(path, clock, held)
