"""Undo below the operations: temporary triggers keep the old rows, steps put them back in sets."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from flashcards.model.changes import Changes
from flashcards.model.messages import Message
from flashcards.store.connections import bulk, raw_of
from flashcards.store.schema import DELETED_DECK, TRACKED

DEPTH = 500
"""How many named steps can be taken back; more than a long session makes."""

COUNTED_ROWS = 10_000
"""Whoever wants to know how long undoing takes need not have more rows than this counted."""

DROPPED_AT_ONCE = 2_000
"""Rows that no undo needs any more are dropped so many at a time: a few milliseconds."""

DROPPED_AT_REST = 100_000

TABLES: tuple[str, ...] = tuple(table.name for table in TRACKED)
_COLUMNS: dict[str, tuple[str, ...]] = {
    table.name: tuple(column.name for column in table.columns) for table in TRACKED
}

TotalsDelta = tuple[int, int, int, int, int, int, int]
"""(day, deck_id, kind, quality, phase, reviews, taken_ms) to add to daily_totals."""


PlaceRow = tuple[str, int, int, str, int, int, int]
"""A row of ``reading_places``."""


@dataclass(slots=True)
class Step:
    """One operation that can be taken back: what it inserted, logged and appended."""

    number: int
    label: Message
    inserted: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Table -> (largest id before, largest id after)."""
    touched: frozenset[str] = frozenset()
    """Tables of which old rows were logged."""
    reviews: list[tuple[int, int, int]] = field(default_factory=list)
    """(card id, review id, version id) of the log rows this operation appended."""
    answered: bool = False
    """Whether those rows are answers the learner has just given."""
    brought: list[tuple[int, int, int]] = field(default_factory=list)
    """(first, last card id, device) of new cards whose whole log it brought from elsewhere."""
    struck: list[tuple[int, ...]] = field(default_factory=list)
    """(first, last card id, first, last review id) of the marks by which undo struck those logs."""
    strikes: list[tuple[int, int, int, bool]] = field(default_factory=list)
    """(card id, review id, version id, struck) of older rows this operation struck, or put back."""
    totals: list[TotalsDelta] = field(default_factory=list)
    """What the operation added to the daily totals. One that answers or corrects does nothing
    else with reviews, so the totals need no other look when this is filled."""
    changes: Changes = field(default_factory=Changes)
    places: dict[str, PlaceRow] = field(default_factory=dict)
    """By uid of an article whose text it replaced, the row of where one stood in the other text:
    the older one, and once the step is undone the newer one."""
    shows: frozenset[int] = frozenset()
    """Rows of media that the notes it wrote show; see ``take_over``."""
    moved: bool = False
    """Whether cards may have changed places with each other: see ``cards.transfer``."""
    merged: bool = False
    """Whether it took in what another machine wrote, with the stamps it had there."""
    aside: bool = False
    """Whether it kept what another machine typed, which stays when it is taken back."""
    made_again: set[int] = field(default_factory=set)
    """Cards (ids) it made that somebody had deleted; deleted they are again when it is undone."""
    recount: bool = False
    """Whether so much of the log came that daily totals are counted anew."""
    given_up: set[int] = field(default_factory=set)
    """Steps (numbers) that cannot be undone any more after what it took in."""
    overtaken: bool = False
    """Whether it cannot be undone any more after what a merge took in."""
    replayed: frozenset[int] = frozenset()
    """Cards of which another machine's log came: no undo knows what became of them."""
    displaced: frozenset[int] = frozenset()
    """Cards that are in another deck after what it took in, or gone: answers count elsewhere."""
    history: set[tuple[str, str, str]] = field(default_factory=set)
    """What it took in of what fields said before: guid, field, text."""
    known_elsewhere: frozenset[int] = frozenset()
    """Notes (ids) that the machine whose changes it took in has made as well."""
    had_elsewhere: bool = False
    """Whether another machine has made notes that it added."""
    returned: dict[str, dict[int, int]] = field(default_factory=dict)
    """Rows that are back after what it took in, by table: the ids they had and have."""
    inverse: "Step | None" = None
    """What undoing this step logged; redo needs it."""
    before: "list[Step]" = field(default_factory=list)
    """Steps made before it that go and come with it, the oldest first; see ``history``."""

    @property
    def parts(self) -> "tuple[Step, ...]":
        """All steps that go and come together, in the order in which they were made."""
        return (*self.before, self)

    @property
    def cards(self) -> list[int]:
        """The cards that it appended log rows to, each once."""
        return list(dict.fromkeys(card_id for card_id, _, _ in self.reviews))


