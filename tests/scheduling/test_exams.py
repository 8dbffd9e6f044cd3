"""What is remembered on the day of an exam is foretold, and a look shortly before it helps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model.cards import Memory
from flashcards.model.enums import CardState, SchedulerKind
from flashcards.model.presets import Options
from flashcards.scheduling.exams import LAST_DAYS, Exam, Learned, outlook
from flashcards.scheduling.fsrs import next_strength
from flashcards.scheduling.fsrs_formulas import AGAIN, DEFAULT_PARAMETERS, GOOD, retrievability
from flashcards.scheduling.protocol import Scheduler
from flashcards.scheduling.registry import scheduler_for
from flashcards.scheduling.sm2 import SM2

TODAY = 739_700
SCHEDULERS = {kind: scheduler_for(Options(scheduler=kind)) for kind in SchedulerKind}


def exam(days: int, retention: float = 0.9) -> Exam:
    day = TODAY + days
    return Exam(day, retention, tuple(range(max(TODAY, day - LAST_DAYS), day)))


def learned(interval: int, ago: int, *, ease: int = 250, stability: float | None = None) -> Learned:
    memory = Memory(CardState.REVIEW, 3, ease, interval * 1440, 0, 0)
    lasting = float(interval) if stability is None else stability
    return Learned(1, memory, TODAY - ago, TODAY - ago + interval, lasting, 5.0)


def recall(elapsed: float, stability: float) -> float:
    return retrievability(stability, elapsed, DEFAULT_PARAMETERS)


def test_a_card_due_long_after_the_exam_is_as_likely_as_its_curve_says() -> None:
    found = outlook(learned(100, 20), SM2(), DEFAULT_PARAMETERS, exam(30), TODAY)
    assert found.as_it_is == pytest.approx(recall(50, 100))
    assert found.recalls == ()


def test_what_sm2_plans_for_a_card_says_nothing_of_how_long_it_is_remembered() -> None:
    weak = learned(100, 20, stability=10.0)
    found = outlook(weak, SM2(), DEFAULT_PARAMETERS, exam(30), TODAY)
    assert found.as_it_is == pytest.approx(recall(50, 10))
    assert found.recalls
    assert found.now


def test_a_card_likely_to_be_forgotten_is_helped_on_the_last_days() -> None:
    wanted = exam(34, 0.93)
    found = outlook(learned(40, 5), SM2(), DEFAULT_PARAMETERS, wanted, TODAY)
    assert found.as_it_is == pytest.approx(recall(39, 40))
    assert found.now
    assert found.earliest == TODAY + 34 - LAST_DAYS
    assert 0.93 <= found.after(TODAY + 33, wanted) < 1


def test_forgetting_on_the_way_is_reckoned_with() -> None:
    # Due tomorrow, and next after the exam: remembered then or not, it is known later or not.
    card = learned(20, 19)
    found = outlook(card, SM2(), DEFAULT_PARAMETERS, exam(2, 0.5), TODAY)
    known = recall(20, 20)
    passed = next_strength(20.0, 5.0, GOOD, 20, DEFAULT_PARAMETERS)[0]
    again = next_strength(20.0, 5.0, AGAIN, 20, DEFAULT_PARAMETERS)
    drilled = next_strength(*again, GOOD, 0, DEFAULT_PARAMETERS)[0]
    likely = known * recall(1, passed) + (1 - known) * recall(1, drilled)
    assert found.as_it_is == pytest.approx(likely)


def test_answers_a_card_gets_anyhow_are_taken_as_given() -> None:
    found = outlook(learned(6, 5), SM2(), DEFAULT_PARAMETERS, exam(30, 0.99), TODAY)
    assert not found.now
    assert found.recalls
    assert found.instead < found.recalls[-1]


def test_where_no_look_is_enough_the_last_day_is_best() -> None:
    short = learned(1, 1, ease=130)
    found = outlook(short, SM2(), DEFAULT_PARAMETERS, exam(1, 0.99), TODAY)
    assert found.as_it_is < 0.99
    assert found.recalls == ()  # it is asked today anyhow, on the only day there is


def test_a_card_is_never_put_off_for_an_exam() -> None:
    # Forgotten six days before, due tomorrow: that answer comes first, a look after it.
    memory = Memory(CardState.RELEARNING, 0, 250, 1440, 1)
    lapsed = Learned(1, memory, TODAY, TODAY + 1, 1.0, 7.0)
    found = outlook(lapsed, SM2(), DEFAULT_PARAMETERS, exam(6, 0.97), TODAY)
    assert found.as_it_is < 0.97
    assert found.recalls
    assert not found.now


def test_learning_steps_are_done_with_before_the_exam() -> None:
    memory = Memory(CardState.LEARNING, 0, 250, 10, 0, 1)
    card = Learned(1, memory, TODAY, TODAY, 2.0, 5.0)
    for scheduler in SCHEDULERS.values():
        assert 0 < outlook(card, scheduler, DEFAULT_PARAMETERS, exam(20), TODAY).as_it_is <= 1


def test_an_exam_without_a_free_day_before_it_changes_nothing() -> None:
    found = outlook(learned(40, 5), SM2(), DEFAULT_PARAMETERS, Exam(TODAY + 34, 0.99, ()), TODAY)
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
    found = outlook(card, scheduler, DEFAULT_PARAMETERS, wanted, TODAY)
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
    assert likely[-1] > found.instead
    assert all(one >= retention for one in likely) or len(likely) == 1
