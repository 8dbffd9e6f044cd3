"""Fits the parameters of FSRS to a learner's answers; the old ones stay if they predict more."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from flashcards import children
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import message, plural_message
from flashcards.model.presets import Options
from flashcards.scheduling import evaluating, fitting
from flashcards.scheduling.columns import AnswerLog
from flashcards.scheduling.evaluating import Predicted
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, Parameters
from flashcards.scheduling.minimising import MOST_STEPS

Progress: TypeAlias = Callable[[int, int], bool]
"""Called with done and total; False asks the work to stop."""

LEAST_REVIEWS = 400
"""With fewer answers to predict the defaults are the better guess."""
HELD_OUT = 0.2
"""The share of the answers, the newest ones, that new parameters are tried on."""

_LOOK_AGAIN_S = 0.05


@dataclass(frozen=True, slots=True)
class OptimiseResult:
    """What came of fitting."""

    parameters: tuple[float, ...]
    """The 21 parameters to use from now on: exactly those whose predictions were measured."""
    reviews_used: int
    """How many answers were predicted, each on a later day than the one before."""
    log_loss_before: float
    """How well the old parameters predict the answers held out; smaller is better."""
    log_loss_after: float
    """How well the fitted ones do, or the defaults where those do better still."""
    kept: bool
    """Whether the old parameters stay, since they predict no worse."""

    @property
    def published(self) -> bool:
        """Whether the published parameters did best."""
        return self.parameters == DEFAULT_PARAMETERS


def optimise(
    log: AnswerLog,
    current: Parameters = DEFAULT_PARAMETERS,
    progress: Progress | None = None,
    since_ms: int | None = None,
) -> OptimiseResult:
    """Return the parameters that predict a learner's answers best.

    The newest fifth of the answers, or those given from ``since_ms`` (UTC) on, is held out.
    Parameters fitted to the older ones, the defaults and ``current`` predict them; what does best
    is the result, so that it is never worse on them than the other two. Whatever predicts as well
    as ``current`` does not displace it.

    Raises UserError when there are too few answers, CancelledError when ``progress`` returns False.
    """
    ask(progress, 0, MOST_STEPS)
    predicted = Predicted.of(log)
    count = len(predicted)
    if count < LEAST_REVIEWS:
        raise too_few(count)
    older = count - round(count * HELD_OUT)
    if since_ms is not None:
        older = int((log.at_ms[predicted.rows] < since_ms).sum())
    (found,) = fit(log, predicted, [older], progress)
    newest = predicted.chosen(slice(older, None))

    def loss(weights: Parameters) -> float:
        ask(progress, MOST_STEPS, MOST_STEPS)
        predictions = evaluating.fsrs_predictions(log, weights)[newest.rows]
        return evaluating.log_loss(predictions, newest.recalled)

    before = loss(current)
    after, best = min((loss(one), one) for one in (found, DEFAULT_PARAMETERS))
    kept = not after < before
    return OptimiseResult(tuple(current) if kept else best, count, before, after, kept)


def with_parameters(options: Options, parameters: Parameters) -> Options:
    """Return options that use these parameters; the published ones are kept as none at all."""
    own = () if tuple(parameters) == DEFAULT_PARAMETERS else tuple(parameters)
    return replace(options, fsrs_parameters=own)


def fit(
    log: AnswerLog,
    predicted: Predicted,
    prefixes: Sequence[int],
    progress: Progress | None = None,
) -> list[tuple[float, ...]]:
    """Return parameters fitted to the first so many of the predicted answers, for each number.

    ``progress`` counts in ``MOST_STEPS`` a fit. Raises UserError when it cannot be done,
    CancelledError when ``progress`` returns False.
    """
    ask(progress, 0, len(prefixes) * MOST_STEPS)
    request = fitting.Request(log.cards, log.elapsed_days, log.ratings, predicted.rows, ())
    shares = _shared_out(prefixes, min(len(prefixes), os.cpu_count() or 1))
    works: list[_Work] = []
    try:
        works.extend(
            _Work(fitting.packed(replace(request, prefixes=share)), len(share)) for share in shares
        )
        _wait_for(works, progress)
    except OSError as error:
        raise _failed() from error
    finally:
        for work in works:
            work.helper.stop()
    answers: dict[int, tuple[float, ...]] = {}
    for share, work in zip(shares, works, strict=True):
        if len(work.found) != len(share):
            raise _failed()
        answers.update(zip(share, work.found, strict=True))
    return [answers[prefix] for prefix in prefixes]


def ask(progress: Progress | None, done: int, total: int) -> None:
    """Raise CancelledError where ``progress``, told how much is done, returns False."""
    if progress is not None and progress(done, total) is False:
        raise CancelledError


def too_few(count: int) -> UserError:
    """Return what to say where the log is too short."""
    lacking = LEAST_REVIEWS - count
    return UserError(
        message(
            "There are too few answers to fit FSRS to: {count} of the {needed} it needs.",
            count=count,
            needed=LEAST_REVIEWS,
        ),
        plural_message(
            lacking,
            "Try again after {count} more review. Until then the parameters stay as they are.",
            "Try again after {count} more reviews. Until then the parameters stay as they are.",
        ),
    )


def _failed() -> UserError:
    return UserError(
        message("The parameters of FSRS could not be fitted to these answers."),
        message("The parameters in force stay as they are; try again with more answers."),
    )


@dataclass(slots=True)
class _Work:
    """Some fits that go on in a process of their own."""

    payload: bytes
    fits: int
    """How many it makes."""
    helper: children.Helper = field(init=False)
    steps: int = 0
    """Of which each fit has ``MOST_STEPS``."""
    found: list[tuple[float, ...]] = field(default_factory=list)
    """Per fit its parameters; empty until all are there, and where it failed."""

    def __post_init__(self) -> None:
        self.helper = children.Helper(children.FITTING, [self.payload], self._hear)

    def _hear(self, told: object) -> None:
        match told:
            case [int(number), int(step)]:
                self.steps = number * MOST_STEPS + step
            case [list(found)]:
                self.found = [tuple(one) for one in found]

    @property
    def done(self) -> int:
        """Steps made; all of them where it has ended."""
        return self.steps if self.helper.running else self.fits * MOST_STEPS


def _wait_for(works: Sequence[_Work], progress: Progress | None) -> None:
    """Wait until all is fitted. Raises CancelledError when ``progress`` returns False."""
    total = sum(work.fits for work in works) * MOST_STEPS
    while True:
        running = [work for work in works if work.helper.running]
        ask(progress, sum(work.done for work in works), total)
        if not running:
            return
        running[0].helper.wait(_LOOK_AGAIN_S)


def _shared_out(prefixes: Sequence[int], hands: int) -> list[list[int]]:
    """Return the prefixes in so many shares of about the same work."""
    shares: list[list[int]] = [[] for _ in range(hands)]
    for prefix in sorted(set(prefixes), reverse=True):
        min(shares, key=sum).append(prefix)
    return [share for share in shares if share]
