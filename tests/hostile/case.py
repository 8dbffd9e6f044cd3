"""What one hostile case is: something odd made in a folder, what is tried with it, what may happen.

A kind of hostility is a module in this folder with a function ``cases(random, count)`` that yields
cases; ``kinds.py`` lists the modules. The cases run in a process of their own (``child.py``), many
after another, and ``running.py`` judges each by the same rules:

- nothing but a ``UserError`` in plain words may come out of ``act``;
- at most 10 seconds of processor time, at most ``most_mb`` more memory than before it;
- nothing is read but installed files, the folders of the case and what it names;
- nothing is written but in the folders of the collection and of the program (audit hook, and strace
  where there is one);
- what happened is one of the outcomes the case allows.

So a new case needs no assertions of its own; it may have some in its ``act`` all the same.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import flashcards


class Outcome(StrEnum):
    """What the program did with something odd."""

    REFUSED = "refused"
    """A ``UserError``: it did nothing and says why."""
    STATED = "stated"
    """It took it and says what is odd."""
    QUIET = "quiet"
    """It took it and says nothing."""


NOT_QUIET = frozenset({Outcome.REFUSED, Outcome.STATED})
"""For what is odd: it may be refused or taken, but not without a word."""
ONLY_REFUSED = frozenset({Outcome.REFUSED})
ONLY_STATED = frozenset({Outcome.STATED})
MOST_MB = 256
"""How much more memory any case may take."""
BOMB_MB = 64
"""How much more memory what only wants to take memory may take."""
ANYTHING = frozenset(Outcome)
"""For what is unusual and yet harmless, such as a long but ordinary text."""


@dataclass(slots=True)
class Place:
    """The folders of one case. All are there and empty, but for the secret."""

    given: Path
    """Where ``make`` puts the learner's files; the program may read there, and not write."""
    home: Path
    """The program's own folder (FLASHCARDS_HOME), where a case may open collections of its own."""
    outside: Path
    """What nobody named; a file ``secret.txt`` is in it. Whoever reads or writes here fails."""
    shared: "Callable[[], flashcards.Collection]"
    """Returns a collection that all cases of a process share; what a case does there is undone."""

    @property
    def collection(self) -> "flashcards.Collection":
        """The shared collection, opened when first asked for."""
        return self.shared()

    @property
    def path(self) -> Path:
        """Where a collection of the case's own goes; nothing is there yet."""
        return self.home / "collection.flashcards"

    def put(self, name: str, data: bytes | str) -> Path:
        """Write one of the learner's files and return its path."""
        path = self.given / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, str):
            data = data.encode("utf-8", "surrogatepass")
        path.write_bytes(data)
        return path


Act = Callable[[Place], Sequence[str]]
"""Tries something and returns what the program said about it; raises what the program raises."""


def _nothing(_place: Place) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile thing and what is tried with it."""

    name: str
    """Says what is odd, unlike any other of its kind."""
    act: Act
    """What is watched."""
    allowed: frozenset[Outcome] = NOT_QUIET
    make: Callable[[Place], object] = _nothing
    """Makes the odd thing; not watched."""
    heavy: bool = False
    """Takes a second or more; run once, and not among those under strace."""
    most_mb: int = MOST_MB
    """How much more memory it may take."""


class Kind(Protocol):
    """A module of cases."""

    def cases(self, random: random.Random, count: int) -> Iterable[Case]:
        """Yield about ``count`` cases, always the same for the same random numbers."""
        ...


# What cases often try -------------------------------------------------------------


def importing(name: str) -> Act:
    """Return what imports the file so called, and undoes it."""

    def act(place: Place) -> Sequence[str]:
        report = place.collection.import_file(place.given / name)
        place.collection.undo()
        return [str(problem.message) for problem in report.problems]

    return act


def previewing(name: str) -> Act:
    """Return what looks at a table before it is imported."""

    def act(place: Place) -> Sequence[str]:
        return [
            str(problem.message)
            for problem in place.collection.preview(place.given / name).problems
        ]

    return act


def reading(name: str) -> Act:
    """Return what reads an article."""

    def act(place: Place) -> Sequence[str]:
        return [str(each) for each in place.collection.articles.read(place.given / name).problems]

    return act


def showing_picture(name: str) -> Act:
    """Return what takes a picture into the collection."""

    def act(place: Place) -> Sequence[str]:
        place.collection.import_media(place.given / name)
        place.collection.undo()
        return []

    return act


def file_case(
    name: str,
    file: str,
    data: bytes | str | Callable[[], bytes | str],
    act: Callable[[str], Act],
    allowed: frozenset[Outcome] = NOT_QUIET,
    *,
    heavy: bool = False,
    most_mb: int = MOST_MB,
) -> Case:
    """Return the case of one file with this content; ``data`` may be made when its turn comes."""

    def make(place: Place) -> None:
        place.put(file, data() if callable(data) else data)

    return Case(name, act(file), allowed, make, heavy, most_mb)


def numbered(cases: Iterable[Case]) -> Iterator[Case]:
    """Yield cases whose names are told apart by a number in front."""
    for number, case in enumerate(cases, 1):
        yield replace(case, name=f"{number:04} {case.name}")
