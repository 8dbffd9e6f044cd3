"""Asking by recall gained a second keeps as much in mind as reviews first, over sixty days."""

import numpy as np
import pytest

from flashcards.model.enums import SchedulerKind
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, retrievability
from flashcards.scheduling.recall_gain import gains, recall_days
from tests.scheduling.sixty_days import sixty_days

SEEDS = range(1, 5)


@pytest.mark.parametrize("kind", SchedulerKind)
def test_minutes_first_knows_as_much_as_reviews_first_and_starves_none(
    kind: SchedulerKind,
) -> None:
    runs = [sixty_days(kind, seed) for seed in SEEDS]
    known = {name: np.mean([run[name] for run in runs], axis=0) for name in runs[0]}
    ours, usual = known["minutes first"], known["reviews first"]
    assert ours.mean() >= usual.mean()
    assert (ours / usual).min() >= 0.99


def test_the_sum_of_recall_is_that_of_its_days() -> None:
    stability, elapsed = np.array([0.5, 7.0, 300.0]), np.array([0.0, 9.0, 40.0])
    parts = 60_000
    days = (np.arange(parts) + 0.5) / parts * 60
    by_hand = [
        retrievability(one, passed + days, DEFAULT_PARAMETERS).mean() * 60
        for one, passed in zip(stability, elapsed, strict=True)
    ]
    assert recall_days(stability, elapsed, 60, DEFAULT_PARAMETERS) == pytest.approx(by_hand, 1e-3)


def test_a_card_known_for_years_gains_least() -> None:
    stability, difficulty = np.array([3.0, 3_000.0]), np.array([5.0, 5.0])
    fresh, old = gains(stability, difficulty, np.array([4, 4]), DEFAULT_PARAMETERS)
    assert fresh > 0
    assert fresh > old
