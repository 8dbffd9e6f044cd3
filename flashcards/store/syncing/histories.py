"""What the fields of notes said before, as other machines are told of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.store import revisions
from flashcards.store.connections import raw_of
from flashcards.store.syncing.kinds import NOTES
from flashcards.store.syncing.setup import Setup
from flashcards.sync.registers import TEXT, Register, State, stamp_of

CHARACTERS: Final = 2_000
"""So much text counts as one more row: a segment of long texts has fewer of them."""

Row = tuple[str, str, str, int, int, str]
"""guid, field, text, since and until (UTC ms), device that replaced it (uid)."""


def everything(conn: Connection, place: Callable[[str], int]) -> Iterator[tuple[str, State]]:
    """Yield all that fields of notes said before (guid, state); ``place`` numbers devices."""
    rows = raw_of(conn).execute(
        "SELECT r.uid, r.field, r.value, r.since_ms, r.until_ms, coalesce(d.uid, '') "
        "FROM revisions r LEFT JOIN devices d ON d.id = r.device WHERE r.kind = ? "
        "ORDER BY r.until_ms, r.id",
        (revisions.KIND,),
    )
    yield from _states(rows, place)


def gather(
    conn: Connection, setup: Setup, place: Callable[[str], int], most: int
) -> tuple[list[tuple[str, State]], bool]:
    """Return what was replaced here and others were not told (guid, state), and count it as told.

    About ``most`` rows of it; also whether there is more. Where one text alone was replaced in a
    field of a note that others have heard of, they have it themselves.
    """
    mark, notes, in_parts = setup.get("history", (0, 0, False))
    found: list[tuple[int, Row]] = []
    for number, note, *rest in raw_of(conn).execute(
        "SELECT r.id, coalesce(n.id, 0), r.uid, r.field, r.value, r.since_ms, r.until_ms, d.uid "
        "FROM revisions r JOIN devices d ON d.id = r.device LEFT JOIN notes n ON n.guid = r.uid "
        "WHERE r.id > ? AND r.kind = ? ORDER BY r.id",
        (mark, revisions.KIND),
    ):
        if most <= 0:
            setup["history"] = mark, notes, True
            break
        row: Row = tuple(rest)
        mark, most = number, most - 1 - len(row[2]) // CHARACTERS
        found.append((note, row))
    else:
        setup["history"] = mark, setup["marks"].get(NOTES.name, 0), False
    *_, more = setup["history"]
    own = {setup["uid"], *setup.get("former", ())}
    mine = [(note, row) for note, row in found if row[5] in own and row[3] < row[4]]
    times = Counter(row[:2] for _, row in mine)
    told = [
        row for note, row in mine if in_parts or more or times[row[:2]] > 1 or not 0 < note <= notes
    ]
    return [*_states(told, place)], more


def _states(rows: Iterable[Row], place: Callable[[str], int]) -> Iterator[tuple[str, State]]:
    found: dict[tuple[str, str], list[list[Any]]] = {}
    for uid, field, text, since_ms, until_ms, device in rows:
        found.setdefault((uid, field), []).append([text, since_ms, until_ms, place(device)])
    for (uid, field), texts in found.items():
        stamp = stamp_of(max(each[2] for each in texts))
        yield uid, {TEXT + field: Register(stamp, 0, texts)}
