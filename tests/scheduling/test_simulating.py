"""The days ahead: how much there is to do, and how much is remembered."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from flashcards.model.cards import Memory
from flashcards.model.enums import CardState, Profile, ReviewOrder, SchedulerKind
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.experiments import Simulation, SimulationSettings
from flashcards.model.habits import Habits
from flashcards.model.presets import Options
from flashcards.scheduling.columns import Memories
from flashcards.scheduling.simulating import Learner, Stock, simulate
from flashcards.scheduling.spreading import window
from flashcards.scheduling.spreading_log import windows
from tests.effort import calls
from tests.scheduling.slow_days import SlowCard, live

KINDS: dict[str, Options] = {
    "SM-2, paper": Options(),
    "SM-2, source, without drill": Options(profile=Profile.SOURCE, drill=False),
    "SM-2 with steps": Options(scheduler=SchedulerKind.STEPS),
    "steps over a day": Options(scheduler=SchedulerKind.STEPS, learning_steps=(1, 2_880)),
    "FSRS": Options(scheduler=SchedulerKind.FSRS),
    "FSRS, no steps": Options(
        scheduler=SchedulerKind.FSRS, learning_steps=(), relearning_steps=(), desired_retention=80
    ),
}
every_kind = pytest.mark.parametrize("options", KINDS.values(), ids=list(KINDS))


def days_of(
    options: Options, cards: int = 600, days: int = 200, seed: int = 0, endless: bool = False
) -> Simulation:
    settings = SimulationSettings(replace(options, reviews_per_day=99_999), endless)
    return simulate(Stock.empty(cards), Learner(), settings, days, seed=seed)


def stock(cards: list[SlowCard], new_left: int = 0) -> Stock:
    return Stock(
        Memories.of([card.memory for card in cards]),
        np.array([card.strength[0] for card in cards if card.strength], np.float64),
        np.array([card.strength[1] for card in cards if card.strength], np.float64),
        np.array([card.last for card in cards], np.int64),
        np.array([card.due for card in cards], np.int64),
        new_left,
    )


def old_cards(count: int) -> list[SlowCard]:
    """Cards begun before today: long known, forgotten of late, at a step, and overdue ones."""
    kinds = (
        (Memory(CardState.REVIEW, 3, 250, 20 * 1440, 0), -15, 5),
        (Memory(CardState.REVIEW, 6, 180, 90 * 1440, 2, 0, 80.0, 7.0), -95, -5),
        (Memory(CardState.RELEARNING, 0, 210, 10, 1, 300, 2.5, 8.0), -1, 0),
        (Memory(CardState.LEARNING, 0, 250, 10, 0, 1, 1.5, 6.0), -2, -2),
        (Memory(CardState.REVIEW, 1, 230, 1440, 0), -1, 0),
    )
    found = []
    for number in range(count):
        memory, last, due = kinds[number % len(kinds)]
        strength = (1.5 + number % 40, 1.0 + number % 9)
        found.append(SlowCard(memory, strength, last, due + number % 3))
    return found


@every_kind
@pytest.mark.parametrize("limit", [99_999, 7])
def test_many_cards_at_once_live_the_days_that_each_lives_alone(
    options: Options, limit: int
) -> None:
    settings = SimulationSettings(replace(options, new_per_day=3, reviews_per_day=limit))
    fast = simulate(stock(old_cards(25), 60), Learner(), settings, 60, seed=5)
    slow = live(old_cards(25), 60, Learner(), settings, 60, seed=5)
    assert fast.reviews == tuple(day.reviews for day in slow)
    assert fast.new == tuple(day.new for day in slow)
    assert fast.repeats == tuple(day.repeats for day in slow)
    assert fast.waiting == tuple(day.waiting for day in slow)
    assert fast.minutes == pytest.approx([day.seconds / 60 for day in slow])
    assert fast.memorised == pytest.approx([day.memorised for day in slow])
    assert sum(fast.reviews) > 100


@every_kind
def test_more_new_cards_a_day_make_more_reviews(options: Options) -> None:
    few = days_of(replace(options, new_per_day=2))
    many = days_of(replace(options, new_per_day=8))
    assert sum(many.reviews) > 1.3 * sum(few.reviews)
    assert many.memorised[60] > 2 * few.memorised[60]


def test_a_higher_retention_costs_more_reviews_and_more_is_memorised() -> None:
    found = [
        days_of(Options(scheduler=SchedulerKind.FSRS, desired_retention=retention))
        for retention in (75, 85, 95)
    ]
    reviews = [sum(one.reviews) for one in found]
    assert reviews[0] < reviews[1] < reviews[2]
    memorised = [one.memorised[-1] for one in found]
    assert memorised[0] < memorised[1] < memorised[2]
    recalls = [one.recall or 0 for one in found]
    assert recalls == pytest.approx([0.75, 0.85, 0.95], abs=0.05)


@every_kind
def test_the_same_seed_gives_the_same_days_and_another_one_others(options: Options) -> None:
    assert days_of(options) == days_of(options)
    assert days_of(options) != days_of(options, seed=1)


@every_kind
def test_without_cards_nothing_is_to_be_done(options: Options) -> None:
    found = days_of(options, cards=0, days=10)
    assert found.reviews == found.new == found.repeats == (0,) * 10
    assert found.minutes == found.memorised == (0.0,) * 10
    assert found.cards == 0
    assert found.recall is None


def test_new_cards_end_when_the_deck_has_no_more_unless_they_never_do() -> None:
    options = Options(new_per_day=10)
    assert days_of(options, cards=25, days=4).new == (10, 10, 5, 0)
    assert days_of(options, cards=25, days=4, endless=True).new == (10, 10, 10, 10)


def test_what_was_done_today_counts_towards_the_limits_of_today() -> None:
    start = replace(stock(old_cards(40), 30), new_today=4, reviews_today=5)
    settings = SimulationSettings(Options(new_per_day=6, reviews_per_day=8))
    found = simulate(start, Learner(), settings, 2)
    assert found.new == (2, 6)
    assert found.reviews == (3, 8)


def test_a_limit_lets_cards_wait_and_a_backlog_shrinks_day_by_day() -> None:
    late = [
        SlowCard(Memory(CardState.REVIEW, 3, 250, 30 * 1440, 0), (60.0, 4.0), -60, -30)
        for _ in range(100)
    ]
    settings = SimulationSettings(Options(reviews_per_day=20))
    found = simulate(stock(late), Learner(), settings, 6)
    assert found.reviews[0] == 20
    assert found.waiting[0] == 80
    assert max(found.reviews) == 20
    assert found.waiting[-1] < 20


@pytest.mark.parametrize("order", ReviewOrder)
def test_with_little_time_the_order_decides_what_is_asked(order: ReviewOrder) -> None:
    settings = SimulationSettings(Options(reviews_per_day=5, review_order=order))
    found = simulate(stock(old_cards(40)), Learner(), settings, 30)
    assert max(found.reviews) == 5


def test_the_learners_own_times_make_the_minutes() -> None:
    slow = Habits(new_s=60, passed_s=60, failed_s=60, repeat_s=60)
    settings = SimulationSettings(Options(new_per_day=5))
    found = simulate(Stock.empty(50), Learner(slow), settings, 30)
    answers = sum(found.reviews) + sum(found.new) + sum(found.repeats)
    assert sum(found.minutes) == pytest.approx(answers)


def test_easy_days_carry_less_and_spread_cards_stay_about_as_many() -> None:
    plain = Options(scheduler=SchedulerKind.FSRS, new_per_day=20)
    sundays_off = replace(plain, easy_days=(100, 100, 100, 100, 100, 100, 0))
    start = replace(Stock.empty(2_000), today=739_000)
    settings = SimulationSettings(replace(sundays_off, reviews_per_day=99_999))
    found = simulate(start, Learner(), settings, 200)
    by_weekday = [0] * 7
    for day, count in enumerate(found.reviews):
        by_weekday[(found.first_day + day + 6) % 7] += count
    assert by_weekday[6] < min(by_weekday[:6]) * 0.6
    for spread in (replace(plain, fuzz=True), replace(plain, load_balance=True)):
        total = sum(days_of(spread, 2_000).reviews)
        assert total == pytest.approx(sum(days_of(plain, 2_000).reviews), rel=0.1)


def test_load_balance_evens_out_the_days() -> None:
    options = Options(scheduler=SchedulerKind.FSRS, new_per_day=20)
    plain, even = days_of(options), days_of(replace(options, load_balance=True))

    def unevenness(found: Simulation) -> float:
        reviews = np.array(found.reviews[30:])
        return float(np.abs(np.diff(reviews)).mean())

    assert unevenness(even) < unevenness(plain)


@given(st.integers(1, 40_000), st.sampled_from((1, 30, 400, 36_500)))
def test_the_windows_of_many_intervals_are_those_of_each(days: int, longest: int) -> None:
    low, high = windows(np.array([days]), longest)
    assert (low[0], high[0]) == window(days, longest)


_MEMORIES = st.builds(
    Memory,
    st.sampled_from((CardState.LEARNING, CardState.REVIEW, CardState.RELEARNING)),
    st.integers(0, 20),
    st.integers(130, 400),
    st.one_of(st.integers(1, 1_439), st.integers(1, 36_500).map(lambda days: days * 1440)),
    st.integers(0, 20),
    st.integers(0, 900),
    st.one_of(st.none(), st.floats(0.001, 36_500)),
    st.one_of(st.none(), st.floats(1, 10)),
)
_CARDS = st.builds(
    SlowCard,
    _MEMORIES,
    st.tuples(st.floats(0.001, 36_500), st.floats(1, 10)),
    st.integers(-5_000, 0),
    st.integers(-400, 400),
)
_OPTIONS = st.builds(
    Options,
    new_per_day=st.integers(0, 30),
    reviews_per_day=st.integers(0, 30),
    drill=st.booleans(),
    scheduler=st.sampled_from(SchedulerKind),
    review_order=st.sampled_from(ReviewOrder),
    learning_steps=st.lists(st.integers(1, 3_000), max_size=3).map(tuple),
    relearning_steps=st.lists(st.integers(1, 3_000), max_size=3).map(tuple),
    desired_retention=st.integers(70, 99),
    maximum_interval_days=st.sampled_from((1, 30, 36_500)),
    fuzz=st.booleans(),
    load_balance=st.booleans(),
    easy_days=st.lists(st.sampled_from((0, 50, 100)), min_size=7, max_size=7)
    .filter(any)
    .map(tuple),
)


@hypothesis_settings(max_examples=60)
@given(st.lists(_CARDS, max_size=12), st.integers(0, 60), _OPTIONS, st.integers(0, 9))
def test_whatever_the_deck_and_the_options_no_more_is_memorised_than_there_is(
    cards: list[SlowCard], new_left: int, options: Options, seed: int
) -> None:
    settings = SimulationSettings(options)
    found = simulate(stock(cards, new_left), Learner(), settings, 20, seed=seed)
    begun = len(cards) + np.cumsum(found.new)
    assert found.cards == begun[-1] <= len(cards) + new_left
    assert all(0 <= one <= most + 1e-9 for one, most in zip(found.memorised, begun, strict=True))
    assert max(found.reviews) <= options.reviews_per_day
    assert max(found.new) <= options.new_per_day
    assert min(found.minutes) >= 0


def test_what_cannot_be_simulated_is_refused_in_plain_words() -> None:
    with pytest.raises(UserError, match="1 to 3,650 days"):
        days_of(Options(), days=0)
    with pytest.raises(UserError, match="too many to simulate"):
        days_of(Options(new_per_day=9_999), days=3_650, endless=True)


def test_a_simulation_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 3

    with pytest.raises(CancelledError):
        simulate(Stock.empty(9), Learner(), SimulationSettings(Options()), 9, progress)
    assert told == [(0, 9), (1, 9), (2, 9), (3, 9)]


@every_kind
def test_a_year_of_ten_thousand_cards_asks_little_more_than_one_of_a_hundred(
    options: Options,
) -> None:
    wanted = replace(options, new_per_day=27)
    few = calls(lambda: days_of(wanted, 100, 365))
    assert calls(lambda: days_of(wanted, 10_000, 365)) < 20 * few
