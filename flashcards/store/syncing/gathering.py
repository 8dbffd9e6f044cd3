"""Gathers what other machines have not been told yet: facts, and rows of the log."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection

from flashcards.model.ids import device_number
from flashcards.store.connections import raw_of
from flashcards.store.operation import operation
from flashcards.store.syncing import claims, histories, kept_empty, log_rows, records, told_since
from flashcards.store.syncing.kinds import (
    CARDS,
    DECKS,
    KEPT,
    KINDS,
    MADE,
    NOTES,
    UNMADE,
    Row,
    RowKind,
)
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.records import BORN, StampRow
from flashcards.store.syncing.setup import Setup
from flashcards.sync.registers import GONE, Register, State, ms_of
from flashcards.sync.values import Fact, LogBlock

PLACES: Final = "reading_places"
"""The kind of fact that says how far an article was read; it stands outside undo."""
HISTORY: Final = "revisions"
"""The kind of fact that says what a field of a note said before."""
_AT_ONCE: Final = 200
_MAKE_CARDS: Final = frozenset(("note_types", "templates", "notes", "cards"))
"""Kinds of facts on which depends which cards there are."""
_PLACES_COLUMNS: Final = "uid, read_ms, position, top, spans, week, week_before"


@dataclass(slots=True)
class Gathered:
    """What goes into one segment."""

    devices: list[tuple[str, str]]
    facts: list[Fact] = field(default_factory=list)
    log: LogBlock | None = None
    rest: bool = False
    """Whether there is more than went in."""

    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.facts) or self.log is not None


def gather(conn: Connection, setup: Setup, most: int) -> Gathered:
    """Return up to about ``most`` rows that others do not know, and count them as told.

    Long texts count as several rows, so that what comes out fits into memory.

    For a write, in which what is returned is put into the outbox. ``setup`` is brought up to date;
    the caller keeps it.
    """
    found = _Gathering(conn, setup, most)
    found.gather()
    return found.done


class _Gathering:
    def __init__(self, conn: Connection, setup: Setup, most: int) -> None:
        self.conn = conn
        self.setup = setup
        self.left = most
        self.names = Names(conn)
        self.devices = Devices(conn, setup)
        self.done = Gathered(self.devices.found)

    def gather(self) -> None:
        for kind in KINDS:
            self._written(kind)
            self._deleted(kind)
            self._new(kind)
        if any(fact.kind in _MAKE_CARDS for fact in self.done.facts):
            self.setup["unsettled"] = True
        told_since.note_down(self.setup, self.done.facts)
        self._places()
        if not self.done.rest:
            self.done.facts += claims.gather(self.conn)
            self._history()
        if self.left > 0:
            self.done.log, rest = log_rows.gather(
                self.conn, self.setup, self.devices.place, max(self.left, 1) * 10
            )
            self.done.rest = self.done.rest or rest

    def _say(self, kind: str, uid: str, state: State) -> None:
        for name, (stamp, device, value, base) in state.items():
            place = self.devices.place_of_number(device)
            self.done.facts.append(
                Fact(kind, uid, name, value, stamp, place, str(base) if base else "")
            )

    # Rows -------------------------------------------------------------------------------------

    def _new(self, kind: RowKind) -> None:
        marks = self.setup["marks"]
        mark = marks.get(kind.name, 0)
        if self.left <= 0 and kind is not CARDS:
            self.done.rest = self.done.rest or self._any_above(kind, mark)
            return
        rows = self._above(kind, mark)
        if not rows:
            return
        marks[kind.name] = rows[-1][0]
        kept = self._told_states(kind, rows)
        raw_of(self.conn).execute(
            "UPDATE sync_stamps SET sent = 1 WHERE sent = 0 AND kind = ? AND row > ? AND row <= ?",
            (kind.number, mark, rows[-1][0]),
        )
        if kind is DECKS:
            self._note_made(rows, kept)
        elif kind is CARDS:
            self._note_kept(rows, kept)

    def _above(self, kind: RowKind, mark: int) -> list[Row]:
        """Return rows that may go into the segment; of cards all whose notes did."""
        columns, execute = ", ".join(kind.selected), raw_of(self.conn).execute
        if kind is not CARDS:
            return self._as_many(
                execute(f"SELECT {columns} FROM {kind.name} WHERE id > ? ORDER BY id", (mark,))
            )
        rows = execute(
            f"SELECT {columns} FROM cards WHERE id > ?1 AND id < coalesce((SELECT min(id) "
            "FROM cards WHERE id > ?1 AND note_id > ?2), 1 << 62) ORDER BY id",
            (mark, self.setup["marks"].get(NOTES.name, 0)),
        ).fetchall()
        self.done.rest = self.done.rest or self._any_above(kind, rows[-1][0] if rows else mark)
        self.left = max(0, self.left - len(rows))
        return rows

    def _as_many(self, found: Iterable[Row]) -> list[Row]:
        """Return as many of these rows as may still go into the segment."""
        rows: list[Row] = []
        for row in found:
            if self.left <= 0:
                self.done.rest = True
                break
            rows.append(row)
            self.left -= (
                1 + sum(len(each) for each in row if type(each) is str) // histories.CHARACTERS
            )
        return rows

    def _told_states(self, kind: RowKind, rows: list[Row]) -> dict[int, dict[str, StampRow]]:
        if kind.name in ("cards", "passages"):
            self.names.load_notes(row[2] for row in rows)
        kept = records.stamps(self.conn, kind, [row[0] for row in rows])
        for row in rows:
            state = records.state_of(kind, row, self.names, kept.get(row[0], {}))
            self._say(kind.name, kind.uid(row, self.names), state)
        return kept

    def _note_made(self, rows: list[Row], kept: dict[int, dict[str, StampRow]]) -> None:
        """Say of new decks when they were made: of two of one name the older is shown."""
        written: list[StampRow] = []
        for row in rows:
            known = kept.get(row[0], {})
            if MADE not in known:
                born = known[BORN][3] if BORN in known else DECKS.born(row, self.names)
                self._say("decks", row[2], {MADE: Register(born, 0, ms_of(born))})
                if BORN not in known:
                    written.append((DECKS.number, row[0], BORN, born, 0, 0, 1, None))
                hidden = json.dumps(ms_of(born))
                written.append((DECKS.number, row[0], MADE, born, 0, 0, 1, hidden))
        records.write_stamps(self.conn, written)

    def _note_kept(self, rows: list[Row], kept: dict[int, dict[str, StampRow]]) -> None:
        """Say of new cards that their notes do not make them: elsewhere they are kept as well."""
        written: list[StampRow] = []
        for row in kept_empty.unmade(self.conn, rows):
            known = kept.get(row[0], {})
            if KEPT in known:
                continue
            born = known[BORN][3] if BORN in known else CARDS.born(row, self.names)
            self._say("cards", CARDS.uid(row, self.names), {KEPT: Register(born, 0, True)})
            if BORN not in known:
                written.append((CARDS.number, row[0], BORN, born, 0, 0, 1, None))
            written.append((CARDS.number, row[0], KEPT, born, 0, 0, 1, "true"))
        records.write_stamps(self.conn, written)

    def _any_above(self, kind: RowKind, mark: int) -> bool:
        found = raw_of(self.conn).execute(
            f"SELECT EXISTS (SELECT 1 FROM {kind.name} WHERE id > ?)", (mark,)
        )
        return bool(found.fetchone()[0])

    def _written(self, kind: RowKind) -> None:
        """Fields that were written since their rows were told of."""
        mark = self.setup["marks"].get(kind.name, 0)
        numbers = [
            row[0]
            for row in raw_of(self.conn).execute(
                "SELECT DISTINCT row FROM sync_stamps WHERE sent = 0 AND kind = ? AND row <= ? "
                "LIMIT ?",
                (kind.number, mark, max(self.left, 0) + 1),
            )
        ]
        while numbers and self.left > 0:
            some, numbers = numbers[:_AT_ONCE], numbers[_AT_ONCE:]
            self._tell_written(kind, some)
        self.done.rest = self.done.rest or bool(numbers)

    def _tell_written(self, kind: RowKind, numbers: list[int]) -> None:
        rows = self._as_many(records.rows_of(self.conn, kind, numbers))
        if kind.name in ("cards", "passages"):
            self.names.load_notes(row[2] for row in rows)
        told, back = [row[0] for row in rows], list[Row]()
        kept = records.stamps(self.conn, kind, told)
        for row in rows:
            known = kept[row[0]]
            state = records.state_of(kind, row, self.names, known)
            unsent = {name: state[name] for name in state if name in known and not known[name][6]}
            self._say(kind.name, kind.uid(row, self.names), unsent)
            if UNMADE in unsent:  # it came back, perhaps with a package, whatever its note says
                back.append(row)
        if back:
            self._note_kept(back, kept)
        raw_of(self.conn).execute(
            "UPDATE sync_stamps SET sent = 1 WHERE sent = 0 AND kind = ? "
            "AND row IN (SELECT value FROM json_each(?))",
            (kind.number, json.dumps(told)),
        )

    def _deleted(self, kind: RowKind) -> None:
        rows = self._as_many(
            raw_of(self.conn).execute(
                "SELECT uid, body FROM sync_states INDEXED BY sync_states_unsent "
                "WHERE sent = 0 AND kind = ?",
                (kind.number,),
            )
        )
        names = (self.setup["uid"], *self.setup.get("former", ()))
        own = {device_number(each) for each in names}
        for uid, body in rows:
            state = records.state_from(body)
            told = {name: each for name, each in state.items() if name == GONE or each[1] in own}
            self._say(kind.name, uid, told)
        records.mark_states_told(self.conn, kind, [row[0] for row in rows])

    def _history(self) -> None:
        """Say what fields said before where others did not hear of it meanwhile."""
        came, self.done.rest = histories.gather(
            self.conn, self.setup, self.devices.place, max(self.left, 1)
        )
        for uid, state in came:
            self._say(HISTORY, uid, state)

    # What stands outside undo --------------------------------------------------------------------

    def _places(self) -> None:
        """Say how far articles were read; what a clock that was ahead said is known one by one."""
        since, ahead = self.setup.get("places_ms", 0), self.setup.get("places_ahead", {})
        now_ms = operation(self.conn).now_ms
        for uid, state in places(self.conn, since):
            read_ms = state["all"].stamp
            if ahead.get(uid) == read_ms:
                continue
            self._say(PLACES, uid, state)
            if read_ms > now_ms:
                ahead = {**ahead, uid: read_ms}
            else:
                self.setup["places_ms"] = read_ms
        self.setup["places_ahead"] = {
            uid: read_ms
            for uid, read_ms in ahead.items()
            if read_ms > self.setup.get("places_ms", 0)
        }


def places(conn: Connection, since_ms: int = 0) -> list[tuple[str, State]]:
    """Return how far articles were read (uid, state) since a moment, the earliest first."""
    rows = raw_of(conn).execute(
        f"SELECT {_PLACES_COLUMNS} FROM reading_places WHERE read_ms > ? ORDER BY read_ms",
        (since_ms,),
    )
    return [(uid, {"all": Register(read_ms, 0, rest)}) for uid, read_ms, *rest in rows]


class Devices:
    """The devices that a segment speaks of, each once."""

    def __init__(self, conn: Connection, setup: Setup) -> None:
        self._conn = conn
        self._places: dict[str, int] = {}
        self._by_number: dict[int, int] = {}
        self._known: dict[int, tuple[str, str]] = {}
        self.found: list[tuple[str, str]] = []
        self.place("")
        self._by_number[0] = 0
        self._by_number[device_number(setup["uid"])] = self.place(
            setup["uid"], setup.get("name", "")
        )

    def place(self, uid: str, name: str = "") -> int:
        """Return the place of a device among those spoken of."""
        if uid not in self._places:
            self._places[uid] = len(self.found)
            self.found.append((uid, name))
        return self._places[uid]

    def place_of_number(self, number: int) -> int:
        """Return the place of a device, given by the number made from its uid."""
        if number not in self._by_number:
            if not self._known:
                self._known = {device_number(uid): (uid, name) for uid, name in self._devices()}
            uid, name = self._known.get(number, ("", ""))
            self._by_number[number] = self.place(uid, name)
        return self._by_number[number]

    def _devices(self) -> Iterator[tuple[str, str]]:
        yield from raw_of(self._conn).execute("SELECT uid, name FROM devices")
