"""SM-2 with steps, many cards at once, plans what it plans card by card."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.cards import NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Quality
from flashcards.scheduling import steps_log
from flashcards.scheduling.columns import Memories
from flashcards.scheduling.days import MS_PER_DAY
from flashcards.scheduling.protocol import Occasion
from flashcards.scheduling.steps import Steps

STEPS = st.lists(st.integers(1, 4 * 1440), max_size=4).map(tuple)
SCHEDULERS = st.builds(
    Steps,
    STEPS,
    STEPS,
    st.integers(1, 30),
    st.integers(1, 60),
    st.integers(130, 500),
    st.integers(50, 130),
    st.integers(100, 500),
    st.integers(50, 200),
    st.integers(0, 100),
    st.integers(1, 20),
    st.sampled_from((1, 3, 100, 36_500)),
)
MEMORIES = st.builds(
    Memory,
    st.sampled_from(CardState),
    st.integers(0, 9),
    st.integers(100, 400),
    st.one_of(st.integers(0, 3_000), st.integers(0, 20_000).map(lambda days: days * 1440)),
    st.integers(0, 5),
    st.sampled_from((0, 1, 2, 5, 300, 701)),
)
ANSWERS = st.lists(
    st.tuples(MEMORIES, st.sampled_from(Quality), st.integers(-1, 4_000)), min_size=1, max_size=20
)


@given(SCHEDULERS, ANSWERS)
def test_many_cards_at_once_are_planned_as_each_is_alone(
    scheduler: Steps, answers: list[tuple[Memory, Quality, int]]
) -> None:
    found = steps_log.answered(
        scheduler,
        Memories.of([memory for memory, _, _ in answers]),
        np.array([int(quality) for _, quality, _ in answers]),
        np.array([elapsed for _, _, elapsed in answers]),
    )
    for after, (memory, quality, elapsed) in zip(found, answers, strict=True):
        last = None if elapsed < 0 else (5_000 - elapsed) * MS_PER_DAY
        occasion = Occasion(5_000 * MS_PER_DAY, last_at_ms=last)
        expected = scheduler.review(memory, quality, occasion).memory
        # What is not a number differs from itself.
        assert replace(after, stability=None, difficulty=None) == expected


LIVES = st.lists(
    st.lists(st.tuples(st.sampled_from(Quality), st.integers(0, 400)), min_size=1, max_size=9),
    min_size=1,
    max_size=6,
)


@given(SCHEDULERS, LIVES)
def test_whole_lives_at_once_end_as_each_does_alone(
    scheduler: Steps, lives: list[list[tuple[Quality, int]]]
) -> None:
    owners, elapsed, qualities = [], [], []
    expected = []
    for number, life in enumerate(lives):
        memory, day, last = NEW_MEMORY, 1_000, None
        for quality, days in life:
            day += days
            occasion = Occasion(day * MS_PER_DAY, last_at_ms=last)
            memory = scheduler.review(memory, quality, occasion).memory
            last = day * MS_PER_DAY
            owners.append(number)
            elapsed.append(days)
            qualities.append(int(quality))
        expected.append(memory)
    columns = (np.array(column) for column in (owners, elapsed, qualities))
    found = steps_log.replay_all(scheduler, *columns)
    # What is not a number differs from itself.
    assert [replace(one, stability=None, difficulty=None) for one in found] == expected