def install(conn: Connection) -> None:
    """Create the temporary mirror tables and triggers on the writing connection."""
    execute = conn.exec_driver_sql
    execute("CREATE TEMP TABLE recording (step INTEGER NOT NULL)")
    execute("INSERT INTO recording VALUES (0)")
    # Cards whose reviews must be counted under another deck; see derived.py.
    execute("CREATE TEMP TABLE moved (card_id INTEGER PRIMARY KEY, old_deck, new_deck)")
    for name, columns in _COLUMNS.items():
        body = ", ".join(columns)
        old = ", ".join(f"old.{column}" for column in columns)
        execute(
            f"CREATE TEMP TABLE undo_{name} (undo_step, undo_op, {body}, "
            "PRIMARY KEY (undo_step, id)) WITHOUT ROWID"
        )
        keep = f"INSERT INTO undo_{name} SELECT step, '{{op}}', {old} FROM recording WHERE step > 0"
        execute(
            f"CREATE TEMP TRIGGER undo_{name}_update AFTER UPDATE ON main.{name} BEGIN "
            + keep.format(op="U")
            + " ON CONFLICT (undo_step, id) DO NOTHING; END"
        )
        execute(
            f"CREATE TEMP TRIGGER undo_{name}_delete AFTER DELETE ON main.{name} BEGIN "
            + keep.format(op="D")
            + " ON CONFLICT (undo_step, id) DO UPDATE SET undo_op = 'D'; END"
        )


_SEQUENCES = "SELECT name, seq FROM main.sqlite_sequence"
_TOUCHED = " UNION ALL ".join(
    f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM undo_{name} WHERE undo_step = ?1)"
    for name in TABLES
)
_RECORD = "UPDATE recording SET step = ?"


def record(conn: Connection, step: int) -> None:
    """Log old rows under ``step`` from now on; 0 stops logging."""
    raw_of(conn).execute(_RECORD, (step,))


def largest_ids(conn: Connection) -> dict[str, int]:
    """Return the largest id each table ever gave out."""
    return {row[0]: row[1] for row in raw_of(conn).execute(_SEQUENCES).fetchall()}


def touched_tables(conn: Connection, step: int) -> frozenset[str]:
    """Return the tables of which ``step`` logged old rows."""
    return frozenset(row[0] for row in raw_of(conn).execute(_TOUCHED, (step,)))


def gather(conn: Connection, step: Step, largest: Mapping[str, int]) -> None:
    """Find out which rows a step inserted, given the ids of before, and which tables it touched."""
    after = largest_ids(conn)
    if after != largest:
        step.inserted = {
            name: (largest.get(name, 0), last)
            for name, last in after.items()
            if name in _COLUMNS and last > largest.get(name, 0)
        }
    step.touched = touched_tables(conn, step.number)
    areas = step.touched | step.inserted.keys()
    step.changes = Changes(
        label=step.label,
        cards="cards" in areas,
        notes=not areas.isdisjoint(("notes", "note_types", "templates", "sources", "passages")),
        decks="decks" in areas,
        presets=not areas.isdisjoint(("presets", "learner")),
        reviews=bool(step.reviews or step.brought or step.replayed),
        media="media" in areas,
        plans="plans" in areas,
        bin="bin" in areas,
        reading=not areas.isdisjoint(("highlights", "readings")),
        former="revisions" in areas,
        merged=step.merged,
    )


def gather_undone(conn: Connection, inverse: Step, step: Step, largest: Mapping[str, int]) -> None:
    """Do the same for ``inverse``, which has just taken ``step`` back."""
    if step.answered:  # it changed rows, and neither made nor deleted any
        inverse.answered, inverse.touched = True, step.touched
    else:
        gather(conn, inverse, largest)


# ?1 step, ?2 and ?3 the range of ids the step itself inserted, ?4 the new change stamp.
_OUTSIDE = "NOT (old.id > ?2 AND old.id <= ?3)"


