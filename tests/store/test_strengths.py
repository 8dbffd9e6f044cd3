"""How well a card is remembered comes from its log, whichever scheduler plans it."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.enums import SchedulerKind
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
from flashcards.store import moves, strengths
from flashcards.store.answer_logs import answer_log
from flashcards.store.strengths import Strength
from tests.conftest import FixedClock

DAY_START = 240


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        for number in range(12):
            opened.add_note({"Front": f"card {number}", "Back": "back"}, deck="Deck")
        opened.set_options("Deck", drill=False)
        yield opened


def live(collection: Collection, clock: FixedClock, days: int = 25) -> None:
    """Answer what is due for some days, one in six wrong."""
    chance = Random(3)
    for _ in range(days):
        session = collection.study("Deck")
        while session.next() is not None:
            session.answer(Rating.AGAIN if chance.random() < 0.17 else Rating.GOOD)
        clock.advance(days=1)


def known(
    collection: Collection, *, whole_log: bool = False, own_logs: bool = False
) -> dict[int, Strength]:
    with collection._store.looking() as conn:
        cards = moves.with_ids(conn, collection.search("-is:new"))
        memories = [card.memory for card in cards]
        ids = [card.card for card in cards]
        log = None
        if whole_log or own_logs:
            log = answer_log(conn, None, DAY_START, ids if own_logs else None)
        columns = strengths.strengths(
            conn, ids, DEFAULT_PARAMETERS, DAY_START, memories.__getitem__, log
        )
    pairs = zip(*(column.tolist() for column in columns), strict=True)
    return dict(zip(ids, pairs, strict=True))


@pytest.mark.parametrize("kind", SchedulerKind)
def test_strength_is_what_fsrs_makes_of_the_log_whoever_planned(
    collection: Collection, fixed_clock: FixedClock, kind: SchedulerKind
) -> None:
    collection.set_options("Deck", scheduler=kind, drill=True)
    live(collection, fixed_clock)
    found = known(collection)
    assert len(found) == 12
    collection.set_options("Deck", scheduler=SchedulerKind.FSRS)
    collection.scheduling.apply_replay("Deck", collection.options("Deck"))
    for card, (stability, difficulty) in found.items():
        memory = collection.card(card).memory
        assert (stability, difficulty) == pytest.approx((memory.stability, memory.difficulty))


def test_the_whole_log_says_the_same_as_each_card_s_own(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    collection.set_options("Deck", drill=True)
    live(collection, fixed_clock)
    collection.scheduling.set_due(collection.search("front:card*0"), (1, 9))
    one_by_one = known(collection)
    for at_once in (known(collection, whole_log=True), known(collection, own_logs=True)):
        assert one_by_one.keys() == at_once.keys()
        for card, found in one_by_one.items():
            assert found == pytest.approx(at_once[card])


def test_of_some_cards_no_other_card_s_answers_are_read(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    live(collection, fixed_clock)
    some = sorted(collection.search("-is:new"))[::2]
    collection.scheduling.set_due(some[:1], 3)
    with collection._store.looking() as conn:
        whole = answer_log(conn, None, DAY_START)
        found = answer_log(conn, None, DAY_START, some)
    assert set(found.cards.tolist()) == set(some)
    assert len(found) == sum(card in some for card in whole.cards.tolist())


def test_a_card_set_by_hand_is_taken_to_last_as_long_as_was_set(collection: Collection) -> None:
    (card,) = collection.search('"card 3"')
    collection.scheduling.set_due([card], 40)
    assert known(collection)[card][0] == pytest.approx(40)
