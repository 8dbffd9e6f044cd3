"""Puts cards into decks, and decks below each other, as all machines together wrote it."""

from collections.abc import Collection, Iterable, Mapping

from flashcards.collection.decks.cards_of import RECOVERED
from flashcards.store import decks
from flashcards.store.store import Connection
from flashcards.store.syncing import kinds, loading, lookups, rows, twins
from flashcards.store.syncing.loading import Known
from flashcards.store.syncing.names import Names
from flashcards.sync import deck_tree
from flashcards.sync.registers import State, is_gone


class Placing:
    """The decks during a merge: first all that cards may need, at the end those that stay."""

    def __init__(
        self, conn: Connection, found: dict[str, Known], cards_coming: Iterable[State]
    ) -> None:
        """``found`` is what is known of every deck, by its uid."""
        self._conn = conn
        self._found = found
        asked = {str(rows.value(state, "deck")) for state in cards_coming}
        there = {uid for uid, known in found.items() if known.row is not None}
        twins_there = {uid: shown for uid, shown in decks.twins(conn).items() if shown in there}
        self._before = {**twins_there, **{uid: uid for uid in there}}
        """As what each deck was shown before."""
        self._tree = self._grown(self._filled() | asked)
        self._ids = self._write(self._tree)

    def of(self, card: State) -> int:
        """Return the deck (its id) that a card is shown in."""
        uid = self._tree.resolved(str(rows.value(card, "deck")))
        return self.recovered() if uid is None else self._ids[uid]

    def recovered(self) -> int:
        """Return the deck of cards whose own nobody knows; every machine calls it the same."""
        return decks.ensure_deck(self._conn, RECOVERED, 0, deck_tree.RECOVERED).id

    def lay_out(self) -> tuple[dict[str, Known], dict[str, int]]:
        """Let decks go that are deleted and empty; return what is known, and the ids of the rest.

        Cards in one of two decks of a name are shown in the other, and remember their own.
        """
        found = self._found
        for uid, number in self._ids.items():
            found[uid].row = number
        self._find_recovered()
        filled = self._filled()
        if not filled <= found.keys():  # cards remember decks that nobody here has heard of yet
            filled.add(deck_tree.RECOVERED)
        tree = self._grown(filled)
        ids = self._write(tree)
        gone = {
            uid: known.row
            for uid, known in found.items()
            if uid not in tree.parents and known.row is not None
        }
        shown = {row: ids[other] for uid, row in gone.items() if (other := tree.resolved(uid))}
        lookups.hide_decks(self._conn, shown, Names(self._conn))
        lookups.show_decks(self._conn, tree, ids, self._changed(tree))
        lookups.delete_decks(self._conn, gone.values())
        twins.remember(self._conn, tree)
        return found, ids

    def _filled(self) -> set[str]:
        """Return the decks that are there for the sake of the cards in them."""
        found = self._found
        gone = [uid for uid in found if uid == deck_tree.RECOVERED or is_gone(found[uid].state)]
        return lookups.filled_decks(self._conn, gone, found.keys())

    def _changed(self, tree: deck_tree.Tree) -> list[str]:
        """Return the decks that are shown as others than before the merge, or at its beginning."""
        return [
            uid
            for uid in self._found
            if (shown := tree.resolved(uid)) is not None
            and (shown != self._before.get(uid) or shown != self._tree.resolved(uid))
        ]

    def _find_recovered(self) -> None:
        """Know of the deck of cards whose own nobody knows, where it has come up meanwhile."""
        uid = deck_tree.RECOVERED
        now = loading.load(self._conn, kinds.DECKS, [uid], Names(self._conn))
        if uid in self._found and uid in now:  # more is known of it than its new row says
            self._found[uid].row = now[uid].row
        else:
            self._found |= now

    def _grown(self, filled: Collection[str]) -> deck_tree.Tree:
        return deck_tree.tree_of({uid: each.state for uid, each in self._found.items()}, filled)

    def _write(self, tree: deck_tree.Tree) -> dict[str, int]:
        """Write the decks of a tree; return their ids."""
        found = self._found
        presets = rows.ids_by_uid(self._conn, "presets")
        usual = presets[usual_preset(presets)]
        full = _full_names(tree)
        lookups.leave_names(
            self._conn,
            {row: name for uid, name in full.items() if (row := found[uid].row) is not None},
        )
        ids: dict[str, int] = {}
        for uid, parent in tree.parents.items():
            above = None if parent is None else ids[parent]
            preset = presets.get(str(rows.value(found[uid].state, "preset")), usual)
            place = above, tree.names[uid], full[uid]
            ids[uid] = rows.put_deck(self._conn, uid, found[uid], place, preset)
        return ids


def _full_names(tree: deck_tree.Tree) -> Mapping[str, str]:
    full: dict[str, str] = {}
    for uid, parent in tree.parents.items():
        own = tree.names[uid]
        full[uid] = own if parent is None else f"{full[parent]}{decks.SEPARATOR}{own}"
    return full


def usual_preset(presets: Collection[str]) -> str:
    """Return the preset (uid) of decks whose own is not there."""
    return "default" if "default" in presets else min(presets)