def _stamp(name: str) -> str:
    """Return the stamp of a row that is put back: a new one where the step had given one.

    Cards, decks and presets have columns that follow from facts elsewhere; these change without.
    """
    if name not in ("cards", "decks", "presets"):
        return "?4"
    return (
        f"CASE WHEN {name}.changed_ms = old.changed_ms THEN old.changed_ms "
        f"ELSE max(?4, {name}.changed_ms + 1) END"
    )


# What no answer changes of a card. Named in an update, their indexes would be written as well.
_KEPT_BY_ANSWERS = frozenset(
    {"note_id", "deck_id", "template_id", "ordinal", "position", "flag", "seed"}
)


def _restore_changed(name: str, kept: Collection[str] = ()) -> str:
    sets = ", ".join(
        f"{column} = " + (_stamp(name) if column == "changed_ms" else f"old.{column}")
        for column in _COLUMNS[name]
        if column != "id" and column not in kept
    )
    return (
        f"UPDATE main.{name} SET {sets} FROM undo_{name} AS old WHERE old.undo_step = ?1 "
        f"AND old.undo_op = 'U' AND old.id = {name}.id AND {_OUTSIDE} AND ?4 IS NOT NULL"
    )


def _restore_deleted(name: str) -> str:
    columns = _COLUMNS[name]
    values = ", ".join("?4" if c == "changed_ms" else f"old.{c}" for c in columns)
    return (
        f"INSERT INTO main.{name} ({', '.join(columns)}) SELECT {values} "
        f"FROM undo_{name} AS old WHERE old.undo_step = ?1 AND old.undo_op = 'D' "
        f"AND {_OUTSIDE} AND ?4 IS NOT NULL"
    )


# Before cards go back to their places: another may stand there that goes elsewhere itself.
_LEAVE_PLACES = (
    "UPDATE main.cards SET ordinal = -id WHERE id IN ("
    "SELECT old.id FROM undo_cards AS old WHERE old.undo_step = ? AND old.undo_op = 'U')"
)
_RESTORE_CHANGED = {name: _restore_changed(name) for name in TABLES}
_RESTORE_ANSWERED = {**_RESTORE_CHANGED, "cards": _restore_changed("cards", _KEPT_BY_ANSWERS)}
_RESTORE_DELETED = {name: _restore_deleted(name) for name in TABLES}
_DELETE_INSERTED = {name: f"DELETE FROM main.{name} WHERE id > ? AND id <= ?" for name in TABLES}
_DELETE_REVIVED = {
    name: f"DELETE FROM main.{name} WHERE id IN (SELECT old.id FROM undo_{name} AS old "
    "WHERE old.undo_step = ? AND old.undo_op = 'I')"
    for name in TABLES
}
_DELETE_AGAIN = {
    name: f"DELETE FROM main.{name} WHERE id IN (SELECT old.id FROM undo_{name} AS old "
    f"WHERE old.undo_step = ?1 AND old.undo_op = 'D' AND {_OUTSIDE})"
    for name in TABLES
}


_FORGET = {
    name: f"DELETE FROM undo_{name} WHERE undo_step = ?1 AND id IN "
    f"(SELECT id FROM undo_{name} WHERE undo_step = ?1 LIMIT ?2)"
    for name in TABLES
}


def take_back(conn: Connection, step: Step, now_ms: int) -> None:
    """Put the rows of ``step`` back as they were; what that overwrites is logged in turn.

    Facts come back with a new change stamp, so that a merge of two copies sees the undo.
    """
    execute = raw_of(conn).execute
    restore = _RESTORE_ANSWERED if step.answered else _RESTORE_CHANGED
    if not step.answered:
        for name in reversed(TABLES):
            if name in step.inserted:
                execute(_DELETE_INSERTED[name], step.inserted[name])
            if name in step.touched:
                execute(_DELETE_REVIVED[name], (step.number,))
    if step.moved:
        execute(_LEAVE_PLACES, (step.number,))
    for name in TABLES if len(step.touched) > 1 else step.touched:
        if name in step.touched:
            bound = (step.number, *step.inserted.get(name, (0, 0)), now_ms)
            execute(restore[name], bound)
            if not step.answered:
                execute(_RESTORE_DELETED[name], bound)
    _swap_places(conn, step)
    if step.inverse is not None:  # logged by an earlier undo, which was redone since
        forget(conn, step.inverse)


