"""What every way between devices can do: keep files that are never changed once they are there."""

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment that a carrier has, or has heard of."""

    name: str
    """As the carrier calls it, for ``read`` and ``delete``; says nothing about the content."""
    size: int
    """In bytes, as far as it has arrived."""
    ready: bool
    """Whether it is all here; where not, it comes of its own accord."""
    mark: str = ""
    """Another one where the content is another, though the name and the size may be the same; empty
    where nothing is ever replaced."""
    elsewhere: bool = False
    """Whether a service keeps the content away from this device until somebody asks for it."""
    published: bool = False
    """Whether somebody else wrote it for many to read, so that no passphrase protects it."""


class Carrier(Protocol):
    """Brings segments and media files to the other devices of a learner, and theirs here.

    Whatever is asked may come late, twice, under another name or not at all; nothing is ever
    replaced. Each call may wait for a disk or a network: never in the window's thread. Raises
    UserError, in plain words with what to do next, where nothing can be done at all.
    """

    def segments(self) -> list[Entry]:
        """Return the segments that are here, in no particular order."""
        ...

    def read(self, name: str, limit: int) -> bytes:
        """Return the content of a segment; raises GoneError, NotHereYetError, UserError.

        ``limit``: bytes above which it is refused.
        """
        ...

    def put(self, name: str, data: bytes) -> None:
        """Keep a segment under a name of ``segment.name_of``; nothing happens where it is there."""
        ...

    def delete(self, name: str) -> None:
        """Remove a segment; nothing happens where it is gone."""
        ...

    def media(self) -> set[str]:
        """Return the names of the media files that are here, all of each."""
        ...

    def read_media(self, name: str, limit: int) -> bytes:
        """Return the content of a media file; raises as ``read`` does."""
        ...

    def put_media(self, name: str, content: bytes | Path) -> None:
        """Keep a media file, given its bytes or where it is; nothing happens where it is there."""
        ...


@runtime_checkable
class Shared(Protocol):
    """A carrier that many people use: others publish there, and what it does not list is gone.

    Nothing that is published is protected with a passphrase.
    """

    def published_media(self) -> Set[str]:
        """Return the names of the media files that others have published."""
        ...


@runtime_checkable
class Clearing(Protocol):
    """A carrier over which a media file may come damaged, and make room for one that is whole."""

    def delete_media(self, name: str) -> None:
        """Remove a media file; nothing happens where it is gone."""
        ...
