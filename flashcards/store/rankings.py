"""Remembers in which order all cards stand and which words there are, for many searches at once.

An order holds until something is written that it follows from. Since the file is locked, whatever
is written goes through the store, which says so before it is on disk and after: an order read in
between is thrown away by the second.
"""

import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection

from flashcards.store.undo import Step

if TYPE_CHECKING:
    from flashcards.store.vocabulary import Vocabulary

KEPT = 4
"""Orders remembered at once; each takes 8 to 32 bytes a card."""
AT_ONCE = 20_000
"""Up to so many cards are sorted by their places, in one go for which the window would have to
wait; more are picked out of the whole order."""
MANY = 200_000
"""From so many cards on, all is done in turns with other threads, which takes longer; and an order
is read only by a long look, or where all cards are asked for."""
_SPARSE = 4
"""Where ids are so many times as large as there are cards, no order is remembered."""
_INFO = "rankings"

Stamp = tuple[int, int]
"""How often something was written that no answer changes, and how often anything was."""


class Key(NamedTuple):
    """Which order it is."""

    order: str
    descending: bool
    of_answers: bool
    """Whether answers change it."""


@dataclass(slots=True)
class Ranking:
    """All cards in one order."""

    stamp: Stamp
    ids: "array[int]"
    note_ids: "array[int] | None" = None
    """The note of each card in ``ids``; None before ``learn_notes``."""
    sorted: int = 0
    """How many cards were picked without knowing their notes."""
    _places: Sequence[int] | None = None
    _note_places: Sequence[int] | None = None
    _more_places: dict[int, list[int]] = field(default_factory=dict)
    """Of notes with several cards, the places of all but the first one."""

    def picked(self, card_ids: Sequence[int]) -> "list[int] | array[int] | None":
        """Return these cards in order; None where one of them is not known."""
        if self._places is None:
            self._places = _places(self.ids)
        places = self._places
        if len(self.ids) > MANY:
            return self._picked_in_turns(card_ids, places)
        try:
            found = sorted(card_ids, key=places.__getitem__)
        except IndexError:  # a card newer than the order
            return None
        return None if found and places[found[0]] < 0 else found

    def _picked_in_turns(
        self, card_ids: Sequence[int], places: Sequence[int]
    ) -> "array[int] | None":
        found, most = array("q"), len(places)
        for number in card_ids:
            if number >= most or places[number] < 0:
                return None
            found.append(places[number])
        return array("q", (self.ids[place] for place in _in_order(found, len(self.ids))))

    def notes_of(self, card_ids: Iterable[int]) -> "array[int]":
        """Return the notes, which were learned before, of cards that ``picked`` gave."""
        assert self._places is not None
        assert self.note_ids is not None
        places, notes = self._places, self.note_ids
        return array("q", (notes[places[number]] for number in card_ids))

    def learn_notes(self, card_ids: Sequence[int], note_ids: Sequence[int]) -> None:
        """Take in the note of every card there is; nothing where one was deleted meanwhile."""
        most = max(in_turns(card_ids), default=0)
        if most > _room(len(self.ids)):
            return
        note_of = array("q", [0]) * (max(most, max(in_turns(self.ids), default=0)) + 1)
        for number, note in zip(card_ids, note_ids, strict=True):
            note_of[number] = note
        found = array("q", (note_of[number] for number in self.ids))
        if all(in_turns(found)):
            self.note_ids = found

    def picked_by_notes(self, note_ids: Sequence[int]) -> Sequence[int]:
        """Return the places, in order, of all cards of these notes, which were learned before."""
        if self._note_places is None:
            self._note_places = self._places_of_notes()
        first, most, more = self._note_places, len(self._note_places), self._more_places
        if not more and len(self.ids) <= MANY and min(note_ids, default=1) > 0:
            with suppress(IndexError):  # a note newer than the order
                few = set(map(first.__getitem__, note_ids))
                few.discard(-1)  # of notes that have no card
                return sorted(few)
        places = array("q")
        for number in note_ids:
            if 0 < number < most and first[number] >= 0:
                places.append(first[number])
                if number in more:
                    places.extend(more[number])
        return _in_order(places, len(self.ids))

    def _places_of_notes(self) -> Sequence[int]:
        assert self.note_ids is not None
        places = array("q", [-1]) * (max(in_turns(self.note_ids), default=0) + 1)
        for place, number in enumerate(self.note_ids):
            if places[number] < 0:
                places[number] = place
            else:
                self._more_places.setdefault(number, []).append(place)
        return places if len(self.ids) > MANY else places.tolist()


def _places(ids: "array[int]") -> Sequence[int]:
    places = array("q", [-1]) * (max(in_turns(ids), default=0) + 1)
    for place, number in enumerate(ids):
        places[number] = place
    return places if len(ids) > MANY else places.tolist()


def _in_order(places: "array[int]", total: int) -> Sequence[int]:
    """Return places, out of ``total``, in order and each once."""
    if len(places) <= AT_ONCE or total <= MANY:
        return sorted(set(places))
    wanted = bytearray(total)
    for place in places:
        wanted[place] = 1
    return array("q", (place for place, is_wanted in enumerate(wanted) if is_wanted))


