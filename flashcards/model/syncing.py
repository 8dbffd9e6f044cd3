"""How a collection stands with the learner's other devices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qs, urlsplit

LONGEST_NAME: Final = 60
"""Characters of what a computer is called."""
_SCHEMES: Final = ("postgresql", "postgres")


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
    note: str
    """The beginning of the note’s first field, as it is stored."""


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


def is_hub(place: str) -> bool:
    """Whether a place to sync over is the address of a hub; else it is a folder."""
    return "://" in place and place.partition("://")[0].lower() in _SCHEMES


def place_name(place: str) -> str:
    """Return what a place is called on the screen: an address without name and password."""
    if not is_hub(place):
        return place
    try:
        found = urlsplit(place)
    except ValueError:  # a bracket that is not closed
        return _SCHEMES[0]
    computer = found.netloc.rpartition("@")[2] or parse_qs(found.query).get("host", [""])[0]
    return f"{computer or 'localhost'}{found.path}"
