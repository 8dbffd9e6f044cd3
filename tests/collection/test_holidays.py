"""A period is kept free of reviews: cards go before or after it, and come back when it is not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.enums import Profile, SchedulerKind
from flashcards.model.errors import CancelledError
from flashcards.model.plans import PlanKind
from flashcards.model.presets import Options
from flashcards.scheduling.days import interval_words
from tests.collection import plans_cases as cases
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """Forty cards due over the next 40 days, one a day, and six of another deck."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        cases.fill(opened, "Deck", 40, 40)
        opened.set_options("Deck", drill=False)
        cases.fill(opened, "Other", 6, 30)
        yield opened


def days(collection: Collection, first: int, last: int) -> tuple[date, date]:
    return cases.ahead(collection, first), cases.ahead(collection, last)


def due_in(collection: Collection, first: int, last: int, query: str = "") -> int:
    begins, ends = days(collection, first, last)
    due = cases.due_by_day(collection, query)
    return sum(count for day, count in due.items() if begins <= day <= ends)


def test_a_preview_tells_where_the_cards_go_and_moves_none(collection: Collection) -> None:
    before = cases.standing(collection)
    told = collection.planning.holiday_preview(*days(collection, 20, 25))
    assert cases.standing(collection) == before
    assert told.cards == 6
    assert told.before + told.after == 6
    assert told.before > 0
    assert told.after > 0
    assert [load.day for load in told.loads] == [
        cases.ahead(collection, number) for number in (*range(14, 20), *range(26, 32))
    ]
    assert told.peak <= 2
    assert told.forgotten_expected > 0


def test_nothing_is_due_in_a_holiday_and_the_rest_is_as_told(collection: Collection) -> None:
    told = collection.planning.holiday_preview(*days(collection, 5, 14))
    untouched = {
        card: found
        for card, found in cases.standing(collection).items()
        if not 5 <= (cases.day_of(collection, card) - cases.today(collection)).days <= 14
    }
    collection.planning.add_holiday(*days(collection, 5, 14))
    assert due_in(collection, 5, 14) == 0
    after = cases.standing(collection)
    assert {card: after[card] for card in untouched} == untouched
    due = cases.due_by_day(collection)
    assert [load.total for load in told.loads] == [due[load.day] for load in told.loads]
    assert collection.check() == []


def test_no_card_comes_before_half_its_interval_is_over(collection: Collection) -> None:
    collection.planning.add_holiday(*days(collection, 5, 14))
    for card in collection.search(""):
        found = collection.card(card)
        ahead = (cases.day_of(collection, card) - cases.today(collection)).days
        assert ahead >= found.memory.interval_days / 2


def test_a_holiday_of_one_deck_leaves_the_others_alone(collection: Collection) -> None:
    other = due_in(collection, 1, 30, "deck:Other")
    collection.planning.add_holiday(*days(collection, 1, 30), deck="Deck")
    assert due_in(collection, 1, 30, "deck:Deck") == 0
    assert due_in(collection, 1, 30, "deck:Other") == other
    assert collection.planning.holidays()[0].deck == "Deck"


