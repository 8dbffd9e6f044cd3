"""Rows of the log that were given one number, as two copies of a disk do which both go on.

All of them stay. The one that says least, in the order of ``Content``, keeps the number; the others
go under the name of the device with "~1", "~2" and so on behind it. So they are called the same
everywhere, whichever came first.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from sqlalchemy import Connection

from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store import devices
from flashcards.store.connections import bulk, raw_of
from flashcards.sync.values import Column

if TYPE_CHECKING:
    import numpy as np

    from flashcards.sync.values import Rows

    Numbers: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]

Content: TypeAlias = tuple[int, ...]
"""at_ms, offset_minutes, kind, quality, taken_ms, interval_minutes: what a row says itself."""

COLUMNS: Final = "card_id, id, at_ms, offset_minutes, kind, quality, taken_ms, interval_minutes"
_AGAIN: Final = "~"
_ELSEWHERE: Final = ":"
_ALWAYS: Final = 1 << DEVICE_BITS
_MOVES: Final = (
    "UPDATE reviews SET id = ?3 WHERE card_id = ?1 AND id = ?2",
    "UPDATE reviews SET target = ?3 WHERE card_id = ?1 AND target = ?2",
    "UPDATE OR IGNORE review_memories SET review_id = ?3 WHERE review_id = ?2",
    "UPDATE sync_unsent SET id = ?3 WHERE card_id = ?1 AND id = ?2",
    "UPDATE sync_told SET id = ?3 WHERE card_id = ?1 AND id = ?2",
)


@dataclass(slots=True)
class _Writer:
    """A device as it is known here."""

    uid: str
    name: str
    numbers: list[int]
    """Its own, and those of its other names."""
    mark: int
    """From this on no row of it is here."""

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether it stands for another program's log, whose numbers name rows for good."""
        return _ELSEWHERE in self.uid


class _Arrived(NamedTuple):
    """A row that came, under a number of which something may be known."""

    card_id: int
    writer: _Writer
    sequence: int
    content: Content


