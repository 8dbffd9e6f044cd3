"""Minutes first: what is worth most for the time there is."""

import pytest

from flashcards import Collection, Rating, UserError
from flashcards.model.enums import ReviewKind
from flashcards.model.errors import CancelledError
from flashcards.study.session import StudySession
from tests.conftest import FixedClock
from tests.study.learner import add, answer, asked, counts, front, left


def begin(collection: Collection, minutes: int, deck: str | None = "Deck") -> StudySession:
    return collection.planning.minutes_first(minutes, deck)


def what_was_left(session: StudySession) -> tuple[int, int, int]:
    found = session.left_for_tomorrow
    return found.new, found.learning, found.due


@pytest.fixture
def mixed(collection: Collection, fixed_clock: FixedClock) -> Collection:
    """Six cards due after six days, two of them for the second time failed; six new ones."""
    add(collection, *(f"old {number}" for number in range(6)))
    collection.set_options("Deck", drill=False)
    asked(collection.study("Deck"))
    fixed_clock.advance(days=1)
    session = collection.study("Deck")
    while (question := front(session)) is not None:
        session.answer(Rating.AGAIN if question in ("old 1", "old 4") else Rating.GOOD)
    fixed_clock.advance(days=6)
    add(collection, *(f"new {number}" for number in range(6)))
    return collection


def test_a_session_of_minutes_asks_part_of_the_day_and_says_what_is_left(mixed: Collection) -> None:
    total = counts(mixed, "Deck")
    assert total == (6, 0, 6)
    session = begin(mixed, 1)
    chosen = left(session)
    assert 0 < sum(chosen) < sum(total)
    assert tuple(map(sum, zip(chosen, what_was_left(session), strict=True))) == total
    assert len(asked(session)) == sum(chosen)
    assert counts(mixed, "Deck") == what_was_left(session)
    assert mixed.check() == []


def test_with_time_enough_the_whole_day_is_asked(mixed: Collection) -> None:
    expected = asked(mixed.study("Deck"))
    for _ in expected:
        mixed.undo()
    session = begin(mixed, 600)
    assert what_was_left(session) == (0, 0, 0)
    assert sorted(asked(session)) == sorted(expected)