def test_a_holiday_that_has_begun_moves_what_is_due_now(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    fixed_clock.advance(days=6)
    told = collection.planning.holiday_preview(*days(collection, -1, 3))
    assert told.before == 0
    collection.planning.add_holiday(*days(collection, -1, 3))
    assert collection.study().next() is None
    assert due_in(collection, 0, 3) == 0
    assert due_in(collection, 4, 8) >= told.after
    assert collection.check() == []


def test_one_undo_takes_it_back_and_redo_and_a_restart_keep_it(
    collection: Collection, collection_path: Path, fixed_clock: FixedClock
) -> None:
    before = cases.standing(collection)
    collection.planning.add_holiday(*days(collection, 3, 9), name="Rome")
    after = cases.standing(collection)
    assert str(collection.undo()) == "Add holiday"
    assert cases.standing(collection) == before
    assert collection.planning.holidays() == []
    assert collection.check() == []
    collection.redo()
    assert cases.standing(collection) == after
    collection.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        assert [plan.name for plan in again.planning.holidays()] == ["Rome"]
        assert cases.standing(again) == after
        assert again.check() == []


def test_a_holiday_that_is_removed_gives_the_days_back(
    collection: Collection, collection_path: Path, fixed_clock: FixedClock
) -> None:
    before = cases.standing(collection)
    collection.planning.add_holiday(*days(collection, 3, 9))
    collection.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        plan = again.planning.holidays()[0]
        assert plan.kind is PlanKind.HOLIDAY
        assert again.planning.remove_holiday(plan.uid) == 11
        assert cases.standing(again) == before
        assert again.check() == []
        assert str(again.undo()) == "Remove holiday"
        assert due_in(again, 3, 9) == 0
        assert again.check() == []


@pytest.mark.parametrize("rating", [Rating.HARD, Rating.GOOD, Rating.EASY])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"scheduler": SchedulerKind.STEPS, "fuzz": True},
        {"scheduler": SchedulerKind.FSRS, "fuzz": True, "load_balance": True},
    ],
    ids=["SM-2", "steps", "FSRS"],
)
def test_a_card_answered_later_does_not_fall_due_in_a_holiday(
    collection: Collection, fixed_clock: FixedClock, options: dict[str, Any], rating: Rating
) -> None:
    collection.set_options("Deck", **options)
    uid = collection.planning.add_holiday(*days(collection, 4, 20))
    for _ in range(4):
        session = collection.study()
        while session.next() is not None:
            session.answer(rating)
        assert due_in(collection, 0, 0) == 0
        assert collection.check() == []
        fixed_clock.advance(days=1)
    assert due_in(collection, 0, 16) == 0
    natural = [card for card in collection.search("") if _natural_in(collection, card, 0, 16)]
    assert len(natural) > 3
    collection.planning.remove_holiday(uid)
    assert sorted(natural) == sorted(
        card
        for card in collection.search("")
        if cases.today(collection) <= cases.day_of(collection, card) <= cases.ahead(collection, 16)
    )
    assert collection.check() == []


def _natural_in(collection: Collection, card: int, first: int, last: int) -> bool:
    """Whether a card would be due in these days by its interval alone."""
    found = collection.card(card)
    asked = found.last_review_at
    begun = (
        date(2026, 3, 2) if asked is None else asked.astimezone(collection.clock().tzinfo).date()
    )
    due = begun + timedelta(days=found.memory.interval_days)
    return cases.ahead(collection, first) <= due <= cases.ahead(collection, last)


