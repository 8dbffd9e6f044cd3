"""Lets new cards begin where they stood in the program that wrote their file."""

from collections.abc import Sequence

from flashcards.collection.past.rescheduling import presets_of_decks
from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, ReviewKind
from flashcards.model.parsed import Learnt
from flashcards.scheduling.days import MS_PER_DAY, due_ms, learner_day, offset_minutes_of
from flashcards.store import cards, presets, reviews
from flashcards.store.operation import operation
from flashcards.store.reviews import ReviewRow
from flashcards.store.store import Connection

LONGEST_DAYS = 36_500
_SECOND_INTERVAL_FROM = 2
"""Days from which a card counts as passed twice, so that its ease multiplies next."""


def bring(conn: Connection, standings: Sequence[tuple[int, int, Learnt]]) -> None:
    """Give new cards, each with its deck, the memory they had; one row of the log says so of each.

    The row stands at the day of the card's last answer, as interval and due day tell it.
    """
    if not standings:
        return
    work = operation(conn)
    offset, start = offset_minutes_of(work.now), presets.day_start(conn)
    today = learner_day(work.now, start)
    versions = {deck: preset.version_id for deck, preset in presets_of_decks(conn).items()}
    rows: list[ReviewRow] = []
    memories: list[Memory] = []
    changed: list[cards.MemoryRow] = []
    for card, deck, learnt in standings:
        memory, last_day = _memory(learnt, today)
        at_ms = work.now_ms - (today - last_day) * MS_PER_DAY
        minutes = memory.interval_minutes
        rows.append((
            card, work.next_review_id(conn), at_ms, offset, int(ReviewKind.IMPORTED), 0, 0,
            versions[deck], minutes, None,
        ))  # fmt: skip
        memories.append(memory)
        due = due_ms(at_ms, offset, minutes, start)
        changed.append(cards.memory_row(memory, due, at_ms, None, card))
    reviews.add_manual(conn, rows, memories)
    cards.set_memories(conn, changed)


def _memory(learnt: Learnt, today: int) -> tuple[Memory, int]:
    """Return what is remembered of a card, and the day of its last answer."""
    days = min(max(1, learnt.interval_days), LONGEST_DAYS)
    last_day = min(learnt.due_day - days, today)
    last_day = max(last_day, today - 2 * LONGEST_DAYS)
    days = min(max(1, learnt.due_day - last_day), LONGEST_DAYS)
    repetitions = 2 if days >= _SECOND_INTERVAL_FROM else 1
    minutes = days * MINUTES_PER_DAY
    return Memory(CardState.REVIEW, repetitions, learnt.ease, minutes, learnt.lapses), last_day
