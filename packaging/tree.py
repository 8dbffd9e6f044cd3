"""The files of a package before they are packed: where each is to lie, with which rights."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

READABLE, EXECUTABLE = 0o644, 0o755


@dataclass(frozen=True, slots=True)
class Entry:
    """One file, or a link to another."""

    data: bytes
    mode: int = READABLE
    target: str = ""
    """What a link points to; "" where this is no link."""


@dataclass(slots=True)
class Tree:
    """Files by their places, which are relative to the root and never end in a slash."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def add(self, place: str, data: bytes | str, mode: int = READABLE) -> None:
        """Put a file in; a text is encoded as UTF-8. Raises ValueError where one lies there."""
        given = data.encode() if isinstance(data, str) else data
        self._put(place, Entry(given, mode))

    def link(self, place: str, target: str) -> None:
        """Put a link in."""
        self._put(place, Entry(b"", 0o777, target))

    def copy(self, place: str, source: Path) -> None:
        """Put in what lies at ``source``, a file or a whole folder without its compiled files."""
        if source.is_file():
            self.add(place, source.read_bytes())
            return
        for path in source.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                self.add(f"{place}/{path.relative_to(source).as_posix()}", path.read_bytes())

    def folders(self) -> list[str]:
        """Return every folder that a file lies in, in order."""
        found = {
            parent.as_posix() for place in self.entries for parent in PurePosixPath(place).parents
        }
        return sorted(found - {"."})

    def in_order(self) -> Iterator[tuple[str, Entry]]:
        """Yield all files, in an order that no locale changes."""
        yield from sorted(self.entries.items())

    def write(self, folder: Path, epoch: int) -> None:
        """Write all of it below ``folder``, dated by the seconds ``epoch``."""
        folder.mkdir(parents=True, exist_ok=True)
        for place in (".", *self.folders()):
            (folder / place).mkdir(parents=True, exist_ok=True)
            (folder / place).chmod(EXECUTABLE)  # whatever rights new folders get here
        for place, entry in self.in_order():
            path = folder / place
            if entry.target:
                path.symlink_to(entry.target)
            else:
                path.write_bytes(entry.data)
                path.chmod(entry.mode)
                os.utime(path, (epoch, epoch))

    def _put(self, place: str, entry: Entry) -> None:
        parts = PurePosixPath(place).parts
        if not parts or parts[0] == "/" or ".." in parts:
            raise ValueError(f"{place} is no place below the root")
        if place in self.entries:
            raise ValueError(f"{place} is there twice")
        self.entries[place] = entry
