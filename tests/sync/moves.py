"""Machines that leave, join again and go to other folders, some of them protected, in lives."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.api import Collection
from flashcards.carriers.carrier import Carrier
from flashcards.collection.syncing.places import PlaceSync
from flashcards.collection.syncing.refusals import AnotherFolderError, NotProtectedError
from flashcards.collection.syncing.report import Report
from flashcards.model.errors import UserError
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from tests.sync.machines import Shelf

if TYPE_CHECKING:
    from tests.sync.scenarios import Life

_MOST_FOLDERS = 4


class ShelfSync(PlaceSync):
    """Does rounds over a shelf as over a folder."""

    def __init__(self, carrier: Carrier, passphrase: str) -> None:
        super().__init__(passphrase)
        self._carrier = carrier

    def round(
        self, store: Store, name: str = "", progress: Progress | None = None, *, anew: bool = False
    ) -> Report:
        return self._round_over(store, self._carrier, name, progress, anew=anew)

    def _another(self) -> UserError:
        return AnotherFolderError("shelf")

    def _unprotected(self) -> UserError:
        return NotProtectedError("shelf")


class Moves:
    """The folders of a life, each with its passphrase, and which machine syncs over which."""

    def __init__(self) -> None:
        self.folders: list[tuple[Shelf, str]] = [(Shelf(), "")]
        self._over: dict[Path, ShelfSync] = {}
        self._left: set[Path] = set()

    def round(self, machine: Collection) -> Report | None:
        """Do a round of a machine; None where it has left."""
        if machine.path in self._left:
            return None
        if machine.path not in self._over:
            self._over[machine.path] = ShelfSync(*self.folders[0])
        return self._over[machine.path].round(machine._store)

    def leave(self, machine: Collection) -> None:
        """Let a machine leave."""
        machine.syncing.leave()
        self._left.add(machine.path)

    def come_back(self, machine: Collection) -> None:
        """Let a machine go on where it was."""
        self._left.discard(machine.path)

    def go(self, machine: Collection, folder: int) -> None:
        """Let a machine choose a folder, be it the one it had."""
        self.come_back(machine)
        self._over[machine.path] = ShelfSync(*self.folders[folder])
        self._over[machine.path].round(machine._store, anew=True)

    def unite(self, machines: Iterable[Collection]) -> None:
        """Let all machines choose one folder."""
        for each in machines:
            self.go(each, len(self.folders) - 1)


def leave(life: "Life", machine: Collection) -> None:
    """Let a machine leave."""
    assert life.moves is not None
    life.moves.leave(machine)


def come_back(life: "Life", machine: Collection) -> None:
    """Let a machine join again where it left."""
    assert life.moves is not None
    life.moves.come_back(machine)


def choose(life: "Life", machine: Collection) -> None:
    """Let a machine choose one of the folders, or a new one, as often as not with a passphrase."""
    assert life.moves is not None
    folders = life.moves.folders
    at = life.chance.randrange(_MOST_FOLDERS)
    if at >= len(folders):
        at = len(folders)
        folders.append((Shelf(), life.chance.choice(("", f"secret {at}"))))
    life.moves.go(machine, at)


MOVES = (leave, leave, come_back, come_back, come_back, choose, choose)
