"""Due dates, places among new cards and forgetting, set by hand: one step each, all in the log."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.enums import CardState, ReviewKind, SchedulerKind
from flashcards.model.errors import CancelledError
from flashcards.scheduling.days import learner_day
from tests.conftest import FixedClock

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """Six cards: three answered Good twice, due in some days, three new ones."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        for number in range(6):
            opened.add_note({"Front": f"{number}", "Back": "back"}, deck="Deck")
        opened.set_options("Deck", new_per_day=3)
        for days in (0, 1):
            fixed_clock.advance(days=days)
            session = opened.study()
            for _ in range(3):
                session.next()
                session.answer(Rating.GOOD)
            opened.set_options("Deck", new_per_day=0)
        yield opened


def learned(collection: Collection) -> list[int]:
    return sorted(collection.search("-is:new"))


def fresh(collection: Collection) -> list[int]:
    return sorted(collection.search("is:new"))


def days_ahead(collection: Collection, card: int, day_start: int = 240) -> int:
    due = collection.card(card).due_at
    assert due is not None
    now = collection.clock()
    return learner_day(due.astimezone(now.tzinfo), day_start) - learner_day(now, day_start)


def test_a_due_date_moves_the_card_and_leaves_what_is_remembered(collection: Collection) -> None:
    card = learned(collection)[0]
    before = collection.card(card)
    collection.scheduling.set_due([card], 40)
    after = collection.card(card)
    assert days_ahead(collection, card) == 40
    assert (after.memory, after.last_review_at) == (before.memory, before.last_review_at)
    assert collection.history(card)[-1].kind is ReviewKind.MOVED
    assert collection.check() == []


def test_a_card_set_due_today_is_asked_today(collection: Collection) -> None:
    cards = learned(collection)
    assert collection.study().next() is None
    collection.scheduling.set_due(cards[:1], 0)
    shown = collection.study().next()
    assert shown is not None
    assert shown.id == cards[0]
    assert collection.check() == []


@pytest.mark.parametrize("days", [0, 1, 2, 30])
@pytest.mark.parametrize("kind", SchedulerKind)
def test_a_new_card_set_due_goes_into_review(
    collection: Collection, fixed_clock: FixedClock, days: int, kind: SchedulerKind
) -> None:
    collection.set_options("Deck", scheduler=kind)
    card = fresh(collection)[0]
    collection.scheduling.set_due([card], days)
    memory = collection.card(card).memory
    assert memory.state is CardState.REVIEW
    assert memory.interval_days == max(1, days)
    assert days_ahead(collection, card) == days
    assert collection.check() == []
    fixed_clock.advance(days=days)
    session = collection.study()
    while (shown := session.next()) is not None:
        session.answer(Rating.GOOD)
        if shown.id == card:
            assert collection.card(card).memory.interval_days > max(1, days)
    assert collection.history(card)[-1].kind is ReviewKind.ANSWER
    assert collection.check() == []


def test_a_range_gives_every_card_a_day_in_it_and_the_same_one_again(
    collection: Collection,
) -> None:
    cards = collection.search("")
    collection.scheduling.set_due(cards, (3, 9))
    first = {card: collection.card(card).due_at for card in cards}
    assert {days_ahead(collection, card) for card in cards} <= set(range(3, 10))
    assert len(set(first.values())) > 1
    collection.scheduling.set_due(cards, (3, 9))
    assert {card: collection.card(card).due_at for card in cards if card in learned(collection)} \
        == first  # fmt: skip
    assert collection.check() == []


@pytest.mark.parametrize("days", [-1, 36_501, (5, 3), (-2, 4)])
def test_days_that_make_no_sense_are_refused(
    collection: Collection, days: int | tuple[int, int]
) -> None:
    with pytest.raises(UserError, match="between today and 100 years"):
        collection.scheduling.set_due(learned(collection), days)
    assert str(collection.undo_name) != "Set due date of 3 cards"


def test_the_steps_have_names_to_be_spoken(collection: Collection) -> None:
    collection.scheduling.set_due(learned(collection), 5)
    assert str(collection.undo_name) == "Set due date of 3 cards"
    collection.scheduling.set_due(learned(collection)[:1], 5)
    assert str(collection.undo_name) == "Set due date"
    collection.scheduling.reposition(fresh(collection), 7)
    assert str(collection.undo_name) == "Reposition 3 cards"


