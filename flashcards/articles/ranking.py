"""Learns from a learner's own choices which cards of an article they keep.

A logistic regression over a few dozen numbers (see ``features``), fitted in plain
Python: the same choices always give the same ranker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from operator import mul

FEWEST = 300
"""Choices before anything is learned from them; fewer say too little."""
FEWEST_OF_EACH = 30
"""Cards kept, and cards left out, among them; who keeps all cards shows no taste."""
FEWEST_TESTED = 10
"""Cards kept, and cards left out, among the choices that a ranker is tried on."""
_LEARNED_FROM = 0.75
"""The share of the choices, the oldest ones, that is learned from to predict the others."""
_PENALTY = 20.0
"""How strongly weights are held near 0, in choices."""
_MOST_STEPS = 50
_CLOSE_ENOUGH = 1e-4
"""A step that moves no weight by more is the last one."""
_NO_SPREAD = 1e-9
_FARTHEST = 30.0
"""What the sum of a row is held within, so that no exponential overflows."""

Row = tuple[float, ...]
Column = list[float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a learner decided about one card, and what could be counted of it."""

    kept: bool
    row: Row
    confidence: float
    """How sure the rules were."""
    batch: int = 0
    """Choices made together share it; it rises with time."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights for the numbers of a card, each counted from its mean in units of its spread."""

    weights: Row
    bias: float
    means: Row
    spreads: Row

    def chance(self, row: Row) -> float:
        """Return the chance, 0 to 1, that the learner keeps a card with these numbers."""
        scaled = map(lambda x, m, s: (x - m) / s, row, self.means, self.spreads)
        return _logistic(self.bias + sum(map(mul, self.weights, scaled)))


@dataclass(frozen=True, slots=True)
class Learned:
    """What a learner's choices taught, and how well it predicts choices it was not fitted to."""

    kept: int
    left_out: int
    ranker: Ranker | None = None
    """None where there are too few choices, or where it predicts no better than the rules."""
    tested: int = 0
    """How many choices it was tried on; 0 where there were too few."""
    auc: float = 0.0
    """The chance that of a card kept and one left out, the one kept is ranked higher."""
    rules_auc: float = 0.0
    """The same of the rules' own confidence."""
    right: float = 0.0
    """Share of the choices it was tried on that it foresaw."""
    rules_right: float = 0.0

    @property
    def choices(self) -> int:
        """How many choices there are."""
        return self.kept + self.left_out


def learn(choices: Sequence[Verdict]) -> Learned:
    """Return what choices, the oldest first, teach; nothing from fewer than ``FEWEST``.

    The ranker is tried on the newest quarter after learning from the rest, and left aside unless
    it ranks those better than the rules' confidence does. In at most two seconds for 5,000.
    """
    kept = sum(each.kept for each in choices)
    left_out = len(choices) - kept
    if len(choices) < FEWEST or min(kept, left_out) < FEWEST_OF_EACH:
        return Learned(kept, left_out)
    cut = _cut(choices)
    seen, unseen = choices[:cut], choices[cut:]
    if not all(_enough(part) for part in (seen, unseen)):
        return Learned(kept, left_out)
    tried = fit([each.row for each in seen], [each.kept for each in seen])
    chances = [tried.chance(each.row) for each in unseen]
    verdicts = [each.kept for each in unseen]
    sure = [each.confidence for each in unseen]
    by_ranker, by_rules = auc(chances, verdicts), auc(sure, verdicts)
    ranker = None
    if by_ranker > by_rules:
        ranker = fit([each.row for each in choices], [each.kept for each in choices])
    return Learned(
        kept, left_out, ranker, len(unseen), by_ranker, by_rules,
        _foreseen(chances, verdicts), _foreseen(sure, verdicts),
    )  # fmt: skip


def _cut(choices: Sequence[Verdict]) -> int:
    """Return where to part the choices: between two articles, where one is near enough."""
    wanted = round(len(choices) * _LEARNED_FROM)
    nearest = len(choices) // 10
    for away in range(nearest):
        for place in (wanted - away, wanted + away):
            if choices[place - 1].batch != choices[place].batch:
                return place
    return wanted


def _enough(choices: Sequence[Verdict]) -> bool:
    kept = sum(each.kept for each in choices)
    return min(kept, len(choices) - kept) >= FEWEST_TESTED


