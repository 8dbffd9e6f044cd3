"""What looking into a watched folder finds, and what the learner decides of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from flashcards.model.parsed import Problem


class Gone(StrEnum):
    """On which side a note went."""

    FILE = "file"
    HERE = "here"


class Wish(StrEnum):
    """What is to become of a note that is gone on one side."""

    DELETE = "delete"
    """Let it go on the other side too."""
    BRING_BACK = "bring back"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that says one thing in the file and another here."""

    field: str
    place: int
    """Its place among the fields of the note."""
    file: str
    here: str

    @property
    def both(self) -> str:
        """Both texts, the one here first."""
        return "\n\n".join(filter(None, (self.here, self.file)))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A note that was changed on both sides since they last agreed."""

    guid: str
    path: str
    """Its file, below the folder."""
    line: int
    title: str
    differences: tuple[Difference, ...]
    file_type: str = ""
    here_type: str = ""
    """Names of its note types where these differ too."""


@dataclass(frozen=True, slots=True)
class MissingNote:
    """A note that was on both sides and is gone on one."""

    guid: str
    path: str
    title: str
    gone: Gone
    answers: int = 0
    """How often its cards were answered here."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the learner decided of one note."""

    texts: Mapping[int, str] = field(default_factory=dict)
    """Of a conflict: what each field in question is to say, by its place."""
    seen: tuple[Difference, ...] = ()
    """The differences it was decided upon; others since make it void."""
    take_type: bool = False
    """Whether the note type of the file counts where types differ."""
    wish: Wish | None = None
    """Of a note that is gone on one side."""


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What a look into a watched folder did and what it leaves to be decided."""

    folder: str
    path: Path
    files: int = 0
    notes: int = 0
    added: int = 0
    updated: int = 0
    """Notes added and changed here."""
    deleted: int = 0
    written: int = 0
    """Notes written into files."""
    ids: int = 0
    """Notes that were given an id in their file."""
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[MissingNote, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_alone: tuple[str, ...] = ()
    """Markdown files below the folder that are no decks of this program, links or copies."""

    @property
    def open(self) -> int:
        """How many notes wait for the learner."""
        return len(self.conflicts) + len(self.missing)

    @property
    def changed(self) -> bool:
        """Whether anything was done on either side."""
        return bool(self.added or self.updated or self.deleted or self.written)


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder that is watched on this computer or on another one."""

    uid: str
    name: str
    files: int
    notes: int