@pytest.mark.parametrize("action", ["due", "due of new", "forget", "reposition"])
def test_one_undo_takes_each_back_and_redo_and_a_restart_keep_it(
    collection: Collection, collection_path: Path, fixed_clock: FixedClock, action: str
) -> None:
    cards = collection.search("")
    before = {card: collection.card(card) for card in cards}
    match action:
        case "due":
            collection.scheduling.set_due(learned(collection), (2, 20))
        case "due of new":
            collection.scheduling.set_due(cards, (0, 4))
        case "forget":
            collection.scheduling.forget(learned(collection))
        case "reposition":
            collection.scheduling.reposition(fresh(collection)[::-1], 100, 10)
    after = {card: collection.card(card) for card in cards}
    assert after != before
    assert collection.check() == []
    name = collection.undo()
    assert {card: collection.card(card) for card in cards} == before
    assert collection.check() == []
    assert collection.redo() == name
    assert {card: collection.card(card) for card in cards} == after
    assert collection.check() == []
    collection.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        assert {card: again.card(card) for card in cards} == after
        assert again.check() == []


def test_a_moved_card_can_be_forgotten_and_begun_anew(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    card = learned(collection)[0]
    collection.scheduling.set_due([card], 12)
    collection.scheduling.forget([card])
    assert collection.card(card).memory.state is CardState.NEW
    assert collection.card(card).due_at is None
    assert collection.check() == []
    collection.scheduling.set_due([card], 4)
    assert days_ahead(collection, card) == 4
    assert collection.check() == []
    fixed_clock.advance(days=4)
    session = collection.study()
    while session.next() is not None:
        session.answer(Rating.GOOD)
    assert collection.check() == []


def test_an_answer_after_a_move_plans_as_if_there_had_been_none(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    moved, other = learned(collection)[:2]
    fixed_clock.advance(days=6)
    collection.scheduling.set_due([moved], 0)
    session = collection.study()
    while session.next() is not None:
        session.answer(Rating.GOOD)
    assert collection.card(moved).memory == collection.card(other).memory
    assert collection.card(moved).due_at == collection.card(other).due_at


def test_new_cards_get_their_places_in_the_order_given(collection: Collection) -> None:
    first, second, third = fresh(collection)
    collection.scheduling.reposition([third, *learned(collection), first], 50, 5)
    assert collection.card(third).position == 50
    assert collection.card(first).position == 55
    collection.scheduling.reposition([second], 0)
    collection.set_options("Deck", new_per_day=50)
    session = collection.study()
    order = []
    while (shown := session.next()) is not None:
        order.append(shown.id)
        session.answer(Rating.GOOD)
    assert order == [second, third, first]
    assert collection.check() == []


def test_only_new_cards_have_a_place(collection: Collection) -> None:
    with pytest.raises(UserError, match="None of these cards is new"):
        collection.scheduling.reposition(learned(collection), 3)
    with pytest.raises(UserError, match="begin at 0"):
        collection.scheduling.reposition(fresh(collection), -1)


def test_cards_that_are_gone_are_passed_over(collection: Collection) -> None:
    cards = collection.search("")
    collection.delete_notes(collection.notes_of(cards[:1]))
    collection.scheduling.set_due(cards, 3)
    assert [days_ahead(collection, card) for card in cards[1:]] == [3] * 5
    assert collection.check() == []


@pytest.mark.parametrize("hour", [1, 3, 5, 23])
@pytest.mark.parametrize("days", [1, 2, 27, 30])
def test_days_are_counted_as_the_learner_counts_them_over_a_change_of_the_clocks(
    collection: Collection, fixed_clock: FixedClock, hour: int, days: int
) -> None:
    fixed_clock.now = datetime(2026, 3, 28, hour, 30, tzinfo=BERLIN)  # clocks change on the 29th
    card = learned(collection)[0]
    collection.scheduling.set_due([card], days)
    assert days_ahead(collection, card) == days
    fixed_clock.now = datetime.combine(
        fixed_clock.now.date() + timedelta(days=days), fixed_clock.now.time(), BERLIN
    )
    assert days_ahead(collection, card) == 0


def test_a_learner_who_stops_it_keeps_everything_as_it_was(collection: Collection) -> None:
    cards = collection.search("")
    before = {card: collection.card(card) for card in cards}
    with pytest.raises(CancelledError):
        collection.scheduling.set_due(cards, 4, progress=lambda done, total: False)
    assert {card: collection.card(card) for card in cards} == before
