"""Gathers the notes, cards and answers of another program in the form of Anki's tables."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final, NamedTuple

COUNTED_FROM_S: Final = 1_136_073_600
"""UTC seconds of 2006-01-01, from which the days of due cards are counted."""
SECONDS_PER_DAY: Final = 86_400
CONFIG: Final = {"schedVer": 2, "creationOffset": 0}
"""What a collection gathered here says of its days."""
_NO_MOMENT: Final = 1 << 52
"""Ids from here on are no moments: their file does not say when such notes were made."""
_COLUMNS: Final = {
    "notes": ("id", "guid", "mid", "mod", "tags", "flds", "flags", "data"),
    "cards": (
        "id", "nid", "did", "ord", "mod", "type", "queue", "due", "ivl", "factor", "reps",
        "lapses", "left", "odue", "odid", "flags", "data",
    ),
    "revlog": ("id", "cid", "ease", "ivl", "lastIvl", "factor", "time", "type"),
}  # fmt: skip


class Stand(NamedTuple):
    """How a card stands, in the terms of Anki's columns; the default is a new one."""

    type: int = 0
    queue: int = 0
    due: int = 0
    interval: int = 0
    factor: int = 0
    reps: int = 0
    lapses: int = 0
    left: int = 0
    data: str = ""


NEW: Final = Stand()


def identity_of(*names: str) -> int:
    """Return the number that stands for a deck or note type with such a name, in every copy."""
    digest = hashlib.blake2b("\x1f".join(names).encode("utf-8", "replace"), digest_size=6).digest()
    return int.from_bytes(digest, "big") | 1 << 47  # above all that Anki gives


class _Ids:
    """Gives each thing an id of its own: the one wanted, or the next that is free."""

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._next: dict[int, int] = {}
        """Where to look on for an id that was wanted before; many are made in one second."""

    def take(self, wanted: int) -> int:
        identity = self._next.get(wanted, wanted)
        while identity in self._taken:
            identity += 1
        self._taken.add(identity)
        self._next[wanted] = identity + 1
        return identity


@dataclass(slots=True)
class GatheredRows:
    """Tables in memory; they are read as those of a collection of Anki's."""

    notes: list[tuple[Any, ...]] = field(default_factory=list)
    cards: list[tuple[Any, ...]] = field(default_factory=list)
    log: list[tuple[Any, ...]] = field(default_factory=list)
    _notes_taken: _Ids = field(default_factory=_Ids)
    _cards_taken: _Ids = field(default_factory=_Ids)

    def add_note(
        self, guid: str, type_id: int, tags: str, fields: Sequence[str], made_s: int = 0
    ) -> int:
        """Take a note and return its id; ``made_s`` is when it was made, if that is known."""
        identity = self._notes_taken.take(made_s * 1_000 if made_s > 0 else _NO_MOMENT)
        self.notes.append((identity, guid, type_id, 0, tags, "\x1f".join(fields), 0, ""))
        return identity

    def add_card(
        self, note_id: int, deck_id: int, place: int, stand: Stand = NEW, made_s: int = 0
    ) -> int:
        """Take a card of a note and return its id; new ones are asked in the order they came."""
        identity = self._cards_taken.take(made_s * 1_000 if made_s > 0 else _NO_MOMENT)
        due = len(self.cards) + 1 if stand.type == 0 else stand.due
        self.cards.append((
            identity, note_id, deck_id, place, 0, stand.type, stand.queue, due, stand.interval,
            stand.factor, stand.reps, stand.lapses, stand.left, 0, 0, 0, stand.data,
        ))  # fmt: skip
        return identity

    # As a database

    def has(self, table: str, *columns: str) -> bool:
        """Whether there is a table with these columns."""
        return set(columns) <= set(_COLUMNS.get(table, ()))

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return len(self._table(table))

    def rows(
        self, table: str, columns: Sequence[str], order: Sequence[str] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """Yield these columns of all rows."""
        names, rows = _COLUMNS[table], self._table(table)
        if order:
            rows = sorted(rows, key=itemgetter(*(names.index(each) for each in order)))
        if tuple(columns) == names:
            yield from rows
            return
        places = [names.index(each) for each in columns]
        for row in rows:
            yield tuple(row[place] for place in places)

    def _table(self, name: str) -> list[tuple[Any, ...]]:
        return {"notes": self.notes, "cards": self.cards, "revlog": self.log}.get(name, [])
