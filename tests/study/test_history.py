"""What the log says about a card's past and about the clock."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flashcards
from flashcards import Rating, UserError
from flashcards.api import Collection
from flashcards.collection.past import rescheduling
from flashcards.model.cards import Memory
from flashcards.model.enums import SchedulerKind
from flashcards.model.history import HistoryLine
from flashcards.model.messages import message
from flashcards.store import backup, plans, reviews
from tests.conftest import FixedClock


def answer(collection: Collection, rating: Rating) -> int:
    session = collection.study()
    card = session.next()
    assert card is not None
    session.answer(rating)
    return card.id


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu"])
def test_an_answer_is_dated_by_the_calendar_where_it_was_given(
    collection_path: Path, zone: str
) -> None:
    at = datetime(2026, 3, 2, 23, 30, tzinfo=ZoneInfo(zone))
    with flashcards.open(collection_path, lambda: at) as collection:
        collection.add_note({"Front": "Q", "Back": "A"}, deck="D")
        card = answer(collection, Rating.GOOD)
        assert str(collection.why(card)[0]).startswith("2026-03-02: ")


def test_a_clock_set_back_is_noticed_after_drills_undoing_and_resetting_too(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note({"Front": "Q", "Back": "A"}, deck="D")
        card = answer(collection, Rating.AGAIN)
        for action in (
            lambda: answer(collection, Rating.AGAIN),
            lambda: collection.undo(),
            lambda: collection.redo(),
            lambda: collection.reset_cards([card]),
        ):
            last = fixed_clock.advance(hours=1)
            action()
            assert collection.clock_warning() is None
            fixed_clock.advance(minutes=-30)
            warning = collection.clock_warning()
            assert warning is not None
            assert f"{last:%Y-%m-%d %H:%M}" in str(warning)
            fixed_clock.now = last


def test_the_last_entry_is_found_in_a_log_written_before_it_was_noted_down(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        with collection._store.reading() as conn:
            assert reviews.last_answer_ms(conn) is None
        collection.add_note({"Front": "Q", "Back": "A"}, deck="D")
        answer(collection, Rating.AGAIN)
        fixed_clock.advance(minutes=5)
        answer(collection, Rating.AGAIN)
        with collection._store.reading() as conn:
            known = reviews.last_answer_ms(conn)
        with collection._store.writing(message("Discard"), undoable=False) as conn:
            conn.exec_driver_sql("DELETE FROM collection WHERE key = 'last_entry_ms'")
        with collection._store.reading() as conn:
            assert reviews.last_answer_ms(conn) == known
        assert known == (fixed_clock.now - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(
            milliseconds=1
        )


def test_a_backup_counts_answers_as_the_collection_does(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        for number in range(5):
            collection.add_note({"Front": f"Q{number}", "Back": "A"}, deck="D")
        for _ in range(4):
            card = answer(collection, Rating.AGAIN)
        collection.reset_cards([card])
        collection.undo()
        collection.redo()
        collection.undo()
        collection.undo()
        collection.reset_cards([card])
        assert collection.review_count() == 3
        assert backup.describe(collection.backup()).reviews == 3


@pytest.fixture
def passed(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """One card, answered Good, Good, Good on its days."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        opened.add_note({"Front": "Q", "Back": "A"}, deck="D")
        for days in (0, 1, 6):
            fixed_clock.advance(days=days)
            answer(opened, Rating.GOOD)
        yield opened


def past(collection: Collection) -> list[HistoryLine]:
    return collection.scheduling.history(collection.search("")[0])


def test_every_answer_has_its_day_its_rule_and_its_numbers(passed: Collection) -> None:
    lines = past(passed)
    assert [line.day for line in lines] == ["2026-03-02", "2026-03-03", "2026-03-09"]
    assert "interval is 1 day" in str(lines[0].words)
    assert "6 days × ease 2.50 = 15 days" in str(lines[2].words)
    assert all(line.standing and line.corrects is None for line in lines)


def test_a_corrected_answer_stands_beside_the_one_it_corrects(
    passed: Collection, fixed_clock: FixedClock
) -> None:
    card, second = past(passed)[1].review.card_id, past(passed)[1].review
    fixed_clock.advance(days=1)
    passed.scheduling.correct(card, second.id, Rating.AGAIN)
    lines = past(passed)
    wrong, right = lines[1], lines[2]
    assert (wrong.review, wrong.standing) == (second, False)
    assert wrong.corrected_by == right.review.id
    assert str(wrong.words) == "Corrected on 2026-03-10 to Again; this one does not count."
    assert (right.standing, right.corrects, right.day) == (True, second.id, "2026-03-03")
    assert str(right.words).startswith("Corrected on 2026-03-10 from Good. You answered Again")
    assert "the first pass in a row" in str(lines[3].words)


def test_a_struck_answer_is_shown_as_struck_and_told_of_no_more(
    passed: Collection, fixed_clock: FixedClock
) -> None:
    third = past(passed)[2].review
    passed.scheduling.strike(third.card_id, third.id)
    line = past(passed)[2]
    assert not line.standing
    assert str(line.words) == "Ignored since 2026-03-09."
    assert len(passed.why(third.card_id)) == 2
    passed.scheduling.restore(third.card_id, third.id)
    assert past(passed)[2].standing


def test_a_moved_due_date_tells_where_to(passed: Collection) -> None:
    card = passed.search("")[0]
    passed.scheduling.set_due([card], 3)
    line = past(passed)[-1]
    assert str(line.words) == (
        "The due date was moved to 2026-03-12 by hand; the interval stays at 15 days."
    )
    assert line.due_at == passed.card(card).due_at


