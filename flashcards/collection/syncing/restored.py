"""A restored backup goes back everywhere: what it says is written anew, as an edit.

What was heard between the backup and its return is taken in as ever, so that answers stay. Before
that the rows it speaks of are held as they are here, and afterwards put back.
"""

from dataclasses import replace
from typing import Final

from flashcards.model.ids import device_number
from flashcards.scheduling.days import moment_ms
from flashcards.store.operation import operation
from flashcards.store.store import Connection
from flashcards.store.syncing import kinds, loading, records, segments
from flashcards.store.syncing.kinds import RowKind
from flashcards.store.syncing.names import Names
from flashcards.sync.registers import GONE, Register, State, is_gone, latest, stamp_of
from flashcards.sync.values import Fact, Segment

_STAY: Final = (kinds.LEARNER, kinds.MEDIA, kinds.ORIGINS, kinds.ORIGIN_OPTIONS)
"""Of these nothing goes that came since."""
_LAST: Final = 1 << 62


def hold(conn: Connection, segment: Segment) -> None:
    """Keep what is here of the rows that a segment speaks of, until they are put back."""
    names = Names(conn)
    for kind in kinds.KINDS:
        said = {fact.uid for fact in segment.facts if fact.kind == kind.name}
        missing = sorted(said - records.states(conn, _held(kind), said).keys())
        found = loading.load(conn, kind, missing, names)
        nothing = loading.Known(None, {})
        rows = ((uid, found.get(uid, nothing).state, True) for uid in missing)
        records.put_states(conn, _held(kind), rows)


def overrule_no_more(conn: Connection) -> None:
    """Forget over which segments the backup stands of those that have been taken in."""
    setup = records.setup(conn)
    if setup is not None and setup.get("overruled"):
        left = sorted(set(setup["overruled"]) - segments.known(conn)[0])
        records.set_setup(conn, {**setup, "overruled": left})


def holds_any(conn: Connection) -> bool:
    """Whether anything is to be put back."""
    return any(records.has_states(conn, _held(kind)) for kind in kinds.KINDS)


def put_back(conn: Connection, uid: str, name: str) -> tuple[list[tuple[str, str]], list[Fact]]:
    """Return the devices and facts that say anew what was held; it is held no longer.

    ``uid`` and ``name`` are those of the device that writes them. What was written here since the
    backup came back stays.
    """
    names, own = Names(conn), device_number(uid)
    now = stamp_of(moment_ms(operation(conn).now))
    facts: list[Fact] = []
    for kind in kinds.KINDS:
        held = records.all_states(conn, _held(kind))
        present = loading.load(conn, kind, list(held), names) if held else {}
        for row, before in held.items():
            since = present[row].state if row in present else {}
            stamp = max(now, min(latest(since.values()), _LAST) + 1)
            facts += [
                Fact(kind.name, row, field, value, stamp, 1, str(base) if base else "")
                for field, (value, base) in _changes(kind, before, since, own).items()
            ]
        records.drop_states(conn, _held(kind), held)
    return [("", ""), (uid, name)], facts


def _changes(
    kind: RowKind, before: State, since: State, own: int
) -> dict[str, tuple[object, int]]:  # fmt: skip
    """Return what is to be written of a row: value, and the stamp of what it replaces."""
    nothing = Register(0, 0, None)
    if is_gone(before) or not before:
        mark = since.get(GONE, nothing)
        goes = before or kind not in _STAY
        return {GONE: (True, mark.stamp)} if goes and not is_gone(since) else {}
    found: dict[str, tuple[object, int]] = {}
    for name, register in since.items():
        value = before.get(name, nothing).value
        if name == GONE:
            value = bool(value)
        if register.device != own and register.value != value:
            found[name] = value, register.stamp
    return found


def _held(kind: RowKind) -> RowKind:
    """Return as what kind of rows those of a kind are held."""
    return replace(kind, number=-kind.number)
