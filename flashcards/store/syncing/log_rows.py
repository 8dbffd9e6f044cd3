"""The review log on its way to other machines, and theirs on its way in."""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from flashcards.model.enums import ReviewKind
from flashcards.scheduling.replay import DEVICE_BITS, LogRow
from flashcards.store import taking_in
from flashcards.store.connections import bulk, insert_rows, raw_of
from flashcards.store.syncing import shared_numbers, told
from flashcards.store.syncing.bearers import (
    CardName,
    card_name,
    ids_of_cards,
    names_of_cards,
    uid_of,
)
from flashcards.store.syncing.setup import Setup
from flashcards.store.syncing.shared_numbers import Content
from flashcards.sync.values import Column, LogBlock

if TYPE_CHECKING:
    from flashcards.store.syncing.shared_numbers import Numbers
    from flashcards.sync.values import Rows

Place = Callable[[str, str], int]
"""Uid and name of a device -> its place among those a segment speaks of."""

COLUMNS: Final = (
    "r.card_id, r.id, r.at_ms, r.offset_minutes, r.kind, r.quality, r.taken_ms, r.version_id, "
    "r.interval_minutes, r.target"
)
"""Those of a row of ``reviews`` as ``block`` takes it."""
_OF_A_LOG: Final = [1, 2, 3, 4, 5, 7, 8]
"""Those columns that a replay looks at, before the target."""
_SEQUENCE: Final = (1 << DEVICE_BITS) - 1
_AT_ONCE: Final = 10_000
"""Of many rows, so many are made at a time."""
_A_TURN: Final = 1_000
"""So many become an array before another thread may go on."""

ReviewRow = tuple[Any, ...]
"""A row of ``reviews``."""


# Out -------------------------------------------------------------------------------------------


def gather(conn: Connection, setup: Setup, place: Place, most: int) -> tuple[LogBlock | None, bool]:
    """Return up to ``most`` rows that others do not know, and whether there are more.

    At first the whole log, card by card; then what was appended since.
    """
    execute = raw_of(conn).execute
    if "log_mark" in setup:
        rows = execute(
            f"SELECT {COLUMNS} FROM reviews r WHERE r.card_id > ? ORDER BY r.card_id, r.id LIMIT ?",
            (setup["log_mark"], most + 1),
        ).fetchall()
        rest = len(rows) > most
        if rest:  # up to the last card that is there whole, or as much of one as there is
            whole = [row for row in rows if row[0] != rows[-1][0]]
            rows = whole or _of_card(conn, rows[-1][0])
            setup["log_mark"] = rows[-1][0]
        else:
            del setup["log_mark"]
            rest = True  # what was appended meanwhile
    else:
        rows = execute(
            f"SELECT {COLUMNS} FROM sync_unsent u JOIN reviews r ON r.card_id = u.card_id "
            "AND r.id = u.id LIMIT ?",
            (most,),
        ).fetchall()
        rest = len(rows) == most
    bulk(
        conn, "DELETE FROM sync_unsent WHERE card_id = ? AND id = ?", [row[:2] for row in rows]
    )  # fmt: skip
    return (block(conn, rows, place) if rows else None), rest


def _of_card(conn: Connection, card_id: int) -> list[ReviewRow]:
    return raw_of(conn).execute(
        f"SELECT {COLUMNS} FROM reviews r WHERE r.card_id = ? ORDER BY r.id", (card_id,)
    ).fetchall()  # fmt: skip


def all_rows(conn: Connection) -> Iterator[ReviewRow]:
    """Yield the whole log as ``block`` takes it, card by card."""
    yield from raw_of(conn).execute(
        f"SELECT {COLUMNS} FROM reviews r ORDER BY r.card_id, r.id"
    )  # fmt: skip


def block(conn: Connection, rows: Sequence[ReviewRow], place: Place) -> LogBlock | None:
    """Return rows as a segment has them; None where none of them has a name elsewhere."""
    import numpy as np

    execute = raw_of(conn).execute
    known = {row[0]: row[1:] for row in execute("SELECT id, uid, name FROM devices")}
    plans = dict(execute("SELECT id, uid FROM plans"))
    versions = _Places(execute, "SELECT id, scheduler, parameters, day_start_minutes "
                       "FROM scheduler_versions")  # fmt: skip
    card_ids = sorted({row[0] for row in rows})
    made = LogBlock()
    card_places: dict[CardName, int] = {}
    found: list[list[int]] = []
    kept = _memories(conn, card_ids)
    at_ms = {(row[0], row[1]): row[2] for row in rows}
    for name, row in _named(conn, rows, card_ids):
        card_id, number, *rest, version, interval, target = row
        if number >> DEVICE_BITS not in known:
            continue
        at = len(found)
        found.append(
            [
                card_places.setdefault(name, len(card_places)),
                place(*known[number >> DEVICE_BITS]), number & _SEQUENCE,
                *rest, versions.place(version), interval,
            ]
        )  # fmt: skip
        if number in kept:
            made.memories[at] = kept[number]
        if target is not None and rest[2] == ReviewKind.MOVED:
            if target in plans:
                made.plans[at] = plans[target]
        elif target is not None and target >> DEVICE_BITS in known:
            moment = at_ms.get((card_id, target))
            if moment is None:
                moment = _moment_of(conn, card_id, target)
            device = place(*known[target >> DEVICE_BITS])
            made.targets[at] = (device, target & _SEQUENCE, moment)
    made.versions = versions.found
    made.cards = list(card_places)
    if not found:
        return None
    starts = range(0, len(found), _A_TURN)
    made.rows = np.concatenate([np.array(found[at : at + _A_TURN], np.int64) for at in starts])
    return made


