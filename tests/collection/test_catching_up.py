"""After a break a backlog is spread over days: told first, then done, and taken back at will."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.enums import SchedulerKind
from flashcards.model.errors import CancelledError
from flashcards.model.plans import PlanKind
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, retrievability
from tests.collection import plans_cases as cases
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """Thirty cards of one deck and four of another, all overdue after a break of 40 days."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        cases.fill(opened, "Deck", 30, 15)
        cases.fill(opened, "Other", 4, 4)
        fixed_clock.advance(days=40)
        yield opened


def test_a_preview_tells_the_days_before_anything_is_moved(collection: Collection) -> None:
    before = cases.standing(collection)
    told = collection.planning.catch_up_preview(None, 7)
    assert cases.standing(collection) == before
    assert told.cards == 34
    assert told.days == (5, 5, 5, 5, 5, 5, 4)
    assert told.peak == 5
    assert told.forgotten_at_once < told.forgotten_expected < told.forgotten_without


def test_expected_forgetting_is_what_one_can_reckon_by_hand(collection: Collection) -> None:
    # Of the other deck: put into review with 1, 2, 3 and 4 days, 40 days ago.
    told = collection.planning.catch_up_preview("Other", 4)
    intervals, today = (1, 2, 3, 4), 40
    for days, forgotten in (
        ((0, 0, 0, 0), told.forgotten_at_once),
        ((3, 2, 1, 0), told.forgotten_expected),
        ((3, 3, 3, 3), told.forgotten_without),
    ):
        pairs = zip(intervals, days, strict=True)
        by_hand = sum(
            1 - retrievability(float(interval), today + day, DEFAULT_PARAMETERS)
            for interval, day in pairs
        )
        assert forgotten == pytest.approx(by_hand)


def test_what_a_preview_tells_is_what_happens(collection: Collection) -> None:
    told = collection.planning.catch_up_preview("Deck", 7)
    collection.planning.apply_catch_up("Deck", 7)
    due = cases.due_by_day(collection)
    assert [load.total for load in told.loads] == [due[load.day] for load in told.loads]
    assert told.loads[0].already == 4  # the other deck's, still to do today
    assert told.peak == 9
    assert collection.check() == []


def test_what_falls_most_until_the_next_day_is_asked_first(collection: Collection) -> None:
    collection.planning.apply_catch_up("Deck", 2)
    falls: dict[int, list[float]] = {0: [], 1: []}
    for card in collection.search("deck:Deck"):
        late = cases.day_of(collection, card) > cases.today(collection)
        days = float(collection.card(card).memory.interval_days)  # set by hand: all that is known
        today, tomorrow = (retrievability(days, at, DEFAULT_PARAMETERS) for at in (40.0, 41.0))
        falls[late].append(today - tomorrow)
    assert min(falls[0]) >= max(falls[1])


def test_memory_and_history_stay_as_they_were(collection: Collection) -> None:
    before = cases.standing(collection)
    reviews = collection.review_count()
    collection.planning.apply_catch_up(None, 7)
    after = cases.standing(collection)
    assert [card.memory for card in after.values()] == [card.memory for card in before.values()]
    assert collection.review_count() == reviews
    assert collection.statistics().today.answers == 0


def test_one_undo_takes_it_back_and_redo_and_a_restart_keep_it(
    collection: Collection, collection_path: Path, fixed_clock: FixedClock
) -> None:
    before = cases.standing(collection)
    collection.planning.apply_catch_up(None, 7)
    after = cases.standing(collection)
    plans = collection.planning.plans()
    assert str(collection.undo()) == "Plan catch-up over 7 days"
    assert cases.standing(collection) == before
    assert collection.planning.plans() == []
    assert collection.check() == []
    assert str(collection.redo()) == "Plan catch-up over 7 days"
    assert cases.standing(collection) == after
    assert collection.planning.plans() == plans
    assert collection.check() == []
    collection.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        assert cases.standing(again) == after
        assert again.planning.plans() == plans
        assert again.check() == []


def test_a_plan_can_be_taken_back_days_later_for_the_cards_not_answered_since(
    collection: Collection, collection_path: Path, fixed_clock: FixedClock
) -> None:
    before = cases.standing(collection)
    uid = collection.planning.apply_catch_up("Deck", 5)
    fixed_clock.advance(days=1)
    session = collection.study("Deck")
    answered = set()
    while (shown := session.next()) is not None:
        answered.add(shown.id)
        session.answer(Rating.GOOD)
    assert len(answered) == 12  # the shares of two days
    collection.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        mine = cases.standing(again)
        assert again.planning.remove_plan(uid) == 18
        after = cases.standing(again)
        for card in after:
            assert after[card] == (mine if card in answered else before)[card]
        assert again.planning.plans() == []
        assert again.check() == []
        assert str(again.undo()) == "Remove catch-up"
        assert cases.standing(again) == mine
        assert [plan.uid for plan in again.planning.plans()] == [uid]
        assert again.check() == []
        again.redo()
        assert cases.standing(again) == after
        assert again.check() == []