@dataclass(slots=True)
class Numbered:
    """What rows are called here."""

    numbers: "Numbers"
    """For each row that came; 0 where it is here already."""
    seen: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By the place of each row that is here already its card and number."""
    moves: list[tuple[int, int, int]] = field(default_factory=list)
    """Card, former and new number of rows that are here, in the order in which they can move."""
    instead: list[tuple[int, int, Content]] = field(default_factory=list)
    """Card, number and what is to be said instead of rows of another program's log that are here.

    Two computers may have read it in different time zones.
    """
    writers: set[str] = field(default_factory=set)
    """The devices (uids) of which there is something new."""


def uid_of(name: str) -> str:
    """Return the uid of a device of which this is one of the names."""
    return name if _ELSEWHERE in name else name.partition(_AGAIN)[0]


class Numbering:
    """Gives numbers to the rows of a segment."""

    def __init__(
        self,
        conn: Connection,
        named: Sequence[tuple[str, str]],
        here: Mapping[tuple[int, int], Content],
    ) -> None:
        """``named`` are the devices it speaks of; ``here`` has the rows of the cards concerned."""
        self._conn = conn
        self._here = here
        self._known = _known_writers(conn)
        self._writers = [self._writer(*each) if each[0] else None for each in named]
        self._found: dict[int, list[tuple[Content, int]]] = {}
        """First number -> the rows that were given it, with what they are called now."""
        self._moved: dict[tuple[int, int], int] = {}
        self._moves: list[tuple[int, tuple[int, int, int]]] = []

    def _writer(self, name: str, shown: str) -> _Writer:
        uid = uid_of(name)
        if uid not in self._known:
            number = devices.enter_named(self._conn, uid, shown or uid)
            self._known[uid] = _Writer(uid, shown or uid, [number], 0)
        return self._known[uid]

    def number(self, rows: "Rows", card_ids: Sequence[int]) -> Numbered:
        """Say what each row is called here, and which others move to make room.

        ``card_ids`` are those of the cards that the rows speak of.
        """
        import numpy as np

        firsts = self._firsts(rows)
        cards = np.array(card_ids, np.int64)[rows[:, Column.CARD]]
        there = self._rows_called(firsts[self._are_doubtful(rows)])
        known_cards = {card_id for card_id, _ in self._here}
        asked = np.isin(cards, [*known_cards]) | np.isin(firsts, [*there])
        asked |= np.isin(firsts, _several(firsts))
        self.done = done = Numbered(firsts.copy())
        groups: dict[int, list[tuple[_Arrived, int]]] = {}
        for at in np.flatnonzero(asked & (firsts > 0)).tolist():
            first, row = int(firsts[at]), self._arrived(rows[at].tolist(), int(cards[at]))
            if row is None:
                continue
            done.numbers[at] = 0
            if (number := self._number_here(row)) is not None:
                done.seen[at] = row.card_id, number
            else:
                groups.setdefault(first, []).append((row, at))
        for first, came in groups.items():
            self._number_group(first, came, there.get(first, []))
        new = np.unique(rows[done.numbers > 0, Column.DEVICE]).tolist()
        done.writers = {each.uid for at in new if (each := self._writers[at])}
        self._raise_marks(rows)
        # Whoever gets the name furthest behind makes room for the one before it.
        done.moves = [move for _, move in sorted(self._moves, reverse=True)]
        return done

    def _firsts(self, rows: "Rows") -> "Numbers":
        """Return the number that each row was given by its writer; 0 where nobody wrote it."""
        import numpy as np

        bases = [each.numbers[0] << DEVICE_BITS if each else 0 for each in self._writers]
        base = np.array(bases, np.int64)[rows[:, Column.DEVICE]]
        return np.where(base > 0, base | rows[:, Column.SEQUENCE], 0)

    def _arrived(self, row: list[int], card_id: int) -> _Arrived | None:
        writer = self._writers[row[Column.DEVICE]]
        if writer is None:
            return None
        content = (*row[Column.AT_MS : Column.TAKEN_MS + 1], row[Column.INTERVAL_MINUTES])
        return _Arrived(card_id, writer, row[Column.SEQUENCE], content)

    def _are_doubtful(self, rows: "Rows") -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Say of each row whether its number may be here."""
        import numpy as np

        marks = [0 if each is None or each.is_from_elsewhere else each.mark
                 for each in self._writers]  # fmt: skip
        found = rows[:, Column.SEQUENCE] < np.array(marks, np.int64)[rows[:, Column.DEVICE]]
        return np.asarray(found)

    def target(self, card_id: int, place: int, sequence: int, at_ms: int) -> int | None:
        """Return what a row is called that another speaks of, which came with its moment."""
        writer = self._writers[place]
        if writer is None:
            return None
        first = writer.numbers[0] << DEVICE_BITS | sequence
        for content, number in self._found.get(first, []):
            if content[0] == at_ms:
                return number
        for number in _called(writer, sequence):
            content_here = self._here.get((card_id, number))
            if content_here is not None and content_here[0] == at_ms:
                return self._moved.get((card_id, number), number)
        return first

    def _number_here(self, row: _Arrived) -> int | None:
        for number in _called(row.writer, row.sequence):
            found = self._here.get((row.card_id, number))
            if found == row.content:
                return number
            if row.writer.is_from_elsewhere and found is not None:
                if row.content < found:
                    self.done.instead.append((row.card_id, number, row.content))
                return number
        return None

    def _rows_called(self, firsts: "Numbers") -> dict[int, list[tuple[Content, int, int]]]:
        """Return the rows that were given these numbers: content, card, present number."""
        by_number = {writer.numbers[0]: writer for writer in self._known.values()}
        called = {
            number: first
            for first in self._that_are_here(firsts)
            for number in _called(by_number[first >> DEVICE_BITS], first % _ALWAYS)
        }
        if not called:
            return {}
        found: dict[int, list[tuple[Content, int, int]]] = {}
        # The log is kept by card: this reads all of it.
        for card_id, number, *content in raw_of(self._conn).execute(
            f"SELECT {COLUMNS} FROM reviews WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(called)),),
        ):
            found.setdefault(called[number], []).append((tuple(content), card_id, number))
        return found

    def _that_are_here(self, firsts: "Numbers") -> list[int]:
        """Return those of these numbers that were given to a row that is here."""
        import numpy as np

        if not len(firsts):
            return []
        asked = set(np.unique(firsts >> DEVICE_BITS).tolist())
        theirs = [n for w in self._known.values() if w.numbers[0] in asked for n in w.numbers]
        # The log is kept by card: this looks at all of it, and takes out what may be meant.
        ids = raw_of(self._conn).execute(
            "SELECT id FROM reviews WHERE id >> ? IN (SELECT value FROM json_each(?))",
            (DEVICE_BITS, json.dumps(theirs)),
        )
        here = np.fromiter(chain.from_iterable(ids), np.int64)
        for writer in self._known.values():
            for again in writer.numbers[1:]:
                here[here >> DEVICE_BITS == again] += writer.numbers[0] - again << DEVICE_BITS
        firsts = np.sort(firsts)
        met = firsts[np.minimum(np.searchsorted(firsts, here), len(firsts) - 1)] == here
        return [int(each) for each in np.unique(here[met])]

    def _number_group(
        self,
        first: int,
        came: Sequence[tuple[_Arrived, int]],
        there: Sequence[tuple[Content, int, int]],
    ) -> None:
        """Number rows that were given one number, together with those that are here."""
        writer = came[0][0].writer
        known = {content: card_id for content, card_id, _ in there}
        new: dict[Content, int] = {}
        for row, at in came:
            if row.content not in known:
                new.setdefault(row.content, at)
        order = sorted(known.keys() | new.keys())
        names = {
            content: self._number_of(writer, place) << DEVICE_BITS | first % _ALWAYS
            for place, content in enumerate(order)
        }
        for content, at in new.items():
            self.done.numbers[at] = names[content]
        for content, card_id, number in there:
            if names[content] != number:
                self._moves.append((order.index(content), (card_id, number, names[content])))
                self._moved[card_id, number] = names[content]
        for row, at in came:
            card_id = known.setdefault(row.content, row.card_id)
            if new.get(row.content) != at:
                self.done.seen[at] = card_id, names[row.content]
        if new:
            self._found[first] = list(names.items())

    def _number_of(self, writer: _Writer, place: int) -> int:
        while len(writer.numbers) <= place:
            name = f"{writer.uid}{_AGAIN}{len(writer.numbers)}"
            writer.numbers.append(devices.enter_named(self._conn, name, writer.name))
        return writer.numbers[place]

    def _raise_marks(self, rows: "Rows") -> None:
        import numpy as np

        newest = np.full(len(self._writers), -1, np.int64)
        np.maximum.at(newest, rows[:, Column.DEVICE], rows[:, Column.SEQUENCE])
        last: dict[int, int] = {}
        for writer, sequence in zip(self._writers, newest.tolist(), strict=True):
            if writer is not None and sequence >= 0:
                number = writer.numbers[0]
                if writer.mark == _ALWAYS and number not in last:
                    last[number] = self._last_here(number)
                last[number] = max(last.get(number, 0), sequence)
        bulk(
            self._conn,
            "UPDATE devices SET next_sequence = max(next_sequence, ?2 + 1) WHERE id = ?1",
            last.items(),
        )

    def _last_here(self, device: int) -> int:
        (found,) = raw_of(self._conn).execute(
            "SELECT max(id) FROM reviews WHERE id >= ? AND id < ?",
            (device << DEVICE_BITS, device + 1 << DEVICE_BITS),
        ).fetchone()  # fmt: skip
        return (found or 0) % _ALWAYS


