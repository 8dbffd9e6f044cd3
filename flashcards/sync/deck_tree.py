"""The tree of decks that follows from what all machines wrote of each deck.

A circle loses its latest move, twins (one name in one place) are shown as the older of them, and a
deleted deck stays as long as a card is in it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from flashcards.sync.registers import Register, State, is_gone

DEEPEST = 100
"""Decks one above the other; those further down begin at the top again."""

RECOVERED = "recovered"
"""The uid of the deck of cards whose own nobody knows; it is there while cards are in it."""

_NONE = Register(0, 0, None)


@dataclass(slots=True)
class Tree:
    """The decks that are shown."""

    parents: dict[str, str | None] = field(default_factory=dict)
    """Deck -> the one above it, None at the top; parents before their children."""
    names: dict[str, str] = field(default_factory=dict)
    shown_as: dict[str, str] = field(default_factory=dict)
    """Deck -> the older twin it is shown as."""

    def resolved(self, uid: str) -> str | None:
        """Return the deck that a deck is shown as; None where it is not there at all."""
        seen = self.shown_as.get(uid, uid)
        return seen if seen in self.parents else None


def tree_of(states: Mapping[str, State], filled: Collection[str]) -> Tree:
    """Return the tree of decks; ``filled`` are those (by uid) that have cards of their own."""
    above = {uid: _parent(states, uid) for uid in states}
    _break_circles(states, above)
    _cut_depth(above)
    kept = _kept(states, above, filled)
    found = Tree()
    _place(states, {uid: above[uid] for uid in kept}, found)
    return found


def _parent(states: Mapping[str, State], uid: str) -> str | None:
    value = states[uid].get("parent", _NONE).value
    return value if isinstance(value, str) and value in states else None


def _break_circles(states: Mapping[str, State], above: dict[str, str | None]) -> None:
    settled: set[str] = set()
    for start in sorted(above):
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = above[at]
        if at is not None and at in path:
            circle = [*path][[*path].index(at) :]
            last = max(circle, key=lambda uid: (*states[uid].get("parent", _NONE)[:2], uid))
            above[last] = None
        settled.update(path)


def _cut_depth(above: dict[str, str | None]) -> None:
    """Let decks begin at the top again where so many are one above the other."""
    depth: dict[str | None, int] = {None: -1}
    for start in sorted(above):
        path: list[str] = []
        at: str | None = start
        while at not in depth and at is not None:
            path.append(at)
            at = above[at]
        for uid in reversed(path):
            depth[uid] = depth[above[uid]] + 1
            if depth[uid] >= DEEPEST:
                above[uid], depth[uid] = None, 0


def _kept(
    states: Mapping[str, State], above: Mapping[str, str | None], filled: Collection[str]
) -> set[str]:
    """Return the decks that are there, with those above them."""
    kept: set[str] = set()
    for uid in states:
        if uid in filled or not (uid == RECOVERED or is_gone(states[uid])):
            at: str | None = uid
            while at is not None and at not in kept:
                kept.add(at)
                at = above[at]
    return kept


def _place(states: Mapping[str, State], above: Mapping[str, str | None], found: Tree) -> None:
    """Place decks from the top down, each below the deck its parent is shown as."""
    below: dict[str | None, list[str]] = {}
    for uid, parent in above.items():
        below.setdefault(parent, []).append(uid)
    waiting: list[tuple[str | None, list[str]]] = [(None, below.get(None, []))]
    while waiting:
        parent, uids = waiting.pop()
        known: dict[str, str] = {}
        children: dict[str, list[str]] = {}
        for uid in sorted(uids, key=lambda uid: _age(states[uid], uid)):
            name = str(states[uid].get("own_name", _NONE).value or uid)
            older = known.setdefault(_folded(name), uid)
            if older == uid:
                found.parents[uid], found.names[uid] = parent, name
            else:
                found.shown_as[uid] = older
            children.setdefault(older, []).extend(below.get(uid, []))
        waiting.extend(children.items())


def _age(state: State, uid: str) -> tuple[int, str]:
    """Return by what the older of two decks is known: when it came, as far as anybody says."""
    made = state.get("made", _NONE).value
    return (made if isinstance(made, int) else 0, uid)


def _folded(name: str) -> str:
    """Fold a name as the collection does where two decks may not have one name."""
    return name.casefold()
