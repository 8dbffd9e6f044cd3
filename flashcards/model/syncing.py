"""How a collection stands with the learner's other devices."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OtherDevice:
    """A device that something has come from."""

    name: str
    heard: datetime
    """When something of it came here last."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was changed on two devices; its note's history has both texts."""

    note_id: int
    field: str
    """Its name."""


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What can be said of syncing without looking into the folder."""

    takes_part: bool
    name: str
    """What this device is called on the others."""
    is_protected: bool = False
    """Whether what it writes is encrypted with a passphrase."""
    others: tuple[OtherDevice, ...] = ()
    """The one heard of last comes first."""
    waiting: int = 0
    """Changes made here that are not in the folder yet."""
    conflicts: tuple[Conflict, ...] = ()
    """Not yet seen by the learner, the newest first."""