def test_a_second_plan_stands_when_the_first_is_taken_back(collection: Collection) -> None:
    first = collection.planning.apply_catch_up(None, 3)
    cards = collection.search("deck:Other")
    collection.scheduling.set_due(cards, 20)
    collection.planning.remove_plan(first)
    assert {cases.day_of(collection, card) for card in cards} == {cases.ahead(collection, 20)}
    assert collection.check() == []


def test_the_plan_is_listed_by_name_and_can_get_another(collection: Collection) -> None:
    uid = collection.planning.apply_catch_up("Deck", 7)
    plan = collection.planning.plans()[0]
    assert (plan.uid, plan.kind, plan.deck) == (uid, PlanKind.CATCH_UP, "Deck")
    assert plan.name == "Catch-up over 7 days"
    assert (plan.first, plan.last) == (cases.today(collection), cases.ahead(collection, 6))
    collection.planning.rename_plan(uid, "  After  the flu ")
    assert collection.planning.plans()[0].name == "After the flu"
    assert str(collection.undo()) == "Rename plan"
    with pytest.raises(UserError, match="needs a name"):
        collection.planning.rename_plan(uid, " ")
    collection.rename_deck("Deck", "Language")
    assert collection.planning.plans()[0].deck == "Language"
    collection.delete_deck("Language")
    assert collection.planning.plans()[0].deck == ""
    assert collection.planning.remove_plan(uid) == 0
    with pytest.raises(UserError, match="does not exist any more"):
        collection.planning.remove_plan(uid)


def test_a_preview_tells_how_many_days_the_limits_ask_for(collection: Collection) -> None:
    assert collection.planning.catch_up_preview("Deck", 7).limit == 200
    assert collection.planning.catch_up_preview("Deck", 7).days_needed == 1
    collection.set_options("Deck", reviews_per_day=4)
    told = collection.planning.catch_up_preview("Deck", 7)
    assert (told.limit, told.days_needed) == (4, 8)
    assert collection.planning.catch_up_preview(None, 7).limit == 8
    collection.scheduling.set_deck_limits("Deck", reviews_per_day=10, reviews_today=1)
    assert collection.planning.catch_up_preview("Deck", 7).limit == 10
    collection.set_options("Other", reviews_per_day=0)
    assert collection.planning.catch_up_preview("Other", 7).days_needed is None


def test_a_catch_up_takes_as_many_days_as_the_limits_ask_for(collection: Collection) -> None:
    add_more(collection, 3)
    collection.set_options("Deck", reviews_per_day=4)
    told = collection.planning.catch_up_preview("Deck", None)
    assert told.days_needed == len(told.loads) > 8
    shorter = collection.planning.catch_up_preview("Deck", len(told.loads) - 1)
    assert max(shorter.days) > 4 >= max(told.days)
    uid = collection.planning.apply_catch_up("Deck", None)
    plan = next(plan for plan in collection.planning.plans() if plan.uid == uid)
    assert (plan.last - plan.first).days + 1 == len(told.loads)
    due = cases.due_by_day(collection, "deck:Deck")
    assert max(due[load.day] for load in told.loads) == 4
    assert str(collection.undo()) == "Plan catch-up"
    collection.set_options("Deck", reviews_per_day=0)
    with pytest.raises(UserError, match="no room"):
        collection.planning.apply_catch_up("Deck", None)
    collection.scheduling.set_due(collection.search(""), 9)
    assert collection.planning.catch_up_preview("Deck", None).cards == 0


