"""A card's memory is what its log says, however the log came together."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Profile, Quality, ReviewKind
from flashcards.model.ids import CardId, ReviewId, VersionId
from flashcards.model.messages import Message, message
from flashcards.model.reviews import Review
from flashcards.scheduling.days import due_moment, learner_day_of
from flashcards.scheduling.fsrs import FSRS, next_strength
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, EASY
from flashcards.scheduling.protocol import Occasion, Outcome, Scheduler, occasion_at
from flashcards.scheduling.replay import DEVICE_BITS, Replayed, replay
from flashcards.scheduling.sm2 import SM2

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
RESET = Memory()
IMPORTED = Memory(CardState.REVIEW, 4, 210, 20 * MINUTES_PER_DAY, 2, 0, 19.5, 5.5)


@dataclass(frozen=True, slots=True)
class HourWatcher:
    """A scheduler that looks at the clock, as SM-2 does not."""

    name: ClassVar[str] = "hours"

    def review(self, memory: Memory, quality: Quality, occasion: Occasion) -> Outcome:
        hour = (occasion.at_ms // 60_000 + occasion.offset_minutes) // 60 % 24
        minutes = hour * 60 + memory.interval_minutes // 2 + int(quality)
        after = Memory(CardState.REVIEW, memory.repetitions + 1, interval_minutes=minutes)
        return Outcome(replace(after, stability=float(minutes)), drill=quality < 2)

    def after_drill(self, memory: Memory, quality: Quality, occasion: Occasion) -> Memory:
        return memory

    def explain(
        self, before: Memory, quality: Quality, after: Memory, occasion: Occasion
    ) -> Message:
        return message("Whatever")

    def parameters(self) -> str:
        return "{}"


VERSIONS: dict[int, tuple[Scheduler, int]] = {
    1: (SM2(), 240),
    2: (SM2(Profile.SOURCE, drill=False), 0),
    3: (HourWatcher(), 300),
    4: (FSRS(learning_steps=(), relearning_steps=()), 240),
    5: (FSRS(counts_drills=False), 240),
}


def scheduler_of(version_id: VersionId) -> tuple[Scheduler, int]:
    return VERSIONS[version_id]


@dataclass
class Learner:
    """Answers one card step by step and keeps the log, as a study session does."""

    device: int = 1
    now: datetime = START
    offset: int = 60
    version: int = 1
    sequence: int = 0
    card: Replayed = field(default_factory=Replayed)
    log: list[Review] = field(default_factory=list)
    snapshots: dict[ReviewId, Memory] = field(default_factory=dict)
    done: list[tuple[Review, Replayed]] = field(default_factory=list)
    undone: list[tuple[Review, Replayed]] = field(default_factory=list)

    def write(
        self,
        kind: ReviewKind,
        quality: Quality = Quality.BLACKOUT,
        interval_minutes: int = 0,
        target: ReviewId | None = None,
    ) -> Review:
        self.sequence += 1
        review = Review(
            ReviewId(self.device << DEVICE_BITS | self.sequence),
            CardId(7),
            self.now,
            self.offset,
            kind,
            quality,
            1000,
            VersionId(self.version),
            interval_minutes,
            target,
        )
        self.log.append(review)
        return review

    def answer(self, quality: Quality) -> None:
        scheduler, start = VERSIONS[self.version]
        local = self.now.astimezone(timezone(timedelta(minutes=self.offset)))
        occasion = occasion_at(local, start, self.reckoned_from())
        outcome = scheduler.review(self.card.memory, quality, occasion)
        row = self.write(ReviewKind.ANSWER, quality, outcome.interval_minutes)
        due = due_moment(local, outcome.interval_minutes, start)
        today = learner_day_of(self.now, self.offset, start)
        after = Replayed(
            outcome.memory,
            ms(due),
            ms(self.now),
            today if outcome.drill else None,
            self.card.answers + 1,
        )
        self.step(row, after)

    def drill(self, quality: Quality) -> None:
        scheduler, start = VERSIONS[self.version]
        local = self.now.astimezone(timezone(timedelta(minutes=self.offset)))
        occasion = occasion_at(local, start, self.reckoned_from())
        row = self.write(ReviewKind.DRILL, quality)
        if self.card.memory.state is CardState.NEW:
            self.step(row, self.card)
            return
        known = scheduler.after_drill(self.card.memory, quality, occasion)
        after = replace(self.card, memory=known)
        self.step(row, after if quality < 4 else replace(after, drill_day=None))

    def reckoned_from(self) -> datetime | None:
        """Return when the last answer was given that the next one is reckoned from."""
        reset = self.card.memory.state is CardState.NEW
        return None if reset else self.card.last_review_at

    def set_memory(self, kind: ReviewKind, memory: Memory) -> None:
        row = self.write(kind, interval_minutes=memory.interval_minutes)
        self.snapshots[row.id] = memory
        due = due_moment(
            self.now.astimezone(timezone(timedelta(minutes=self.offset))),
            memory.interval_minutes,
            VERSIONS[self.version][1],
        )
        due_at_ms = None if memory.state is CardState.NEW else ms(due)
        after = replace(self.card, memory=memory, due_at_ms=due_at_ms, drill_day=None)
        if kind is ReviewKind.IMPORTED and memory.state is not CardState.NEW:
            after = replace(after, last_review_at_ms=ms(self.now))
        self.step(row, after)

    def step(self, row: Review, after: Replayed) -> None:
        self.done.append((row, self.card))
        self.undone.clear()
        self.card = after

    def undo(self) -> None:
        if self.done:
            row, before = self.done.pop()
            self.undone.append((row, self.card))
            self.card = before
            self.write(ReviewKind.STRUCK, target=row.id)

    def redo(self) -> None:
        if self.undone:
            row, after = self.undone.pop()
            self.done.append((row, self.card))
            self.card = after
            self.write(ReviewKind.UNSTRUCK, target=row.id)

    def replayed(self, rows: Sequence[Review] | None = None) -> Replayed:
        return replay(self.log if rows is None else rows, scheduler_of, self.snapshots)


def ms(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


qualities = st.sampled_from(Quality)
actions = st.one_of(
    st.tuples(st.just("answer"), qualities),
    st.tuples(st.just("drill"), qualities),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("redo"), st.none()),
    st.tuples(st.just("reset"), st.none()),
    st.tuples(st.just("import"), st.none()),
    st.tuples(st.just("cram"), qualities),
    st.tuples(st.just("version"), st.integers(1, 5)),
    st.tuples(st.just("travel"), st.integers(-720, 840)),
    # The clock may stand still or be set back by years.
    st.tuples(st.just("wait"), st.one_of(st.integers(0, 10**8), st.integers(-(10**9), 0))),
)


def do(learner: Learner, action: str, value: int | None) -> None:
    match action, value:
        case "answer", int():
            learner.answer(Quality(value))
        case "drill", int():
            if learner.card.drill_day is not None:
                learner.drill(Quality(value))
        case "cram", int():
            learner.drill(Quality(value))
        case "undo", _:
            learner.undo()
        case "redo", _:
            learner.redo()
        case "reset", _:
            learner.set_memory(ReviewKind.MANUAL, RESET)
        case "import", _:
            learner.set_memory(ReviewKind.IMPORTED, IMPORTED)
        case "version", int():
            learner.version = value
        case "travel", int():
            learner.offset = value
        case "wait", int():
            learner.now += timedelta(seconds=value)


@given(st.lists(actions, max_size=40), st.integers(0, 10**6))
@settings(max_examples=400)
def test_a_replay_gives_exactly_what_answering_step_by_step_gave(
    life: list[tuple[str, int | None]], seed: int
) -> None:
    learner = Learner()
    for action, value in life:
        do(learner, action, value)
    shuffled = list(learner.log)
    random.Random(seed).shuffle(shuffled)
    assert learner.replayed(shuffled) == learner.card


def test_a_card_without_a_log_is_new() -> None:
    assert replay([], scheduler_of, {}) == Replayed(NEW_MEMORY, None, None, None, 0)


def test_a_drill_changes_nothing_but_whether_the_card_is_asked_again_today() -> None:
    learner = Learner()
    learner.answer(Quality.HARD)
    asked = learner.replayed()
    assert asked.drill_day == learner_day_of(START, 60, 240)
    learner.drill(Quality.HARD)
    assert learner.replayed() == asked
    learner.drill(Quality.GOOD)
    assert learner.replayed() == replace(asked, drill_day=None)


def test_fsrs_counts_a_drill_as_an_answer_of_the_same_day_and_plans_nothing_by_it() -> None:
    learner = Learner(version=4)
    learner.answer(Quality.GOOD)
    asked = learner.replayed()
    learner.drill(Quality.PERFECT)
    drilled = learner.replayed()
    assert drilled == replace(asked, memory=drilled.memory)
    stability, difficulty = drilled.memory.stability, drilled.memory.difficulty
    first = asked.memory
    assert first.stability is not None
    assert first.difficulty is not None
    assert drilled.memory == replace(asked.memory, stability=stability, difficulty=difficulty)
    assert (stability, difficulty) == next_strength(
        first.stability, first.difficulty, EASY, 0, DEFAULT_PARAMETERS
    )


def test_a_drill_of_another_day_changes_nothing() -> None:
    learner = Learner(version=4)
    learner.answer(Quality.GOOD)
    asked = learner.replayed()
    learner.now += timedelta(days=1)
    learner.drill(Quality.PERFECT)
    assert learner.replayed() == asked


def test_what_was_answered_before_drills_counted_keeps_its_plan() -> None:
    learner = Learner(version=5)
    learner.answer(Quality.GOOD)
    asked = learner.replayed()
    learner.drill(Quality.PERFECT)
    assert learner.replayed() == asked


def test_a_good_answer_after_a_bad_one_ends_the_drill() -> None:
    learner = Learner()
    learner.answer(Quality.WRONG)
    learner.answer(Quality.GOOD)
    assert learner.replayed().drill_day is None


def test_a_struck_drill_leaves_the_drill_pending() -> None:
    learner = Learner()
    learner.answer(Quality.WRONG)
    learner.drill(Quality.GOOD)
    learner.undo()
    assert learner.replayed().drill_day is not None


def test_an_answer_struck_put_back_and_struck_again_is_out() -> None:
    learner = Learner()
    learner.answer(Quality.GOOD)
    learner.undo()
    learner.redo()
    assert learner.replayed().answers == 1
    learner.undo()
    assert learner.replayed() == Replayed()


def test_a_reset_card_is_new_again_but_its_answers_still_count() -> None:
    learner = Learner()
    learner.answer(Quality.GOOD)
    learner.set_memory(ReviewKind.MANUAL, RESET)
    replayed = learner.replayed()
    assert (replayed.memory, replayed.due_at, replayed.answers) == (RESET, None, 1)
    assert replayed.last_review_at == START


def test_an_imported_card_is_due_by_the_interval_of_its_row() -> None:
    learner = Learner(offset=0)
    learner.set_memory(ReviewKind.IMPORTED, IMPORTED)
    replayed = learner.replayed()
    assert replayed.memory == IMPORTED
    assert replayed.due_at == datetime(2026, 3, 22, 16, tzinfo=UTC)
    assert replayed.last_review_at == START


def test_a_snapshot_that_is_missing_is_reported_not_guessed() -> None:
    learner = Learner()
    learner.set_memory(ReviewKind.MANUAL, RESET)
    with pytest.raises(KeyError):
        replay(learner.log, scheduler_of, {})


def test_a_clock_set_back_does_not_reorder_the_answers_of_a_device() -> None:
    learner = Learner(now=datetime(2036, 1, 1, tzinfo=UTC))
    learner.answer(Quality.GOOD)
    learner.now = START
    learner.answer(Quality.WRONG)
    assert learner.replayed().memory.repetitions == 0
    assert learner.replayed().last_review_at == START


def test_answers_of_two_devices_are_taken_in_the_order_of_time() -> None:
    laptop, tablet = Learner(device=9), Learner(device=2, now=START + timedelta(days=1))
    laptop.answer(Quality.GOOD)
    tablet.answer(Quality.WRONG)
    laptop.now = START + timedelta(days=7)
    laptop.answer(Quality.GOOD)
    replayed = laptop.replayed([*tablet.log, *laptop.log])
    assert (replayed.memory.repetitions, replayed.memory.lapses, replayed.answers) == (1, 1, 3)
    assert replayed.last_review_at == laptop.now


def test_an_answer_given_by_a_clock_set_back_stays_before_later_answers_elsewhere() -> None:
    laptop, tablet = Learner(device=9), Learner(device=2, now=START + timedelta(days=1))
    laptop.answer(Quality.GOOD)
    laptop.now = datetime(1970, 1, 1, tzinfo=UTC)
    laptop.answer(Quality.WRONG)
    tablet.answer(Quality.GOOD)
    replayed = laptop.replayed([*tablet.log, *laptop.log])
    assert (replayed.memory.repetitions, replayed.memory.lapses) == (1, 1)


def test_an_answer_struck_on_another_device_is_out() -> None:
    laptop, tablet = Learner(device=9), Learner(device=2, now=START + timedelta(hours=1))
    laptop.answer(Quality.GOOD)
    tablet.write(ReviewKind.STRUCK, target=laptop.log[0].id)
    assert laptop.replayed([*laptop.log, *tablet.log]) == Replayed()
    laptop.now = START + timedelta(hours=2)
    laptop.write(ReviewKind.UNSTRUCK, target=laptop.log[0].id)
    assert laptop.replayed([*laptop.log, *tablet.log]).answers == 1


def test_the_due_moment_counts_days_where_the_learner_was() -> None:
    tokyo, honolulu = Learner(offset=9 * 60), Learner(offset=-10 * 60)
    tokyo.answer(Quality.GOOD)
    honolulu.answer(Quality.GOOD)
    assert tokyo.replayed().due_at == datetime(2026, 3, 3, 7, tzinfo=UTC)
    # In Honolulu it was eleven at night on the first of March.
    assert honolulu.replayed().due_at == datetime(2026, 3, 3, 2, tzinfo=UTC)
