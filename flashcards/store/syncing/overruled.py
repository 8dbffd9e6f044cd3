"""Over what a restored backup stands: what the collection said of which it takes the place.

Each write that the backup does not know is named with its stamp, so that all that is newer stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final, TypeAlias

from sqlalchemy import Connection

from flashcards.model.ids import device_number
from flashcards.store.connections import raw_of
from flashcards.store.syncing import kinds, loading, records
from flashcards.store.syncing.kinds import RowKind
from flashcards.store.syncing.names import Names
from flashcards.sync.registers import GONE, Register, State, beats, is_gone, latest

Over: TypeAlias = dict[str, dict[str, dict[str, tuple[int, int]]]]
"""Stamp and device of the last write that is overruled, by kind of row, uid and field."""

NOTHING: Final = Register(0, 0, None)
"""What nobody wrote."""
_STAY: Final = (
    kinds.LEARNER, kinds.MEDIA, kinds.ORIGINS, kinds.ORIGIN_OPTIONS, kinds.CARDS, kinds.PASSAGES
)  # fmt: skip
"""Of these nothing goes that came since, or it goes with its note."""
_NEVER: Final = (kinds.MADE, kinds.KEPT)
"""What is said of a row as others are first told of it stays."""
_ANYBODY: Final = 1 << 30
"""Larger than the number of any device."""
_AT_ONCE: Final = 500


def find(replaced: Connection, backup: Connection, told: Mapping[str, int]) -> Over:
    """Return what ``replaced`` said and the backup says otherwise.

    ``backup`` has the other attached as ``replaced``; both have the latest layout. ``told`` are the
    last rows (ids) by kind of which others know. What came with published decks is left out.
    """
    here, there = Names(replaced), Names(backup)
    published = _publishers(replaced)
    found: Over = {}
    for kind in kinds.KINDS:
        uids = _candidates(replaced, backup, kind, told.get(kind.name, 0), here)
        while some := list(islice(uids, _AT_ONCE)):
            before = loading.load(backup, kind, some, there)
            for uid, known in loading.load(replaced, kind, some, here).items():
                said = known.state.items()
                state = {name: each for name, each in said if each.device not in published}
                over = _over(kind, state, before[uid].state if uid in before else {})
                if over:
                    found.setdefault(kind.name, {})[uid] = over
    return found


def held(kind: RowKind) -> RowKind:
    """Return as what kind of rows it is kept what is to stand over writes to rows of a kind."""
    return replace(kind, number=-kind.number)


def pending(conn: Connection) -> Over:
    """Return what a backup that was restored before has not told yet."""
    found: Over = {}
    for kind in kinds.KINDS:
        for uid, state in records.all_states(conn, held(kind)).items():
            found.setdefault(kind.name, {})[uid] = {name: each[:2] for name, each in state.items()}
    return found


def add(found: Over, more: Over) -> None:
    """Add what is overruled besides; of two writes of a field the later counts."""
    for kind, rows in more.items():
        for uid, over in rows.items():
            known = found.setdefault(kind, {}).setdefault(uid, {})
            for name, (stamp, device) in over.items():
                known[name] = max((stamp, device), known.get(name, (0, 0)))


def _publishers(conn: Connection) -> set[int]:
    rows = raw_of(conn).execute("SELECT DISTINCT device FROM sync_segments WHERE instr(name, '/')")
    return {device_number(row[0]) for row in rows}


def _candidates(
    replaced: Connection, backup: Connection, kind: RowKind, told: int, names: Names
) -> Iterator[str]:
    """Yield the uids of rows that may not be the same in both; each once."""
    ask, columns = raw_of(backup).execute, ", ".join(kind.selected)
    kept = "row, field, stamp, device, value"
    ids = ask(
        f"SELECT id FROM (SELECT {columns} FROM replaced.{kind.name} "
        f"EXCEPT SELECT {columns} FROM main.{kind.name}) WHERE id <= ?1 UNION "
        f"SELECT row FROM (SELECT {kept} FROM replaced.sync_stamps WHERE kind = ?2 "
        f"EXCEPT SELECT {kept} FROM main.sync_stamps WHERE kind = ?2) WHERE row <= ?1",
        (told, kind.number),
    )
    while some := [row[0] for row in ids.fetchmany(_AT_ONCE)]:
        rows = records.rows_of(replaced, kind, some)
        if kind.name in ("cards", "passages"):
            names.load_notes(row[2] for row in rows)
        yield from (kind.uid(row, names) for row in rows)
    uids = ask(
        "SELECT uid FROM (SELECT uid, body FROM replaced.sync_states WHERE kind = ?1 "
        "EXCEPT SELECT uid, body FROM main.sync_states WHERE kind = ?1)",
        (kind.number,),
    )
    yield from (row[0] for row in uids)


def _over(kind: RowKind, was: State, now: State) -> dict[str, tuple[int, int]]:
    """Return which writes of a row are overruled where ``was`` is to be ``now`` again."""
    if not was:
        return {}
    if not now or is_gone(now):
        stays = is_gone(was) or (not now and kind in _STAY)
        return {} if stays else {GONE: (latest(was.values()), _ANYBODY)}
    return {
        name: each[:2]
        for name, each in was.items()
        if name not in _NEVER
        and beats(each, now.get(name, NOTHING))
        and differ(name, each, now.get(name, NOTHING))
    }


def differ(name: str, one: Register, other: Register) -> bool:
    """Whether two writes of a field say something else."""
    if name == GONE:
        return bool(one.value) != bool(other.value)
    return bool(one.value != other.value)
