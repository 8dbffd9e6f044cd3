"""The formulas of FSRS-6, the same for one card (floats) and for whole logs (numpy arrays).

Source: the page “The Algorithm” of the open-spaced-repetition project, its section FSRS-6, and for
memories taken over from SM-2 the project's Rust implementation (``memory_state_from_sm2``).

A card's memory is its stability S, the days after which it is remembered with 90 % probability, and
its difficulty D from 1 to 10. Ratings are 1 again, 2 hard, 3 good, 4 easy; ``parameters`` are the
21 numbers w0 to w20. Nothing here looks at limits: callers keep S and D within them.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Number = TypeVar("Number", float, NDArray[np.float64])
else:
    Number = TypeVar("Number")

Parameters: TypeAlias = Sequence[float]

E = math.e

DEFAULT_PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956),
    *(6.4133, 0.8334, 3.0194, 0.001),
    *(1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483),
    *(0.6014, 1.8729),
    *(0.5425, 0.0912, 0.0658),
    0.1542,
)
"""The project's own, fitted to the logs of many learners: first stabilities, difficulty, growth,
loss, hard and easy, same day, and how the forgetting curve bends."""

DEFAULT_DECAY = DEFAULT_PARAMETERS[20]
"""How the forgetting curve bends where a deck has no parameters of its own."""

LOWEST_PARAMETERS = (
    *(0.001, 0.001, 0.001, 0.001),
    *(1.0, 0.001, 0.001, 0.001),
    *(0.0, 0.0, 0.001),
    *(0.001, 0.001, 0.001, 0.0),
    *(0.0, 1.0),
    *(0.0, 0.0, 0.0),
    0.1,
)
HIGHEST_PARAMETERS = (
    *(100.0, 100.0, 100.0, 100.0),
    *(10.0, 4.0, 4.0, 0.75),
    *(4.5, 0.8, 3.5),
    *(5.0, 0.25, 0.9, 4.0),
    *(1.0, 6.0),
    *(2.0, 2.0, 0.8),
    0.8,
)

LOWEST_STABILITY, HIGHEST_STABILITY = 0.001, 36_500.0
"""In days."""
LOWEST_DIFFICULTY, HIGHEST_DIFFICULTY = 1.0, 10.0
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4

RATINGS = (AGAIN, AGAIN, AGAIN, HARD, GOOD, EASY)
"""The rating each of SM-2's qualities 0-5 stands for."""

SM2_RETENTION = 0.9
"""How often SM-2 is taken to be right about an interval."""


def checked(parameters: Parameters) -> tuple[float, ...]:
    """Return the parameters as a tuple of floats.

    Raises ValueError when there are not 21 or one is out of its bounds.
    """
    found = tuple(float(value) for value in parameters)
    if len(found) != len(DEFAULT_PARAMETERS):
        raise ValueError(f"FSRS-6 has 21 parameters, not {len(found)}")
    bounds = zip(LOWEST_PARAMETERS, found, HIGHEST_PARAMETERS, strict=True)
    for number, (low, value, high) in enumerate(bounds):
        if not low <= value <= high:
            raise ValueError(f"parameter {number} is {value}, outside {low} to {high}")
    return found


def within_bounds(parameters: Parameters) -> tuple[float, ...]:
    """Return the parameters with each moved to the nearest value allowed."""
    bounds = zip(LOWEST_PARAMETERS, parameters, HIGHEST_PARAMETERS, strict=True)
    return tuple(min(max(float(value), low), high) for low, value, high in bounds)


def curve_factor(parameters: Parameters) -> float:
    """Return what makes the forgetting curve pass through 90 % where elapsed equals stability."""
    return float(0.9 ** (-1 / parameters[20])) - 1


def retrievability(stability: Number, elapsed_days: Number, parameters: Parameters) -> Number:
    """Return the probability of remembering a card ``elapsed_days`` after its last answer."""
    recall: Number = (1 + curve_factor(parameters) * elapsed_days / stability) ** -parameters[20]
    return recall


def interval_for(stability: Number, desired_retention: float, parameters: Parameters) -> Number:
    """Return the days after which retrievability falls to ``desired_retention`` (0-1, excluded)."""
    longer = float(desired_retention ** (-1 / parameters[20])) - 1
    return stability * (longer / curve_factor(parameters))


def initial_stability(rating: int, parameters: Parameters) -> float:
    """Return the stability after a card's first answer."""
    return parameters[rating - 1]


def initial_difficulty(rating: int, parameters: Parameters) -> float:
    """Return the difficulty after a card's first answer."""
    return float(parameters[4] - E ** (parameters[5] * (rating - 1)) + 1)


def next_difficulty(difficulty: Number, rating: Number, parameters: Parameters) -> Number:
    """Return the difficulty after an answer: changed the less the closer to 10 it is, and drawn a
    little towards that of a card found easy at once."""
    change = -parameters[6] * (rating - 3)
    changed = difficulty + (10 - difficulty) * change / 9
    easiest = initial_difficulty(EASY, parameters)
    return parameters[7] * easiest + (1 - parameters[7]) * changed


def stability_after_pass(
    stability: Number,
    difficulty: Number,
    recall: Number,
    bonus: Number,
    parameters: Parameters,
) -> Number:
    """Return the stability after a pass on a later day.

    ``recall`` is the retrievability at the moment of the answer, ``bonus`` is ``pass_bonus``.
    """
    growth: Number = (
        E ** parameters[8]
        * (11 - difficulty)
        * stability ** -parameters[9]
        * (E ** ((1 - recall) * parameters[10]) - 1)
    )
    return stability * (1 + growth * bonus)


def pass_bonus(rating: int, parameters: Parameters) -> float:
    """Return what a pass's growth is multiplied by: less for hard, more for easy."""
    if rating == HARD:
        return parameters[15]
    return parameters[16] if rating == EASY else 1.0


def stability_after_lapse(
    stability: Number, difficulty: Number, recall: Number, parameters: Parameters
) -> Number:
    """Return the stability after a card was forgotten on a later day.

    It is at most ``most_after_lapse``, which callers see to.
    """
    left: Number = (
        parameters[11]
        * difficulty ** -parameters[12]
        * ((stability + 1) ** parameters[13] - 1)
        * E ** ((1 - recall) * parameters[14])
    )
    return left


def most_after_lapse(stability: Number, parameters: Parameters) -> Number:
    """Return the highest stability a forgotten card can have."""
    return stability / float(E ** (parameters[17] * parameters[18]))


def same_day_factor(stability: Number, rating: Number, parameters: Parameters) -> Number:
    """Return what an answer on the day of the last one multiplies stability by.

    After hard, good and easy it is at least 1, which callers see to. Source: as above; py-fsrs,
    the project's Python implementation, counts hard among them, and so does this.
    """
    step = rating - 3 + parameters[18]
    factor: Number = E ** (parameters[17] * step) * stability ** -parameters[19]
    return factor


def difficulty_from_ease(ease: Number, stability: Number, parameters: Parameters) -> Number:
    """Return the difficulty at which a pass on the due day multiplies the interval by ``ease``.

    ``ease`` is a factor (2.5), and SM-2's interval is taken to have kept 90 % (then stability is
    the interval).
    """
    growth: Number = (
        E ** parameters[8]
        * stability ** -parameters[9]
        * (E ** ((1 - SM2_RETENTION) * parameters[10]) - 1)
    )
    return 11 - (ease - 1) / growth
