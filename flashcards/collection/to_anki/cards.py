"""A card as Anki's row of it: as it came where nothing happened to it here, else as it stands."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from flashcards.collection.anki.keeping import KeptCard
from flashcards.collection.anki.standing import (
    BURIED,
    LAST_PLACE,
    LEARNING,
    NEW,
    OWN,
    RELEARNING,
    REVIEW,
    SIBLING_BURIED,
    SUSPENDED,
)
from flashcards.model.cards import DAYS_PLACE, MINUTES_PER_DAY, NEW_MEMORY
from flashcards.model.enums import CardState
from flashcards.scheduling.days import day_of_ms
from flashcards.store.exports import StoredCard

_FLAGS: Final = 7
_EPOCH_FROM: Final = 1_000_000_000
_DAY_LEARNING: Final = 3
_LONGEST: Final = 36_500
_TYPES: Final = {
    CardState.NEW: NEW, CardState.LEARNING: LEARNING, CardState.REVIEW: REVIEW,
    CardState.RELEARNING: RELEARNING,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """The collection that is written, as far as cards need to know it."""

    today: int
    """Its number of today."""
    learner_today: int
    """The learner's day (date ordinal) now."""
    day_start_minutes: int
    offset_at: Callable[[int], int]
    """The learner's UTC offset (minutes) at a moment (UTC ms)."""
    with_learning: bool


Row = KeptCard
"""What Anki's row of a card says beside its ids, in the order of the columns."""


def fresh(card: StoredCard, kept: KeptCard | None, home: int) -> Row:
    """Return the row of a card that goes without what was learnt."""
    position = card.position
    if kept is not None and kept.type == NEW and _place(kept) == position:
        position = kept.home_due if kept.home_deck_id and kept.home_due else kept.due
    return Row(home, _changed(card, kept), 0, 0, position, 0, 0, 0, 0, 0, 0, 0, 0, "{}")


