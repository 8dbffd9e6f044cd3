"""The past can be judged by other rules: first as a preview, then for good, and back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.enums import Profile, SchedulerKind
from flashcards.model.errors import CancelledError
from tests.conftest import FixedClock

DAYS = (0, 1, 3, 8, 20)
RULES: dict[str, dict[str, Any]] = {
    "SM-2 as published code": {"profile": Profile.SOURCE},
    "SM-2 with steps": {"scheduler": SchedulerKind.STEPS},
    "FSRS": {"scheduler": SchedulerKind.FSRS},
    "FSRS, spread": {"scheduler": SchedulerKind.FSRS, "fuzz": True},
}


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """Twelve cards of one deck and one of another, answered over a month."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        for number in range(12):
            opened.add_note({"Front": f"{number}", "Back": "back"}, deck="Deck::Sub")
        opened.add_note({"Front": "other", "Back": "back"}, deck="Other")
        done = 0
        for days in DAYS:
            fixed_clock.advance(days=days)
            session = opened.study()
            while session.next() is not None:
                session.answer(tuple(Rating)[done % 4])
                done += 1
        fixed_clock.advance(days=2)
        yield opened


def dues(collection: Collection, query: str = "") -> dict[int, Any]:
    return {card: collection.card(card).due_at for card in collection.search(query)}


def own_preset(collection: Collection) -> None:
    collection.add_preset("Own", deck="Deck")


@pytest.mark.parametrize("changes", RULES.values(), ids=list(RULES))
def test_what_a_preview_tells_is_what_happens(
    collection: Collection, changes: dict[str, Any]
) -> None:
    own_preset(collection)
    options = replace(collection.options("Deck"), **changes)
    before = dues(collection)
    told = collection.scheduling.preview_replay("Deck", options)
    assert dues(collection) == before
    assert told.cards == 12
    assert sum(told.due_before) <= 12
    moved = collection.scheduling.apply_replay("Deck", options)
    after = dues(collection)
    assert moved == told.moved == sum(before[card] != after[card] for card in before)
    assert moved > 0
    assert collection.options("Deck") == options
    again = collection.scheduling.preview_replay("Deck")
    assert (again.moved, again.due_before) == (0, told.due_after)
    assert collection.check() == []


@pytest.mark.parametrize("changes", RULES.values(), ids=list(RULES))
def test_one_undo_takes_all_of_it_back(collection: Collection, changes: dict[str, Any]) -> None:
    own_preset(collection)
    options = collection.options("Deck")
    before = dues(collection)
    collection.scheduling.apply_replay("Deck", replace(options, **changes))
    after = dues(collection)
    assert str(collection.undo()) == "Reschedule past reviews"
    assert (dues(collection), collection.options("Deck")) == (before, options)
    assert collection.check() == []
    assert str(collection.redo()) == "Reschedule past reviews"
    assert dues(collection) == after
    assert collection.check() == []


def test_other_decks_of_the_same_scheduler_keep_their_past(collection: Collection) -> None:
    own_preset(collection)
    before = dues(collection, "deck:Other")
    options = replace(collection.options("Deck"), scheduler=SchedulerKind.FSRS)
    collection.scheduling.apply_replay("Deck", options)
    assert dues(collection, "deck:Other") == before


def test_changing_options_alone_moves_no_card(collection: Collection) -> None:
    before = dues(collection)
    collection.set_options("Deck", scheduler=SchedulerKind.FSRS)
    assert dues(collection) == before
    assert collection.check() == []


@pytest.mark.parametrize("kind", SchedulerKind)
def test_answers_after_a_replay_go_on_from_it(
    collection: Collection, fixed_clock: FixedClock, collection_path: Path, kind: SchedulerKind
) -> None:
    options = replace(collection.options("Deck"), scheduler=kind)
    collection.scheduling.apply_replay("Deck", options)
    fixed_clock.advance(days=40)
    session = collection.study()
    while session.next() is not None:
        session.answer(Rating.GOOD)
    assert collection.check() == []
    collection.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        assert again.check() == []
        card = again.search("deck:Deck")[0]
        again.scheduling.strike(card, again.history(card)[1].id)
        assert again.check() == []


def test_a_learner_who_stops_it_keeps_everything_as_it_was(collection: Collection) -> None:
    before = dues(collection)
    options = replace(collection.options("Deck"), scheduler=SchedulerKind.FSRS)
    with pytest.raises(CancelledError):
        collection.scheduling.apply_replay("Deck", options, progress=lambda done, total: False)
    assert dues(collection) == before
    assert collection.options("Deck").scheduler is SchedulerKind.SM2


def test_a_card_that_was_reset_or_corrected_is_judged_as_its_log_says(
    collection: Collection,
) -> None:
    first, second, *_ = sorted(collection.search("deck:Deck"))
    collection.reset_cards([first])
    collection.scheduling.correct(second, collection.history(second)[0].id, Rating.EASY)
    options = replace(collection.options("Deck"), scheduler=SchedulerKind.FSRS)
    collection.scheduling.apply_replay("Deck", options)
    assert collection.card(first).due_at is None
    assert collection.card(second).memory.stability is not None
    assert collection.check() == []


def test_all_decks_can_be_judged_anew_each_by_its_own_options(collection: Collection) -> None:
    own_preset(collection)
    collection.set_options("Deck", scheduler=SchedulerKind.FSRS)
    before = dues(collection, "deck:Other")
    assert collection.scheduling.apply_replay() > 0
    assert dues(collection, "deck:Other") == before
    assert collection.check() == []
