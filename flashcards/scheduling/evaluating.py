"""How well predictions of recall agree with what the learner then remembered."""

from dataclasses import dataclass
from math import exp

import numpy as np

from flashcards.scheduling import fsrs_log, sm2_log
from flashcards.scheduling.columns import AnswerLog, Flags, Floats, Integers
from flashcards.scheduling.fsrs_formulas import AGAIN, SM2_RETENTION, Parameters
from flashcards.scheduling.sm2 import LOWEST_PASS, SM2

CALIBRATION_GROUPS = 10
_NEAREST_TO_CERTAIN = float(np.finfo(np.float64).eps)
"""A prediction counts as at least this far from 0 and 1, so that no single answer weighs endlessly;
the same as in the project's benchmark."""

_AVERAGE_START, _AVERAGE_RATE = 1.2, 0.3


@dataclass(frozen=True, slots=True)
class CalibrationGroup:
    """Answers that were predicted alike, and how they turned out."""

    predicted: float
    """The mean prediction, 0-1."""
    recalled: float
    """The share that was remembered, 0-1."""
    count: int


@dataclass(frozen=True, slots=True)
class Metrics:
    """How good some predictions were; smaller is better in both figures."""

    log_loss: float
    """The mean of minus the logarithm of the probability given to what came true."""
    rmse_bins: float
    """How far predicted and remembered share lie apart among answers of like history, 0-1."""
    calibration: tuple[CalibrationGroup, ...]
    reviews: int
    """How many answers were predicted."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """The answers of a log that a prediction can be measured by, in order of time.

    They are those on a later day than the card's answer before: within a day everything is known.
    """

    rows: Integers
    """Their places in the log."""
    recalled: Flags
    """Which were remembered (quality 3 or more)."""
    bins: Integers
    """Answers with the same number have like histories: see ``history_bins``."""

    @classmethod
    def of(cls, log: AnswerLog) -> "Predicted":
        """Return the answers of ``log`` that are worth predicting."""
        rows = np.flatnonzero(log.elapsed_days > 0)
        rows = rows[np.argsort(log.at_ms[rows], kind="stable")]
        return cls(rows, log.qualities[rows] >= LOWEST_PASS, history_bins(log)[rows])

    def __len__(self) -> int:
        return len(self.rows)

    def chosen(self, part: slice) -> "Predicted":
        """Return a part of them."""
        return Predicted(self.rows[part], self.recalled[part], self.bins[part])

    def metrics(self, predictions: Floats) -> Metrics:
        """Return how good ``predictions`` of these answers were."""
        return Metrics(
            log_loss(predictions, self.recalled),
            rmse_bins(predictions, self.recalled, self.bins),
            calibration(predictions, self.recalled),
            len(self),
        )


def log_loss(predictions: Floats, recalled: Flags, weights: Floats | None = None) -> float:
    """Return the log loss (binary cross entropy), 0 for perfect; weights default to all alike."""
    held = np.clip(predictions, _NEAREST_TO_CERTAIN, 1 - _NEAREST_TO_CERTAIN)
    losses = -np.log(np.where(recalled, held, 1 - held))
    return float(np.average(losses, weights=weights))


def rmse_bins(
    predictions: Floats, recalled: Flags, bins: Integers, weights: Floats | None = None
) -> float:
    """Return the root mean square of predicted less remembered share per bin.

    A bin counts by the weight of its answers, their number unless told otherwise.
    """
    _, places = np.unique(bins, return_inverse=True)
    counts = np.bincount(places)
    gaps = np.bincount(places, predictions - recalled) / counts
    return float(np.sqrt(np.average(gaps**2, weights=np.bincount(places, weights))))


def calibration(
    predictions: Floats, recalled: Flags, groups: int = CALIBRATION_GROUPS
) -> tuple[CalibrationGroup, ...]:
    """Return the answers in groups of about the same size, least likely to be remembered first.

    Answers with the same prediction are in the same group, so there may be fewer.
    """
    edges = np.unique(np.quantile(predictions, np.linspace(0, 1, groups + 1)[1:-1]))
    places = np.searchsorted(edges, predictions, side="left")
    counts = np.bincount(places, minlength=groups)
    sums = zip(
        np.bincount(places, predictions, groups),
        np.bincount(places, recalled, groups),
        counts,
        strict=True,
    )
    return tuple(
        CalibrationGroup(float(predicted / count), float(known / count), int(count))
        for predicted, known, count in sums
        if count
    )


def history_bins(log: AnswerLog) -> Integers:
    """Return a number per answer that is shared by answers of like history.

    Alike are the days since the answer before, the answers on days of their own so far, and
    how often the card was forgotten on such a day, each in steps that grow by a constant factor.
    Source: the RMSE (bins) of the open-spaced-repetition project's benchmark and of fsrs-rs.
    """
    later = log.elapsed_days > 0
    forgotten = later & (log.ratings == AGAIN)
    days = _bin(log.elapsed_days, 2.48, 3.62, 100)
    answers = _bin(_count_so_far(log.cards, later) + 1, 1.99, 1.89, 1)
    before = _count_so_far(log.cards, forgotten) - forgotten
    lapses = np.where(before > 0, _bin(before, 1.65, 1.73, 1), 0)
    return (days << 40) + (answers << 20) + lapses


def fsrs_predictions(log: AnswerLog, weights: Parameters) -> Floats:
    """Return per answer what FSRS predicted just before it; not a number for a card's first."""
    return fsrs_log.strengths(log.cards, log.elapsed_days, log.ratings, weights).retrievability


def sm2_predictions(log: AnswerLog, scheduler: SM2) -> Floats:
    """Return per answer what SM-2 can be said to have predicted; not a number where nothing.

    SM-2 predicts nothing by itself. It is taken to aim at 90% when a card is due, and recall to
    fall exponentially: 0.9 to the power of elapsed / interval, as the project's benchmark does.
    Of a day's answers to a card only the first counts, since the others were SM-2's drill.
    """
    counted = np.flatnonzero(~log.drills & (log.first | (log.elapsed_days > 0)))
    kept = log.chosen(counted)
    intervals = sm2_log.intervals_before(scheduler, kept.cards, kept.qualities)
    predictions = np.full(len(log), np.nan)
    planned = intervals > 0
    passed = kept.elapsed_days[planned] / intervals[planned]
    predictions[counted[planned]] = SM2_RETENTION**passed
    return predictions


def moving_average(recalled: Flags) -> Floats:
    """Return for each answer, in order of time, how many of the ones just before were remembered.

    It knows nothing of cards: a logistic mean that each answer moves a little. Source: MOVING-AVG
    of the open-spaced-repetition project's benchmark, with its start and rate.
    """
    level = _AVERAGE_START
    found = []
    for known in recalled.tolist():
        share = 1 / (1 + exp(-level))
        found.append(share)
        level += _AVERAGE_RATE * (known - share)
    return np.array(found)


def _bin(values: Integers, scale: float, base: float, digits: int) -> Integers:
    """Return values rounded down to steps of a geometric series."""
    exponents = np.floor(np.log(np.maximum(values, 1)) / np.log(base))
    steps: Floats = scale * base**exponents * digits
    return np.rint(steps).astype(np.int64)


def _count_so_far(cards: Integers, counted: Flags) -> Integers:
    """Return per row how many of its card's rows up to it are counted."""
    running = np.cumsum(counted)
    starts = np.flatnonzero(np.diff(cards, prepend=cards[:1] - 1))
    before: Integers = running[starts] - counted[starts]
    return running - np.repeat(before, np.diff(starts, append=len(cards)))
