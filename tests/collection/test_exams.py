"""A deck is brought to a retention on a date: told first, done on the last days, taken back."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.enums import SchedulerKind
from flashcards.model.errors import CancelledError
from flashcards.model.plans import PlanKind
from tests.collection import plans_cases as cases
from tests.conftest import FixedClock

EXAM_IN = 30


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """Forty cards due over the next 40 days, ten new ones, and six cards of another deck."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        cases.fill(opened, "Deck::Sub", 40, 40)
        cases.fill(opened, "Other", 6, 40)
        for number in range(10):
            opened.add_note({"Front": f"new {number}", "Back": "back"}, deck="Deck")
        opened.set_options("Deck", drill=False, new_per_day=0)
        yield opened


def test_a_preview_tells_what_will_be_remembered_and_moves_nothing(
    collection: Collection,
) -> None:
    before = cases.standing(collection)
    told = collection.planning.exam_preview("Deck", cases.ahead(collection, EXAM_IN), 95)
    assert cases.standing(collection) == before
    assert told.cards == 40
    assert told.retention_as_it_is < told.retention_expected <= 1
    assert told.below > 0
    assert told.still_below == 0
    assert told.extra == sum(load.added for load in told.loads) == told.below
    assert [load.day for load in told.loads] == [
        cases.ahead(collection, number) for number in range(EXAM_IN - 7, EXAM_IN)
    ]
    assert (told.new_cards, told.new_per_day) == (10, 1)
    assert collection.planning.exam_preview("Deck", cases.ahead(collection, 3)).new_per_day == 4


def test_cards_likely_to_be_forgotten_are_brought_to_the_last_days(
    collection: Collection,
) -> None:
    day = cases.ahead(collection, EXAM_IN)
    told = collection.planning.exam_preview("Deck", day, 95)
    before = cases.standing(collection)
    collection.planning.add_exam("Deck", day, 95)
    after = cases.standing(collection)
    moved = [card for card in after if after[card].due_at != before[card].due_at]
    assert len(moved) == told.moved > 0
    last_days = [load.day for load in told.loads]
    assert all(cases.day_of(collection, card) in last_days for card in moved)
    assert [card.memory for card in after.values()] == [card.memory for card in before.values()]
    assert collection.check() == []


def test_the_other_decks_are_left_alone(collection: Collection) -> None:
    before = {card: collection.card(card) for card in collection.search("deck:Other")}
    collection.planning.add_exam("Deck", cases.ahead(collection, EXAM_IN), 99)
    assert {card: collection.card(card) for card in before} == before


@pytest.mark.parametrize("kind", SchedulerKind)
def test_who_answers_as_planned_is_as_ready_as_foretold(
    collection: Collection, fixed_clock: FixedClock, kind: SchedulerKind
) -> None:
    collection.set_options("Deck", scheduler=kind, reviews_per_day=999)
    day = cases.ahead(collection, EXAM_IN)
    told = collection.planning.exam_preview("Deck", day, 95)
    collection.planning.add_exam("Deck", day, 95)
    start = fixed_clock.now
    for number in range(EXAM_IN):
        fixed_clock.now = start
        fixed_clock.advance(days=number)
        session = collection.study("Deck")
        while session.next() is not None:
            session.answer(Rating.GOOD)
    fixed_clock.now = start
    fixed_clock.advance(days=EXAM_IN - 1, hours=12)
    reached = collection.planning.exam_preview("Deck", day, 95)
    assert reached.retention_as_it_is == pytest.approx(told.retention_expected, abs=0.01)
    assert reached.retention_as_it_is > told.retention_as_it_is + 0.005
    assert collection.check() == []


