"""What is remembered on the day of an exam is foretold, and a look shortly before it helps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model.cards import Memory
from flashcards.model.enums import CardState, SchedulerKind
from flashcards.model.presets import Options
from flashcards.scheduling.exams import LAST_DAYS, Exam, Learned, outlook
from flashcards.scheduling.fsrs_formulas import DEFAULT_DECAY
from flashcards.scheduling.protocol import Scheduler
from flashcards.scheduling.registry import scheduler_for
from flashcards.scheduling.sm2 import SM2

TODAY = 739_700
SCHEDULERS = {kind: scheduler_for(Options(scheduler=kind)) for kind in SchedulerKind}


def exam(days: int, retention: float = 0.9) -> Exam:
    day = TODAY + days
    return Exam(day, retention, tuple(range(max(TODAY, day - LAST_DAYS), day)))


def learned(interval: int, ago: int, *, ease: int = 250, stability: float | None = None) -> Learned:
    difficulty = None if stability is None else 5.0
    memory = Memory(CardState.REVIEW, 3, ease, interval * 1440, 0, 0, stability, difficulty)
    return Learned(1, memory, TODAY - ago, TODAY - ago + interval)


def test_a_card_due_long_after_the_exam_is_as_likely_as_its_curve_says() -> None:
    found = outlook(learned(100, 20), SM2(), DEFAULT_DECAY, exam(30), TODAY)
    assert found.as_it_is == pytest.approx(0.9 ** (50 / 100))
    assert found.recalls == ()


def test_a_card_likely_to_be_forgotten_is_helped_on_the_last_days() -> None:
    found = outlook(learned(40, 5), SM2(), DEFAULT_DECAY, exam(34, 0.93), TODAY)
    assert found.as_it_is == pytest.approx(0.9 ** (39 / 40))
    assert found.now
    assert found.earliest == TODAY + 34 - LAST_DAYS
    # A pass makes 100 days of 40; a day before the exam 0.9 ** (1 / 100) is left of it.
    assert found.after(TODAY + 33, exam(34, 0.93)) == pytest.approx(0.9 ** (1 / 100))
    assert found.recalls == tuple(sorted(found.recalls))


def test_answers_a_card_gets_anyhow_are_taken_as_given() -> None:
    # Due tomorrow, then 15 days later (2.5 x 6), then after the exam in 30 days.
    found = outlook(learned(6, 5), SM2(), DEFAULT_DECAY, exam(30, 0.99), TODAY)
    assert found.as_it_is == pytest.approx(0.9 ** (14 / 38))
    assert not found.now
    assert found.recalls


def test_where_no_look_is_enough_the_last_day_is_best() -> None:
    short = learned(1, 1, ease=130)
    found = outlook(short, SM2(), DEFAULT_DECAY, exam(1, 0.99), TODAY)
    assert found.as_it_is < 0.99
    assert found.recalls == ()  # it is asked today anyhow, on the only day there is


def test_a_card_is_never_put_off_for_an_exam() -> None:
    # Forgotten six days before, due tomorrow: that answer comes first, a look after it.
    lapsed = Learned(1, Memory(CardState.RELEARNING, 0, 250, 1440, 1), TODAY, TODAY + 1)
    found = outlook(lapsed, SM2(), DEFAULT_DECAY, exam(6, 0.95), TODAY)
    assert found.as_it_is < 0.95
    assert found.recalls
    assert not found.now


def test_learning_steps_are_done_with_before_the_exam() -> None:
    memory = Memory(CardState.LEARNING, 0, 250, 10, 0, 1)
    card = Learned(1, memory, TODAY, TODAY)
    for scheduler in SCHEDULERS.values():
        assert 0 < outlook(card, scheduler, DEFAULT_DECAY, exam(20), TODAY).as_it_is <= 1


def test_an_exam_without_a_free_day_before_it_changes_nothing() -> None:
    found = outlook(learned(40, 5), SM2(), DEFAULT_DECAY, Exam(TODAY + 34, 0.99, ()), TODAY)
    assert found.recalls == ()


cards = st.builds(
    learned,
    st.integers(1, 400),
    st.integers(0, 500),
    ease=st.integers(130, 350),
    stability=st.one_of(st.none(), st.floats(0.01, 3_000)),
)


@settings(max_examples=200)
@given(
    card=cards,
    days=st.integers(1, 120),
    retention=st.floats(0.5, 0.99),
    scheduler=st.sampled_from(list(SCHEDULERS.values())),
)
def test_whatever_the_card_a_look_helps_on_the_last_days_or_none_is_given(
    card: Learned, days: int, retention: float, scheduler: Scheduler
) -> None:
    wanted = exam(days, retention)
    found = outlook(card, scheduler, DEFAULT_DECAY, wanted, TODAY)
    assert 0 <= found.as_it_is <= 1
    if not found.recalls:
        return
    assert found.as_it_is < retention
    span = [day for day in wanted.looks if day >= found.earliest]
    assert len(span) == len(found.recalls)
    assert found.earliest in wanted.looks
    if found.now:
        assert card.last_day < found.earliest <= max(card.due_day, TODAY)
    likely = [found.after(day, wanted) for day in span]
    assert likely[-1] > found.as_it_is
    assert all(one >= retention for one in likely) or len(likely) == 1