def test_undoing_an_answer_that_was_moved_shows_the_card_once(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    collection.planning.add_holiday(*days(collection, 2, 40))
    fixed_clock.advance(days=1)
    session = collection.study()
    count = session.remaining
    shown = session.next()
    assert shown is not None
    before = collection.card(shown.id)
    session.answer(Rating.GOOD)
    assert cases.day_of(collection, shown.id) > cases.ahead(collection, 39)
    after = collection.card(shown.id)
    assert str(collection.undo()) == "Answer card"
    assert collection.card(shown.id) == before
    assert session.remaining == count
    again = session.next()
    assert again is not None
    assert again.id == shown.id
    assert collection.check() == []
    collection.redo()
    assert collection.card(shown.id) == after
    assert session.done == 1
    assert collection.check() == []


def test_an_answer_that_meets_no_holiday_is_one_row_of_the_log(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    collection.planning.add_holiday(*days(collection, 200, 220))
    fixed_clock.advance(days=1)
    session = collection.study()
    shown = session.next()
    assert shown is not None
    rows = len(collection.history(shown.id))
    session.answer(Rating.GOOD)
    assert len(collection.history(shown.id)) == rows + 1


def test_a_catch_up_leaves_the_days_of_a_holiday_out(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    fixed_clock.advance(days=20)
    collection.planning.add_holiday(*days(collection, 1, 3))
    told = collection.planning.catch_up_preview(None, 4)
    assert [load.day for load in told.loads] == [
        cases.ahead(collection, number) for number in (0, 4, 5, 6)
    ]
    collection.planning.apply_catch_up(None, 4)
    assert due_in(collection, 1, 3) == 0
    assert collection.check() == []


def test_a_second_holiday_sends_no_card_into_the_first(collection: Collection) -> None:
    collection.planning.add_holiday(*days(collection, 10, 14))
    collection.planning.add_holiday(*days(collection, 15, 18))
    assert due_in(collection, 10, 18) == 0
    assert collection.check() == []


def test_what_has_come_to_fall_due_in_a_holiday_since_can_be_moved_out(
    collection: Collection,
) -> None:
    uid = collection.planning.add_holiday(*days(collection, 10, 14))
    cards = collection.search("deck:Other")
    collection.scheduling.set_due(cards, (10, 14))
    before = cases.standing(collection)
    assert collection.planning.keep_holidays() == len(cards)
    assert due_in(collection, 10, 14) == 0
    assert collection.planning.keep_holidays() == 0
    assert str(collection.undo()) == "Keep holidays free"
    assert cases.standing(collection) == before
    collection.redo()
    collection.planning.remove_holiday(uid)
    assert due_in(collection, 10, 14, "deck:Other") == len(cards)
    assert collection.check() == []


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Pacific/Honolulu", "America/New_York"])
def test_a_holiday_stays_free_for_who_travels(
    collection: Collection, fixed_clock: FixedClock, zone: str
) -> None:
    collection.scheduling.set_due(collection.search(""), (8, 30))
    first, last = days(collection, 8, 20)
    collection.planning.add_holiday(first, last)

    def due_on(day: date) -> set[int]:
        fixed_clock.now = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))
        return set(collection.search("is:due"))

    before = due_on(first)
    for number in range(1, 13):
        assert due_on(first + timedelta(days=number)) == before
    assert len(due_on(last + timedelta(days=1))) > len(before)


def test_a_period_that_makes_no_sense_is_refused(collection: Collection) -> None:
    with pytest.raises(UserError, match="ends before it begins"):
        collection.planning.holiday_preview(*days(collection, 5, 4))
    with pytest.raises(UserError, match="is over"):
        collection.planning.add_holiday(*days(collection, -5, -1))
    with pytest.raises(UserError, match="a year at most"):
        collection.planning.add_holiday(*days(collection, 0, 366))
    with pytest.raises(UserError, match="no deck called"):
        collection.planning.add_holiday(*days(collection, 1, 3), deck="Nowhere")


def test_a_learner_who_stops_it_keeps_everything_as_it_was(collection: Collection) -> None:
    before = cases.standing(collection)
    with pytest.raises(CancelledError):
        collection.planning.add_holiday(*days(collection, 3, 9), progress=lambda done, total: False)
    assert cases.standing(collection) == before
    assert collection.planning.holidays() == []


@pytest.mark.parametrize("day_start", [0, 240, 1380])
def test_a_holiday_over_a_change_of_the_clocks_is_free_from_day_start_to_day_start(
    collection: Collection, fixed_clock: FixedClock, day_start: int
) -> None:
    collection.set_options("Deck", day_start_minutes=day_start)
    zone = ZoneInfo("Europe/Berlin")
    fixed_clock.now = datetime(2026, 3, 20, 12, tzinfo=zone)
    first, last = date(2026, 3, 27), date(2026, 3, 31)  # clocks change on the 29th
    collection.planning.add_holiday(first, last)

    def due_at_start_of(day: date, minutes: int) -> set[int]:
        start = datetime(day.year, day.month, day.day, tzinfo=zone)
        fixed_clock.now = start + timedelta(minutes=day_start + minutes)
        return set(collection.search("is:due"))

    before = due_at_start_of(first, -1)
    for number in range(5):
        day = first + timedelta(days=number)
        assert due_at_start_of(day, 1) == before
        assert due_at_start_of(day + timedelta(days=1), -1) == before
    assert len(due_at_start_of(last + timedelta(days=1), 1)) > len(before)


@pytest.mark.parametrize("scheduler", SchedulerKind)
def test_other_rules_for_the_past_let_nothing_fall_due_in_a_holiday(
    collection: Collection, fixed_clock: FixedClock, scheduler: SchedulerKind
) -> None:
    for _ in range(12):
        session = collection.study("Deck")
        while session.next() is not None:
            session.answer(Rating.GOOD)
        fixed_clock.advance(days=1)
    rules = replace(collection.options("Deck"), scheduler=scheduler, profile=Profile.SOURCE)
    day = _day_moved_to(collection, rules)
    ahead = (day - cases.today(collection)).days
    uid = collection.planning.add_holiday(day, day)
    before = cases.standing(collection)
    assert collection.scheduling.apply_replay("Deck", rules) > 0
    assert due_in(collection, ahead, ahead) == 0
    assert collection.check() == []
    collection.undo()
    assert cases.standing(collection) == before
    collection.redo()
    collection.planning.remove_holiday(uid)
    assert due_in(collection, ahead, ahead, "deck:Deck") > 0
    assert collection.check() == []


def _day_moved_to(collection: Collection, rules: Options) -> date:
    """Return a day to come on which a card falls due by other rules that did not before."""
    cards = collection.search("deck:Deck")
    before = {card: cases.day_of(collection, card) for card in cards}
    collection.scheduling.apply_replay("Deck", rules)
    after = {card: cases.day_of(collection, card) for card in cards}
    collection.undo()
    today = cases.today(collection)
    return max(after[card] for card in cards if after[card] != before[card] and after[card] > today)


def test_a_corrected_rating_lets_no_card_fall_due_in_a_holiday(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    fixed_clock.advance(days=3)
    session = collection.study("Deck")
    card = session.next()
    assert card is not None
    session.answer(Rating.GOOD)
    wrong = collection.history(card.id)[-1]
    collection.scheduling.correct(card.id, wrong.id, Rating.AGAIN)
    due = cases.day_of(collection, card.id)
    collection.undo()
    ahead = (due - cases.today(collection)).days
    assert cases.day_of(collection, card.id) != due, "else the rating would not matter"
    uid = collection.planning.add_holiday(*days(collection, ahead, ahead))
    others = cases.standing(collection)
    collection.scheduling.correct(card.id, wrong.id, Rating.AGAIN)
    assert cases.day_of(collection, card.id) != due
    after = cases.standing(collection)
    assert {one: after[one] for one in after if one != card.id} == {
        one: others[one] for one in others if one != card.id
    }
    assert collection.check() == []
    collection.planning.remove_holiday(uid)
    assert cases.day_of(collection, card.id) == due


def test_a_date_set_by_hand_inside_a_holiday_outlives_a_correction_elsewhere(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    fixed_clock.advance(days=3)
    session = collection.study("Deck")
    card = session.next()
    assert card is not None
    session.answer(Rating.GOOD)
    collection.planning.add_holiday(*days(collection, 10, 14))
    [other, *_] = collection.search("deck:Other")
    collection.scheduling.set_due([other], 12)
    collection.scheduling.correct(card.id, collection.history(card.id)[-1].id, Rating.AGAIN)
    assert cases.day_of(collection, other) == cases.ahead(collection, 12)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"scheduler": SchedulerKind.STEPS, "learning_steps": ()},
        {"scheduler": SchedulerKind.FSRS, "fuzz": True, "load_balance": True},
    ],
    ids=["SM-2", "steps", "FSRS"],
)
def test_the_buttons_say_the_day_on_which_the_card_will_be_due(
    collection: Collection, fixed_clock: FixedClock, options: dict[str, Any]
) -> None:
    collection.set_options("Deck", **options)
    collection.planning.add_holiday(*days(collection, 4, 20))
    collection.planning.add_exam("Deck", cases.ahead(collection, 30), 95)
    moved = 0
    for _ in range(3):
        session = collection.study()
        while (card := session.next()) is not None:
            for rating, choice in card.choices.items():
                session.answer(rating)
                found = collection.card(card.id)
                assert found.due_at == choice.due_at
                if not choice.drills_today:
                    ahead = (cases.day_of(collection, card.id) - cases.today(collection)).days
                    assert ahead == 0 or str(choice.label).endswith(
                        str(interval_words(ahead * 1440))
                    )
                moved += found.memory.interval_days != choice.interval_days or (
                    cases.day_of(collection, card.id) != _natural_day(collection, card.id)
                )
                collection.undo()
                assert session.next() is not None
            session.answer(Rating.GOOD)
        fixed_clock.advance(days=1)
    assert moved > 3


def _natural_day(collection: Collection, card: int) -> date:
    return cases.today(collection) + timedelta(days=collection.card(card).memory.interval_days)


def test_a_card_being_asked_hears_of_a_holiday_that_is_planned_meanwhile(
    collection: Collection,
) -> None:
    collection.add_note({"Front": "fresh", "Back": "back"}, deck="Fresh")
    session = collection.study("Fresh")
    shown = session.next()
    assert shown is not None
    away = shown.choices[Rating.GOOD].due_at.date()
    collection.planning.add_holiday(away, away, "Fresh")
    again = session.next()
    assert again is not None
    promised = again.choices[Rating.GOOD].due_at
    assert promised.date() != away
    session.answer(Rating.GOOD)
    assert collection.card(again.id).due_at == promised
