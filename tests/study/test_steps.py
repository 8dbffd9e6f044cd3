"""Learning steps: a card answered for minutes comes back at its moment."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.enums import CardState, ReviewKind
from flashcards.scheduling.steps import Steps
from tests.conftest import FixedClock
from tests.store.older import cards_of_layout
from tests.study.learner import add, answer, asked, counts, front, left

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def stepping(collection: Collection) -> Collection:
    """A deck whose scheduler has learning steps of 1 and 10 minutes, relearning of 10."""
    add(collection, "one", "two", "three")
    collection.set_options("Deck", scheduler="sm2-steps")
    return collection


def test_a_card_at_a_step_comes_back_when_it_is_due_and_before_the_others(
    stepping: Collection, fixed_clock: FixedClock
) -> None:
    session = stepping.study("Deck")
    assert answer(session) == "one"
    assert front(session) == "two"
    session.skip()
    fixed_clock.advance(minutes=10)
    assert front(session) == "one"


def test_other_cards_come_first_while_a_step_is_not_due(stepping: Collection) -> None:
    session = stepping.study("Deck")
    assert [answer(session) for _ in range(3)] == ["one", "two", "three"]
    assert left(session) == counts(stepping, "Deck") == (0, 3, 0)


def test_a_step_is_asked_ahead_of_time_when_nothing_else_is_left(stepping: Collection) -> None:
    session = stepping.study("Deck")
    assert asked(session) == ["one", "two", "three", "one", "two", "three"]
    assert session.next_step_at is None


def test_the_session_says_when_a_step_falls_due_that_is_too_far_off(
    stepping: Collection, fixed_clock: FixedClock
) -> None:
    stepping.set_options("Deck", learning_steps=(30,), new_per_day=1)
    session = stepping.study("Deck")
    answer(session, Rating.AGAIN)
    due = fixed_clock.now + timedelta(minutes=30)
    assert session.next() is None
    assert session.next_step_at == due
    assert left(session) == counts(stepping, "Deck") == (0, 1, 0)
    fixed_clock.advance(minutes=9)
    assert session.next() is None
    fixed_clock.advance(minutes=1)
    assert front(session) == "one"


def test_buttons_show_minutes_and_never_less_for_the_easier_answer(stepping: Collection) -> None:
    card = stepping.study("Deck").next()
    assert card is not None
    labels = [str(choice.label) for choice in card.choices.values()]
    assert labels == ["1 min", "6 min", "10 min", "4 d"]
    dues = [choice.due_at for choice in card.choices.values()]
    assert dues == sorted(dues)
    assert not any(choice.drills_today for choice in card.choices.values())


def test_the_answer_leads_where_the_button_said(stepping: Collection) -> None:
    session = stepping.study("Deck")
    card = session.next()
    assert card is not None
    promised = card.choices[Rating.GOOD].due_at
    session.answer(Rating.GOOD)
    found = stepping.card(card.id)
    assert (found.due_at, found.memory.state) == (promised, CardState.LEARNING)
    assert stepping.check() == []


def test_steps_of_an_earlier_session_wait_in_the_next_one(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        add(collection, "one", "two")
        collection.set_options("Deck", scheduler="sm2-steps", new_per_day=1)
        answer(collection.study("Deck"))
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert counts(collection, "Deck") == (0, 1, 0)
        session = collection.study("Deck")
        assert left(session) == (0, 1, 0)
        assert session.next_step_at == fixed_clock.now + timedelta(minutes=10)
        assert front(session) == "one"


def test_no_limit_holds_steps_back_nor_do_they_use_one_up(
    stepping: Collection, fixed_clock: FixedClock
) -> None:
    stepping.set_options("Deck", new_per_day=2, reviews_per_day=1)
    session = stepping.study("Deck")
    assert asked(session) == ["one", "two", "one", "two"]
    fixed_clock.advance(days=1)
    assert counts(stepping, "Deck") == (1, 0, 1)
    stepping.set_options("Deck", reviews_per_day=0)
    assert asked(stepping.study("Deck")) == ["three", "three"]
    assert counts(stepping, "Deck") == (0, 0, 0)
    assert stepping.check() == []


def test_undo_takes_a_card_out_of_the_steps_and_redo_puts_it_back(
    stepping: Collection, fixed_clock: FixedClock
) -> None:
    session = stepping.study("Deck")
    answer(session)
    assert front(session) == "two"
    stepping.undo()
    assert front(session) == "one"
    assert (left(session), session.next_step_at) == ((3, 0, 0), None)
    stepping.redo()
    assert front(session) == "two"
    assert left(session) == (2, 1, 0)
    fixed_clock.advance(minutes=10)
    assert answer(session) == "two"
    assert front(session) == "one"


def test_undo_of_an_answer_at_a_step_shows_the_card_at_once(stepping: Collection) -> None:
    session = stepping.study("Deck")
    for _ in range(3):
        answer(session)
    assert answer(session) == "one"
    stepping.undo()
    assert front(session) == "one"
    assert left(session) == counts(stepping, "Deck") == (0, 3, 0)


def test_steps_that_wait_when_the_day_ends_are_due_on_the_next(
    stepping: Collection, fixed_clock: FixedClock
) -> None:
    stepping.set_options("Deck", new_per_day=1)
    fixed_clock.advance(hours=17, minutes=55)  # 03:55, before the day's start
    session = stepping.study("Deck")
    answer(session)
    assert session.next() is None
    assert counts(stepping, "Deck") == (0, 0, 0)
    fixed_clock.advance(minutes=10)
    assert counts(stepping, "Deck") == (1, 1, 0)
    assert front(session) == "one"


def test_a_card_forgotten_in_review_is_learned_again_by_its_steps(
    stepping: Collection, fixed_clock: FixedClock
) -> None:
    stepping.set_options("Deck", new_per_day=1)
    asked(stepping.study("Deck"))
    stepping.set_options("Deck", new_per_day=0)
    fixed_clock.advance(days=1)
    session = stepping.study("Deck")
    assert session.next() is not None
    review = session.answer(Rating.AGAIN)
    assert (review.kind, review.interval_minutes) == (ReviewKind.ANSWER, 10)
    assert counts(stepping, "Deck") == (0, 1, 0)
    assert asked(session) == ["one"]
    assert stepping.check() == []


def test_buried_and_suspended_cards_do_not_wait_at_their_step(stepping: Collection) -> None:
    session = stepping.study("Deck")
    answer(session)
    answer(session)
    first, second, _ = stepping.search("", order="created")
    stepping.bury([first])
    stepping.suspend([second])
    assert left(session) == counts(stepping, "Deck") == (1, 0, 0)
    assert session.next_step_at is None


def test_a_step_answered_in_another_session_is_not_asked_before_its_new_moment(
    stepping: Collection, fixed_clock: FixedClock
) -> None:
    stepping.set_options("Deck", learning_steps=(1, 120), new_per_day=1)
    session, other = stepping.study("Deck"), stepping.study("Deck")
    answer(session, Rating.AGAIN)
    assert answer(other) == "one"
    assert session.next() is None
    assert session.next_step_at == fixed_clock.now + timedelta(minutes=120)


def test_an_answered_card_is_not_drilled_where_steps_do_that_work(stepping: Collection) -> None:
    session = stepping.study("Deck")
    answer(session, Rating.AGAIN)
    card = stepping.card(stepping.search("")[0])
    assert card.drill_day is None
    assert stepping.options("Deck").drill


def test_fsrs_asks_its_steps_too(collection: Collection, fixed_clock: FixedClock) -> None:
    add(collection, "one")
    collection.set_options("Deck", scheduler="fsrs")
    session = collection.study("Deck")
    assert asked(session) == ["one", "one"]
    card = collection.card(collection.search("")[0])
    assert card.memory.state is CardState.REVIEW
    assert card.memory.stability is not None
    assert collection.check() == []


def test_a_card_moved_to_today_by_hand_waits_for_no_hour(
    stepping: Collection, fixed_clock: FixedClock
) -> None:
    stepping.set_options("Deck", learning_steps=(120,), new_per_day=1)
    session = stepping.study("Deck")
    answer(session, Rating.AGAIN)
    assert session.next() is None
    (card,) = stepping.search("is:learning")
    stepping.scheduling.set_due([card], 1)
    assert counts(stepping, "Deck") == left(stepping.study("Deck")) == (0, 0, 0)
    stepping.scheduling.set_due([card], 0)
    fixed_clock.advance(hours=-5)
    assert counts(stepping, "Deck") == left(stepping.study("Deck")) == (0, 1, 0)
    assert front(stepping.study("Deck")) == "one"
    assert front(session) == "one"


@pytest.mark.parametrize(
    ("when", "minutes"),
    [
        (datetime(2026, 3, 29, 1, 55, tzinfo=BERLIN), 10),  # clocks jump from 2:00 to 3:00
        (datetime(2026, 10, 25, 2, 55, tzinfo=BERLIN), 10),  # they show 2:00 to 3:00 twice
        (datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN), 90),
    ],
)
def test_steps_last_as_long_as_they_say_when_clocks_are_changed(
    stepping: Collection, fixed_clock: FixedClock, when: datetime, minutes: int
) -> None:
    stepping.set_options("Deck", learning_steps=(minutes, 500), new_per_day=1)
    fixed_clock.now = when
    session = stepping.study("Deck")
    answer(session, Rating.AGAIN)
    assert session.next_step_at == when.astimezone(UTC) + timedelta(minutes=minutes)
    fixed_clock.advance(minutes=minutes)
    assert front(session) == "one"
    assert left(session) == counts(stepping, "Deck") == (0, 1, 0)


def test_a_journey_moves_no_step(stepping: Collection, fixed_clock: FixedClock) -> None:
    stepping.set_options("Deck", learning_steps=(60,), new_per_day=1)
    session = stepping.study("Deck")
    answer(session, Rating.AGAIN)
    due = session.next_step_at
    fixed_clock.now = fixed_clock.now.astimezone(ZoneInfo("America/New_York"))
    assert session.next() is None
    assert session.next_step_at == stepping.study("Deck").next_step_at == due
    fixed_clock.advance(minutes=60)
    assert front(session) == "one"


@pytest.mark.parametrize("scheduler", ["sm2-steps", "fsrs"])
def test_a_step_that_ends_at_night_is_asked_when_the_next_day_begins(
    collection: Collection, fixed_clock: FixedClock, scheduler: str
) -> None:
    add(collection, "one")
    collection.set_options("Deck", scheduler=scheduler, learning_steps=(600, 700))
    fixed_clock.advance(hours=13)  # eleven in the evening: the step ends at nine
    session = collection.study("Deck")
    answer(session, Rating.AGAIN)
    assert session.next() is None
    assert session.next_step_at is None
    assert counts(collection, "Deck") == (0, 0, 0)
    fixed_clock.advance(hours=5, minutes=1)  # four o'clock
    assert counts(collection, "Deck") == (0, 1, 0)
    assert front(collection.study("Deck")) == "one"
    assert collection.check() == []


def test_a_step_of_more_than_a_day_waits_as_long_as_it_says(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, "one", "two")
    collection.set_options("Deck", scheduler="sm2-steps", learning_steps=(2_000, 5_000))
    session = collection.study("Deck")
    answer(session, Rating.AGAIN)  # at ten in the morning: the step ends tomorrow evening
    fixed_clock.advance(hours=13)
    answer(session, Rating.AGAIN)  # at eleven in the evening: in the morning after tomorrow
    due = []
    for _ in range(3):
        fixed_clock.advance(days=1)
        due.append(sum(counts(collection, "Deck")))
    assert due == [1, 2, 2]
    assert collection.check() == []


def test_steps_of_an_older_collection_that_cross_the_change_of_days_come_along(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    cards_of_layout(collection_path, 6, ["one\x1fb", "two\x1fb", "three\x1fb"])
    minutes = {1: 600, 2: 2_000, 3: 10}
    at = int(fixed_clock.advance(hours=13).timestamp() * 1000)  # eleven in the evening
    noon = int(fixed_clock.now.replace(hour=16).timestamp() * 1000)
    day = 86_400_000
    former = {1: at + 600 * 60_000, 2: noon + day, 3: at + 600_000}
    with closing(sqlite3.connect(collection_path)) as raw:
        parameters = Steps((10, 2_000, 600, 3_000)).parameters()
        raw.execute(
            "INSERT INTO scheduler_versions (id, scheduler, parameters, day_start_minutes) "
            "VALUES (9, 'sm2-steps', ?, 240)",
            (parameters,),
        )
        for card, taken in minutes.items():
            raw.execute(
                "UPDATE cards SET state = 1, step = ?, interval_minutes = ?, due_at = ?, "
                "last_review_at = ?, answers = 1 WHERE id = ?",
                (0, taken, former[card], at, card),
            )
            raw.execute(
                "INSERT INTO reviews VALUES (?, ?, ?, 60, 0, 1, 0, 9, ?, NULL)",
                (card, card, at, taken),
            )
        raw.commit()
    flashcards.open(collection_path, fixed_clock).close()
    with closing(sqlite3.connect(collection_path)) as raw:
        due = dict(raw.execute("SELECT id, due_at FROM cards"))
    assert due == {1: noon + day, 2: noon + 2 * day, 3: former[3]}