def test_a_plan_that_moved_a_card_is_named(passed: Collection) -> None:
    card = passed.search("")[0]
    for kind, name, said in (
        ("catch-up", "", "by the catch-up"),
        ("holiday", "Summer", "for the holiday “Summer”"),
    ):
        with passed._store.writing(message("Plan")) as conn:
            uid = plans.add(conn, kind, name, "{}", 0)
            plan = plans.with_uid(conn, uid)
            assert plan is not None
            rescheduling.move(conn, {card: 4}, plan.id)
        assert str(past(passed)[-1].words) == (
            f"The due date was moved to 2026-03-13 {said}; the interval stays at 15 days."
        )


def test_a_card_made_new_says_so_and_starts_over(
    passed: Collection, fixed_clock: FixedClock
) -> None:
    card = passed.search("")[0]
    passed.reset_cards([card])
    assert str(past(passed)[-1].words) == "The card was made new and starts over."
    assert past(passed)[-1].due_at is None
    fixed_clock.advance(days=1)
    answer(passed, Rating.GOOD)
    assert "the first pass in a row" in str(past(passed)[-1].words)


def test_a_due_date_given_to_a_new_card_is_an_interval_set_by_hand(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note({"Front": "Q", "Back": "A"}, deck="D")
        card = collection.search("")[0]
        assert past(collection) == []
        assert [*map(str, collection.why(card))] == [
            "This is a new card: you have not answered it yet."
        ]
        collection.scheduling.set_due([card], 5)
        assert str(past(collection)[0].words) == (
            "The interval was set by hand: 5 days, due on 2026-03-07."
        )


def test_a_drill_leaves_the_interval_and_says_so(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note({"Front": "Q", "Back": "A"}, deck="D")
        answer(collection, Rating.AGAIN)
        answer(collection, Rating.GOOD)
        assert str(past(collection)[1].words) == (
            "Repeated the same day with Good; the interval stays at 1 day."
        )


def test_a_past_judged_by_other_rules_says_since_when(
    passed: Collection, fixed_clock: FixedClock
) -> None:
    fixed_clock.advance(days=55)
    options = replace(passed.options("D"), scheduler=SchedulerKind.FSRS)
    passed.scheduling.apply_replay("D", options)
    lines = past(passed)
    remark = "Judged by FSRS since 2026-05-03; at the time SM-2 planned the card."
    assert {str(line.remark) for line in lines} == {remark}
    assert "stability" in str(lines[2].words)
    told = passed.why(lines[0].review.card_id)
    assert [remark in str(line) for line in told] == [True, False, False]


def test_the_answer_from_which_another_scheduler_plans_says_so(
    passed: Collection, fixed_clock: FixedClock
) -> None:
    passed.set_options("D", scheduler=SchedulerKind.FSRS)
    fixed_clock.advance(days=15)
    answer(passed, Rating.GOOD)
    assert [line.remark and str(line.remark) for line in past(passed)] == [
        None, None, None, "From here on FSRS plans the card.",
    ]  # fmt: skip


KINDS = st.sampled_from(SchedulerKind)
COMMANDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["answer", "answer", "answer", "correct", "strike", "restore", "undo", "redo",
             "reset", "due", "place", "rules", "past"]
        ),
        st.integers(0, 30), st.sampled_from(Rating), KINDS, st.booleans(),
    ),
    max_size=14,
)  # fmt: skip


def do(
    collection: Collection, card: int, action: tuple[str, int, Rating, SchedulerKind, bool]
) -> None:
    name, number, rating, kind, fuzz = action
    scheduling = collection.scheduling
    rows = [row for row in collection.history(card) if row.kind not in (4, 5)]
    review = rows[number % len(rows)]
    match name:
        case "answer":
            answer(collection, rating)
        case "correct":
            scheduling.correct(card, review.id, rating)
        case "strike":
            scheduling.strike(card, review.id)
        case "restore":
            scheduling.restore(card, review.id)
        case "undo":
            collection.undo()
        case "redo":
            collection.redo()
        case "reset":
            collection.reset_cards([card])
        case "due":
            scheduling.set_due([card], number)
        case "place":
            scheduling.reposition([card], number)
        case "rules":
            collection.set_options("D", scheduler=kind, fuzz=fuzz)
        case "past":
            options = replace(collection.options("D"), scheduler=kind, fuzz=fuzz)
            scheduling.apply_replay("D", options)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=COMMANDS)
def test_whatever_happened_the_history_leads_to_where_the_card_is(
    tmp_path_factory: pytest.TempPathFactory,
    actions: list[tuple[str, int, Rating, SchedulerKind, bool]],
) -> None:
    clock = FixedClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    path = tmp_path_factory.mktemp("any") / "c.flashcards"
    with flashcards.open(path, clock) as collection:
        collection.add_note({"Front": "Q", "Back": "A"}, deck="D")
        card = answer(collection, Rating.GOOD)
        for action in actions:
            clock.advance(days=1 + action[1] % 3 * 20)
            with contextlib.suppress(UserError, AssertionError):
                do(collection, card, action)
            if not collection.search(""):
                collection.redo()
            lines = [line for line in past(collection) if line.standing]
            found = collection.card(card)
            last = lines[-1] if lines else None
            assert found.due_at == (last.due_at if last else None)
            agrees(found.memory, last.memory if last else Memory())


def agrees(one: Memory, other: Memory) -> None:
    """The exponentials of one card and of many at once may differ in their last digits."""
    plain = replace(one, stability=None, difficulty=None)
    assert plain == replace(other, stability=None, difficulty=None)
    assert one.stability == pytest.approx(other.stability)
    assert one.difficulty == pytest.approx(other.difficulty)