def keep_place(conn: Connection, step: Step, uid: str) -> None:
    """Note where one stands in an article whose text ``step`` is about to replace.

    No undo goes back to where one was, unless the text goes back too.
    """
    found = _place(conn, uid)
    if found is not None:
        step.places.setdefault(uid, found)


def _place(conn: Connection, uid: str) -> PlaceRow | None:
    read = "SELECT * FROM main.reading_places WHERE uid = ?"
    found: PlaceRow | None = raw_of(conn).execute(read, (uid,)).fetchone()
    return found


def _swap_places(conn: Connection, step: Step) -> None:
    """Put back where one stood in the text that comes back, and keep the place in the other."""
    write = "INSERT OR REPLACE INTO main.reading_places VALUES (?, ?, ?, ?, ?, ?, ?)"
    for uid, row in step.places.items():
        step.places[uid] = _place(conn, uid) or row
        raw_of(conn).execute(write, row)


def revived(conn: Connection, step: Step, card_ids: Iterable[int]) -> None:
    """Log that ``step`` inserts cards under the ids they had before they were deleted.

    Other rows that a step inserts are known by their ids, which are new. Their reviews were
    counted as those of deleted cards; the old deck, as logged, says so to ``derived``.
    """
    bulk(
        conn,
        "INSERT INTO undo_cards (undo_step, undo_op, id, deck_id) VALUES (?, 'I', ?, ?) "
        "ON CONFLICT DO NOTHING",  # one that a merge deletes and brings back is logged as it was
        ((step.number, card_id, DELETED_DECK) for card_id in card_ids),
    )


def put_forward(conn: Connection, step: Step, now_ms: int) -> None:
    """Redo ``step`` from what its undoing logged."""
    if step.inverse is None:
        raise ValueError("a step must be undone before it can be redone")
    for name in reversed(TABLES):
        if name in step.touched:
            bound = (step.number, *step.inserted.get(name, (0, 0)))
            raw_of(conn).execute(_DELETE_AGAIN[name], bound)
    take_back(conn, step.inverse, now_ms)
    _swap_places(conn, step)


def count_logged(conn: Connection, step: Step) -> int:
    """Return how many old rows ``step`` has logged, of each table at most ``COUNTED_ROWS``."""
    execute = raw_of(conn).execute
    return sum(
        execute(
            f"SELECT count(*) FROM (SELECT 1 FROM undo_{name} WHERE undo_step = ? LIMIT ?)",
            (step.number, COUNTED_ROWS),
        ).fetchone()[0]
        for name in step.touched
    )


def take_over(step: Step, earlier: Step) -> bool:
    """Let ``step`` undo the one just before it too, where that only added pictures it shows.

    So a picture goes and comes with the note it was added for. False when the two stay apart.
    """
    first, last = earlier.inserted.get("media", (0, 0))
    apart = earlier.before or earlier.touched or earlier.inserted.keys() != {"media"}
    if apart or not step.shows.issuperset(range(first + 1, last + 1)):
        return False
    step.inserted["media"] = (first, step.inserted.get("media", (first, last))[1])
    step.changes = replace(step.changes, media=True)
    return True


def forget(conn: Connection, step: Step) -> None:
    """Let the logged rows of a step go that can no longer be reached, a part of them at once."""
    waiting = _unreachable(conn)
    for gone in (each for part in step.parts for each in (part, part.inverse)):
        if gone is not None:
            waiting.extend((name, gone.number) for name in gone.touched)
    clear(conn)


def clear(conn: Connection, most: int = DROPPED_AT_ONCE) -> bool:
    """Drop up to ``most`` rows that can no longer be reached; say whether that were all.

    Else a small change would wait until the rows of a large one before it are gone.
    """
    waiting = _unreachable(conn)
    while waiting and most > 0:
        name, number = waiting[0]
        dropped = raw_of(conn).execute(_FORGET[name], (number, most)).rowcount
        if dropped < most:
            waiting.popleft()
        most -= dropped
    return not waiting


def unreachable(conn: Connection) -> set[int]:
    """Return the steps (numbers) of which rows are logged that no undo needs any more."""
    return {number for _, number in _unreachable(conn)}


def _unreachable(conn: Connection) -> deque[tuple[str, int]]:
    found: deque[tuple[str, int]] = conn.info.setdefault("unreachable", deque())
    return found