def _named(
    conn: Connection, rows: Iterable[ReviewRow], card_ids: Sequence[int]
) -> Iterator[tuple[CardName, ReviewRow]]:
    """Yield rows with the names they are told under; some have several."""
    names = names_of_cards(conn, card_ids)
    others = told.names_of_rows(conn, card_ids)
    for row in rows:
        uids = others.get(row[:2])
        if uids:
            yield from ((card_name(uid), row) for uid in sorted(uids))
        elif row[0] in names:
            yield names[row[0]], row


class _Places:
    """Scheduler versions, each once, by their ids."""

    def __init__(self, execute: Callable[..., Any], sql: str) -> None:
        self._known = {row[0]: tuple(row[1:]) for row in execute(sql)}
        self._places: dict[int, int] = {}
        self.found: list[tuple[str, str, int]] = []

    def place(self, number: int) -> int:
        if number not in self._known:
            return -1
        if number not in self._places:
            self._places[number] = len(self.found)
            self.found.append(self._known[number])
        return self._places[number]


def _memories(conn: Connection, card_ids: Sequence[int]) -> dict[int, str]:
    return dict(
        raw_of(conn).execute(
            "SELECT m.review_id, m.memory FROM reviews r JOIN review_memories m "
            "ON m.review_id = r.id WHERE r.card_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(card_ids)),),
        )
    )


def _moment_of(conn: Connection, card_id: int, number: int) -> int:
    row = raw_of(conn).execute(
        "SELECT at_ms FROM reviews WHERE card_id = ? AND id = ?", (card_id, number)
    ).fetchone()  # fmt: skip
    return 0 if row is None else int(row[0])


# In --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Taken:
    """Rows of the log as they are written here."""

    table: "Rows"
    """Those that are new, by card and number: the columns of ``reviews`` up to the interval."""
    targets: dict[int, int] = field(default_factory=dict)
    """By the place of a row in the table: what it speaks of."""
    memories: list[tuple[int, str]] = field(default_factory=list)
    card_ids: set[int] = field(default_factory=set)
    """The cards they are about, among them some that are not there."""
    begun: set[int] = field(default_factory=set)
    """Those of them of which rows were here before, or some rows speak of others."""
    moves: list[tuple[int, int, int]] = field(default_factory=list)
    """What makes room for them; see ``shared_numbers``."""
    instead: list[tuple[int, int, Content]] = field(default_factory=list)
    writers: set[str] = field(default_factory=set)
    """The devices (uids) that wrote them."""
    told: list[tuple[str, int, int]] = field(default_factory=list)
    """(name, id, card) of rows that are here and told under another name now."""

    def rows(self) -> Iterator[list[ReviewRow]]:
        """Yield the rows as ``reviews`` has them, some thousand at a time."""
        target = self.targets.get
        for start in range(0, len(self.table), _AT_ONCE):
            columns = (column.tolist() for column in self.table[start : start + _AT_ONCE].T)
            yield list(zip(*columns, map(target, itertools.count(start)), strict=False))

    def logs(self, card_ids: Sequence[int]) -> dict[int, list[LogRow]]:
        """Return the logs of those of these cards, given in order, of which all rows are new."""
        import numpy as np

        cards = self.table[:, 0]
        bounds = np.searchsorted(cards, [card_ids[0], card_ids[-1] + 1])
        part = self.table[slice(*bounds)]
        columns = (column.tolist() for column in part[:, _OF_A_LOG].T)
        rows = list(zip(*columns, itertools.repeat(None), strict=False))
        starts = np.flatnonzero(np.diff(part[:, 0], prepend=-1)).tolist()
        spans = itertools.pairwise([*starts, len(part)])  # none where no row came of these cards
        wanted = set(card_ids) - self.begun
        return {
            card_id: rows[start:end]
            for card_id, (start, end) in zip(part[starts, 0].tolist(), spans, strict=True)
            if card_id in wanted
        }


