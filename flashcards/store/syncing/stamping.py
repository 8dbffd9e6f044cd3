"""Stamps what an operation wrote, at its end, from the rows that undo has logged."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from flashcards.store import undo
from flashcards.store.connections import raw_of
from flashcards.store.operation import Operation
from flashcards.store.syncing import (
    anchoring,
    claims,
    conflicts,
    last_ones,
    records,
    returning,
    told,
    twins,
)
from flashcards.store.syncing.kinds import (
    DECKS,
    KEPT,
    KINDS,
    MADE,
    NOTES,
    SETTING,
    SOURCES,
    UNMADE,
    Row,
    RowKind,
    Values,
    field_of,
)
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.records import BORN, StampRow
from flashcards.store.undo import Step
from flashcards.sync.lineage import Claim
from flashcards.sync.registers import (
    GONE,
    TEXT,
    Register,
    State,
    is_gone,
    later,
    merge,
    stamp_of,
)

RowOf = tuple[str, int]
"""Kind and id of a row."""

_NEEDED = frozenset(("presets", "note_types", "templates"))
"""Tables of which something is always there."""


def keep(conn: Connection, work: Operation, restored: Step | None = None) -> None:
    """Note which fields the operation wrote, and which rows it deleted or brought back.

    ``restored`` is the step that an undo or redo has just put back.
    """
    _Capture(conn, work, restored).keep()


def put_away(
    conn: Connection, work: Operation, settled: Collection[RowOf], written: Mapping[RowOf, State]
) -> None:
    """Keep what is known of rows that a merge took away, none of them deleted by anybody.

    ``settled`` are those of which all that is known is kept already; ``written`` has what it wrote
    into rows before it took them away.
    """
    _Capture(conn, work, None).keep_gone(mark=False, settled=settled, written=written)


class _Capture:
    def __init__(self, conn: Connection, work: Operation, restored: Step | None) -> None:
        self.conn = conn
        self.step = work.step
        self.touched = undo.touched_tables(conn, work.step.number)
        self.restored = restored
        self.made_again = restored.made_again if restored is not None else frozenset()
        self.stamp = stamp_of(work.now_ms)
        self.device = records.own_number(conn)
        self.before = Names(conn, work.step.number, before=True)
        self.after = Names(conn, work.step.number)

    def keep(self) -> None:
        if "cards" in self.touched:
            told.keep_last(self.conn, self.step.number)
        self.keep_gone(mark=True)
        for kind in KINDS:
            if kind.name in self.touched:
                self._changed(kind)
            self._came(kind)
        if not _NEEDED.isdisjoint((*self.touched, *self.step.inserted)):
            last_ones.bring_back(self.conn, self.stamp, self.device)

    def keep_gone(
        self, *, mark: bool, settled: Collection[RowOf] = (),
        written: Mapping[RowOf, State] | None = None,
    ) -> None:  # fmt: skip
        for kind in reversed(KINDS):
            if kind.name in self.touched:
                self._gone(kind, mark, settled, written or {})

    def _range(self, kind: RowKind) -> tuple[int, int]:
        return self.step.inserted.get(kind.name, (0, 0))

    # Rows that changed ------------------------------------------------------------------------

    def _changed(self, kind: RowKind) -> None:
        pairs = self._pairs(kind)
        if not pairs:
            return
        if kind.name == "cards":
            for names in (self.before, self.after):
                names.load_notes(row[2] for pair in pairs for row in pair)
        kept = records.stamps(self.conn, kind, [new[0] for _, new in pairs])
        written: list[StampRow] = []
        renamed: list[tuple[Row, Row]] = []
        of_decks: dict[str, Values] = {}
        told = set[tuple[str, str]]()
        for old, new in pairs:
            if kind.name == "cards" and kind.uid(old, self.before) != kind.uid(new, self.after):
                renamed.append((old, new))
            mine = list(self._differences(kind, old, new, kept.get(new[0], {})))
            written.extend(mine)
            if kind is DECKS:
                now = kind.values(new, self.after)
                of_decks[new[2]] = {each[2]: now[each[2]] for each in mine if each[2] in now}
                known = kept.get(new[0], {})
                told |= {
                    (new[2], name) for _, _, name, *_ in mine if name not in known or known[name][6]
                }
        records.write_stamps(self.conn, written)
        self._write_twins({uid: each for uid, each in of_decks.items() if each}, told)
        if kind is SOURCES:
            reworded = {each[1] for each in written if each[2] == "content"}
            found = anchoring.as_shown(self.conn, reworded, self.stamp, self.device)
            records.write_stamps(self.conn, found)
        if renamed:
            self._rename(kind, renamed, kept)

    def _pairs(self, kind: RowKind) -> list[tuple[Row, Row]]:
        columns = kind.selected
        old, new = (", ".join(f"{one}.{column}" for column in columns) for one in "un")
        # A stamp of a row that changes alone must not make its fields look younger than they are.
        wanted = " OR ".join(
            f"u.{column} IS NOT n.{column}" for column in (*kind.facts, "changed_ms")
        )
        found = raw_of(self.conn).execute(
            f"SELECT {old}, {new} FROM undo_{kind.name} u JOIN main.{kind.name} n ON n.id = u.id "
            "WHERE u.undo_step = ? AND u.undo_op IN ('U', 'D') AND NOT (u.id > ? AND u.id <= ?) "
            f"AND ({wanted})",
            (self.step.number, *self._range(kind)),
        )
        width = len(columns)
        return [(row[:width], row[width:]) for row in found.fetchall()]

    def _differences(
        self, kind: RowKind, old: Row, new: Row, kept: dict[str, StampRow]
    ) -> Iterable[StampRow]:
        born = kept[BORN][3] if BORN in kept else kind.born(old, self.before)
        was, now = kind.values(old, self.before), kind.values(new, self.after)
        emptied = self._emptied(new) & was.keys() - now.keys() if kind is NOTES else set()
        if BORN not in kept:
            yield kind.number, new[0], BORN, born, 0, 0, 1, None
        for name in was.keys() | now.keys():
            if name in was and name in now and was[name] == now[name]:
                continue
            known = kept.get(name)
            hidden = known[7] if known is not None and name.startswith((TEXT, SETTING)) else None
            if name not in was and known and hidden and json.loads(hidden) == now[name]:
                yield (*known[:7], None)  # it is shown again
                continue
            if name not in now and _outlasts(name, now) and name not in emptied:
                # What the row cannot show any more still stands: a text of another note type.
                if known is None or known[7] is None:
                    stamp, device, base, sent = known[3:7] if known else (born, 0, 0, 1)
                    hidden = json.dumps(was[name])
                    yield kind.number, new[0], name, stamp, device, base, sent, hidden
                continue
            hidden = None if name in now else json.dumps("" if name in emptied else None)
            yield self._written(kind, new[0], name, known, born, hidden)

    def _emptied(self, note: Row) -> set[str]:
        """Return the texts of a note that its type has, though the row ends before some of them.

        It does until something is typed into a field that is new, and again where that is undone.
        """
        return {TEXT + uid for uid in self.after.field_uids(note[3])}

    def _written(
        self, kind: RowKind, row: int, name: str, known: StampRow | None, born: int,
        hidden: str | None,
    ) -> StampRow:  # fmt: skip
        before = known[3] if known else born
        stamp = later(self.stamp, before)
        base = known[5] if known and not known[6] else before
        return kind.number, row, name, stamp, self.device, base, 0, hidden

    # Rows that went --------------------------------------------------------------------------

    def _gone(
        self, kind: RowKind, mark: bool, settled: Collection[RowOf], written: Mapping[RowOf, State]
    ) -> None:
        columns = ", ".join(f"u.{column}" for column in kind.selected)
        rows = raw_of(self.conn).execute(
            f"SELECT {columns} FROM undo_{kind.name} u WHERE u.undo_step = ? "
            "AND u.undo_op = 'D' AND NOT (u.id > ? AND u.id <= ?) "
            f"AND NOT EXISTS (SELECT 1 FROM main.{kind.name} n WHERE n.id = u.id)",
            (self.step.number, *self._range(kind)),
        ).fetchall()  # fmt: skip
        rows = [row for row in rows if (kind.name, row[0]) not in settled]
        if not rows:
            return
        if kind.name in ("cards", "passages"):
            self.before.load_notes(row[2] for row in rows)
        kept = records.stamps(self.conn, kind, [row[0] for row in rows])
        found: list[tuple[str, State, bool]] = []
        told = (records.setup(self.conn) or {}).get("marks", {}).get(kind.name, 0)
        for row in rows:
            uid = kind.uid(row, self.before)
            mine = kept.get(row[0], {})
            state = written.get((kind.name, row[0])) or records.state_of(
                kind, row, self.before, mine
            )
            state = {
                name: self._as_own(each)  # what nobody has heard of goes along
                if row[0] > told or (name in mine and not mine[name][6])
                else each
                for name, each in state.items()
            }
            if mark and (said := self._why(kind, row)):
                known = max(register.stamp for register in state.values())
                base = state[said].stamp if said in state else 0
                stamp = later(self.stamp, known)
                state[said] = Register(stamp, self.device, True, base)
            found.append((uid, state, not mark))
        if not mark:  # what came of it while it was there already goes with it
            here = records.states(self.conn, kind, [uid for uid, _, _ in found])
            found = [(uid, merge(here.get(uid, {}), each).state, sent) for uid, each, sent in found]
        records.put_states(self.conn, kind, found)
        records.drop_stamps(self.conn, kind, [row[0] for row in rows])
        if kind is DECKS and mark:
            self._write_twins({uid: {GONE: True} for uid, _, _ in found})

    def _as_own(self, register: Register) -> Register:
        return register._replace(device=register.device or self.device)

    def _why(self, kind: RowKind, row: Row) -> str:
        """Return what is said of a row that went; nothing of what went with its note.

        A card that its note makes no more was deleted by nobody: where the note says more, in the
        end, it is there. Unless it had been before the edit that is taken back.
        """
        if kind.name not in ("cards", "passages"):
            return GONE
        found = raw_of(self.conn).execute(
            "SELECT n.id, u.id AND (u.fields <> n.fields OR u.note_type_id <> n.note_type_id) "
            "FROM (SELECT ?1 AS id) w LEFT JOIN main.notes n ON n.id = w.id "
            "LEFT JOIN undo_notes u ON u.id = w.id AND u.undo_step = ?2 AND u.undo_op = 'U'",
            (row[2], self.step.number),
        ).fetchone()  # fmt: skip
        if found[0] is None:
            return ""
        if kind.name == "cards" and row[0] in self.made_again:
            return GONE
        reworded = found[1] or not self.touched.isdisjoint(("note_types", "templates"))
        return UNMADE if reworded and kind.name == "cards" else GONE

    def _rename(
        self,
        kind: RowKind,
        pairs: Sequence[tuple[Row, Row]],
        kept: Mapping[int, dict[str, StampRow]],
    ) -> None:
        """Cards that became others: under their former names there is nothing now."""
        taken = {kind.uid(new, self.after) for _, new in pairs}
        before = records.states(self.conn, kind, taken)
        records.drop_states(self.conn, kind, before)
        former: list[tuple[str, State, bool]] = []
        for old, new in pairs:
            uid = kind.uid(old, self.before)
            if uid not in taken:
                state = records.state_of(kind, old, self.before, kept.get(new[0], {}))
                known = max(register.stamp for register in state.values())
                gone = Register(later(self.stamp, known), self.device, True)
                former.append((uid, {**state, GONE: gone}, False))
            known_now = before.get(kind.uid(new, self.after), {})
            self._write_anew(kind, new, kind.values(new, self.after), known_now, former=uid)
        records.put_states(self.conn, kind, former)
        self._claim(
            {new[0]: (kind.uid(old, self.before), kind.uid(new, self.after)) for old, new in pairs}
        )

    def _claim(self, renamed: Mapping[int, tuple[str, str]]) -> None:
        """Say of cards, by id, what they were and are: the rows of their logs go with them."""
        names = {name for pair in renamed.values() for name in pair}
        stamp = max(self.stamp, claims.latest_about(self.conn, names) + 1)
        told.keep_former(self.conn, {number: pair[0] for number, pair in renamed.items()})
        found = [
            Claim(stamp, self.device, former, name, claims.reached(self.conn, number))
            for number, (former, name) in renamed.items()
        ]
        claims.put(self.conn, found, sent=False)

    # Rows that came ----------------------------------------------------------------------------

    def _came(self, kind: RowKind) -> None:
        """Rows that are there again go on from what is known of them."""
        returned = self._returned(kind)
        inserted = self._inserted(kind) if records.has_states(self.conn, kind) else []
        if not returned and not inserted:
            return
        if kind.name in ("cards", "passages"):
            self.after.load_notes(row[2] for row in (*returned, *inserted))
        by_uid = {kind.uid(row, self.after): row for row in (*inserted, *returned)}
        found = records.states(self.conn, kind, by_uid)
        # Deleted before anybody was told of them, and back under ids that count as told.
        for row in returned:
            found.setdefault(kind.uid(row, self.after), {})
        for uid, state in found.items():
            row = by_uid[uid]
            if kind.name == "cards" and is_gone(state):
                self.step.made_again.add(row[0])
            self._write_anew(kind, row, kind.values(row, self.after), state)
        records.drop_states(self.conn, kind, found)
        if kind is DECKS:
            values = {uid: kind.values(by_uid[uid], self.after) for uid in found}
            there = {uid: {GONE: False, **each} for uid, each in values.items()}
            self._write_twins(there, again=False)

    def _write_twins(
        self, written: Mapping[str, Values], told: twins.Told = (), *, again: bool = True
    ) -> None:
        """What is done to a deck is done to those that are shown as it."""
        twins.write(self.conn, self.stamp, self.device, written, told, again=again)

    def _write_anew(
        self, kind: RowKind, row: Row, values: Values, state: State, former: str | None = None
    ) -> None:
        born = kind.born(row, self.after)
        written: list[StampRow] = [(kind.number, row[0], BORN, born, 0, 0, 1, None)]
        for name, value in values.items():
            known = state.get(name)
            if known is not None and known.value == value:
                written.append(
                    (kind.number, row[0], name, known.stamp, known.device, known.base, 0, None)
                )
            else:
                before = known.stamp if known else 0
                stamp = later(self.stamp, before)
                if known is not None and self._is_news(kind, row, name, known):
                    before = known.base
                written.append((kind.number, row[0], name, stamp, self.device, before, 0, None))
        for name, known in state.items():
            if name in values or name == GONE:
                continue
            if not name.startswith((TEXT, MADE, KEPT)) and known.value is not None:
                stamp = later(self.stamp, known.stamp)
                written.append(
                    (kind.number, row[0], name, stamp, self.device, known.stamp, 0, "null")
                )
            else:
                hidden = json.dumps(known.value)
                written.append(
                    (kind.number, row[0], name, known.stamp, known.device, known.base, 0, hidden)
                )
        if GONE in state or former:
            mark = state.get(GONE)
            before = mark.stamp if mark else 0
            stamp = later(self.stamp, before)
            written.append((kind.number, row[0], GONE, stamp, self.device, before, 0, "false"))
        records.write_stamps(self.conn, written)

    def _is_news(self, kind: RowKind, row: Row, name: str, known: Register) -> bool:
        """Whether another machine typed what is replaced, and nobody here saw it.

        That is kept, and so is what a note said before it went that is made anew.
        """
        if kind is not NOTES or not name.startswith(TEXT):
            return False
        guid, uid = kind.uid(row, self.after), name.removeprefix(TEXT)
        is_news = known.device not in (0, self.device) and not returning.was_seen(
            self.conn, self.step.number, guid, uid, known.value
        )
        if is_news or self.restored is None:
            self.step.aside |= conflicts.keep_text(self.conn, guid, uid, known, report=is_news)
        return is_news

    def _inserted(self, kind: RowKind) -> list[Row]:
        low, high = self._range(kind)
        if low >= high:
            return []
        columns = ", ".join(kind.selected)
        return raw_of(self.conn).execute(
            f"SELECT {columns} FROM main.{kind.name} WHERE id > ? AND id <= ?", (low, high)
        ).fetchall()  # fmt: skip

    def _returned(self, kind: RowKind) -> list[Row]:
        """Rows that are there again under the ids they had."""
        columns = ", ".join(f"n.{column}" for column in kind.selected)
        numbers = (self.step.number, self.restored.number if self.restored else -1)
        return raw_of(self.conn).execute(
            f"SELECT {columns} FROM main.{kind.name} n WHERE n.id IN ("
            f"SELECT id FROM undo_{kind.name} WHERE undo_step = ?1 AND undo_op = 'I' UNION "
            f"SELECT id FROM undo_{kind.name} u WHERE undo_step = ?2 AND undo_op = 'D' AND NOT "
            f"EXISTS (SELECT 1 FROM undo_{kind.name} l WHERE l.undo_step = ?1 AND l.id = u.id "
            "AND l.undo_op = 'D'))",
            numbers,
        ).fetchall()  # fmt: skip


def _outlasts(name: str, now: Values) -> bool:
    """Whether what a field said stands though the row does not show it, as it says ``now``."""
    return name.startswith(TEXT) or (name.startswith(SETTING) and field_of(name) not in now)
