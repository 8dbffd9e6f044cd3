"""Whatever a learner sets, studying goes on: no crash, and the buttons keep their word."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

import flashcards
from flashcards import Collection
from flashcards.collection.decks.options import RANGES
from flashcards.model.enums import (
    AdvanceAction,
    LeechAction,
    LimitFrom,
    NewMix,
    NewOrder,
    Quality,
    Rating,
    ReviewOrder,
)
from flashcards.model.presets import Options
from flashcards.study.session import StudySession
from tests.conftest import FixedClock
from tests.scheduling.test_options_property import DECIDING, all_options
from tests.study.learner import REVERSED, add, assert_the_better_the_later

DAYS = 4
MOST_ANSWERS = 12
"""A day; steps can ask for more than anybody would answer."""
rest = st.fixed_dictionaries(
    {
        "new_order": st.sampled_from(NewOrder),
        "review_order": st.sampled_from(ReviewOrder),
        "new_mix": st.sampled_from(NewMix),
        "leech_action": st.sampled_from(LeechAction),
        "new_limit_from": st.sampled_from(LimitFrom),
        "new_within_reviews": st.booleans(),
        "six_qualities": st.booleans(),
        "autoplay": st.booleans(),
        "advance_question_s": st.integers(*RANGES["advance_question_s"]),
        "advance_answer_s": st.integers(*RANGES["advance_answer_s"]),
        "advance_action": st.sampled_from(AdvanceAction),
        "replay_question": st.booleans(),
        "typed_any_case": st.booleans(),
        "typed_any_accents": st.booleans(),
        "typed_any_punctuation": st.booleans(),
        "refit_monthly": st.booleans(),
        "bury_new": st.booleans(),
        "bury_reviews": st.booleans(),
        "new_per_day": st.integers(0, 6) | st.integers(*RANGES["new_per_day"]),
        "reviews_per_day": st.integers(0, 6) | st.integers(*RANGES["reviews_per_day"]),
        "answer_cap_s": st.integers(*RANGES["answer_cap_s"]),
        "leech_lapses": st.integers(0, 3) | st.integers(*RANGES["leech_lapses"]),
    }
)
whole_options = st.builds(lambda some, more: replace(some, **more), all_options, rest)
answers = st.lists(st.integers(0, 5), min_size=1, max_size=9)


def _study(
    collection: Collection, session: StudySession, clock: FixedClock, picks: list[int]
) -> int:
    """Answer what is asked, by turns as ``picks`` say; return how many answers were given."""
    given = 0
    while given < MOST_ANSWERS and (card := session.next()) is not None:
        ratings = card.ratings
        choices = card.choices
        passing = [rating for rating in ratings if _quality(rating) >= Quality.HARD]
        assert_the_better_the_later([choices[rating] for rating in passing])
        rating = ratings[picks[given % len(picks)] % len(ratings)]
        choice = choices[rating]
        session.answer(rating, taken_ms=2_000)
        after = collection.card(card.id)
        if not card.drilled:
            assert after.due_at == choice.due_at
            assert after.due_at > clock()
        given += 1
        clock.advance(minutes=1)
    return given


def _quality(rating: Rating | Quality) -> Quality:
    return rating.quality if isinstance(rating, Rating) else rating


@settings(max_examples=30, deadline=None)
@given(whole_options, answers, st.integers(0, 23))
def test_studying_by_any_options_goes_on_and_can_be_taken_back(
    options: Options, picks: list[int], hour: int
) -> None:
    clock = FixedClock(datetime(2026, 3, 27, hour, 30, tzinfo=ZoneInfo("Europe/Berlin")))
    with (
        TemporaryDirectory() as folder,
        flashcards.open(Path(folder) / "collection.flashcards", clock) as collection,
    ):
        add(collection, "one", "two", "three", kind=REVERSED)
        add(collection, "four", deck="Deck::Sub")
        collection.set_options("Deck", **_changes(options))
        assert collection.options("Deck") == options
        given = 0
        for _ in range(DAYS):  # over the night on which the clocks change
            given += _study(collection, collection.study("Deck"), clock, picks)
            assert collection.check() == []
            clock.advance(days=1)
        if options.new_per_day and (options.reviews_per_day or not options.new_within_reviews):
            assert given
        for _ in range(given):
            collection.undo()
        assert all(collection.card(card).due_at is None for card in collection.search(""))
        assert collection.check() == []


def _changes(options: Options) -> dict[str, object]:
    return {name: getattr(options, name) for name in Options.__dataclass_fields__}


DRAWN_THERE = {
    *DECIDING, "scheduler", "profile", "drill", "learning_steps", "relearning_steps",
    "fsrs_parameters", "fuzz", "load_balance", "easy_days",
}  # fmt: skip


@given(rest)
def test_every_option_there_is_takes_part(more: dict[str, object]) -> None:
    assert DRAWN_THERE | set(more) == set(Options.__dataclass_fields__)