def localized(conn: Connection, block: LogBlock, named: Sequence[tuple[str, str]]) -> Taken:
    """Return the rows of a block that are not here yet, under local numbers.

    Cards that are not here get a number that no card has had, under which their log waits.
    """
    import numpy as np

    versions = [taking_in.scheduler(conn, *each) for each in block.versions]
    card_ids = ids_of_cards(conn, block.cards)
    here = _here(conn, dict(zip(block.cards, card_ids, strict=True)))
    numbering = shared_numbers.Numbering(conn, named, here)
    numbered = numbering.number(block.rows, card_ids)
    cards = np.array(card_ids, np.int64)[block.rows[:, Column.CARD]]
    new = np.flatnonzero(numbered.numbers)
    new = new[np.lexsort((numbered.numbers[new], cards[new]))]
    found = Taken(
        np.column_stack((
            cards[new], numbered.numbers[new],
            block.rows[new, Column.AT_MS : Column.TAKEN_MS + 1],
            np.array([*versions, 1])[block.rows[new, Column.VERSION]],  # the last for none
            block.rows[new, Column.INTERVAL_MINUTES],
        )),
        moves=numbered.moves, instead=numbered.instead, writers=numbered.writers,
    )  # fmt: skip
    places = np.full(len(block.rows), -1, np.int64)
    places[new] = np.arange(len(new))
    found.targets = dict(_targets(conn, block, numbering, (cards, places)))
    found.memories = [
        (int(numbered.numbers[at]), memory)
        for at, memory in block.memories.items()
        if places[at] >= 0
    ]
    moved = {each[0] for each in (*numbered.moves, *numbered.instead)}
    found.card_ids = {*np.unique(cards[new]).tolist(), *moved}
    found.begun = ({card_id for card_id, _ in here} & found.card_ids) | moved | _mixed(found)
    found.told = _told_again(conn, block, numbered.seen)
    return found


def _targets(
    conn: Connection, block: LogBlock, numbering: shared_numbers.Numbering,
    columns: tuple["Numbers", "Numbers"],
) -> Iterator[tuple[int, int]]:  # fmt: skip
    """Yield the place of each new row that speaks of another, and what that is called here.

    ``columns``: the card of each row of the block, and its place among the new ones or -1.
    """
    cards, places = columns
    plans = {
        uid: number for number, uid in raw_of(conn).execute("SELECT id, uid FROM plans")
    } if block.plans else {}  # fmt: skip
    for at, target in block.targets.items():
        if places[at] >= 0:
            number = numbering.target(int(cards[at]), *target)
            if number is not None:
                yield int(places[at]), number
    for at, uid in block.plans.items():
        if places[at] >= 0 and at not in block.targets and uid in plans:
            yield int(places[at]), plans[uid]


def _mixed(taken: Taken) -> set[int]:
    """Return the cards of which some rows are no answers, or come from several devices."""
    import numpy as np

    card, number, kind = taken.table[:, 0], taken.table[:, 1], taken.table[:, 4]
    odd = kind >= ReviewKind.STRUCK
    odd[[*taken.targets]] = True
    same = card[1:] == card[:-1]
    odd[1:] |= same & (number[1:] >> DEVICE_BITS != number[:-1] >> DEVICE_BITS)
    return set(np.unique(card[odd]).tolist())


def _told_again(
    conn: Connection, block: LogBlock, seen: Mapping[int, told.Row]
) -> list[tuple[str, int, int]]:
    """Return (name, id, card) of rows that are known, where they were told under others so far."""
    card_ids = {card_id for card_id, _ in seen.values()}
    others = told.names_of_rows(conn, card_ids)
    called = names_of_cards(conn, card_ids)
    found = []
    for at, (card_id, number) in seen.items():
        names = others.get((card_id, number)) or {uid_of(called[card_id])}
        name = uid_of(block.cards[block.rows[at, Column.CARD]])
        if name not in names:
            found += [(each, number, card_id) for each in sorted({*names, name})]
    return found


def _here(conn: Connection, card_ids: Mapping[CardName, int]) -> dict[told.Row, Content]:
    """Return what the rows of cards say, also of those told under their names that others have."""
    execute = raw_of(conn).execute
    columns = shared_numbers.COLUMNS
    chosen = "IN (SELECT value FROM json_each(?))"
    found: dict[told.Row, Content] = {
        row[:2]: row[2:]
        for row in execute(
            f"SELECT {columns} FROM reviews WHERE card_id {chosen}",
            (json.dumps(sorted(set(card_ids.values()))),),
        )
    }
    uids = {uid_of(name): number for name, number in card_ids.items()}
    for name, _, *row in execute(
        f"SELECT t.name, {columns} FROM sync_told t JOIN (SELECT {columns} FROM reviews) "
        f"USING (card_id, id) WHERE t.name {chosen}",
        (json.dumps(list(uids)),),
    ):
        found.setdefault((uids[name], row[0]), tuple(row[1:]))
    return found


def write(conn: Connection, taken: Taken) -> None:
    """Append rows that other machines wrote; nobody is told of them again."""
    execute = raw_of(conn).execute
    execute("INSERT INTO temp.merging VALUES (1)")
    try:
        shared_numbers.make_room(conn, taken.moves)
        shared_numbers.say_instead(conn, taken.instead)
        for rows in taken.rows():
            insert_rows(conn, "reviews", rows, "ON CONFLICT DO NOTHING")
        bulk(conn, "INSERT OR IGNORE INTO review_memories VALUES (?, ?)", taken.memories)
        told.add(conn, taken.told)
    finally:
        execute("DELETE FROM temp.merging")
