"""Keeps what the learner decided of files that were looked at and not imported yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from flashcards.model.anki import ImportChoices
from flashcards.ui.importing.looking import FileLook, look_again, look_at_anki

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.formats.csv_table import CsvChoices
    from flashcards.ui.importing.looking import Progress


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of one file."""

    deck: str | None
    """Where its notes go; None for where it says itself."""
    choices: "CsvChoices"
    program: str | None
    from_anki: ImportChoices


Decisions = Mapping[Path, Decided]
NONE: Decisions = MappingProxyType({})


def read_as_decided(
    collection: "Collection", look: FileLook, decided: Decided | None, progress: "Progress"
) -> FileLook:
    """Return a file that was looked at as the learner wanted it read before.

    For a worker thread. As it is where that cannot be: it may have changed meanwhile.
    """
    if decided is None or look.whole:
        return look
    if look.anki is not None or look.too_much:
        if decided.from_anki == look.from_anki:
            return look
        again = look_at_anki(collection, look.path, decided.from_anki, progress)
    elif (decided.choices, decided.program) == (look.choices, look.program):
        return look
    else:
        again = look_again(collection, look.path, decided.choices, decided.program)
    return look if again.refused is not None else replace(again, shape=again.shape or look.shape)


class SetAside:
    """What was put aside since the window was opened: decisions by file, and what was last."""

    def __init__(self) -> None:
        self._decided: dict[Path, Decided] = {}
        self.pasted: FileLook | None = None
        """A table that was copied, which is nowhere else; its deck is the one chosen for it."""
        self.paths: tuple[Path, ...] = ()
        """The files that were looked at last; none where that was what was pasted."""

    def put(self, looks: Sequence[FileLook], decided: Decisions) -> None:
        """Put files aside that are on the screen."""
        self._decided.update(decided)
        self.paths = tuple(look.path for look in looks if look.pasted is None)
        pasted = [look for look in looks if look.pasted is not None]
        self.pasted = pasted[0] if pasted else None
        if self.pasted is not None and self.pasted.path in decided:
            deck = self._decided.pop(self.pasted.path).deck
            self.pasted = replace(self.pasted, deck=deck or self.pasted.deck)

    def decisions(self, paths: Iterable[Path]) -> Decisions:
        """Return what was decided of some files."""
        return {path: self._decided[path] for path in paths if path in self._decided}

    def forget(self, paths: Iterable[Path]) -> None:
        """Forget what was imported meanwhile."""
        gone = set(paths)
        for path in gone:
            self._decided.pop(path, None)
        self.paths = tuple(path for path in self.paths if path not in gone)
        if self.pasted is not None and self.pasted.path in gone:
            self.pasted = None

    @property
    def last(self) -> Path | None:
        """What was put aside last, the first file of several; None where nothing was."""
        pasted = None if self.pasted is None else self.pasted.path
        return self.paths[0] if self.paths else pasted
