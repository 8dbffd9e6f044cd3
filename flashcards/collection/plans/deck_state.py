"""Reads how a deck stands today: what a simulation of the days ahead begins with."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from flashcards.collection.plans.habits import HABIT_DAYS, habits_of
from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, Phase, ReviewKind
from flashcards.model.presets import Options
from flashcards.scheduling.days import day_of_ms, learner_day, offset_minutes_of
from flashcards.store import memories, numbers
from flashcards.store.answer_logs import answer_log
from flashcards.store.operation import course
from flashcards.store.store import Connection

if TYPE_CHECKING:
    from flashcards.scheduling.columns import AnswerLog, Floats
    from flashcards.scheduling.simulating import Learner, Stock


def start(
    conn: Connection, deck_ids: Collection[int] | None, options: Options, now: datetime
) -> tuple["Stock", "Learner"]:
    """Return the cards of these decks (None: of all) as they stand today, and who answers."""
    from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
    from flashcards.scheduling.simulating import Learner

    chosen = None if deck_ids is None else sorted(deck_ids)
    day_start_minutes = options.day_start_minutes
    today = learner_day(now, day_start_minutes)
    weights = options.fsrs_parameters or DEFAULT_PARAMETERS
    log = answer_log(conn, chosen, day_start_minutes)
    shift = offset_minutes_of(now), day_start_minutes
    rows = memories.begun_cards(conn, chosen)
    ask = course(conn).ask
    ask()
    stock = _stock(rows, log, weights, today, shift, ask)
    ask()
    counts = numbers.answer_counts(conn, chosen, today - HABIT_DAYS)
    everywhere = numbers.answer_counts(conn, None, today - HABIT_DAYS) if chosen else counts
    answers = [row for row in counts if row[0] == today and row[1] == ReviewKind.ANSWER]
    stock = replace(
        stock,
        new_left=memories.count_new(conn, chosen),
        new_today=sum(row[4] for row in answers if row[3] == Phase.NEW),
        reviews_today=sum(row[4] for row in answers if row[3] in (Phase.YOUNG, Phase.MATURE)),
        today=today,
    )
    return stock, Learner(habits_of(counts, everywhere), weights, bool(options.fsrs_parameters))


def _stock(
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
    stability, difficulty = _strengths(ids, list(known), log, weights)
    due = np.where(back > 0, np.maximum(due, back), due)
    return Stock(known, stability, difficulty, np.minimum(last, 0), due)


def _strengths(
    ids: Sequence[int], known: Sequence[Memory], log: "AnswerLog", weights: Sequence[float]
) -> tuple["Floats", "Floats"]:
    """Return how well cards are remembered, by what their answers say under FSRS.

    Where the log begins with a memory from elsewhere, that and what followed is in the memory.
    """
    import numpy as np

    from flashcards.scheduling import fsrs, fsrs_log
    from flashcards.scheduling.fsrs_formulas import AGAIN

    found = fsrs_log.strengths(log.cards, log.elapsed_days, log.ratings, weights)
    owners = log.cards[log.first]
    places = np.searchsorted(owners, ids)
    inside = places < len(owners)
    logged = np.zeros(len(ids), dtype=bool)
    logged[inside] = owners[places[inside]] == np.array(ids)[inside]
    stability, difficulty = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
    stability[logged] = found.stability[places[logged]]
    difficulty[logged] = found.difficulty[places[logged]]
    parameters = tuple(weights)
    for row in np.flatnonzero(~logged).tolist():
        memory = known[row]
        if memory.state is CardState.LEARNING and memory.stability is None:
            memory = replace(memory, state=CardState.RELEARNING)
        strength = fsrs.strength(memory, parameters) or fsrs.first_strength(AGAIN, parameters)
        stability[row], difficulty[row] = strength
    return stability, difficulty
