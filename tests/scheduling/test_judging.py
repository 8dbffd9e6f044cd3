"""Many cards judged at once against the same cards replayed one by one, drills and journeys too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.enums import Quality, ReviewKind
from flashcards.model.ids import VersionId
from flashcards.scheduling.days import MS_PER_DAY, MS_PER_MINUTE
from flashcards.scheduling.fsrs import FSRS
from flashcards.scheduling.judging import judge
from flashcards.scheduling.protocol import Scheduler
from flashcards.scheduling.replay import LogRow, SchedulerOf, replay_rows
from flashcards.scheduling.sm2 import SM2
from flashcards.scheduling.steps import Steps

DAY_START = 240
SCHEDULERS: tuple[Scheduler, ...] = (
    SM2(),
    SM2(drill=False),
    Steps(),
    FSRS(),
    FSRS(learning_steps=(), relearning_steps=()),
    FSRS(counts_drills=False),
)
waits = st.sampled_from((1, 9, 200, 700, 1_440, 3_000, 20_000))
given_rows = st.tuples(
    waits, st.sampled_from((0, 0, 1)), st.sampled_from(Quality), st.sampled_from((0, 60, -600, 780))
)
logs = st.lists(st.lists(given_rows, min_size=1, max_size=9), min_size=1, max_size=6)


@given(st.sampled_from(SCHEDULERS), logs)
def test_judging_many_cards_at_once_is_replaying_each(
    scheduler: Scheduler, log: list[list[tuple[int, int, Quality, int]]]
) -> None:
    rows: list[tuple[int, int, int, int, int]] = []
    for card, answers in enumerate(log):
        at_ms = 20_000 * MS_PER_DAY
        for minutes, kind, quality, offset in answers:
            at_ms += minutes * MS_PER_MINUTE
            rows.append((card, at_ms, offset, int(quality), kind))
    found = judge(scheduler, np.array(rows, dtype=np.int64), DAY_START)
    memories = list(found.memories)
    answered = [
        card
        for card, answers in enumerate(log)
        if any(kind == ReviewKind.ANSWER for _, kind, _, _ in answers)
    ]
    assert found.cards.tolist() == answered
    for place, card in enumerate(answered):
        own: list[LogRow] = [
            (number, at_ms, offset, kind, quality, 1, 0, None)
            for number, (owner, at_ms, offset, quality, kind) in enumerate(rows, 1)
            if owner == card
        ]
        one = replay_rows(own, scheduler_of(scheduler), {}, card)
        assert found.due_ms[place] == one.due_at_ms
        assert found.last_ms[place] == one.last_review_at_ms
        at_once, alone = memories[place], one.memory
        if alone.stability is None:
            assert at_once.stability is at_once.difficulty is None
        else:
            assert at_once.stability == pytest.approx(alone.stability, rel=1e-9)
            assert at_once.difficulty == pytest.approx(alone.difficulty, rel=1e-9)
        assert (at_once.state, at_once.interval_minutes) == (alone.state, alone.interval_minutes)
        assert (at_once.step, at_once.lapses) == (alone.step, alone.lapses)


def scheduler_of(scheduler: Scheduler) -> SchedulerOf:
    def found(_: VersionId) -> tuple[Scheduler, int]:
        return scheduler, DAY_START

    return found
