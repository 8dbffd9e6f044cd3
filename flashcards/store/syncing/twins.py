"""Decks that are not shown because another of their name is: what is done to one is done to all.

Two machines had made "Biology" before they met. The learner sees one deck; renaming it must not
bring the other one to light.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection

from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import DECKS
from flashcards.sync.deck_tree import Tree
from flashcards.sync.registers import Register, later

Told: TypeAlias = Collection[tuple[str, str]]
_NONE: Final = Register(0, 0, None)


def remember(conn: Connection, tree: Tree) -> None:
    """Note which decks are shown as which others; of those that went together, they stay noted."""
    setup = records.setup(conn)
    if setup is None:
        return
    before = setup.get("twins", {})
    gone = {
        twin: shown
        for twin, shown in before.items()
        if tree.resolved(twin) is None and tree.resolved(shown) is None
    }
    found = {**gone, **tree.shown_as}
    if found != before:
        records.set_setup(conn, {**setup, "twins": found})


def write(
    conn: Connection, stamp: int, device: int, written: Mapping[str, Mapping[str, Any]],
    told: Told = (), *, again: bool = True,
) -> None:  # fmt: skip
    """Write what was written of decks (uid -> field -> value) of their hidden twins as well.

    ``told``: fields (of uid, field) of which others know what they said before.
    ``again``: also where they say so already, since the other deck has a newer stamp now.
    """
    hidden = (records.setup(conn) or {}).get("twins", {}) if written else {}
    found = {twin: written[shown] for twin, shown in hidden.items() if shown in written}
    unsent = records.untold(conn, DECKS, found)
    changed = []
    for uid, state in records.states(conn, DECKS, found).items():
        mine = {}
        for name, value in found[uid].items():
            known = state.get(name, _NONE)
            if again or (known.value or None) != (value or None):
                is_told = (hidden[uid], name) in told
                untold = not is_told and uid in unsent and known.device == device
                base = known.base if untold else known.stamp
                mine[name] = Register(later(stamp, known.stamp), device, value, base)
        if mine:
            changed.append((uid, {**state, **mine}, False))
    records.put_states(conn, DECKS, changed)