def _several(firsts: "Numbers") -> "Numbers":
    """Return the numbers that are there more than once."""
    import numpy as np

    numbers, times = np.unique(firsts, return_counts=True)
    return np.asarray(numbers[times > 1])


def _called(writer: _Writer, sequence: int) -> list[int]:
    return [number << DEVICE_BITS | sequence for number in writer.numbers]


def _known_writers(conn: Connection) -> dict[str, _Writer]:
    """Return the devices that are known here, by uid."""
    found: dict[str, _Writer] = {}
    rows = raw_of(conn).execute("SELECT id, uid, name, next_sequence FROM devices").fetchall()
    for number, uid, name, following in sorted(rows, key=lambda row: (len(row[1]), row[1])):
        known = found.get(uid_of(uid))
        if known is None:
            # A device that was only heard of may have rows from before its numbers were counted.
            mark = following if following > 1 else _ALWAYS
            found[uid_of(uid)] = _Writer(uid_of(uid), name, [number], mark)
        else:
            known.numbers.append(number)
    return found


def say_instead(conn: Connection, rows: Iterable[tuple[int, int, Content]]) -> None:
    """Let rows of another program's log say what they say on the other machine."""
    bulk(
        conn,
        "UPDATE reviews SET at_ms = ?, offset_minutes = ?, kind = ?, quality = ?, taken_ms = ?, "
        "interval_minutes = ? WHERE card_id = ? AND id = ?",
        ((*content, card_id, number) for card_id, number, content in rows),
    )


def make_room(conn: Connection, moves: Sequence[tuple[int, int, int]]) -> None:
    """Move rows of the log, with everything that names them."""
    for move in moves:
        for sql in _MOVES:
            raw_of(conn).execute(sql, move)
