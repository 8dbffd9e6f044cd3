"""Reads how a deck stands today: what a simulation of the days ahead begins with."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.presets import Options
from flashcards.scheduling.days import day_of_ms, learner_day, offset_minutes_of
from flashcards.store import deck_counts, habits, memories, strengths
from flashcards.store.answer_logs import answer_log
from flashcards.store.operation import course
from flashcards.store.store import Connection

if TYPE_CHECKING:
    from flashcards.scheduling.columns import AnswerLog
    from flashcards.scheduling.simulating import Learner, Stock


def start(
    conn: Connection, deck_ids: Collection[int] | None, options: Options, now: datetime
) -> tuple["Stock", "Learner"]:
    """Return the cards of these decks (None: of all) as they stand today, and who answers."""
    from flashcards.scheduling.simulating import Learner

    chosen = None if deck_ids is None else sorted(deck_ids)
    day_start_minutes = options.day_start_minutes
    today = learner_day(now, day_start_minutes)
    weights = strengths.weights_of(options)
    log = answer_log(conn, chosen, day_start_minutes)
    shift = offset_minutes_of(now), day_start_minutes
    rows = memories.begun_cards(conn, chosen)
    ask = course(conn).ask
    ask()
    stock = _stock(conn, rows, log, weights, today, shift, ask)
    ask()
    answered = deck_counts.answered_today(conn, today)
    done = [row for deck, row in answered.items() if chosen is None or deck in chosen]
    stock = replace(
        stock,
        new_left=memories.count_new(conn, chosen),
        new_today=sum(new for new, _ in done),
        reviews_today=sum(due for _, due in done),
        today=today,
    )
    learned = habits.habits(conn, chosen, today)
    return stock, Learner(learned, weights, bool(options.fsrs_parameters))


def _stock(
    conn: Connection,
    rows: Sequence[memories.MemoryRow],
    log: "AnswerLog",
    weights: Sequence[float],
    today: int,
    shift: tuple[int, int],
    ask: Callable[[], None],
) -> "Stock":
    import numpy as np

    from flashcards.scheduling.columns import Memories
    from flashcards.scheduling.simulating import Stock

    if not rows:
        return Stock.empty(0)
    ids, due_ms, last_ms, buried, *columns = zip(*rows, strict=True)
    state, repetitions, ease, minutes, lapses, step = (
        np.array(column, np.int64) for column in columns[:6]
    )
    held = (np.array(column, np.float64) for column in columns[6:])
    known = Memories(state, repetitions, ease, minutes, lapses, step, *held)
    ask()
    due = np.array([day_of_ms(one, *shift) for one in due_ms], np.int64) - today
    back = np.array([0 if one is None else one - today for one in buried], np.int64)
    planned = known.interval_minutes // MINUTES_PER_DAY
    last = np.array(
        [
            due_day - days if one is None else day_of_ms(one, *shift) - today
            for one, due_day, days in zip(last_ms, due.tolist(), planned.tolist(), strict=True)
        ],
        np.int64,
    )
    ask()
    memories_of = list(known)
    stability, difficulty = strengths.strengths(
        conn, ids, weights, shift[1], memories_of.__getitem__, log
    )
    due = np.where(back > 0, np.maximum(due, back), due)
    return Stock(known, stability, difficulty, np.minimum(last, 0), due)
