"""What is kept of syncing as a whole, beside the rows. Moments are in UTC ms."""

from collections.abc import Sequence
from typing import Any, TypedDict


class Setup(TypedDict, total=False):
    """The set-up of a collection that takes part; ``collection`` keeps it as JSON."""

    # This device
    uid: str
    """The device that writes; empty while it begins."""
    name: str
    """What the learner calls it."""
    former: list[str]
    """The names (uids) under which it wrote before: some of that may not be told yet."""
    mine: list[str]
    """Those of them under which nobody else can go on: a backup was restored here."""
    left: bool
    """It takes part no longer."""

    # What others were told
    renamed: bool
    """They have not been told yet what this device is called now."""
    number: int
    """That of the last segment it made."""
    marks: dict[str, int]
    """By kind up to which row (id) others have been told."""
    log_mark: int
    """Up to which card (id) others have been told of the log, while that is told for the first
    time."""
    history: tuple[int, int, bool]
    """Up to which row others have been told what fields said before, and which note (ids), and
    whether there is more; see ``histories``."""
    places_ms: int
    """Up to which moment others have been told how far articles were read, """
    places_ahead: dict[str, int]
    """and what a clock that was ahead said beyond that, by article (uid)."""
    waiting: int
    """How many changes are in segments that wait to be carried away."""

    # What a merge has to look at
    unsettled: bool
    """Something was told that may change to which cards the log belongs."""
    told_since: dict[str, list[str]]
    """What was told since the last merge and may have effects there; see ``told_since``."""
    twins: dict[str, str]
    """Decks (uids) that are not shown, and as which others they are; see ``twins``."""
    apart: int
    """How many fields of earlier versions were taken apart; see ``former_fields``."""
    files_back: list[str]
    """Deleted files (names) that another device shows; see ``shown_files``."""

    # Others
    heard: dict[str, tuple[str, int]]
    """By device (uid) its name, and when something of it came last."""

    # The folder or hub
    salt: str
    """That of the key (hexadecimal); empty where there is no passphrase, missing until a place was
    joined."""
    check: str
    """What the right passphrase gives (hexadecimal)."""
    salts: list[str]
    """All salts ever met: files may be called by any of them."""
    space: str
    """That of the learner in the hub."""
    owed: bool
    """The place has not got what was told over another one before."""
    lay_there: list[str]
    """Names of files by which a restored backup knows the place of today."""
    odd_media: dict[str, int]
    """Since when files there are not what their names say, by name."""
    snapshots: list[Sequence[Any]]
    """Those known; see ``snapshots.Snapshot``."""
    missing_ms: int
    """Since when something is not there any more; 0 or missing for nothing."""
    no_snapshot_ms: int
    """When one could not be made last."""
