"""Schedulers are tried on the learner's own answers, and the days ahead are simulated."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.enums import SchedulerKind
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.experiments import SimulationSettings
from flashcards.model.habits import Habits, Source
from flashcards.scheduling.evaluating import Predicted
from flashcards.scheduling.trial import Algorithm
from flashcards.store.answer_logs import answer_log
from flashcards.store.habits import habits_of
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """Thirty cards of one deck and five of another, answered over two months."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        for number in range(30):
            opened.add_note({"Front": f"{number}", "Back": "back"}, deck="Deck::Sub")
        for number in range(5):
            opened.add_note({"Front": f"other {number}", "Back": "back"}, deck="Other")
        chance = Random(1)
        for _ in range(60):
            session = opened.study()
            while session.next() is not None:
                fixed_clock.advance(seconds=8)
                session.answer(chance.choices(tuple(Rating), (1, 1, 7, 1))[0])
            fixed_clock.advance(days=1)
        yield opened


def log_of(collection: Collection, deck: str | None = None) -> list[tuple[int, int]]:
    """What schedulers are tried on, as (card or part, quality), for one deck or all."""
    with collection._store.looking() as conn:
        from flashcards.store import decks

        ids = None if deck is None else [one.id for one in decks.subtree(conn, deck)]
        log = answer_log(conn, ids, 240)
    log = log.chosen(~log.drills)
    return list(zip(log.cards.tolist(), log.qualities.tolist(), strict=True))


def test_a_trial_is_over_the_answers_of_a_deck_or_of_all(collection: Collection) -> None:
    whole = collection.scheduling.trial()
    part = collection.scheduling.trial("Deck")
    assert part.trial.reviews < whole.trial.reviews
    assert set(part.trial.metrics) >= {
        Algorithm.SM2,
        Algorithm.FSRS_DEFAULT,
        Algorithm.MOVING_AVERAGE,
    }
    for metrics in part.trial.metrics.values():
        assert 0 < metrics.log_loss < 3
        assert sum(group.count for group in metrics.calibration) == part.trial.reviews


def test_a_trial_tells_how_many_cards_switching_would_move(collection: Collection) -> None:
    told = collection.scheduling.trial("Deck")
    assert told.switch is not None
    assert told.scheduler is SchedulerKind.SM2
    assert told.switch.scheduler is SchedulerKind.FSRS
    assert told.moved == collection.scheduling.preview_replay("Deck", told.switch).moved
    assert told.moved
    assert collection.scheduling.apply_replay("Deck", told.switch) == told.moved
    again = collection.scheduling.trial("Deck")
    assert (again.scheduler, again.switch, again.moved) == (SchedulerKind.FSRS, None, None)


def test_a_trial_with_too_few_answers_says_how_many_are_missing(collection: Collection) -> None:
    with pytest.raises(UserError) as caught:
        collection.scheduling.trial("Other")
    answers = collection.scheduling.trial().trial.reviews
    assert answers > 60
    assert "of 60" in str(caught.value.what)
    assert "more are needed" in str(caught.value.hint)


def test_a_trial_can_be_stopped(collection: Collection) -> None:
    with pytest.raises(CancelledError):
        collection.scheduling.trial("Deck", lambda _done, _total: False)


def test_struck_answers_are_left_out_and_corrected_ones_stand_in_their_place(
    collection: Collection,
) -> None:
    before = log_of(collection, "Deck")
    card = before[0][0]
    rows = [row for row in collection.history(card) if row.kind == 0]
    first = before.index((card, int(rows[0].quality)))
    collection.scheduling.correct(card, rows[0].id, Rating.EASY)
    changed = list(before)
    changed[first] = (card, int(Rating.EASY.quality))
    assert sorted(log_of(collection, "Deck")) == sorted(changed)
    answers = [quality for owner, quality in log_of(collection, "Deck") if owner == card]
    assert answers[0] == Rating.EASY.quality
    collection.scheduling.strike(card, rows[1].id)
    left = [quality for owner, quality in log_of(collection, "Deck") if owner == card]
    assert left == [answers[0], *answers[2:]]


