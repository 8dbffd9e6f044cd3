"""What is written down of each field beside the rows: stamps, and rows that are not there."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.model.ids import device_number
from flashcards.store import taking_part
from flashcards.store.connections import bulk, raw_of
from flashcards.store.operation import operation
from flashcards.store.syncing.kinds import BY_NAME, Row, RowKind
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.setup import Setup
from flashcards.sync.registers import TEXT, Register, State, ms_of

BORN: Final = ""
"""The field under which the stamp of all fields is kept that nobody wrote since."""

# Whether it is on -------------------------------------------------------------------------


def setup(conn: Connection) -> Setup | None:
    """Return what is kept of syncing as a whole; None where the collection takes no part."""
    row = raw_of(conn).execute(
        "SELECT value FROM collection WHERE key = ?", (taking_part.KEY,)
    ).fetchone()  # fmt: skip
    return None if row is None else json.loads(row[0])


def set_setup(conn: Connection, values: Setup | None) -> None:
    """Keep what ``setup`` returns; None takes it away."""
    execute = raw_of(conn).execute
    if values is None:
        execute("DELETE FROM collection WHERE key = ?", (taking_part.KEY,))
    else:
        execute(
            "INSERT INTO collection VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            (taking_part.KEY, json.dumps(values)),
        )
    taking_part.begin(conn)


def set_marks(conn: Connection) -> None:
    """Count all rows there are as told: what came from others need not go back to them."""
    found = setup(conn)
    if found is not None:
        given = dict(raw_of(conn).execute("SELECT name, seq FROM sqlite_sequence"))
        found["marks"] = {name: given.get(name, 0) for name in BY_NAME}
        found["marks"]["learner"] = 1
        set_setup(conn, found)


def replaced(conn: Connection) -> dict[str, Any]:
    """Return what is known of the collection of which this one, a backup, took the place.

    Empty for none; see ``store.going_back``.
    """
    row = raw_of(conn).execute(
        "SELECT value FROM collection WHERE key = ?", (taking_part.REPLACED,)
    ).fetchone()  # fmt: skip
    return {} if row is None else json.loads(row[0])


def forget_replaced(conn: Connection) -> None:
    """Forget it: it has been seen to."""
    raw_of(conn).execute("DELETE FROM collection WHERE key = ?", (taking_part.REPLACED,))


def own_device(conn: Connection) -> tuple[str, str]:
    """Return uid and name of the device that writes, from within an operation."""
    row = raw_of(conn).execute(
        "SELECT uid, name FROM devices WHERE id = ?", (operation(conn).device,)
    ).fetchone()  # fmt: skip
    return str(row[0]), str(row[1])


def own_uid(conn: Connection) -> str:
    """Return the uid under which this device writes; empty where the collection takes no part."""
    found = setup(conn)
    return "" if found is None else str(found["uid"])


def own_number(conn: Connection) -> int:
    """Return the number by which this device's writes are told from others'."""
    uid = own_uid(conn)
    return device_number(uid) if uid else 0


# Stamps --------------------------------------------------------------------------------------


StampRow = tuple[int, int, str, int, int, int, int, str | None]
"""kind, row, field, stamp, device, base, sent, value."""


def stamps(conn: Connection, kind: RowKind, rows: Iterable[int]) -> dict[int, dict[str, StampRow]]:
    """Return what is kept of the fields of these rows, by row and field."""
    found: dict[int, dict[str, StampRow]] = {}
    for each in raw_of(conn).execute(
        "SELECT kind, row, field, stamp, device, base, sent, value FROM sync_stamps "
        "WHERE kind = ? AND row IN (SELECT value FROM json_each(?))",
        (kind.number, json.dumps(list(rows))),
    ):
        found.setdefault(each[1], {})[each[2]] = each
    return found


def typed(conn: Connection, guid: str, uid: str) -> tuple[int, int] | None:
    """Return when (UTC ms) and by which device the text of a field (its uid) was typed.

    None where nobody has written it since the note was made.
    """
    row = raw_of(conn).execute(
        "SELECT stamp, device FROM sync_stamps WHERE kind = ? AND field = ? "
        "AND row = (SELECT id FROM notes WHERE guid = ?)",
        (BY_NAME["notes"].number, TEXT + uid, guid),
    ).fetchone()  # fmt: skip
    return None if row is None else (ms_of(row[0]), int(row[1]))


def write_stamps(conn: Connection, rows: Iterable[StampRow]) -> None:
    """Keep what is known of fields, in the place of what was kept."""
    bulk(conn, "INSERT OR REPLACE INTO sync_stamps VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def drop_stamps(conn: Connection, kind: RowKind, rows: Iterable[int]) -> None:
    """Forget what is kept of the fields of these rows."""
    bulk(
        conn,
        "DELETE FROM sync_stamps WHERE kind = ? AND row = ?",
        ((kind.number, number) for number in rows),
    )


def born(kind: RowKind, row: Row, names: Names, kept: Mapping[str, StampRow]) -> int:
    """Return the stamp of those fields of a row that nobody wrote since others heard of it."""
    return kept[BORN][3] if BORN in kept else kind.born(row, names)


def state_of(kind: RowKind, row: Row, names: Names, kept: Mapping[str, StampRow]) -> State:
    """Return what is known of a row, from the row itself and what is kept of its fields."""
    values = kind.values(row, names)
    stamp_born = born(kind, row, names, kept)
    state = {name: Register(stamp_born, 0, value) for name, value in values.items()}
    for name, (_, _, _, stamp, device, base, _, hidden) in kept.items():
        if name == BORN:
            continue
        if hidden is not None:
            state[name] = Register(stamp, device, json.loads(hidden), base)
        elif name in state:
            state[name] = Register(stamp, device, state[name].value, base)
    return state


def kept_though_gone(conn: Connection, kind: RowKind) -> list[str]:
    """Return the rows (uids) that are there although they were deleted: others need them."""
    rows = raw_of(conn).execute(
        f"SELECT t.uid FROM sync_stamps s JOIN {kind.name} t ON t.id = s.row "
        "WHERE s.kind = ? AND s.field = 'gone' AND s.value = 'true'",
        (kind.number,),
    )
    return [row[0] for row in rows]


# Rows that are not there -----------------------------------------------------------------------


def states(conn: Connection, kind: RowKind, uids: Iterable[str]) -> dict[str, State]:
    """Return what is known of rows that are not there, by uid."""
    return {
        uid: state_from(body)
        for uid, body in raw_of(conn).execute(
            "SELECT uid, body FROM sync_states WHERE kind = ? "
            "AND uid IN (SELECT value FROM json_each(?))",
            (kind.number, json.dumps(list(uids))),
        )
    }


def all_states(conn: Connection, kind: RowKind) -> dict[str, State]:
    """Return what is known of all rows of a kind that are not there."""
    rows = raw_of(conn).execute(
        "SELECT uid, body FROM sync_states WHERE kind = ?", (kind.number,)
    )  # fmt: skip
    return {uid: state_from(body) for uid, body in rows}


def states_of_notes(conn: Connection, guids: Iterable[str]) -> dict[str, State]:
    """Return what is known of cards that are not there, of these notes."""
    found: dict[str, State] = {}
    for guid in guids:
        # "0" follows "/": the names of a note's cards lie between the two.
        rows = raw_of(conn).execute(
            "SELECT uid, body FROM sync_states WHERE kind = ? AND uid > ? AND uid < ?",
            (BY_NAME["cards"].number, f"{guid}/", f"{guid}0"),
        )
        found.update((uid, state_from(body)) for uid, body in rows)
    return found


def has_states(conn: Connection, kind: RowKind) -> bool:
    """Whether anything is known of rows of a kind that are not there."""
    found = raw_of(conn).execute(
        "SELECT EXISTS (SELECT 1 FROM sync_states WHERE kind = ?)", (kind.number,)
    )
    return bool(found.fetchone()[0])


def untold(conn: Connection, kind: RowKind, uids: Iterable[str]) -> set[str]:
    """Return those of such rows of which others do not know all."""
    rows = raw_of(conn).execute(
        "SELECT uid FROM sync_states WHERE kind = ? AND sent = 0 "
        "AND uid IN (SELECT value FROM json_each(?))",
        (kind.number, json.dumps(list(uids))),
    )
    return {row[0] for row in rows}


def put_states(conn: Connection, kind: RowKind, rows: Iterable[tuple[str, State, bool]]) -> None:
    """Keep what is known of rows that are not there: uid, state, whether others know it all."""
    bulk(
        conn,
        "INSERT OR REPLACE INTO sync_states (kind, uid, sent, body) VALUES (?, ?, ?, ?)",
        ((kind.number, uid, int(sent), body_of(state)) for uid, state, sent in rows),
    )


def mark_states_told(conn: Connection, kind: RowKind, uids: Iterable[str]) -> None:
    """Note that others know all of these rows that are not there."""
    bulk(
        conn,
        "UPDATE sync_states SET sent = 1 WHERE kind = ? AND uid = ?",
        ((kind.number, uid) for uid in uids),
    )


def drop_states(conn: Connection, kind: RowKind, uids: Iterable[str]) -> None:
    """Forget rows that are there again."""
    bulk(
        conn,
        "DELETE FROM sync_states WHERE kind = ? AND uid = ?",
        ((kind.number, uid) for uid in uids),
    )


def body_of(state: State) -> str:
    """Return a state as it is kept."""
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def state_from(body: str) -> State:
    """Read a state as it is kept."""
    return {name: Register(*each) for name, each in json.loads(body).items()}


# Rows ----------------------------------------------------------------------------------------


def rows_of(conn: Connection, kind: RowKind, numbers: Sequence[int]) -> list[Row]:
    """Return rows by their ids, with the columns their kind asks for."""
    columns = ", ".join(kind.selected)
    return raw_of(conn).execute(
        f"SELECT {columns} FROM main.{kind.name} WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    ).fetchall()  # fmt: skip
