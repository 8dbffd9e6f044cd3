"""Fits the parameters of FSRS to a learner's answers, and keeps the old ones if those predict more.

The fit is made by fsrs-rs (package ``fsrs-rs-python``, the extra ``optimiser``), the
open-spaced-repetition project's own; everything else goes on without it.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from itertools import chain
from math import isfinite
from typing import TypeAlias

import numpy as np

from flashcards.model.errors import CancelledError, UserError
from flashcards.paths import install_command
from flashcards.scheduling import evaluating, fitting
from flashcards.scheduling.columns import AnswerLog, Integers
from flashcards.scheduling.evaluating import Predicted
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, Parameters, within_bounds

Progress: TypeAlias = Callable[[int, int], bool]
"""Called with done and total; False asks the work to stop."""

LEAST_REVIEWS = 400
"""With fewer answers to predict the defaults are the better guess."""
HELD_OUT = 0.2
"""The share of the answers, the newest ones, that new parameters are tried on."""

_LIBRARY = "fsrs_rs_python"
_LOOK_AGAIN_S = 0.05


@dataclass(frozen=True, slots=True)
class OptimiseResult:
    """What came of fitting."""

    parameters: tuple[float, ...]
    """The 21 parameters to use from now on."""
    reviews_used: int
    """How many answers were predicted, each on a later day than the one before."""
    log_loss_before: float
    """How well the old parameters predict the newest fifth of the answers; smaller is better."""
    log_loss_after: float
    """How well parameters fitted to the other four fifths do."""
    kept: bool
    """Whether the old parameters stay, since they predict better."""


def available() -> bool:
    """Return whether parameters can be fitted on this machine."""
    return find_spec(_LIBRARY) is not None


def optimise(
    log: AnswerLog,
    current: Parameters = DEFAULT_PARAMETERS,
    relearning_steps: int = 1,
    progress: Progress | None = None,
) -> OptimiseResult:
    """Return the parameters that fit a learner's answers.

    Parameters fitted to the older four fifths of the answers are tried on the newest fifth. If they
    predict it better than ``current``, the result is what fits all answers, else ``current`` stays.

    Raises UserError when the optimiser is missing or there are too few answers, CancelledError when
    ``progress`` returns False.
    """
    ask(progress, 0, 2)
    predicted = Predicted.of(log)
    count = len(predicted)
    if count < LEAST_REVIEWS:
        # First, since what to install helps nobody who cannot use it yet.
        raise too_few(count)
    if not available():
        raise missing()
    older = count - round(count * HELD_OUT)
    tried, found = fit(log, predicted, (older, count), relearning_steps, progress)
    newest = predicted.chosen(slice(older, None))
    losses = []
    for weights in (current, tried):
        ask(progress, 2, 2)
        predictions = evaluating.fsrs_predictions(log, weights)[newest.rows]
        losses.append(evaluating.log_loss(predictions, newest.recalled))
    before, after = losses
    kept = not after < before
    return OptimiseResult(tuple(current) if kept else found, count, before, after, kept)


def fit(
    log: AnswerLog,
    predicted: Predicted,
    prefixes: Sequence[int],
    relearning_steps: int = 1,
    progress: Progress | None = None,
) -> list[tuple[float, ...]]:
    """Return parameters fitted to the first so many of the predicted answers, for each number.

    Raises UserError when it cannot be done, CancelledError when ``progress`` returns False.
    """
    ask(progress, 0, len(prefixes))
    request = _request(log, predicted, relearning_steps)
    ask(progress, 0, len(prefixes))
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
            work.stop()
    answers: dict[int, list[float]] = {}
    for share, work in zip(shares, works, strict=True):
        answers.update(zip(share, work.answer(), strict=True))
    # They are single-precision numbers, which have no more digits than that.
    return [within_bounds([round(value, 6) for value in answers[prefix]]) for prefix in prefixes]


def ask(progress: Progress | None, done: int, total: int) -> None:
    """Raise CancelledError where ``progress``, told how much is done, returns False."""
    if progress is not None and progress(done, total) is False:
        raise CancelledError


def missing() -> UserError:
    """Return what to say where the optimiser is not installed."""
    return UserError(
        "The parameters of FSRS cannot be fitted to your answers, since the optimiser is missing.",
        f"Install it with: {install_command('fsrs-rs-python')}. Until then the parameters stay as"
        " they are.",
    )


def too_few(count: int) -> UserError:
    """Return what to say where the log is too short."""
    lacking = LEAST_REVIEWS - count
    return UserError(
        f"There are too few answers to fit FSRS to: {count} of the {LEAST_REVIEWS} it needs.",
        f"Go on learning and try again after {lacking} more"
        f" {'review' if lacking == 1 else 'reviews'}. Until then the parameters stay as they are.",
    )


def _failed() -> UserError:
    return UserError(
        "The parameters of FSRS could not be fitted to these answers.",
        "The parameters in force stay as they are; try again with more answers.",
    )


@dataclass(slots=True)
class _Work:
    """A fit that goes on in a process of its own."""

    payload: bytes
    fits: int
    """How many fits it makes."""
    process: subprocess.Popen[bytes] | None = None
    thread: threading.Thread = field(init=False)
    output: bytes = b""

    def __post_init__(self) -> None:
        # Where the program is one file with Python inside, there is no Python to start.
        if not getattr(sys, "frozen", False):
            self.process = subprocess.Popen(  # noqa: S603  (neither the folder nor anything typed decides what runs)
                [sys.executable, "-P", "-m", fitting.__name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        self.thread = threading.Thread(target=self._talk, daemon=True)
        self.thread.start()

    def _talk(self) -> None:
        if self.process is None:
            self.output = fitting.answered(self.payload)
        else:
            self.output, _ = self.process.communicate(self.payload)

    @property
    def running(self) -> bool:
        """Whether it still goes on."""
        return self.thread.is_alive()

    def stop(self) -> None:
        """End the process if it still runs; return when it has ended."""
        if self.process is not None and self.running:
            self.process.kill()
        self.thread.join()

    def answer(self) -> list[list[float]]:
        """Return the parameters found. Raises UserError when there are none."""
        try:
            found: list[list[float]] = json.loads(self.output)
        except ValueError as error:
            raise _failed() from error
        if not all(map(isfinite, chain(*found))):
            raise _failed()
        return found


def _wait_for(works: Sequence[_Work], progress: Progress | None) -> None:
    """Wait until all is fitted. Raises CancelledError when ``progress`` returns False."""
    total = sum(work.fits for work in works)
    while True:
        running = [work for work in works if work.running]
        done = total - sum(work.fits for work in running)
        ask(progress, done, total)
        if not running:
            return
        running[0].thread.join(_LOOK_AGAIN_S)


def _request(log: AnswerLog, predicted: Predicted, relearning_steps: int) -> fitting.Request:
    # In one number, so that equal answers are found in one go.
    kinds, places = np.unique(log.elapsed_days * 8 + log.ratings, return_inverse=True)
    firsts = np.maximum.accumulate(np.where(log.first, np.arange(len(log)), 0))
    return fitting.Request(
        [(int(kind) % 8, int(kind) // 8) for kind in kinds],
        _packed(places),
        _packed(firsts[predicted.rows]),
        _packed(predicted.rows),
        (),
        relearning_steps,
    )


def _packed(column: Integers) -> bytes:
    return column.astype(np.int32).tobytes()


def _shared_out(prefixes: Sequence[int], hands: int) -> list[list[int]]:
    """Return the prefixes in so many shares of about the same work."""
    shares: list[list[int]] = [[] for _ in range(hands)]
    for prefix in sorted(set(prefixes), reverse=True):
        min(shares, key=sum).append(prefix)
    return [share for share in shares if share]
