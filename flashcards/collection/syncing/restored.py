"""A restored backup goes back everywhere: what it says is written anew, as an edit.

What was heard between the backup and its return is taken in as ever, so that answers stay. Before
that it is kept what the rows say here that it speaks of, and afterwards put back: as an edit of
what had been heard, so that whatever is newer than that stays.
"""

from collections.abc import Iterator, Mapping

from flashcards.store.store import Connection
from flashcards.store.syncing import kinds, loading, overruled, records
from flashcards.store.syncing.kinds import RowKind
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.overruled import NOTHING, Over, held
from flashcards.sync.registers import GONE, TEXT, Register, State, is_gone, later
from flashcards.sync.values import Fact


def hold(conn: Connection, over: Over) -> None:
    """Keep what is here of the fields that are to stand over writes of others."""
    names = Names(conn)
    for kind in kinds.KINDS:
        said = over.get(kind.name, {})
        found = loading.load(conn, kind, list(said), names) if said else {}
        rows = []
        for uid, writes in said.items():
            kept = _kept(writes, found[uid].state if uid in found else {})
            if kept:
                rows.append((uid, kept, True))
        records.put_states(conn, held(kind), rows)


def _kept(writes: Mapping[str, tuple[int, int]], state: State) -> State:
    """Return what a row says over these writes; of one that is not there what it ever said."""
    is_here = bool(state) and not is_gone(state)
    values = {
        name: state.get(name, NOTHING).value for name in writes if is_here or name in state
    }  # fmt: skip
    if GONE in writes:
        values[GONE] = not is_here
    return {name: Register(*writes[name], value) for name, value in values.items()}


def holds_any(conn: Connection) -> bool:
    """Whether anything is to be put back."""
    return any(records.has_states(conn, held(kind)) for kind in kinds.KINDS)


def put_back(conn: Connection, uid: str, name: str) -> tuple[list[tuple[str, str]], list[Fact]]:
    """Return the devices and facts that say anew what was held; it is held no longer.

    ``uid`` and ``name`` are those of the device that writes them. What was written here since the
    backup came back stays.
    """
    names = Names(conn)
    facts: list[Fact] = []
    for kind in kinds.KINDS:
        kept = records.all_states(conn, held(kind))
        present = loading.load(conn, kind, list(kept), names) if kept else {}
        for row, before in kept.items():
            since = present[row].state if row in present else {}
            facts += _said_anew(kind, row, before, since)
        records.drop_states(conn, held(kind), kept)
    return [("", ""), (uid, name)], facts


def _said_anew(kind: RowKind, row: str, before: State, since: State) -> Iterator[Fact]:
    """Yield what is to be written of a row; over what is overruled and has not come yet as well."""
    for name, over in before.items():
        write = since.get(name, NOTHING)
        stands = write[:2] == over[:2] and not overruled.differ(name, write, over)
        if stands or write[:2] > over[:2]:
            continue
        value = bool(over.value) if name == GONE else over.value
        # A text of a note that is not there goes into its history only as one that was not seen.
        base = "" if name.startswith(TEXT) and is_gone(since) else str(over.stamp)
        yield Fact(kind.name, row, name, value, later(0, over.stamp), 1, base)
