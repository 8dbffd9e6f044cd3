"""Options, limits and the start of the day come from Anki where that is asked for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection
from flashcards.collection.anki.deck_options import options_of
from flashcards.model.anki import FIRST_MOVE, ImportChoices
from flashcards.model.enums import LeechAction, NewMix, NewOrder, ReviewOrder, SchedulerKind
from flashcards.model.limits import DeckLimits
from flashcards.model.presets import Options
from flashcards.store import decks
from tests.collection.anki.test_importing import CARDS, DECKS, NOTES, TODAY, one, packed
from tests.conftest import FixedClock
from tests.formats.anki import making

MINE = making.preset(
    7,
    "Mine",
    rev={"perDay": 123, "ease4": 1.45, "ivlFct": 0.9, "maxIvl": 900, "hardFactor": 1.1},
    lapse={"delays": [5.0, 0.5], "mult": 0.25, "minInt": 2, "leechFails": 6, "leechAction": 0},
    newMix=2,
    reviewOrder=7,
    newSortOrder=4,
    desiredRetention=0.87,
    fsrsParams5=[0.4, 1.2, 3.2, 15.7, 7.2, 0.5, 1.5, 0.0, 1.5, 0.1, 1.0, 1.9, 0.1, 0.3, 2.3, 0.2,
                 3.0, 0.5, 0.6],
)  # fmt: skip
FSRS_CARD = making.card(
    12, 2, type=2, queue=2, due=TODAY, ivl=8, factor=500, reps=4, did=5,
    data='{"s":8.1,"d":5.2}',
)  # fmt: skip


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []


def whole(folder: Path, *, cards: Any = CARDS, **more: Any) -> Path:
    """Return a package with decks that have a preset, limits and a deck above them."""
    nested = [
        *DECKS[:1],
        making.deck(4, "Animals", conf=7, newLimit=5),
        making.deck(5, "Animals::Wild", conf=7, newLimitToday={"limit": 3, "today": TODAY}),
    ]
    return packed(
        folder, cards=cards, log=[], decks=nested, presets=[making.preset(), MINE], **more
    )


def options(collection: Collection, deck: str) -> Options:
    """Return the options a deck asks by."""
    return collection.options(deck)


def limits(collection: Collection, deck: str) -> DeckLimits:
    """Return the limits a deck has of its own."""
    with collection._store.reading() as conn:
        found = decks.deck_named(conn, deck)
    assert found is not None
    return found.limits


def test_steps_factors_orders_and_burying_come_as_they_are() -> None:
    found = options_of(MINE, {}, 240, fsrs=False)
    assert (found.scheduler, found.learning_steps) == (SchedulerKind.STEPS, (1, 10))
    assert (found.relearning_steps, found.lapse_multiplier) == ((5, 1), 25)
    assert (found.reviews_per_day, found.easy_bonus, found.interval_modifier) == (123, 145, 90)
    assert (found.hard_multiplier, found.maximum_interval_days) == (110, 900)
    assert (found.minimum_lapse_interval_days, found.leech_lapses) == (2, 6)
    assert found.leech_action is LeechAction.SUSPEND
    assert (found.new_mix, found.new_order) == (NewMix.BEFORE, NewOrder.RANDOM)
    assert found.review_order is ReviewOrder.RETRIEVABILITY
    assert (found.bury_new, found.bury_reviews, found.fuzz) == (False, False, True)
    assert found.new_within_reviews
    aside = {"newCardsIgnoreReviewLimit": True}
    assert not options_of(MINE, aside, 240, fsrs=False).new_within_reviews


def test_what_nobody_can_have_meant_is_moved_into_bounds() -> None:
    odd = making.preset(
        new={"delays": [-1, "x", 1e300, float("inf")], "perDay": 10**30, "ints": None},
        rev=None,
        lapse=[],
        newMix="a",
        fsrsParams6=[9e8] * 21,
        easyDaysPercentages=[0] * 7,
    )
    found = options_of(odd, {}, 240, fsrs=True)
    assert (found.learning_steps, found.new_per_day) == ((1,), 20)
    assert found.fsrs_parameters[20] == 0.8
    assert found.easy_days == (100,) * 7


def test_a_first_move_brings_presets_limits_and_the_day(
    collection: Collection, tmp_path: Path
) -> None:
    path = whole(tmp_path, config={"rollover": 2})
    collection.import_file(path, choices=FIRST_MOVE)
    wild, above = options(collection, "Animals::Wild"), options(collection, "Animals")
    assert wild == above
    assert (wild.reviews_per_day, wild.scheduler) == (123, SchedulerKind.STEPS)
    assert wild.day_start_minutes == 120
    assert limits(collection, "Animals").new_per_day == 5
    assert limits(collection, "Animals::Wild").new_today == 3
    assert one(collection, "is:review due=3")
    collection.undo()
    [preset] = collection.presets()
    assert preset.options.day_start_minutes == 240


def test_a_shared_package_leaves_options_alone(collection: Collection, tmp_path: Path) -> None:
    before = collection.presets()
    collection.import_file(whole(tmp_path, config={"rollover": 2}))
    assert collection.presets() == before


def test_fsrs_goes_on_with_its_parameters(collection: Collection, tmp_path: Path) -> None:
    collection.import_file(
        whole(tmp_path, notes=NOTES[1:2], cards=[FSRS_CARD]), choices=ImportChoices(presets=True)
    )
    found = options(collection, "Animals::Wild")
    assert (found.scheduler, found.desired_retention) == (SchedulerKind.FSRS, 87)
    assert found.fsrs_parameters[-3:] == (0.6, 0.0, 0.5)
    assert collection.card(one(collection, "cat")).memory.stability == 8.1


def test_options_changed_here_stay_when_the_package_comes_again(
    collection: Collection, tmp_path: Path
) -> None:
    path = whole(tmp_path)
    collection.import_file(path, choices=FIRST_MOVE)
    collection.set_options("Animals", new_per_day=1)
    collection.import_file(path, choices=FIRST_MOVE)
    assert options(collection, "Animals").new_per_day == 1
    assert len(collection.presets()) == 3


@pytest.mark.parametrize(("ahead", "buried"), [(-1, 0), (0, 1), (7, 1), (8, 0)])
def test_what_was_buried_on_another_day_is_back(
    collection: Collection, tmp_path: Path, ahead: int, buried: int
) -> None:
    card = making.card(12, 2, type=2, queue=-2, due=TODAY, ivl=8, factor=2500, reps=4)
    path = making.database(
        tmp_path / "made.anki2", NOTES[1:2], [card], config={"lastUnburied": TODAY + ahead}
    )
    collection.import_file(path)
    assert len(collection.search("is:buried")) == buried
    assert len(collection.search("is:due -is:buried")) == 1 - buried