def _room(cards: int) -> int:
    """Return the largest id for which room is made."""
    return 1_000 + _SPARSE * cards


def fits(largest: int, cards: int) -> bool:
    """Whether an order of so many cards can be remembered: their ids must not lie far apart."""
    return largest <= _room(cards)


def in_turns(numbers: Iterable[int]) -> Iterator[int]:
    """Yield numbers, so that other threads have their turn while C code takes them all."""
    yield from numbers


class Rankings:
    """The orders remembered of one open collection; threads share them."""

    def __init__(self, reader: Connection) -> None:
        """``reader`` may then be asked with their help."""
        reader.info[_INFO] = Lent(self, None)
        self._lock = threading.Lock()
        self._stamp: Stamp = (0, 0)
        self._kept: dict[Key, Ranking] = {}
        self._sorted: dict[Key, tuple[Stamp, int]] = {}
        self._words: tuple[int, Vocabulary] | None = None

    def written(self, step: Step) -> None:
        """Forget what follows from what ``step`` writes; to be called before it is and after."""
        only_answers = step.answered and step.touched <= {"cards"} and not step.inserted
        with self._lock:
            facts, all_ = self._stamp
            self._stamp = (facts + (not only_answers), all_ + 1)

    def stamp(self) -> Stamp:
        """Return the stamp of what is in the file now."""
        with self._lock:
            return self._stamp

    def get(self, key: Key, stamp: Stamp) -> Ranking | None:
        """Return what is remembered of an order, if it is of this stamp."""
        with self._lock:
            found = self._kept.get(key)
        return found if found is not None and found.stamp == stamp else None

    def keep(self, key: Key, ranking: Ranking) -> None:
        """Remember an order, and no longer the one that was remembered first."""
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = ranking
            while len(self._kept) > KEPT:
                self._kept.pop(next(iter(self._kept)))

    def words(self, conn: Connection, facts: int) -> "Vocabulary":
        """Return the words of all notes at the first half of a stamp, read where not known."""
        with self._lock:
            known = self._words
        if known is not None and known[0] == facts:
            return known[1]
        from flashcards.store import vocabulary

        found = vocabulary.read(conn)
        with self._lock:
            self._words = (facts, found)
        return found

    def count(self, key: Key, stamp: Stamp, rows: int) -> int:
        """Return how many rows were sorted without knowing this order, with ``rows`` more now."""
        with self._lock:
            last, before = self._sorted.get(key, (stamp, 0))
            total = rows + (before if last == stamp else 0)
            self._sorted[key] = (stamp, total)
            return total


@dataclass(frozen=True, slots=True)
class Lent:
    """The orders as one connection may use them."""

    rankings: Rankings
    stamp: Stamp | None
    """Of what the connection sees; None where it always sees what is in the file now."""

    long: bool = False
    """Whether nobody waits for the connection."""

    def begun(self, long: bool = False) -> "Lent":
        """Return them as they are for one search, or a long look; before it reads anything."""
        return self if self.stamp else Lent(self.rankings, self.rankings.stamp(), long)

    def _stamp(self, key: Key) -> Stamp:
        facts, all_ = self.stamp or self.rankings.stamp()
        return (facts, all_ if key.of_answers else 0)

    def find(self, key: Key) -> Ranking | None:
        """Return an order, where it is remembered as the connection sees it."""
        return self.rankings.get(key, self._stamp(key))

    def keep(self, key: Key, ids: Iterable[int]) -> Ranking | None:
        """Remember an order of all cards and return it; None where the ids lie too far apart."""
        packed = array("q", in_turns(ids))
        last = max(in_turns(packed), default=0)
        if not fits(last, len(packed)) or min(in_turns(packed), default=1) < 1:
            return None
        ranking = Ranking(self._stamp(key), packed)
        self.rankings.keep(key, ranking)
        return ranking

    def words(self, conn: Connection) -> "Vocabulary":
        """Return the words of all notes as ``conn`` sees them."""
        facts, _ = self.stamp or self.rankings.stamp()
        return self.rankings.words(conn, facts)

    def is_wanted(self, key: Key, rows: int, total: int) -> bool:
        """Whether an order of ``total`` cards is worth reading, now that ``rows`` were sorted."""
        if total > MANY and not self.long:
            return False
        return self.rankings.count(key, self._stamp(key), rows) * 2 > total


def lend_on(reader: Connection, other: Connection) -> None:
    """Let a long look, not begun yet, know the orders that ``reader`` knows, if it knows any.

    It goes on seeing the file as it is now, so what it remembers is marked as of now.
    """
    found: Lent | None = reader.info.get(_INFO)
    if found is not None:
        other.info[_INFO] = found.begun(long=True)


def share(reader: Connection, other: Connection) -> None:
    """Let another connection that always sees what is in the file now know the same orders."""
    if _INFO in reader.info:
        other.info[_INFO] = reader.info[_INFO]


def lent(conn: Connection) -> Lent | None:
    """Return the orders ``conn`` may use for a search that has not begun; None where it may not."""
    found: Lent | None = conn.info.get(_INFO)
    return None if found is None else found.begun()
