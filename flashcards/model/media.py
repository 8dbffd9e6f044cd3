"""Which files of a collection nothing shows, and which ones that are shown are missing."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class UnusedFile:
    """A picture, sound, video or font that no note, note type or article names."""

    name: str
    title: str
    """What it was called before it was kept; empty where that is not known."""
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A file that notes or note types name, and that is not there."""

    name: str
    """As it is written; as it is kept, where the collection knows it."""
    title: str
    note_ids: tuple[int, ...]
    """The notes that name it, of many the first."""
    notes: int
    """How many notes name it."""
    note_types: tuple[str, ...]
    """The names of the note types that do."""
    in_backups: bool
    """Whether the backups have it."""


@dataclass(frozen=True, slots=True)
class MediaReport:
    """What was found about the files of a collection."""

    files: int = 0
    size: int = 0
    """Of all of them, in bytes."""
    unused: list[UnusedFile] = field(default_factory=list)
    """The largest first."""
    missing: list[MissingFile] = field(default_factory=list)
    """Those that most notes name first."""

    @property
    def unused_size(self) -> int:
        """Bytes that the unused files take."""
        return sum(file.size for file in self.unused)
