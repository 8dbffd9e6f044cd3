"""What a scheduler makes of the past of many cards at once."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from flashcards.model.enums import Quality, ReviewKind
from flashcards.scheduling import fsrs_log, sm2_log, steps_log
from flashcards.scheduling.columns import (
    AnswerLog,
    Flags,
    Integers,
    Memories,
    elapsed_days,
    first_of,
)
from flashcards.scheduling.days import (
    EPOCH_DAY,
    LATEST_MS,
    MS_PER_DAY,
    MS_PER_MINUTE,
    NOON_MINUTES,
)
from flashcards.scheduling.fsrs import FSRS
from flashcards.scheduling.protocol import Scheduler
from flashcards.scheduling.sm2 import LOWEST_WITHOUT_DRILL, SM2
from flashcards.scheduling.steps import Steps

_CARD, _AT, _OFFSET, _QUALITY, _KIND = range(5)
NEVER = -1
"""In a column of moments or days: none."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Cards and where other rules leave them; one entry a card in every column."""

    cards: Integers
    memories: Memories
    due_ms: Integers
    """UTC ms."""
    last_ms: Integers
    """UTC ms of the last answer that counts."""
    drill_days: Integers
    """The learner's day for which a drill is pending; ``NEVER`` for none."""


def can_judge(scheduler: Scheduler) -> bool:
    """Return whether many cards can be judged at once by these rules."""
    return isinstance(scheduler, SM2 | FSRS | Steps)


def judge(
    scheduler: Scheduler,
    rows: Integers,
    day_start_minutes: int,
    ask: Callable[[], None] = lambda: None,
) -> Judged:
    """Return what ``scheduler`` makes of cards whose log ``rows`` are.

    A row is card id, moment (UTC ms), UTC offset (minutes), quality and kind (answer or drill); a
    card's rows stand together in the order they count. Cards without an answer are left out. The
    same comes out as from ``replay_rows``, card by card. ``ask`` is called between the parts of the
    work, and may raise to stop it. Raises TypeError for rules that must be followed answer by
    answer.
    """
    answers = np.flatnonzero(rows[:, _KIND] == ReviewKind.ANSWER)
    log = rows[answers]
    owners = log[:, _CARD]
    shift = log[:, _OFFSET] - day_start_minutes
    days = (log[:, _AT] + shift * MS_PER_MINUTE) // MS_PER_DAY
    ask()
    if isinstance(scheduler, FSRS) and scheduler.counts_drills:
        memories = _with_drills(scheduler, rows, day_start_minutes)
    else:
        memories = _memories(scheduler, log, shift)
    ask()
    last = np.flatnonzero(first_of(owners[::-1])[::-1])  # the last row of each card
    last_ms = log[last, _AT]
    due_ms = _due_ms(memories.interval_minutes, last_ms, days[last], shift[last])
    pending = np.full(len(last), NEVER)
    if isinstance(scheduler, SM2) and scheduler.drill:
        unsure = log[last, _QUALITY] < LOWEST_WITHOUT_DRILL
        unsure &= ~_drilled_since(rows, answers[last])
        pending[unsure] = days[last][unsure] + EPOCH_DAY
    return Judged(owners[last], memories, due_ms, last_ms, pending)


def _memories(scheduler: Scheduler, log: Integers, shift: Integers) -> Memories:
    owners, qualities = log[:, _CARD], log[:, _QUALITY]
    if isinstance(scheduler, SM2):
        return sm2_log.replay_all(scheduler, owners, qualities)
    if isinstance(scheduler, FSRS):
        elapsed = elapsed_days(owners, log[:, _AT], shift)
        return fsrs_log.replay_all(scheduler, owners, elapsed, qualities)
    if isinstance(scheduler, Steps):
        elapsed = elapsed_days(owners, log[:, _AT], shift)
        return steps_log.replay_all(scheduler, owners, elapsed, qualities)
    raise TypeError(f"{scheduler.name} is followed answer by answer")


def _with_drills(scheduler: FSRS, rows: Integers, day_start_minutes: int) -> Memories:
    log = AnswerLog.of(
        rows[:, _CARD],
        rows[:, _AT],
        rows[:, _QUALITY],
        rows[:, _OFFSET],
        day_start_minutes,
        rows[:, _KIND] == ReviewKind.DRILL,
    )
    return fsrs_log.replay_all(
        scheduler, log.cards, log.elapsed_days, log.qualities, drills=log.drills
    )


def _due_ms(minutes: Integers, at_ms: Integers, days: Integers, shift: Integers) -> Integers:
    """Do what ``days.due_ms`` does, for many cards."""
    exact = at_ms + minutes * MS_PER_MINUTE
    day = (exact + shift * MS_PER_MINUTE) // MS_PER_DAY
    noon = day * MS_PER_DAY - shift * MS_PER_MINUTE + NOON_MINUTES * MS_PER_MINUTE
    return np.minimum(np.where(day > days, noon, exact), LATEST_MS)


def _drilled_since(rows: Integers, last_answers: Integers) -> Flags:
    """Return for each card whether a drill after its last answer went well."""
    good = (rows[:, _KIND] == ReviewKind.DRILL) & (rows[:, _QUALITY] >= Quality.GOOD)
    before = np.concatenate(([0], np.cumsum(good)))
    last_row = np.flatnonzero(first_of(rows[::-1, _CARD])[::-1])
    ends = last_row[np.searchsorted(last_row, last_answers)]
    return before[ends + 1] > before[last_answers + 1]
