"""Brings segments and media by way of a hub: a folder in a database."""

import hashlib
from pathlib import Path
from typing import Any, Final

from flashcards.carriers.carrier import Entry
from flashcards.carriers.refusals import GoneError
from flashcards.store.hub.connecting import Hub
from flashcards.store.hub.refusals import ForbiddenError, HubTroubleError, NotPublishedError
from flashcards.store.hub.rules import SCHEMA
from flashcards.store.syncing.from_teachers import is_of_a_deck
from flashcards.sync import segment as codec

_MOST_OWN: Final = 100_000
"""Segments of the own space that are listed; snapshots keep it far below."""
MOST_OF_A_TEACHER: Final = 20_000
"""Segments of all that one teacher publishes; each publication is one."""
_MOST_KEPT: Final = 32 << 20
"""Bytes of segments that are kept from one look at them to the next."""
_OF_OTHERS: Final = "s.deck <> '' AND s.owner <> session_user"


class HubCarrier:
    """The space of a learner, and what others have published for them to read.

    What is published is refused where it says more than a deck can: a teacher cannot speak of
    answers, plans or presets of the learner.
    """

    def __init__(self, hub: Hub, space: str | None = None) -> None:
        """``space``: of a published deck, for whoever publishes it; else the learner's own."""
        self._hub = hub
        self._alone = space is not None
        self.space = space or hub.own_space
        if not self.space:
            raise ForbiddenError(hub.where)
        self._read: dict[str, bytes] = {}
        self.unread: tuple[str, ...] = ()
        """Titles of decks of whose publications the latest were not listed: there are too many."""

    def segments(self) -> list[Entry]:
        """Return the segments of the own space and of those published by others.

        Each teacher is listened to so far, and none keeps a learner's own from being listed; see
        ``unread``.
        """
        own = (
            "SELECT g.space, g.name, g.size, g.came, CAST(NULL AS text) AS title "
            f"FROM {SCHEMA}.segments g "
            f"WHERE g.space = :own ORDER BY g.came, g.name LIMIT {_MOST_OWN}"
        )
        beyond = MOST_OF_A_TEACHER + 1
        others = (
            f"SELECT space, name, size, came, CASE WHEN place = {beyond} THEN title END FROM "
            "(SELECT g.*, s.title, row_number() OVER "
            f"(PARTITION BY s.owner ORDER BY g.came, g.name) AS place FROM {SCHEMA}.segments g "
            f"JOIN {SCHEMA}.spaces s ON s.id = g.space WHERE g.space = ANY "
            f"(ARRAY(SELECT s.id FROM {SCHEMA}.spaces s WHERE {_OF_OTHERS}))) p "
            f"WHERE place <= {beyond}"
        )
        asked = f"({own})" if self._alone else f"({own}) UNION ALL ({others})"
        found = self._hub.rows(
            f"SELECT space, name, size, title FROM ({asked}) e ORDER BY came, name",
            own=self.space,
        )
        self.unread = tuple(row.title for row in found if row.title is not None)
        return [
            Entry(self._called(space, name), size, True, published=space != self.space)
            for space, name, size, title in found
            if title is None
        ]

    def read(self, name: str, limit: int) -> bytes:
        """Return the content of a segment."""
        data = self._read.get(name)
        if data is not None and len(data) <= limit:
            return data
        space, own_name = self._place(name)
        data = self._content("segments", space, own_name, limit)
        if space != self.space and not is_of_a_deck(codec.unpack(data), space):
            raise NotPublishedError(own_name)
        self._keep(name, data)
        return data

    def _keep(self, name: str, data: bytes) -> None:
        """Keep what was read for a while: it is asked for again, and is never another."""
        self._read[name] = data
        while sum(map(len, self._read.values())) > _MOST_KEPT:
            del self._read[next(iter(self._read))]

    def put(self, name: str, data: bytes) -> None:
        """Keep a segment in the own space."""
        self._hub.run(
            f"INSERT INTO {SCHEMA}.segments (space, hash, name, bytes, size) "
            "VALUES (:space, :hash, :name, :data, :size) ON CONFLICT DO NOTHING",
            space=self.space,
            hash=hashlib.sha256(data).hexdigest(),
            name=name,
            data=data,
            size=len(data),
        )

    def delete(self, name: str) -> None:
        """Remove a segment of the own space; raises ForbiddenError for one of somebody else."""
        space, own_name = self._place(name)
        if space != self.space:
            raise ForbiddenError(self._hub.where)
        self._read.pop(name, None)
        self._hub.rows(f"SELECT {SCHEMA}.remove_segment(:place, :name)", place=space, name=own_name)

    def media(self) -> set[str]:
        """Return the names of the media files in the own space and in those published."""
        rule = "WHERE space = :own" if self._alone else ""
        found = self._hub.rows(f"SELECT DISTINCT name FROM {SCHEMA}.media {rule}", own=self.space)
        return {row[0] for row in found}

    def published_media(self) -> set[str]:
        """Return the names of the media files that others have published."""
        if self._alone:
            return set()
        found = self._hub.rows(
            f"SELECT DISTINCT name FROM {SCHEMA}.media WHERE space = ANY (ARRAY("
            f"SELECT s.id FROM {SCHEMA}.spaces s WHERE {_OF_OTHERS}))"
        )
        return {row[0] for row in found}

    def read_media(self, name: str, limit: int) -> bytes:
        """Return the content of a media file."""
        return self._content("media", None, name, limit)

    def put_media(self, name: str, content: bytes | Path) -> None:
        """Keep a media file in the own space."""
        if name in self.media():
            return
        data = content if isinstance(content, bytes) else content.read_bytes()
        self._hub.run(
            f"INSERT INTO {SCHEMA}.media VALUES (:space, :name, :data, :size) "
            "ON CONFLICT DO NOTHING",
            space=self.space,
            name=name,
            data=data,
            size=len(data),
        )

    def _called(self, space: str, name: str) -> str:
        return name if space == self.space else f"{space}/{name}"

    def _place(self, name: str) -> tuple[str, str]:
        space, _, own_name = name.rpartition("/")
        return space or self.space, own_name

    def _content(self, table: str, space: str | None, name: str, limit: int) -> bytes:
        """Return what is kept under a name; the server is not asked for more than ``limit``."""
        values: dict[str, Any] = {"name": name, "limit": limit, "space": space or self.space}
        rule = "AND space = :space" if space else "ORDER BY space = :space DESC"
        found = self._hub.rows(
            f"SELECT octet_length(bytes), CASE WHEN octet_length(bytes) <= :limit THEN bytes END "
            f"FROM {SCHEMA}.{table} WHERE name = :name {rule} LIMIT 1",
            **values,
        )
        if not found:
            raise GoneError(name)
        if found[0][1] is None or len(found[0][1]) > limit:
            raise HubTroubleError(self._hub.where, f"{name} is larger than {limit:,} bytes")
        return bytes(found[0][1])