def test_one_undo_takes_it_back_and_redo_and_a_restart_keep_it(
    collection: Collection, collection_path: Path, fixed_clock: FixedClock
) -> None:
    before = cases.standing(collection)
    day = cases.ahead(collection, EXAM_IN)
    collection.planning.add_exam("Deck", day, 97, "Biology")
    after = cases.standing(collection)
    assert str(collection.undo()) == "Plan for exam"
    assert cases.standing(collection) == before
    assert collection.check() == []
    collection.redo()
    assert cases.standing(collection) == after
    collection.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        plan = again.planning.exams()[0]
        assert (plan.kind, plan.name, plan.deck, plan.first, plan.last, plan.retention) == (
            PlanKind.EXAM, "Biology", "Deck", day, day, 97,
        )  # fmt: skip
        assert cases.standing(again) == after
        assert again.planning.remove_exam(plan.uid) > 0
        assert cases.standing(again) == before
        assert str(again.undo()) == "Remove exam"
        assert cases.standing(again) == after
        assert again.check() == []


def test_after_its_removal_answers_are_planned_as_ever(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    uid = collection.planning.add_exam("Deck", cases.ahead(collection, 40), 99)
    fixed_clock.advance(days=8)
    session = collection.study("Deck")
    first, second = session.next(), None
    assert first is not None
    while session.remaining.due > 1:
        session.answer(Rating.GOOD)
        second = session.next()
    assert second is not None
    collection.planning.remove_exam(uid)
    session.answer(Rating.GOOD)
    asked = collection.card(second.id)
    days = (cases.day_of(collection, second.id) - cases.today(collection)).days
    assert days == asked.memory.interval_days
    assert collection.check() == []


def test_the_last_days_keep_free_of_holidays(collection: Collection) -> None:
    day = cases.ahead(collection, EXAM_IN)
    holiday = [cases.ahead(collection, number) for number in range(EXAM_IN - 5, EXAM_IN - 1)]
    collection.planning.add_holiday(holiday[0], holiday[-1])
    told = collection.planning.exam_preview("Deck", day, 97)
    assert len(told.loads) == 7
    assert not {load.day for load in told.loads} & set(holiday)
    collection.planning.add_exam("Deck", day, 97)
    assert not set(cases.due_by_day(collection)) & set(holiday)
    assert collection.check() == []


def test_a_date_or_retention_that_makes_no_sense_is_refused(collection: Collection) -> None:
    with pytest.raises(UserError, match="must lie ahead"):
        collection.planning.exam_preview("Deck", cases.today(collection))
    with pytest.raises(UserError, match="more than a year"):
        collection.planning.add_exam("Deck", cases.ahead(collection, 400))
    with pytest.raises(UserError, match="50% and 99%"):
        collection.planning.add_exam("Deck", cases.ahead(collection, 5), 100)
    with pytest.raises(UserError, match="no deck called"):
        collection.planning.exam_preview("Nowhere", cases.ahead(collection, 5))


def test_a_deck_without_learned_cards_can_be_planned_for(collection: Collection) -> None:
    collection.add_deck("Empty")
    told = collection.planning.exam_preview("Empty", cases.ahead(collection, 5))
    assert (told.cards, told.retention_as_it_is, told.extra, told.new_per_day) == (0, 0, 0, 0)
    collection.planning.add_exam("Empty", cases.ahead(collection, 5))
    assert len(collection.planning.exams()) == 1


def test_a_learner_who_stops_it_keeps_everything_as_it_was(collection: Collection) -> None:
    before = cases.standing(collection)
    day = cases.ahead(collection, EXAM_IN)
    with pytest.raises(CancelledError):
        collection.planning.exam_preview("Deck", day, 90, lambda done, total: False)
    with pytest.raises(CancelledError):
        collection.planning.add_exam("Deck", day, 90, progress=lambda done, total: False)
    assert cases.standing(collection) == before
    assert collection.planning.plans() == []


@pytest.mark.parametrize("hour", [3, 5, 23])
def test_looks_before_an_exam_fall_on_their_days_though_the_clocks_change(
    collection: Collection, fixed_clock: FixedClock, hour: int
) -> None:
    fixed_clock.now = datetime(2026, 3, 10, hour, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    day = cases.ahead(collection, 25)  # clocks change on the 29th
    told = collection.planning.exam_preview("Deck", day, 97)
    before = cases.standing(collection)
    collection.planning.add_exam("Deck", day, 97)
    after = cases.standing(collection)
    moved = [card for card in after if after[card].due_at != before[card].due_at]
    assert moved
    assert {cases.day_of(collection, card) for card in moved} <= {load.day for load in told.loads}