def _foreseen(chances: Sequence[float], verdicts: Sequence[bool]) -> float:
    right = sum((chance >= 0.5) is kept for chance, kept in zip(chances, verdicts, strict=True))
    return right / len(verdicts)


def auc(scores: Sequence[float], verdicts: Sequence[bool]) -> float:
    """Return the chance that of a card kept and one left out, the one kept has the higher score.

    Equal scores count half; 0.5 where there is only one verdict.
    """
    ordered = sorted(zip(scores, verdicts, strict=True))
    kept = sum(verdicts)
    pairs = kept * (len(ordered) - kept)
    if not pairs:
        return 0.5
    won, below, at = 0.0, 0, 0
    while at < len(ordered):
        end, up = at, 0
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            up += ordered[end][1]
            end += 1
        down = end - at - up
        won += up * (below + down / 2)
        below += down
        at = end
    return won / pairs


# Fitting -----------------------------------------------------------------------


def fit(rows: Sequence[Row], verdicts: Sequence[bool]) -> Ranker:
    """Return the ranker that explains the verdicts best, its weights held near 0.

    Newton's method on the standardised numbers, with one bound for how much the slopes can bend
    instead of a new matrix at each step: every step makes it better (Böhning and Lindsay). A
    number that is the same in all rows gets no weight.
    """
    columns, means, spreads = _standardised(rows)
    targets = [float(kept) for kept in verdicts]
    bound = _lower_half(_most_bend(columns))
    weights = [0.0] * len(columns)
    for _ in range(_MOST_STEPS):
        step = _solved(bound, _slopes(columns, targets, weights))
        weights = [weight - by for weight, by in zip(weights, step, strict=True)]
        if max(map(abs, step)) < _CLOSE_ENOUGH:
            break
    return Ranker(tuple(weights[1:]), weights[0], means, spreads)


def _standardised(rows: Sequence[Row]) -> tuple[list[Column], Row, Row]:
    """Return the numbers by column, behind one of ones, with their means and spreads."""
    count = len(rows)
    columns, means, spreads = [[1.0] * count], [], []
    for values in zip(*rows, strict=True):
        mean = sum(values) / count
        spread = sqrt(sum((value - mean) ** 2 for value in values) / count)
        spread = spread if spread > _NO_SPREAD else 1.0
        columns.append([(value - mean) / spread for value in values])
        means.append(mean)
        spreads.append(spread)
    return columns, tuple(means), tuple(spreads)


def _slopes(columns: Sequence[Column], targets: Column, weights: Sequence[float]) -> list[float]:
    """Return how the loss grows with each weight."""
    total = [0.0] * len(targets)
    for column, weight in zip(columns, weights, strict=True):
        if weight:
            total = [so_far + weight * value for so_far, value in zip(total, column, strict=True)]
    errors = [_logistic(each) - target for each, target in zip(total, targets, strict=True)]
    slopes = [sum(map(mul, column, errors)) for column in columns]
    pulls = (_PENALTY * weight if place else 0.0 for place, weight in enumerate(weights))
    return [slope + pull for slope, pull in zip(slopes, pulls, strict=True)]


def _most_bend(columns: Sequence[Column]) -> list[list[float]]:
    """Return, by its lower half, the matrix that the slopes bend by at most."""
    bends = []
    for place, column in enumerate(columns):
        bends.append([sum(map(mul, column, other)) / 4 for other in columns[: place + 1]])
        bends[-1][place] += _PENALTY if place else 0.0
    return bends


def _lower_half(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the root after Cholesky of a symmetric positive matrix, given by its lower half."""
    lower: list[list[float]] = []
    for i, given in enumerate(matrix):
        row: list[float] = []
        for j in range(i):
            row.append((given[j] - sum(map(mul, row, lower[j]))) / lower[j][j])
        row.append(sqrt(given[i] - sum(map(mul, row, row))))
        lower.append(row)
    return lower


def _solved(lower: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Return what the matrix of a root has to be multiplied by to give ``right``."""
    found: list[float] = []
    for i, row in enumerate(lower):
        found.append((right[i] - sum(map(mul, row, found))) / row[i])
    for i in reversed(range(len(lower))):
        below = sum(lower[k][i] * found[k] for k in range(i + 1, len(lower)))
        found[i] = (found[i] - below) / lower[i][i]
    return found


def _logistic(total: float) -> float:
    return 1.0 / (1.0 + exp(-max(-_FARTHEST, min(_FARTHEST, total))))
