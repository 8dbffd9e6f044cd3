"""Measures the fit of FSRS: how well it predicts real logs, and how long a million answers take.

    PYTHONPATH=. python tests/bench/fit.py

Each real log is cut into six parts in order of time; all but the oldest are predicted by parameters
fitted to the parts before (the trial's own way). The library of the project that FSRS comes from is
asked the same, with and without being told which answers belong to one card.
"""

import resource
import sys
import time
from collections.abc import Callable, Sequence

import fsrs_rs_python as library
import numpy as np

from flashcards.scheduling import fsrs_formulas as formulas
from flashcards.scheduling import fsrs_log, optimising
from flashcards.scheduling.columns import AnswerLog
from flashcards.scheduling.evaluating import Predicted, fsrs_predictions, log_loss
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, Parameters, within_bounds
from flashcards.scheduling.trial import PARTS
from tests.scheduling.real_logs import REVLOGS, kanji, py_fsrs

MS_PER_DAY = 86_400_000
LEARNER = (*DEFAULT_PARAMETERS[:8], 1.4, *DEFAULT_PARAMETERS[9:20], 0.3)


def items(log: AnswerLog, predicted: Predicted) -> tuple[list[library.FSRSItem], list[int]]:
    """Return what is predicted as the library wants it, and whose it is."""
    ratings, elapsed = log.ratings.tolist(), log.elapsed_days.tolist()
    firsts = np.maximum.accumulate(np.where(log.first, np.arange(len(log)), 0)).tolist()
    rows = predicted.rows.tolist()
    reviews = [library.FSRSReview(*pair) for pair in zip(ratings, elapsed, strict=True)]
    return [library.FSRSItem(reviews[firsts[row] : row + 1]) for row in rows], [
        firsts[row] for row in rows
    ]


def by_library(
    log: AnswerLog, predicted: Predicted, starts: Sequence[int], *, with_cards: bool
) -> list[tuple[float, ...]]:
    found, cards = items(log, predicted)
    model = library.FSRS(library.DEFAULT_PARAMETERS)
    return [
        within_bounds(
            model.compute_parameters(
                found[:start], cards[:start] if with_cards else None, num_relearning_steps=1
            )
        )
        for start in starts
    ]


def loss_over_parts(
    log: AnswerLog, predicted: Predicted, starts: Sequence[int], fits: Sequence[Parameters]
) -> float:
    ends = [*starts[1:], len(predicted)]
    found = [
        fsrs_predictions(log, weights)[predicted.rows[start:end]]
        for weights, start, end in zip(fits, starts, ends, strict=True)
    ]
    return log_loss(np.concatenate(found), predicted.recalled[starts[0] :])


def real(name: str, read: Callable[[], AnswerLog]) -> list[float]:
    log = read()
    predicted = Predicted.of(log)
    size = len(predicted) // PARTS
    starts = [size * part for part in range(1, PARTS)]
    began = time.perf_counter()
    ours = optimising.fit(log, predicted, starts)
    took = time.perf_counter() - began
    fits: list[Sequence[Parameters]] = [
        ours,
        by_library(log, predicted, starts, with_cards=True),
        by_library(log, predicted, starts, with_cards=False),
        [DEFAULT_PARAMETERS] * len(starts),
    ]
    losses = [loss_over_parts(log, predicted, starts, one) for one in fits]
    print(f"{name:10} " + " ".join(f"{loss:9.4f}" for loss in losses) + f"   5 fits {took:.2f} s")
    return losses


def made_up(cards: int, reviews: int) -> AnswerLog:
    """Return the log of a learner who behaves as FSRS says, many cards at once."""
    chance = np.random.default_rng(1)
    initial = fsrs_log._first_strengths(LEARNER)
    ratings = chance.choice([1, 2, 3, 4], cards, p=[0.2, 0.1, 0.6, 0.1])
    stability, difficulty = (column[ratings] for column in initial)
    days = chance.integers(20_000, 20_300, cards)
    rows = [(days, ratings)]
    for _ in range(reviews - 1):
        gap = np.rint(stability * chance.uniform(0.3, 2, cards)).astype(np.int64)
        recall = formulas.retrievability(stability, gap.astype(np.float64), LEARNER)
        passed = chance.choice([2, 3, 4], cards, p=[0.1, 0.8, 0.1])
        ratings = np.where(chance.random(cards) < recall, passed, 1)
        stability, difficulty, _recall = fsrs_log._next(
            stability, difficulty, ratings, gap, LEARNER
        )
        days = days + gap
        rows.append((days, ratings))
    at_ms = np.stack([day for day, _ in rows], axis=1).ravel() * MS_PER_DAY + MS_PER_DAY // 2
    qualities = np.array((0, 1, 3, 4, 5))[np.stack([one for _, one in rows], axis=1).ravel()]
    return AnswerLog.of(np.repeat(np.arange(cards), reviews), at_ms, qualities)


def processor_s() -> float:
    """Return the processor time of this process and those it waited for."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def main() -> int:
    if REVLOGS.exists():
        print("log          fitted library  no cards defaults")
        losses = [real(*one) for one in (("py-fsrs", py_fsrs), ("kanji", kanji))]
        means = np.mean(losses, axis=0)
        print("mean       " + " ".join(f"{loss:9.4f}" for loss in means))
    else:
        print(f"LEFT OUT: the real logs are not at {REVLOGS}")
    log = made_up(50_000, 20)
    began, used = time.perf_counter(), processor_s()
    found = optimising.optimise(log)
    took, used = time.perf_counter() - began, processor_s() - used
    print(f"{len(log):,} reviews, fit and judgement: {took:.1f} s, processor {used:.1f} s")
    print(f"log loss {found.log_loss_before:.4f} -> {found.log_loss_after:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
