"""How a collection stands with the learner's other devices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qs

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
class Overruled:
    """What was typed into a deck, a plan or a preset while another device typed what stands."""

    number: int
    """By which it is named."""
    kind: str
    """``deck``, ``plan`` or ``preset``."""
    uid: str
    name: str
    """What it is called now; of a deck the full name."""
    field: str
    """``own_name`` or ``name``, ``description``, ``definition`` (JSON); ``limit.`` or ``option.``
    and its name, with a value in JSON."""
    value: str
    now: str
    """What stands, in the same form."""
    typed: datetime
    """UTC."""
    device: str
    """Name of the device on which it was typed."""
    plan: str = ""
    """What kind of plan it is: ``session``, ``search``, ``exam``, ``holiday``, ``catch-up``."""


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
    overruled: tuple[Overruled, ...] = ()
    """Names and settings that lost and that the learner has not decided about, the last first."""


def is_hub(place: str) -> bool:
    """Whether a place to sync over is meant as the address of a hub; else it is a folder.

    Also one with a slip in it: what may hold a password is no name of a folder, to be shown.
    """
    return "://" in place or is_postgres(place)


def is_postgres(place: str) -> bool:
    """Whether a place begins as the address of a PostgreSQL database does."""
    scheme, colon, _ = place.strip().partition(":")
    return bool(colon) and scheme.partition("+")[0].lower() in _SCHEMES


def place_name(place: str) -> str:
    """Return what a place is called on the screen: an address without name and password."""
    if not is_hub(place):
        return place
    said = place.strip().partition("://")[2]
    where, _, query = said.partition("?")
    if "@" in where:
        where = where.rpartition("@")[2]
    else:  # a question mark in the password, if there is one
        where, _, query = said.rpartition("@")[2].partition("?")
    computer, slash, database = where.partition("/")
    computer = computer or parse_qs(query).get("host", [""])[0] or "localhost"
    return f"{computer}{slash}{database}"
