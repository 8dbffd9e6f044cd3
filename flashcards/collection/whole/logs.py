"""Brings in the logs of cards: as they were for new ones, united with what is here for others."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from flashcards.collection.files.checking import replay_cards
from flashcards.collection.plans.holidays import keep_free
from flashcards.collection.whole.arriving import Arriving
from flashcards.collection.whole.ways import WAYS
from flashcards.formats.whole.embedded import closed
from flashcards.model.cards import Memory
from flashcards.model.enums import ReviewKind
from flashcards.model.ids import ReviewId
from flashcards.scheduling.replay import (
    DEVICE_BITS,
    LogRow,
    Past,
    Replayed,
    effective,
    replay_rows,
)
from flashcards.store import cards, derived, reviews, taking_in, verify
from flashcards.store.reviews import ReviewRow

_COUNTED: Final = (ReviewKind.ANSWER, ReviewKind.DRILL)
_SNAPSHOTS: Final = (ReviewKind.MANUAL, ReviewKind.IMPORTED)
_SIMPLE: Final = int(ReviewKind.IMPORTED)
_MARKS: Final = (ReviewKind.STRUCK, ReviewKind.UNSTRUCK)


class Log(NamedTuple):
    """The log of a card as it comes, with the numbers that its rows have here."""

    rows: Sequence[ReviewRow]
    memories: Mapping[int, str]
    """What rows keep, by their numbers."""


class Pair(NamedTuple):
    """A card that is here, or was, with the log that comes."""

    card_id: int
    log: Log
    returns: bool = False
    """Whether the card was gone and is back, or is only a log: what stands in the file stands."""
    gone: bool = False
    """Whether there is no such card any more, only its log."""


def log_of(
    state: Arriving, card_id: int, found: Sequence[Sequence[Any]], known: frozenset[int]
) -> Log:
    """Return a log with numbers of this collection in the place of names.

    ``known`` are the numbers of the rows that the card has here.
    """
    rows: list[ReviewRow] = []
    memories: dict[int, str] = {}
    for row in found:
        device, sequence, at_ms, offset, kind, quality, taken, scheduler, interval = row[:9]
        number = state.number(device, sequence, known)
        version = state.one(state.schedulers, scheduler, "notes", "reviews")
        target = None
        if len(row) > 9:
            target = _target(state, kind, row[9], known)
            if len(row) > 10 and row[10] is not None:
                memories[number] = closed(row[10], WAYS["memory"]["memory"])
        if kind in _SNAPSHOTS and number not in memories:
            raise state.odd("notes", "reviews")
        rows.append(
            (card_id, number, at_ms, offset, kind, quality, taken, version, interval, target)
        )
        state.last_ms = max(state.last_ms, at_ms)
    if len({row[1] for row in rows}) < len(rows):
        raise state.odd("notes", "reviews")
    return Log(rows, memories)


def _target(state: Arriving, kind: int, target: Any, known: frozenset[int]) -> int | None:
    if isinstance(target, list):
        return state.number(target[0], target[1], known)
    if isinstance(target, str):
        if kind != ReviewKind.MOVED:
            raise state.odd("notes", "reviews")
        return state.plans.get(target)
    return None


def replayed(state: Arriving, log: Log, seed: int, past: Past | None) -> tuple[Replayed, int]:
    """Return what a whole log says of a card, and how many of its answers count."""
    assert state.scheduler_of is not None
    bare = _bare(log.rows)
    try:
        kept = {ReviewId(at): _memory(text) for at, text in log.memories.items()}
        found = replay_rows(bare, state.scheduler_of, kept, seed, past)
    except (LookupError, TypeError, ValueError, ArithmeticError) as error:
        raise state.odd("notes", "reviews") from error
    return found, sum(row[3] in _COUNTED for row in effective(bare))


def _memory(text: str) -> Memory:
    return reviews.memory_from_json(text)


def _bare(rows: Iterable[ReviewRow]) -> list[LogRow]:
    return [(row[1], row[2], row[3], row[4], row[5], row[7], row[8], row[9]) for row in rows]


class NewLogs:
    """The logs of cards that were never here, written some at a time."""

    def __init__(self, state: Arriving) -> None:
        self._state = state
        self._rows: list[ReviewRow] = []
        self._memories: list[tuple[int, str]] = []
        self._cards: list[int] = []
        self._gone: list[int] = []

    def take(self, log: Log, card_id: int, *, gone: bool = False) -> None:
        """Take the log of a card; ``gone``: of one that there is no more."""
        if log.rows:
            self._rows += log.rows
            self._memories += log.memories.items()
            (self._gone if gone else self._cards).append(card_id)

    def write(self) -> None:
        """Write what was taken, once the cards are here, and count it."""
        if not self._rows:
            return
        conn, step = self._state.conn, self._state.work.step
        taking_in.add(conn, "reviews", self._rows)
        taking_in.add(conn, "memories", self._memories)
        step.brought += _spans(self._rows)
        after = derived.totals_of(conn, self._cards) if self._cards else []
        after += derived.totals_of_gone(conn, self._gone) if self._gone else []
        for *day, count, taken_ms in after:
            key = (day[0], day[1], day[2], day[3], day[4])
            self._state.totals[key] += count
            self._state.taken_ms[key] += taken_ms
        for each in (self._rows, self._memories, self._cards, self._gone):
            each.clear()


def count(state: Arriving) -> None:
    """Count the answers of all cards that are new here, once they are all written."""
    rows = [(*day, number, state.taken_ms[day]) for day, number in state.totals.items()]
    derived.shift_totals(state.conn, state.work.step, (), rows)


def _spans(rows: Sequence[ReviewRow]) -> list[tuple[int, int, int]]:
    """Return the range of cards for each device that wrote rows; all of these cards are new."""
    found: dict[int, tuple[int, int]] = {}
    for row in rows:
        device = row[1] >> DEVICE_BITS
        first, last = found.get(device, (row[0], row[0]))
        found[device] = min(first, row[0]), max(last, row[0])
    return [(first, last, device) for device, (first, last) in found.items()]


def unite(state: Arriving, pairs: Sequence[Pair]) -> set[int]:
    """Bring in rows that are not here; return the ids of the cards of which there were any."""
    if not pairs:
        return set()
    conn, step = state.conn, state.work.step
    here = dict(verify.log_by_card(conn, [pair.card_id for pair in pairs]))
    wanted = [pair for pair in pairs if pair.returns or _missing(pair, here)]
    if not wanted:
        return set()
    gone = [pair.card_id for pair in wanted if pair.gone]
    back = [pair.card_id for pair in wanted if pair.returns and not pair.gone]
    living = [pair.card_id for pair in wanted if not pair.gone]
    stayed = [pair.card_id for pair in wanted if not (pair.gone or pair.returns)]
    before = [*derived.totals_of(conn, stayed), *derived.totals_of_gone(conn, [*gone, *back])]
    changed: set[int] = set()
    for pair in wanted:
        if _unite_one(state, pair, here[pair.card_id]) or pair.returns:
            changed.add(pair.card_id)
    _follow(state, living)
    after = [*derived.totals_of(conn, living), *derived.totals_of_gone(conn, gone)]
    derived.shift_totals(conn, step, before, after)
    return changed


def _missing(pair: Pair, here: Mapping[int, Sequence[LogRow]]) -> bool:
    known = {row[0] for row in here[pair.card_id]}
    return any(row[1] not in known for row in pair.log.rows)


def _unite_one(state: Arriving, pair: Pair, here: list[LogRow]) -> bool:
    """Add the rows of one log that are not here, noting what undo has to take back."""
    conn, step, card = state.conn, state.work.step, pair.card_id
    known = {row[0] for row in here}
    new = [row for row in pair.log.rows if row[1] not in known]
    memories = [(at, text) for at, text in pair.log.memories.items() if at not in known]
    taking_in.add(conn, "reviews", new)
    taking_in.add(conn, "memories", memories)
    stood = {row[0] for row in effective(here)}
    stand = {row[0] for row in effective([*here, *_bare(new)])}
    step.reviews += [(card, row[1], row[7]) for row in new if row[1] in stand]
    step.strikes += [
        (card, row[0], row[5], row[0] in stood)
        for row in here
        if (row[0] in stood) != (row[0] in stand) and row[3] not in _MARKS
    ]
    if pair.returns:
        wanted = {row[0] for row in effective(_bare(pair.log.rows))} - stand
        marks = [(card, row[1], row[7], False) for row in pair.log.rows if row[1] in wanted]
        reviews.mark_older(conn, marks)
    return bool(new)


def _follow(state: Arriving, card_ids: Sequence[int]) -> None:
    """Bring cards to where their united logs lead, but not into a holiday."""
    conn = state.conn
    logs = dict(verify.log_by_card(conn, card_ids))
    found = replay_cards(conn, card_ids, logs)
    verify.set_replayed(conn, list(found.items()))
    for card_id, rows in logs.items():
        cards.set_answers(conn, card_id, sum(row[3] in _COUNTED for row in effective(rows)))
    keep_free(conn, card_ids)