def test_a_catch_up_counts_in_what_is_due_anyway(collection: Collection) -> None:
    today = cases.today(collection)
    before = cases.due_by_day(collection, "deck:Deck")
    backlog = sum(count for day, count in before.items() if day <= today)
    add_more(collection, 12)
    told = collection.planning.catch_up_preview("Deck", 4)
    assert sum(told.days) == backlog
    assert told.loads[1].already == 12
    collection.planning.apply_catch_up("Deck", 4)
    due = cases.due_by_day(collection, "deck:Deck")
    totals = [due[today + timedelta(days=ahead)] for ahead in range(4)]
    assert sum(totals) == backlog + 12
    assert max(totals) - min(totals) <= 1 or totals[1] == 12 == max(totals)
    collection.undo()
    collection.set_options("Deck", reviews_per_day=10)
    needed = collection.planning.catch_up_preview("Deck", 4).days_needed
    assert needed == -(-backlog // 10) + 1, "tomorrow is full already"


def add_more(collection: Collection, count: int) -> None:
    """Let so many more cards of the deck be due tomorrow."""
    cards = set(collection.search(""))
    for number in range(count):
        collection.add_note({"Front": f"more {number}", "Back": "back"}, deck="Deck")
    collection.scheduling.set_due(sorted(set(collection.search("")) - cards), 1)


def test_an_open_session_goes_on_with_what_is_still_due_today(collection: Collection) -> None:
    session = collection.study("Deck")
    seen = session.next()
    assert seen is not None
    assert session.remaining.due == 30
    collection.planning.apply_catch_up("Deck", 10)
    asked = []
    while (shown := session.next()) is not None:
        asked.append(shown.id)
        session.answer(Rating.GOOD)
    assert len(asked) == 3
    assert set(asked) == set(collection.search("deck:Deck rated:1"))
    collection.undo()
    assert session.next() is not None


def test_new_suspended_and_buried_cards_take_no_part(collection: Collection) -> None:
    collection.add_note({"Front": "new", "Back": "back"}, deck="Deck")
    first, second, *_ = collection.search("deck:Deck -is:new")
    collection.suspend([first])
    collection.bury([second])
    before = cases.standing(collection)
    assert collection.planning.catch_up_preview("Deck", 2).days == (14, 14)
    collection.planning.apply_catch_up("Deck", 2)
    for card in (first, second, *collection.search("is:new")):
        assert collection.card(card) == before[card]
    assert collection.check() == []


def test_cards_planned_by_fsrs_are_placed_by_their_stability(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    collection.set_options("Deck", scheduler=SchedulerKind.FSRS, reviews_per_day=999)
    session = collection.study("Deck")
    number = 0
    while session.next() is not None:
        session.answer((Rating.HARD, Rating.GOOD, Rating.EASY)[number % 3])
        number += 1
    fixed_clock.advance(days=200)
    due = collection.planning.catch_up_preview("Deck", 3)
    collection.planning.apply_catch_up("Deck", 3)
    falls: dict[int, list[float]] = {}
    for card in collection.search("deck:Deck"):
        found = collection.card(card)
        assert found.memory.stability is not None
        day = max(cases.day_of(collection, card), cases.today(collection))
        at = (day - cases.today(collection)).days
        one, other = (
            retrievability(found.memory.stability, 200.0 + after, DEFAULT_PARAMETERS)
            for after in (0, 1)
        )
        falls.setdefault(at, []).append(one - other)
    assert due.cards == 30
    assert min(falls[0]) >= max(falls[1] + falls[2])
    assert collection.check() == []


def test_with_nothing_due_there_is_no_plan(collection: Collection) -> None:
    collection.scheduling.set_due(collection.search(""), 3)
    told = collection.planning.catch_up_preview(None, 7)
    assert (told.cards, told.peak, told.forgotten_expected) == (0, 34, 0)
    with pytest.raises(UserError, match="Nothing is due"):
        collection.planning.apply_catch_up(None, 7)
    assert collection.planning.plans() == []


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_number_of_days_that_makes_no_sense_is_refused(collection: Collection, days: int) -> None:
    with pytest.raises(UserError, match="1 to 366 days"):
        collection.planning.catch_up_preview(None, days)


def test_a_learner_who_stops_it_keeps_everything_as_it_was(collection: Collection) -> None:
    before = cases.standing(collection)
    with pytest.raises(CancelledError):
        collection.planning.apply_catch_up(None, 7, progress=lambda done, total: False)
    assert cases.standing(collection) == before
    assert collection.planning.plans() == []
    uid = collection.planning.apply_catch_up(None, 7)
    moved = cases.standing(collection)
    with pytest.raises(CancelledError):
        collection.planning.remove_plan(uid, lambda done, total: False)
    assert cases.standing(collection) == moved


@pytest.mark.parametrize("hour", [1, 3, 5, 23])
def test_each_share_is_asked_on_its_day_though_the_clocks_change(
    collection: Collection, fixed_clock: FixedClock, hour: int
) -> None:
    zone = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 10, 23, hour, 30, tzinfo=zone)  # clocks change on the 25th
    fixed_clock.now = start
    collection.planning.apply_catch_up("Deck", 5)
    for day in range(5):
        fixed_clock.now = datetime.combine(start.date() + timedelta(days=day), start.time(), zone)
        session = collection.study("Deck")
        asked = 0
        while session.next() is not None:
            session.answer(Rating.EASY)
            asked += 1
        assert asked == 6
