"""What a segment says, as values."""

import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    Rows: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.int64]]
"""One row of the log in each row of the table, see ``Column``."""

MEDIA_NAME: Final = re.compile(r"[0-9a-f]{24}\.[0-9a-z]{1,10}")
"""What media files are called, those of kinds that only later versions know as well."""

CHANGES = "changes"
SNAPSHOT = "snapshot"
FORMAT: Final = 2
"""The version of the format that is written. In the first one articles, fields of note types,
limits of decks and places of searches said several facts in one."""


class Fact(NamedTuple):
    """One write of one register."""

    kind: str
    """What it is about: "notes", "decks", "cards" and so on."""
    uid: str
    """Names the row in every copy of the collection."""
    field: str
    value: Any
    """What JSON can hold: None, bool, a finite number of 64 bits, str, list, dict."""
    stamp: int
    """``ms << 14 | counter``, less than 2 ** 63."""
    device: int
    """Which of ``Segment.devices`` wrote it."""
    base: str = ""
    """The name of the write it replaced; empty for none."""


class Column(IntEnum):
    """The columns of ``LogBlock.rows``."""

    CARD = 0
    """Which of ``LogBlock.cards``."""
    DEVICE = 1
    """Which of ``Segment.devices``."""
    SEQUENCE = 2
    AT_MS = 3
    OFFSET_MINUTES = 4
    KIND = 5
    QUALITY = 6
    TAKEN_MS = 7
    VERSION = 8
    """Which of ``LogBlock.versions``; -1 for none."""
    INTERVAL_MINUTES = 9


def no_rows() -> "Rows":
    """Return the table of a log without rows."""
    import numpy as np  # late: few segments have a log, and none is read at the start

    return np.zeros((0, len(Column)), np.int64)


@dataclass(slots=True, eq=False)
class LogBlock:
    """Rows of the review log, with the names of everything they speak of."""

    cards: list[tuple[str, str, int]] = field(default_factory=list)
    """Note's guid, template's uid, ordinal; they come back as the rows first name them."""
    versions: list[tuple[str, str, int]] = field(default_factory=list)
    """Scheduler, its parameters as JSON, start of the day in minutes."""
    rows: "Rows" = field(default_factory=no_rows)
    """In any order; they come back in that of device and sequence."""
    targets: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """By the place of a row: device, sequence and at_ms of the row it speaks of."""
    plans: dict[int, str] = field(default_factory=dict)
    """By the place of a row: the uid of the plan that moved its card."""
    memories: dict[int, str] = field(default_factory=dict)
    """By the place of a row: the memory that it keeps, as JSON."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LogBlock):
            return NotImplemented
        mine = (self.cards, self.versions, self.targets, self.plans, self.memories)
        theirs = (other.cards, other.versions, other.targets, other.plans, other.memories)
        return mine == theirs and self.rows.tolist() == other.rows.tolist()

    __hash__ = None  # type: ignore[assignment]  # it can be changed


@dataclass(slots=True)
class Segment:
    """What one device says in one file."""

    device: str
    """The uid of the device that writes it."""
    number: int
    """The first of a device is 1; a snapshot has the number of the last one it covers."""
    kind: str = CHANGES
    parents: tuple[str, ...] = ()
    """Hashes of the segments it builds on, 64 hexadecimal digits each."""
    covers: tuple[str, ...] = ()
    """Of a snapshot: the hashes of the segments that it stands for."""
    heads: tuple[str, ...] = ()
    """Of a snapshot: those of them that nothing built on yet."""
    needs: int = FORMAT
    """The lowest version of the format that a reader has to know."""
    app: str = ""
    """The version of the program that wrote it."""
    devices: list[tuple[str, str]] = field(default_factory=list)
    """Uid and name of each device that is spoken of."""
    facts: list[Fact] = field(default_factory=list)
    """In any order; they come back sorted."""
    log: LogBlock | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    """What a later version said beside this, by name; kept as it is."""
