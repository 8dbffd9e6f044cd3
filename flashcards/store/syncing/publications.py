"""What a collection has published of its decks: a hub may lose that, and learners do not.

A hub that was restored from a backup, or made anew, cannot say any more what has to go where it is
not part of a deck any longer; so that is kept here, for each deck.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from sqlalchemy import Connection

from flashcards.store.connections import raw_of
from flashcards.store.syncing.kinds import FIELD, SETTING, TAG
from flashcards.store.syncing.published import PublishedState
from flashcards.sync.registers import GONE

Key: TypeAlias = tuple[str, str, str]
"""Kind, uid and field of what was said; without a field, that the row is there."""

ROWS_THAT_GO: Final = ("decks", "notes")
"""Of these it is said when they are no longer part of the deck; cards follow from their notes."""
FIELDS_THAT_GO: Final = (TAG, FIELD, SETTING)
"""How the fields begin of which it is said when a row has them no longer."""
_PREFIX: Final = "published."


@dataclass(slots=True)
class Published:
    """What was published of a deck from here."""

    keys: set[Key] = field(default_factory=set)
    """What has to be taken back where the deck has it no longer, or has it again."""
    last: dict[str, str] = field(default_factory=dict)
    """The hash of a segment that came last to each space: where it lacks that, it lost some."""


def published(conn: Connection, deck_uid: str) -> Published:
    """Return what was published of a deck from this collection."""
    sql = "SELECT value FROM collection WHERE key = ?"
    row = raw_of(conn).execute(sql, (_PREFIX + deck_uid,)).fetchone()
    if row is None:
        return Published()
    kept = json.loads(row[0])
    return Published(set(_keys(kept["rows"])), kept["last"])


def set_published(conn: Connection, deck_uid: str, found: Published) -> None:
    """Keep that; nothing takes any of it away."""
    rows: dict[str, dict[str, list[str]]] = {}
    for kind, uid, name in sorted(found.keys):
        names = rows.setdefault(kind, {}).setdefault(uid, [])
        names += [name] if name else []
    raw_of(conn).execute(
        "INSERT INTO collection VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        (_PREFIX + deck_uid, json.dumps({"rows": rows, "last": found.last})),
    )


def keys_of(now: PublishedState, went: Iterable[tuple[str, str]]) -> set[Key]:
    """Return what is to be remembered of a publication; ``went``: rows that were taken out."""
    found = {(kind, uid, "") for kind, uid in now.born if kind in ROWS_THAT_GO}
    found |= {key for key in now.registers if key[2].startswith(FIELDS_THAT_GO)}
    return found | {(kind, uid, GONE) for kind, uid in went}


def _keys(rows: dict[str, dict[str, list[str]]]) -> Iterator[Key]:
    for kind, uids in rows.items():
        for uid, names in uids.items():
            yield kind, uid, ""
            for name in names:
                yield kind, uid, name
