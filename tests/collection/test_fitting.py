"""FSRS is fitted to the answers that count in all decks of a preset."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.model.errors import CancelledError
from tests.collection.forgetful import DAYS
from tests.conftest import FixedClock


@pytest.fixture
def collection(
    forgetful: Path, collection_path: Path, fixed_clock: FixedClock
) -> Iterator[Collection]:
    """The forgetful learner's, opened on the day after the last answer."""
    shutil.copy(forgetful, collection_path)
    fixed_clock.advance(days=DAYS)
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def test_the_answers_of_all_decks_of_the_preset_are_fitted_to(collection: Collection) -> None:
    step = collection.undo_name
    one, two = (collection.scheduling.optimise(deck) for deck in ("One", "Two"))
    assert one == two
    assert one.reviews_used >= 400
    assert len(one.parameters) == 21
    assert collection.undo_name == step


def test_struck_answers_are_not_fitted_to(collection: Collection) -> None:
    before = collection.scheduling.optimise("One").reviews_used
    card = collection.search("deck:One")[0]
    last = collection.history(card)[-1]
    collection.scheduling.strike(card, last.id)
    assert collection.scheduling.optimise("One").reviews_used == before - 1


def test_too_few_answers_are_refused_with_how_many_are_missing(collection: Collection) -> None:
    with pytest.raises(UserError, match="of the 400") as caught:
        collection.scheduling.optimise("Own")
    assert "more reviews" in str(caught.value.hint)


def test_a_fit_can_be_stopped(collection: Collection) -> None:
    with pytest.raises(CancelledError):
        collection.scheduling.optimise("One", lambda _done, _total: False)
