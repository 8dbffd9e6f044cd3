"""Tries schedulers on a learner's own log: which would have predicted the answers best?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.scheduling import optimising
from flashcards.scheduling.columns import AnswerLog, Floats
from flashcards.scheduling.evaluating import (
    Metrics,
    Predicted,
    fsrs_predictions,
    moving_average,
    sm2_predictions,
)
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
from flashcards.scheduling.minimising import MOST_STEPS
from flashcards.scheduling.optimising import Progress
from flashcards.scheduling.sm2 import SM2

PARTS = 6
"""Into so many parts, in order of time, a log is cut: all but the oldest are predicted, each by
what the older ones taught. The same as in the open-spaced-repetition project's benchmark."""
LEAST_REVIEWS = 60
"""Fewer answers say nothing."""


class Algorithm(StrEnum):
    """What is tried."""

    SM2 = "sm2"
    FSRS_DEFAULT = "fsrs-default"
    """FSRS with the published parameters."""
    FSRS_FITTED = "fsrs-fitted"
    """FSRS with parameters fitted to the older answers."""
    MOVING_AVERAGE = "moving-average"
    """No scheduler: the share remembered lately, whichever the card."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How well each predicted the same answers."""

    metrics: dict[Algorithm, Metrics]
    reviews: int
    """How many answers were predicted."""
    parameters: tuple[float, ...]
    """Those that the newest part was predicted with by FSRS fitted."""

    @property
    def best(self) -> Algorithm:
        """The scheduler with the smallest log loss; the moving average is none."""
        schedulers = self.metrics.keys() - {Algorithm.MOVING_AVERAGE}
        return min(sorted(schedulers), key=lambda one: self.metrics[one].log_loss)


def trial(
    log: AnswerLog,
    sm2: SM2 | None = None,
    progress: Progress | None = None,
) -> Trial:
    """Return how well each algorithm predicts the answers of a log, none of which it has seen.

    Raises UserError when there are too few answers, CancelledError when ``progress`` returns False.
    """

    whole = (PARTS - 1) * MOST_STEPS

    def ask(done: int) -> None:
        optimising.ask(progress, done, whole)

    ask(0)
    predicted = Predicted.of(log)
    count = len(predicted)
    if count < LEAST_REVIEWS:
        raise UserError(
            message(
                "There are too few answers to compare schedulers: {count} of {needed}.",
                count=count,
                needed=LEAST_REVIEWS,
            ),
            message(
                "{missing} more are needed. Only answers given on a later day than the card’s "
                "previous answer count.",
                missing=LEAST_REVIEWS - count,
            ),
        )
    size = count // PARTS
    tested = predicted.chosen(slice(size, None))
    found: dict[Algorithm, Floats] = {}
    ask(0)
    found[Algorithm.SM2] = sm2_predictions(log, sm2 or SM2())[tested.rows]
    ask(0)
    found[Algorithm.FSRS_DEFAULT] = fsrs_predictions(log, DEFAULT_PARAMETERS)[tested.rows]
    ask(0)
    found[Algorithm.MOVING_AVERAGE] = moving_average(predicted.recalled)[size:]
    starts = [size * part for part in range(1, PARTS)]
    fits = optimising.fit(log, predicted, starts, progress)
    parts = []
    for weights, start, end in zip(fits, starts, [*starts[1:], count], strict=True):
        ask(whole)
        parts.append(fsrs_predictions(log, weights)[predicted.rows[start:end]])
    found[Algorithm.FSRS_FITTED] = np.concatenate(parts)
    metrics: dict[Algorithm, Metrics] = {}
    for one in Algorithm:
        ask(whole)
        metrics[one] = tested.metrics(found[one])
    return Trial(metrics, len(tested), fits[-1])