def test_choosing_cards_is_stopped_when_the_learner_says_so(mixed: Collection) -> None:
    told: list[tuple[int, int]] = []

    def enough(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 2

    with pytest.raises(CancelledError):
        mixed.planning.minutes_first(600, "Deck", enough)
    assert told[-1][0] == 2
    assert told[-1][1] > 2


def test_more_time_never_asks_less(mixed: Collection) -> None:
    sizes = [begin(mixed, minutes).remaining.total for minutes in (1, 2, 3, 5)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_cards_nearly_forgotten_come_before_those_still_known(mixed: Collection) -> None:
    mixed.set_options("Deck", new_per_day=0)
    mixed_cards = asked(begin(mixed, 1))
    assert {"old 1", "old 4"} <= set(mixed_cards)


def test_a_date_set_by_hand_long_ago_counts_as_time_that_has_passed(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, *(f"fresh {number}" for number in range(6)))
    add(collection, *(f"stale {number}" for number in range(6)))
    collection.scheduling.set_due(collection.search("stale"), 10)
    fixed_clock.advance(days=40)
    collection.scheduling.set_due(collection.search("fresh"), 10)
    fixed_clock.advance(days=10)
    first = asked(begin(collection, 1))
    assert 0 < len(first) <= 6
    assert all(question.startswith("stale") for question in first)


def test_a_quick_learner_is_asked_more_in_the_same_time(
    mixed: Collection, fixed_clock: FixedClock
) -> None:
    usual = begin(mixed, 2).remaining.total
    add(mixed, *(f"past {number}" for number in range(60)), deck="Other")
    mixed.set_options("Other", new_per_day=100)
    session = mixed.study("Other")
    while session.next() is not None:
        session.answer(Rating.GOOD, taken_ms=1_000)
    assert begin(mixed, 2).remaining.total > usual


def test_answers_count_and_drills_of_the_session_come_back(
    mixed: Collection, fixed_clock: FixedClock
) -> None:
    mixed.set_options("Deck", drill=True)
    session = begin(mixed, 1)
    first = front(session)
    assert session.answer(Rating.AGAIN).kind is ReviewKind.ANSWER
    assert session.remaining.learning == 1
    rest = asked(session)
    assert rest[-1] == first
    fixed_clock.advance(hours=1)
    assert session.next() is None


def test_what_was_begun_today_comes_first(mixed: Collection) -> None:
    mixed.set_options("Deck", drill=True)
    begun = answer(mixed.study("Deck"), Rating.AGAIN)
    session = begin(mixed, 1)
    assert session.remaining.learning == 1
    assert begun in asked(session)


def test_an_undone_answer_is_asked_again(mixed: Collection) -> None:
    session = begin(mixed, 1)
    before = left(session)
    first = answer(session)
    mixed.undo()
    assert (front(session), left(session)) == (first, before)


def test_a_card_answered_elsewhere_meanwhile_is_not_asked_again(mixed: Collection) -> None:
    session = begin(mixed, 600)
    done = asked(mixed.study("Deck"))
    assert len(done) == 12
    assert session.next() is None


def test_a_day_without_cards_is_a_session_without_cards(mixed: Collection) -> None:
    asked(mixed.study("Deck"))
    session = begin(mixed, 15)
    assert (session.next(), what_was_left(session)) == (None, (0, 0, 0))


@pytest.mark.parametrize("scheduler", ["sm2", "sm2-steps", "fsrs"])
def test_every_scheduler_can_tell_what_a_card_is_worth(mixed: Collection, scheduler: str) -> None:
    mixed.set_options("Deck", scheduler=scheduler)
    session = begin(mixed, 1)
    assert 0 < session.remaining.total < 12
    assert asked(session)
    assert mixed.check() == []


@pytest.mark.parametrize("minutes", [0, -5, 1_441, True])
def test_minutes_out_of_range_are_refused(mixed: Collection, minutes: int) -> None:
    with pytest.raises(UserError, match="between 1 and 1,440"):
        begin(mixed, minutes)
    with pytest.raises(UserError, match="no deck"):
        begin(mixed, 5, "Nowhere")


def test_new_cards_are_begun_only_when_every_due_one_has_its_time(mixed: Collection) -> None:
    for minutes in range(1, 8):
        session = begin(mixed, minutes)
        new, _, _ = left(session)
        assert new == 0 or what_was_left(session)[2] == 0
        session.close()
    questions = asked(begin(mixed, 600))
    assert [question.startswith("old") for question in questions] == [True] * 6 + [False] * 6


@pytest.mark.parametrize("taken_ms", [2_000, 9_000, 40_000])
def test_the_time_the_day_is_said_to_take_is_the_time_its_cards_are_chosen_for(
    collection: Collection, fixed_clock: FixedClock, taken_ms: int
) -> None:
    add(collection, *(f"card {number}" for number in range(30)))
    session = collection.study("Deck")
    for _ in range(12):
        assert session.next() is not None
        session.answer(Rating.GOOD, taken_ms=taken_ms)
    session.close()
    fixed_clock.advance(days=1)
    seconds = collection.overview().estimate_seconds
    fits = begin(collection, -(-seconds // 60) + 1)
    assert what_was_left(fits) == (0, 0, 0)
    fits.close()
    short = begin(collection, max(1, seconds // 120))
    assert sum(what_was_left(short)) > 0
    short.close()


def test_of_many_due_cards_the_minutes_of_the_day_are_told_by_a_few(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    """A hundred cards answered yesterday and four hundred for ten days overdue: neither alone."""
    add(collection, *(f"{number}" for number in range(500)))
    collection.set_options("Deck", new_per_day=500, reviews_per_day=999, drill=False)
    collection.scheduling.set_due(collection.search(""), 1)
    fixed_clock.advance(days=11)
    session = collection.study("Deck")
    for _ in range(100):
        answer(session, Rating.AGAIN)
    fixed_clock.advance(days=1)
    assert counts(collection, "Deck") == (0, 0, 500)
    told = collection.overview().estimate_seconds
    exact = begin(collection, 600).estimate_seconds
    assert exact is not None
    assert told == pytest.approx(exact, rel=0.02)
    assert told > 0