def as_it_came(
    card: StoredCard, kept: KeptCard, home: int, filtered: int | None, shift: int, to: Target
) -> Row:
    """Return the row of a card that was not answered here, with what else changed of it.

    ``home`` is its deck there, ``filtered`` the filtered one it is in there, if it still goes with
    it. ``shift`` is added to days, where they are counted from another one.
    """
    row = _shifted(kept, shift) if shift else kept
    if row.home_deck_id and (filtered is None or row.home_deck_id != home):
        row = _brought_home(row)
    if not row.home_deck_id and row.deck_id != home:
        row = row._replace(deck_id=home)
    if card.suspended or row.queue < 0 or card.buried_until is not None:
        row = _put_aside(row, card, to)
    if card.flag != row.flags & _FLAGS:
        row = row._replace(flags=row.flags & ~_FLAGS | card.flag)
    if row.type == NEW and not row.home_deck_id and card.position != _place(kept):
        row = row._replace(due=card.position)
    unchanged = row == Row(*kept) or row == _shifted(Row(*kept), shift)
    return (
        row if unchanged else row._replace(changed_s=max(kept.changed_s, card.changed_ms // 1000))
    )


def as_it_stands(
    card: StoredCard,
    kept: KeptCard | None,
    answers: int,
    home: int,
    steps: tuple[int, int],
    to: Target,
) -> Row:
    """Return the row of a card that was answered here, or made here.

    ``answers`` are those given here; ``steps`` how many learning and relearning steps its deck has
    there.
    """
    kind = _TYPES[CardState(card.state)]
    due, queue = _due(card, kind, to)
    days = (
        card.step // DAYS_PLACE if kind == RELEARNING else card.interval_minutes // MINUTES_PER_DAY
    )
    learning = kind in (LEARNING, RELEARNING)
    count = steps[kind == RELEARNING]
    left = max(1, count - card.step % DAYS_PLACE) if learning else 0
    reps = (kept.reps if kept else card.answers - answers) + answers if kind != NEW else 0
    row = Row(
        home,
        max(_changed(card, kept), (card.last_review_at or 0) // 1000),
        kind,
        queue,
        due,
        0 if kind in (NEW, LEARNING) else min(max(1, days), _LONGEST),
        0 if kind in (NEW, LEARNING) and card.ease == NEW_MEMORY.ease else card.ease * 10,
        reps,
        card.lapses,
        left * 1_000 + left if learning else 0,
        0,
        0,
        (kept.flags & ~_FLAGS if kept else 0) | card.flag,
        _data(card, kept, kind, reps),
    )
    return _put_aside(row, card, to)


def _due(card: StoredCard, kind: int, to: Target) -> tuple[int, int]:
    """Return when a card is due, as Anki counts it, and the queue it waits in."""
    if kind == NEW or card.due_at is None:
        return card.position, 0
    day = day_of_ms(card.due_at, to.offset_at(card.due_at), to.day_start_minutes)
    last = card.last_review_at or card.due_at
    same_day = day_of_ms(last, to.offset_at(last), to.day_start_minutes) >= day
    if kind != REVIEW and same_day:
        return card.due_at // 1000, 1
    return to.today + day - to.learner_today, 2 if kind == REVIEW else _DAY_LEARNING


def _put_aside(row: Row, card: StoredCard, to: Target) -> Row:
    """Return a row whose queue says whether the card is suspended or buried here."""
    buried = card.buried_until is not None and card.buried_until > to.learner_today
    if card.suspended:
        if row.queue == SUSPENDED:
            return row
        return _brought_home(row)._replace(queue=SUSPENDED)
    if buried:
        return row if row.queue in (BURIED, SIBLING_BURIED) else row._replace(queue=BURIED)
    return row._replace(queue=_queue(row)) if row.queue < 0 else row


def _queue(row: Row) -> int:
    """Return the queue of a card that is not put aside."""
    if row.type in (NEW, REVIEW):
        return row.type
    due = row.home_due if row.home_deck_id and row.home_due else row.due
    return 1 if due >= _EPOCH_FROM else _DAY_LEARNING


def _brought_home(row: Row) -> Row:
    """Return the row of a card that is in its own deck again."""
    if not row.home_deck_id:
        return row
    due = row.home_due or row.due
    row = row._replace(deck_id=row.home_deck_id, due=due, home_due=0, home_deck_id=0)
    return row if row.queue < 0 else row._replace(queue=_queue(row))


def _shifted(row: Row, shift: int) -> Row:
    """Return a row whose days are counted from another one."""
    if row.type == NEW:
        return row
    if row.home_deck_id:
        return row._replace(home_due=row.home_due + shift) if _is_day(row.home_due) else row
    return row._replace(due=row.due + shift) if _is_day(row.due) else row


def _is_day(due: int) -> bool:
    return due != 0 and due < _EPOCH_FROM


def _place(kept: KeptCard) -> int:
    """Return the place among new cards that a card has here because of where it stood there."""
    due = kept.home_due if kept.home_deck_id and kept.home_due else kept.due
    return due if kept.type == NEW and 0 <= due <= LAST_PLACE else 0


def _changed(card: StoredCard, kept: KeptCard | None) -> int:
    return max(kept.changed_s if kept else 0, card.changed_ms // 1000)


def _data(card: StoredCard, kept: KeptCard | None, kind: int, reps: int) -> str:
    """Return what a card keeps beside its columns: its place as a new one, what FSRS knows."""
    found: dict[str, Any] = {}
    if kept is not None and kept.data.startswith("{"):
        try:
            found = json.loads(kept.data)
        except (ValueError, RecursionError):
            found = {}
    for key in ("s", "d", "lrt", "dr", "decay"):
        found.pop(key, None)
    if kind != NEW:
        found.setdefault("pos", card.position)
        found[OWN] = [reps, card.repetitions, card.interval_minutes, card.step, card.ease]
        if card.last_review_at:
            found["lrt"] = card.last_review_at // 1000
        if card.stability is not None and card.difficulty is not None:
            found.update(s=round(card.stability, 4), d=round(card.difficulty, 3))
    return json.dumps(found, separators=(",", ":"))
