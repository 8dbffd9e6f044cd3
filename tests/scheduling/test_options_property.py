"""Whatever options, card and moment: every scheduler gives an interval one can live with."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.collection.decks.options import LONGEST_STEP_MINUTES, MOST_STEPS, RANGES, checked
from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Profile, Quality, SchedulerKind
from flashcards.model.presets import Options
from flashcards.scheduling.days import MS_PER_DAY, due_ms
from flashcards.scheduling.fsrs_formulas import (
    DEFAULT_PARAMETERS,
    HIGHEST_PARAMETERS,
    LOWEST_PARAMETERS,
)
from flashcards.scheduling.protocol import ANSWER_WORDS, Occasion
from flashcards.scheduling.registry import scheduler_for, scheduler_from

FIRST_MS, LAST_MS = 1_000_000_000_000, 4_000_000_000_000
LONGEST_MINUTES = 36_500 * MINUTES_PER_DAY
DECIDING = (
    "maximum_interval_days", "day_start_minutes", "graduating_interval_days",
    "easy_interval_days", "starting_ease", "hard_multiplier", "easy_bonus", "interval_modifier",
    "lapse_multiplier", "minimum_lapse_interval_days", "desired_retention",
)  # fmt: skip

steps = st.lists(
    st.integers(1, 60) | st.integers(1, LONGEST_STEP_MINUTES), max_size=MOST_STEPS
).map(tuple)
weights = (
    st.just(())
    | st.just(DEFAULT_PARAMETERS)
    | st.tuples(
        *(
            st.floats(low, high)
            for low, high in zip(LOWEST_PARAMETERS, HIGHEST_PARAMETERS, strict=True)
        )
    )
)
easy_days = st.just((100,) * 7) | st.lists(
    st.sampled_from((0, 50, 100)) | st.integers(0, 100), min_size=7, max_size=7
).filter(any).map(tuple)
all_options = st.builds(
    Options,
    scheduler=st.sampled_from(SchedulerKind),
    profile=st.sampled_from(Profile),
    drill=st.booleans(),
    learning_steps=steps,
    relearning_steps=steps,
    fsrs_parameters=weights,
    fuzz=st.booleans(),
    load_balance=st.booleans(),
    easy_days=easy_days,
    **{name: st.sampled_from(RANGES[name]) | st.integers(*RANGES[name]) for name in DECIDING},
)
stored_memories = st.builds(
    Memory,
    state=st.sampled_from(CardState),
    repetitions=st.integers(0, 50),
    ease=st.integers(130, 1_000),
    interval_minutes=st.integers(0, 90) | st.integers(0, LONGEST_MINUTES),
    lapses=st.integers(0, 50),
    step=st.integers(0, 12) | st.integers(0, 3_650_009),
    stability=st.none() | st.floats(0.001, 36_500),
    difficulty=st.none() | st.floats(1, 10),
)
loads = st.none() | st.lists(st.integers(0, 300), min_size=1, max_size=9)


@st.composite
def occasions(draw: st.DrawFn) -> Occasion:
    """Return any moment, any time after (or, with a wrong clock, before) the last answer."""
    at_ms = draw(st.integers(FIRST_MS, LAST_MS))
    waited = draw(
        st.none() | st.integers(-3, 60_000).map(MS_PER_DAY.__mul__) | st.integers(0, 10**7)
    )
    load = draw(loads)
    return Occasion(
        at_ms,
        draw(st.integers(-14 * 60, 14 * 60)),
        draw(st.integers(0, 23 * 60 + 59)),
        None if waited is None else at_ms - waited,
        draw(st.integers(0, 2**62)),
        None,
        None if load is None else lambda day: load[day % len(load)],
    )


@settings(max_examples=300, deadline=None)
@given(all_options, stored_memories | st.just(NEW_MEMORY), occasions())
def test_intervals_stay_within_bounds_and_no_harder_answer_gives_more(
    options: Options, memory: Memory, occasion: Occasion
) -> None:
    scheduler = scheduler_for(options)
    found = [scheduler.review(memory, quality, occasion).memory for quality in Quality]
    minutes = [after.interval_minutes for after in found]
    assert min(minutes) >= 1
    assert max(minutes) <= options.maximum_interval_days * MINUTES_PER_DAY
    assert minutes[Quality.HARD] <= minutes[Quality.GOOD] <= minutes[Quality.PERFECT]
    for after in found:
        due = due_ms(
            occasion.at_ms, occasion.offset_minutes, after.interval_minutes,
            occasion.day_start_minutes,
        )  # fmt: skip
        assert due > occasion.at_ms
        assert after.state is not CardState.NEW
        assert after.lapses - memory.lapses in (0, 1)
        if after.state is CardState.REVIEW:
            assert after.interval_minutes % MINUTES_PER_DAY == 0


@settings(max_examples=150, deadline=None)
@given(all_options, stored_memories | st.just(NEW_MEMORY), occasions(), st.sampled_from(Quality))
def test_the_same_answer_gives_the_same_and_a_replay_what_the_log_says(
    options: Options, memory: Memory, occasion: Occasion, quality: Quality
) -> None:
    scheduler = scheduler_for(options)
    outcome = scheduler.review(memory, quality, occasion)
    assert scheduler.review(memory, quality, occasion) == outcome
    logged = replace(occasion, load=None, planned_minutes=outcome.interval_minutes)
    stored = scheduler_from(scheduler.name, scheduler.parameters())
    assert stored.review(memory, quality, logged) == outcome
    told = str(scheduler.explain(memory, quality, outcome.memory, occasion))
    assert told.startswith(f"You answered {ANSWER_WORDS[quality]}")
    assert told.endswith(".")


@settings(max_examples=60, deadline=None)
@given(all_options, st.lists(st.sampled_from(Quality), max_size=12), st.integers(0, 2**62))
def test_a_card_answered_when_due_can_be_followed_through_any_answers(
    options: Options, qualities: list[Quality], seed: int
) -> None:
    scheduler = scheduler_for(options)
    memory, at_ms, last = NEW_MEMORY, FIRST_MS, None
    for quality in qualities:
        occasion = Occasion(at_ms, 0, options.day_start_minutes, last, seed)
        after = scheduler.review(memory, quality, occasion).memory
        passed = quality >= Quality.HARD
        if passed and memory.state is CardState.REVIEW:
            assert after.lapses == memory.lapses
            assert after.state is CardState.REVIEW
        due = due_ms(at_ms, 0, after.interval_minutes, options.day_start_minutes)
        memory, last, at_ms = after, at_ms, min(due, LAST_MS)


@given(all_options)
def test_the_options_drawn_here_are_those_a_learner_can_set(options: Options) -> None:
    names = Options.__dataclass_fields__
    assert checked(Options(), {name: getattr(options, name) for name in names}) == options