def test_after_a_reset_a_card_counts_as_another_one(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    before = log_of(collection)
    card = before[0][0]
    collection.reset_cards([card])
    fixed_clock.advance(days=1)
    session = collection.study()
    while (asked := session.next()) is not None:
        session.answer(Rating.GOOD)
        if asked.id == card:
            break
    owners = {owner for owner, _ in log_of(collection)} - {owner for owner, _ in before}
    assert len(owners) == 2
    assert max(owners) < 0
    assert card not in dict(log_of(collection))


def test_drills_are_no_answers(collection: Collection) -> None:
    drills = sum(row.kind == 1 for card in collection.search() for row in collection.history(card))
    assert drills
    assert len(log_of(collection)) == collection.review_count() - drills


def test_fit_and_trial_count_the_drills_of_the_day(collection: Collection) -> None:
    drills = sum(row.kind == 1 for card in collection.search() for row in collection.history(card))
    with collection._store.looking() as conn:
        whole = answer_log(conn, None, 240)
    assert 0 < int(whole.drills.sum()) <= drills
    plain = whole.chosen(~whole.drills)
    assert len(Predicted.of(whole)) == len(Predicted.of(plain))


def test_a_simulation_begins_with_the_cards_as_they_are(collection: Collection) -> None:
    settings = collection.scheduling.present_settings("Deck")
    found = collection.scheduling.simulate("Deck", 60, settings)
    assert len(found.reviews) == 60
    assert found.cards == 30
    assert sum(found.new) == 0
    assert 15 < found.memorised[0] <= 30
    cards = [collection.card(card) for card in collection.search("deck:Deck")]
    today = sum(card.due_at is not None and card.due_at.date() <= _today() for card in cards)
    assert found.reviews[0] == today


def _today() -> date:
    return date(2026, 5, 1)


def test_new_cards_left_are_begun_and_suspended_ones_are_not(collection: Collection) -> None:
    for number in range(8):
        collection.add_note({"Front": f"fresh {number}", "Back": "back"}, deck="Fresh")
    away = collection.search("deck:Fresh")[:3]
    collection.suspend(away)
    settings = collection.scheduling.present_settings("Fresh")
    settings = replace(settings, options=replace(settings.options, new_per_day=2))
    found = collection.scheduling.simulate("Fresh", 5, settings)
    assert found.new == (2, 2, 1, 0, 0)
    endless = collection.scheduling.simulate("Fresh", 5, replace(settings, endless=True))
    assert endless.new == (2, 2, 2, 2, 2)


def test_new_cards_begun_today_count_towards_the_limit_of_today(collection: Collection) -> None:
    for number in range(8):
        collection.add_note({"Front": f"fresh {number}", "Back": "back"}, deck="Fresh")
    collection.add_preset("Fresh", deck="Fresh")
    collection.set_options("Fresh", new_per_day=3)
    session = collection.study("Fresh")
    session.next()
    session.answer(Rating.EASY)
    settings = collection.scheduling.present_settings("Fresh")
    assert collection.scheduling.simulate("Fresh", 3, settings).new == (2, 3, 2)


def test_all_settings_compared_begin_alike_and_one_alone_gives_the_same(
    collection: Collection,
) -> None:
    now = collection.scheduling.present_settings("Deck")
    fsrs = replace(now, options=replace(now.options, scheduler=SchedulerKind.FSRS))
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    both = collection.scheduling.compare("Deck", 30, [now, fsrs], progress)
    assert both[0] == collection.scheduling.simulate("Deck", 30, now)
    assert both[1] == collection.scheduling.simulate("Deck", 30, fsrs)
    assert both[0].reviews[0] == both[1].reviews[0]
    assert both[0] != both[1]
    assert told[0] == (0, 60)
    assert told[-1] == (60, 60)


def test_all_decks_together_have_the_limits_of_all_top_decks(collection: Collection) -> None:
    collection.add_preset("Other", deck="Other")
    collection.set_options("Other", new_per_day=3, reviews_per_day=40)
    options = collection.scheduling.present_settings().options
    assert (options.new_per_day, options.reviews_per_day) == (23, 240)
    assert collection.scheduling.compare(None, 5, [SimulationSettings(options)])[0].cards == 35


def test_a_collection_without_a_deck_can_be_simulated(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(tmp_path / "empty.flashcards", fixed_clock) as empty:
        found = empty.scheduling.simulate(None, 3, empty.scheduling.present_settings())
        assert found.memorised == (0.0, 0.0, 0.0)
        with pytest.raises(UserError, match="too few answers"):
            empty.scheduling.trial()


def test_times_are_the_learners_own_once_there_are_enough_answers(
    collection: Collection,
) -> None:
    settings = collection.scheduling.present_settings("Deck")
    habits = collection.scheduling.simulate("Deck", 1, settings).habits
    assert habits.passed_from is Source.DECK
    assert habits.new_from is Source.DECK
    # Five new cards are too few, all decks together have enough.
    other = collection.scheduling.present_settings("Other")
    small = collection.scheduling.simulate("Other", 1, other).habits
    assert small.new_from is Source.ALL
    assert sum(small.first) == pytest.approx(1)


def test_habits_are_counted_by_kind_of_answer() -> None:
    # day, kind, quality, phase, answers, milliseconds
    deck = [
        (9, 0, 1, 0, 10, 100_000),
        (9, 0, 4, 0, 30, 300_000),
        (9, 0, 3, 1, 10, 50_000),
        (9, 0, 4, 2, 40, 200_000),
        (9, 0, 0, 1, 5, 60_000),
        (9, 1, 4, 1, 50, 150_000),
    ]
    found = habits_of(deck, [*deck, (8, 0, 1, 2, 95, 1_900_000)])
    assert (found.new_s, found.new_from) == (10, Source.DECK)
    assert found.first == (0.25, 0.0, 0.75, 0.0)
    assert (found.passed_s, found.passed_from) == (5, Source.DECK)
    assert found.passes == (0.2, 0.8, 0.0)
    assert (found.failed_s, found.failed_from) == (19.6, Source.ALL)
    assert (found.repeat_s, found.repeats) == (3, (0.0, 0.0, 1.0, 0.0))
    assert habits_of([], []) == Habits()


def test_what_is_remembered_follows_the_log_and_not_the_interval(collection: Collection) -> None:
    from flashcards.collection.plans.deck_state import start

    with collection._store.looking() as conn:
        options = collection.options("Deck")
        sm2, _ = start(conn, None, options, collection.clock())
    fsrs = replace(options, scheduler=SchedulerKind.FSRS)
    collection.scheduling.apply_replay("Deck", fsrs)
    collection.scheduling.apply_replay("Other", None)
    with collection._store.looking() as conn:
        judged, _ = start(conn, None, fsrs, collection.clock())
    assert np.allclose(sm2.stability, judged.stability)
    begun = ~np.isnan(judged.memories.stability)
    assert begun.any()
    assert np.allclose(judged.memories.stability[begun], judged.stability[begun])
