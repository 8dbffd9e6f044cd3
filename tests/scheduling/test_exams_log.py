"""What is foretold of many cards at once is what is foretold of each, until an exam."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, Profile, SchedulerKind
from flashcards.model.presets import Options
from flashcards.scheduling.exams import Exam, Learned, outlook
from flashcards.scheduling.exams_log import outlooks
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
from flashcards.scheduling.registry import scheduler_for

TODAY = 739_700
OPTIONS = (
    Options(),
    Options(drill=False, profile=Profile.SOURCE),
    Options(scheduler=SchedulerKind.STEPS),
    Options(scheduler=SchedulerKind.STEPS, learning_steps=(), relearning_steps=(1_440,)),
    Options(scheduler=SchedulerKind.FSRS),
    Options(scheduler=SchedulerKind.FSRS, desired_retention=80, learning_steps=()),
    Options(maximum_interval_days=9),
)


@st.composite
def learned(draw: st.DrawFn) -> Learned:
    """A card that was answered up to 90 days ago and is due up to 60 days ahead."""
    last = draw(st.integers(-90, 0))
    days = draw(st.integers(1, 60 - last))
    strength = draw(st.floats(0.1, 400)), draw(st.floats(1, 10))
    memory = Memory(
        CardState.REVIEW,
        draw(st.integers(1, 6)),
        draw(st.integers(130, 300)),
        days * MINUTES_PER_DAY,
        0,
        0,
        *strength,
    )
    return Learned(1, memory, TODAY + last, TODAY + last + days, *strength)


@st.composite
def exams(draw: st.DrawFn) -> Exam:
    """An exam up to 50 days ahead, with or without days before it on which nothing is asked."""
    day = TODAY + draw(st.integers(1, 50))
    looks = sorted(draw(st.sets(st.integers(max(TODAY, day - 9), day - 1), max_size=7)))
    return Exam(day, draw(st.sampled_from((0.5, 0.85, 0.9, 0.97))), tuple(looks))


@settings(max_examples=120)
@given(st.sampled_from(OPTIONS), st.lists(learned(), min_size=1, max_size=6), exams())
def test_many_cards_at_once_have_the_outlook_of_each(
    options: Options, cards: list[Learned], exam: Exam
) -> None:
    scheduler = scheduler_for(options)
    found = outlooks(cards, options, DEFAULT_PARAMETERS, exam, TODAY)
    assert len(found) == len(cards)
    for card, at_once in zip(cards, found, strict=True):
        alone = outlook(card, scheduler, DEFAULT_PARAMETERS, exam, TODAY)
        assert at_once.as_it_is == pytest.approx(alone.as_it_is)
        assert at_once.recalls == pytest.approx(alone.recalls)
        assert (at_once.earliest, at_once.now) == (alone.earliest, alone.now)
        assert at_once.instead == pytest.approx(alone.instead)
        assert at_once.known == pytest.approx(alone.known)
