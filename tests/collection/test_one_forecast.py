"""Today, minutes first, the simulator, catching up and exams tell one future, not five."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.enums import SchedulerKind
from flashcards.scheduling.fsrs_formulas import retrievability
from flashcards.scheduling.times import times_of
from flashcards.store import strengths
from flashcards.store.habits import habits
from flashcards.study.overview import MOST_LOOKED_AT
from tests.conftest import FixedClock

CARDS = 96
SEEDS = range(40)
AHEAD = 25
"""Days until the exam."""


@pytest.fixture(params=SchedulerKind)
def collection(
    collection_path: Path, fixed_clock: FixedClock, request: pytest.FixtureRequest
) -> Iterator[Collection]:
    """Ninety-six cards of one deck, learned for a month and left alone for twenty days."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        for number in range(CARDS):
            opened.add_note({"Front": f"card {number}", "Back": "back"}, deck="Deck")
        opened.set_options("Deck", scheduler=request.param, new_per_day=8, reviews_per_day=9_999)
        chance = Random(11)
        for _ in range(30):
            session = opened.study("Deck")
            while session.next() is not None:
                rating = chance.choices(list(Rating), (15, 10, 60, 15))[0]
                session.answer(rating, taken_ms=chance.randint(3_000, 12_000))
                fixed_clock.advance(minutes=1)
            fixed_clock.advance(days=1, minutes=-60)
        fixed_clock.advance(days=20)
        opened.set_options("Deck", new_per_day=0)
        yield opened


def test_five_forecasts_of_the_same_day_agree(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    planning, scheduling = collection.planning, collection.scheduling
    waiting = collection.deck_tree().waiting
    assert waiting.due > 20
    assert waiting.new == waiting.learning == 0
    session = planning.minutes_first(600, "Deck")
    assert session.left_for_tomorrow.total == 0
    minutes = session.estimate_seconds
    assert minutes is not None
    # Today rounds to seconds, and of more than fifty due cards it looks at every other one.
    rounding = 0.6 if waiting.due <= MOST_LOOKED_AT else 0.02 * minutes
    assert collection.overview().estimate_seconds == pytest.approx(minutes, abs=rounding)
    catch_up = planning.catch_up_preview("Deck", 1)
    assert catch_up.cards == waiting.due
    assert catch_up.loads[0].seconds == pytest.approx(minutes)
    # The simulator draws each answer: only its mean can agree.
    settings = [scheduling.present_settings("Deck")]
    days = [scheduling.compare("Deck", AHEAD, settings, seed=seed)[0] for seed in SEEDS]
    drawn = sum(one.minutes[0] for one in days) / len(days) * 60
    assert drawn == pytest.approx(minutes, rel=0.05)

    on = fixed_clock().date() + timedelta(days=AHEAD - 1)
    exam = planning.exam_preview("Deck", on, 97)
    simulated = sum(one.memorised[-1] for one in days) / len(days) / CARDS
    # The simulator tells the evening of the day, forgets more than once and answers Hard and Easy.
    assert exam.retention_as_it_is == pytest.approx(simulated, abs=0.03)
    assert exam.extra > 10
    seconds = sum(load.seconds for load in exam.loads)
    with collection._store.reading() as conn:
        answered = habits(conn, None, fixed_clock().date().toordinal())
    times = times_of(answered, collection.options("Deck"))
    assert times.passed < seconds / exam.extra < times.failed


def test_what_an_exam_promises_comes_true_for_a_learner_who_forgets(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    on = fixed_clock().date() + timedelta(days=AHEAD)
    promised = collection.planning.exam_preview("Deck", on, 97)
    assert promised.extra > 20
    assert promised.retention_expected > promised.retention_as_it_is + 0.005
    collection.planning.add_exam("Deck", on, 97)
    chance = Random(5)
    while fixed_clock().date() < on:
        session = collection.study("Deck")
        while (card := session.next()) is not None:
            right = card.drilled or chance.random() < recall(collection, card.id, fixed_clock)
            session.answer(Rating.GOOD if right else Rating.AGAIN)
        fixed_clock.advance(days=1)
    cards = collection.search("deck:Deck")
    known = sum(recall(collection, card, fixed_clock) for card in cards) / len(cards)
    assert known == pytest.approx(promised.retention_expected, abs=0.03)


def recall(collection: Collection, card_id: int, clock: FixedClock) -> float:
    """Return how likely a card is remembered now; 1 on the day of its last answer."""
    card, options = collection.card(card_id), collection.options("Deck")
    assert card.last_review_at is not None
    with collection._store.reading() as conn:
        stability, _ = strengths.strength(conn, card_id, card.memory, options)
    days = (clock().date() - card.last_review_at.astimezone(clock().tzinfo).date()).days
    return float(retrievability(stability, float(days), strengths.weights_of(options)))
