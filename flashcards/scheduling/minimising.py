"""Finds the lowest point of a smooth function within bounds, the same one every time.

Projected L-BFGS: steps by a picture of the curvature that is made from the last few gradients
(Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 3.1), in the coordinates that are
not pressed against a bound (Bertsekas, Projected Newton methods, 1982).
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from flashcards.scheduling.columns import Flags, Floats

Function: TypeAlias = Callable[[Floats], tuple[float, Floats]]
"""Returns value and gradient at a point."""

MOST_STEPS = 100
_REMEMBERED = 12
_FLAT = 1e-6
"""A gradient that is nowhere steeper counts as the bottom."""
_STEADY = 1e-7
"""So does a step that gains less."""
_FIRST_STEP = 0.1
_LONGEST_STEP = 1.0
_ENOUGH = 1e-4
"""The share of what the slope promises that a step must keep."""
_MOST_HALVINGS = 25


def minimum(
    function: Function,
    start: Floats,
    lowest: Floats,
    highest: Floats,
    told: Callable[[int], None] = lambda _step: None,
) -> Floats:
    """Return the lowest point of ``function`` within bounds that steps from ``start`` lead to.

    ``told`` is called with the number of each step, from 1 to at most ``MOST_STEPS``; it may raise
    to stop the search. No step goes up, so the result is never higher than ``start``.
    """
    point = np.clip(start, lowest, highest)
    value, gradient = function(point)
    curvature = _Curvature()
    for number in range(1, MOST_STEPS + 1):
        pressed = ((point <= lowest) & (gradient > 0)) | ((point >= highest) & (gradient < 0))
        slope = np.where(pressed, 0, gradient)
        if np.abs(slope).max() < _FLAT:
            break
        found = _step(function, point, value, gradient, curvature.direction(slope, ~pressed),
                      (lowest, highest))  # fmt: skip
        if found is None:
            if not curvature:
                break
            curvature = _Curvature()
            continue
        after, lower, steeper = found
        curvature.learn(after - point, steeper - gradient)
        gain = value - lower
        point, value, gradient = after, lower, steeper
        told(number)
        if gain < _STEADY:
            break
    return point


def _step(
    function: Function,
    point: Floats,
    value: float,
    gradient: Floats,
    direction: Floats,
    bounds: tuple[Floats, Floats],
) -> tuple[Floats, float, Floats] | None:
    """Return a lower point that way, with value and gradient there; None where there is none."""
    length = min(1.0, _LONGEST_STEP / np.abs(direction).max())
    for _ in range(_MOST_HALVINGS):
        after = np.clip(point + length * direction, *bounds)
        lower, steeper = function(after)
        if np.isfinite(lower) and lower <= value + _ENOUGH * float(gradient @ (after - point)):
            return after, lower, steeper
        length /= 2
    return None


@dataclass(slots=True)
class _Curvature:
    """How the gradient changed over the last steps."""

    pairs: "deque[tuple[Floats, Floats]]" = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def __bool__(self) -> bool:
        return bool(self.pairs)

    def learn(self, moved: Floats, changed: Floats) -> None:
        """Remember by how much the gradient changed over a step."""
        if moved @ changed > 0:
            self.pairs.append((moved, changed))

    def direction(self, slope: Floats, free: Flags) -> Floats:
        """Return where to go down a slope, moving only the ``free`` coordinates."""
        pairs = [(np.where(free, moved, 0), np.where(free, changed, 0))
                 for moved, changed in self.pairs]  # fmt: skip
        pairs = [(moved, changed) for moved, changed in pairs if moved @ changed > 0]
        if not pairs:
            gentle: Floats = -slope * min(1.0, _FIRST_STEP / float(np.abs(slope).max()))
            return gentle
        way = slope.copy()
        shares = []
        for moved, changed in reversed(pairs):
            share = (moved @ way) / (moved @ changed)
            shares.append(share)
            way -= share * changed
        moved, changed = pairs[-1]
        way *= (moved @ changed) / (changed @ changed)
        for (moved, changed), share in zip(pairs, reversed(shares), strict=True):
            way += moved * (share - (changed @ way) / (moved @ changed))
        down: Floats = -way if way @ slope > 0 else -slope
        return down
