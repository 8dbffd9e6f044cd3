"""How badly FSRS predicts a log, and how each parameter would have to move to make it less.

The loss is the weighted sum of minus the logarithm of the probability given to what came true. Its
gradient is worked out backwards through the formulas of ``fsrs_formulas``, from each card's last
answer to its first (reverse mode); where a formula has a limit, nothing is learned beyond it.
"""

from dataclasses import dataclass
from math import exp, log

import numpy as np

from flashcards.scheduling import fsrs_formulas as formulas
from flashcards.scheduling.columns import Flags, Floats
from flashcards.scheduling.fsrs_formulas import (
    AGAIN,
    EASY,
    GOOD,
    HARD,
    HIGHEST_DIFFICULTY,
    HIGHEST_STABILITY,
    LOWEST_DIFFICULTY,
    LOWEST_STABILITY,
    Parameters,
)
from flashcards.scheduling.fsrs_histories import Histories, Step

_FIRST_RATINGS = np.arange(AGAIN, EASY + 1, dtype=np.float64)


def loss_and_gradient(histories: Histories, weights: Parameters) -> tuple[float, Floats]:
    """Return the loss of the 21 parameters ``weights`` on a log, and its gradient by them."""
    loss = 0.0
    traces: list[_Trace] = []
    stability, unheld = _first_memory(weights)
    difficulty = _held_difficulty(unheld)
    for step in histories.steps:
        trace = _Trace.of(step, stability[step.parents], difficulty[step.parents], weights)
        loss += trace.loss(step)
        traces.append(trace)
        stability, difficulty = trace.held(), _held_difficulty(trace.harder)
    gradient = np.zeros(len(weights))
    up: tuple[Floats, Floats] = np.zeros(len(stability)), np.zeros(len(difficulty))
    counts = [len(_FIRST_RATINGS), *(len(step.parents) for step in histories.steps)]
    for step, trace, count in zip(
        reversed(histories.steps), reversed(traces), reversed(counts[:-1]), strict=True
    ):
        by_memory = trace.backwards(step, *up, weights, gradient)
        up = (
            np.bincount(step.parents, by_memory[0], count).astype(np.float64),
            np.bincount(step.parents, by_memory[1], count).astype(np.float64),
        )
    _into_first(*up, unheld, weights, gradient)
    return loss, gradient


def _first_memory(weights: Parameters) -> tuple[Floats, Floats]:
    """Return stability and (not yet held within its limits) difficulty after a first answer."""
    stability = np.clip(np.array(weights[:EASY]), LOWEST_STABILITY, HIGHEST_STABILITY)
    return stability, weights[4] - np.exp(weights[5] * (_FIRST_RATINGS - 1)) + 1


def _into_first(
    stability_up: Floats,
    difficulty_up: Floats,
    unheld: Floats,
    weights: Parameters,
    gradient: Floats,
) -> None:
    gradient[:EASY] += stability_up
    difficulty_up = np.where(_free_difficulty(unheld), difficulty_up, 0)
    gradient[4] += difficulty_up.sum()
    later = _FIRST_RATINGS - 1
    gradient[5] -= np.sum(difficulty_up * later * np.exp(weights[5] * later))


@dataclass(frozen=True, slots=True)
class _Trace:
    """What the answers of a step make of the memories before them, kept for the way back.

    Of the columns that have a sort of answers only, ``s`` stands for stability before the answer.
    """

    stability: Floats
    """Before the answer, as is ``difficulty``."""
    difficulty: Floats
    log_stability: Floats
    recall: Floats
    """Of the answers on a later day, just before them."""
    log_base: Floats
    """The logarithm of what the forgetting curve raises to the power of minus w20."""
    factor: Floats
    """Of the answers of the same day: what multiplies stability."""
    lowest: Flags
    """Where that is held at 1."""
    left: Floats
    """Of the lapses: the stability that is left, before its limit."""
    most: Floats
    """Its limit."""
    log_more: Floats
    """log(s + 1)"""
    power: Floats
    """(s + 1) ** w13"""
    scale: Floats
    """Of the passes: what the part of the growth that rests on recall is multiplied by."""
    surprise: Floats
    """e ** ((1 - recall) * w10)"""
    bonus: Floats
    changed: Floats
    """Stability after the answer, before its limits."""
    harder: Floats
    """Difficulty after the answer, before its limits."""

    @classmethod
    def of(cls, step: Step, s: Floats, difficulty: Floats, w: Parameters) -> "_Trace":
        log_s = np.log(s)
        ratings, later = step.ratings, step.later
        lapsed, passed = _sorts(step)
        log_base = np.log1p(formulas.curve_factor(w) * step.days / s[later])
        recall = np.exp(-w[20] * log_base)

        same = step.same_day
        factor = np.exp(w[17] * (ratings[same] - 3 + w[18]) - w[19] * log_s[same])
        lowest = (factor < 1) & (ratings[same] > AGAIN)
        factor = np.where(lowest, 1.0, factor)

        lost = s[later][lapsed]
        log_more = np.log1p(lost)
        power = np.exp(w[13] * log_more)
        kept = np.exp((1 - recall[lapsed]) * w[14] - w[12] * np.log(difficulty[later][lapsed]))
        left = w[11] * (power - 1) * kept
        most = lost / exp(w[17] * w[18])

        scale = (11 - difficulty[later][passed]) * np.exp(w[8] - w[9] * log_s[later][passed])
        surprise = np.exp((1 - recall[passed]) * w[10])
        bonus = np.array((0, 1, w[15], 1, w[16]))[ratings[later][passed].astype(np.int64)]
        grown = s[later][passed] * (1 + scale * (surprise - 1) * bonus)

        changed = np.concatenate((s[same] * factor, np.minimum(left, most), grown))
        harder = formulas.next_difficulty(difficulty, ratings, w)
        return cls(
            s, difficulty, log_s, recall, log_base, factor, lowest, left, most, log_more, power,
            scale, surprise, bonus, changed, harder,
        )  # fmt: skip

    def loss(self, step: Step) -> float:
        """Return the weighted log loss of the step's predictions."""
        known, forgotten = step.known @ np.log(self.recall), step.forgotten @ np.log1p(-self.recall)
        return -float(known + forgotten)

    def held(self) -> Floats:
        """Return stability after the answers, within its limits."""
        return np.clip(self.changed, LOWEST_STABILITY, HIGHEST_STABILITY)

    def backwards(
        self,
        step: Step,
        stability_up: Floats,
        difficulty_up: Floats,
        weights: Parameters,
        gradient: Floats,
    ) -> tuple[Floats, Floats]:
        """Return the gradient by the memories before the answers, given that by those after them.

        What falls to the parameters is added to ``gradient``.
        """
        free = (self.changed >= LOWEST_STABILITY) & (self.changed <= HIGHEST_STABILITY)
        by_changed = np.where(free, stability_up, 0)
        by_harder = np.where(_free_difficulty(self.harder), difficulty_up, 0)
        by_difficulty = self._through_difficulty(step, by_harder, weights, gradient)
        by_stability = np.empty_like(by_changed)
        by_recall = step.forgotten / (1 - self.recall) - step.known / self.recall
        later, same = step.later, step.same_day
        into = by_stability[later], by_difficulty[later], by_recall
        by_stability[same] = self._through_same_day(step, by_changed[same], weights, gradient)
        self._through_lapses(step, by_changed[later], into, weights, gradient)
        self._through_passes(step, by_changed[later], into, weights, gradient)
        by_stability[later] += self._through_recall(step, by_recall, weights, gradient)
        return by_stability, by_difficulty

    def _through_difficulty(self, step: Step, up: Floats, w: Parameters, into: Floats) -> Floats:
        difficulty, off = self.difficulty, step.ratings - GOOD
        easiest = formulas.initial_difficulty(EASY, w)
        moved = difficulty - (10 - difficulty) * (w[6] / 9) * off
        total = float(up.sum())
        into[4] += w[7] * total
        into[5] -= w[7] * total * (EASY - 1) * exp((EASY - 1) * w[5])
        into[6] -= (1 - w[7]) / 9 * (up @ ((10 - difficulty) * off))
        into[7] += easiest * total - up @ moved
        by_difficulty: Floats = up * ((1 - w[7]) * (1 + w[6] / 9 * off))
        return by_difficulty

    def _through_same_day(self, step: Step, up: Floats, w: Parameters, into: Floats) -> Floats:
        same = step.same_day
        log_s, off = self.log_stability[same], step.ratings[same] - GOOD
        share = np.where(self.lowest, 0, up * self.stability[same] * self.factor)
        into[17] += share @ (off + w[18])
        into[18] += w[17] * float(share.sum())
        into[19] -= share @ log_s
        by_stability: Floats = up * self.factor * np.where(self.lowest, 1, 1 - w[19])
        return by_stability

    def _through_lapses(
        self, step: Step, up: Floats, by: tuple[Floats, Floats, Floats], w: Parameters, into: Floats
    ) -> None:
        lapsed, _ = _sorts(step)
        by_stability, by_difficulty, by_recall = by
        more = self.stability[step.later][lapsed] + 1
        difficulty = self.difficulty[step.later][lapsed]
        limited = self.left >= self.most
        share = np.where(limited, 0, up[lapsed]) * self.left
        bent = self.power / (self.power - 1)
        into[11] += float(share.sum()) / w[11]
        into[12] -= share @ np.log(difficulty)
        into[13] += share @ (bent * self.log_more)
        into[14] += share @ (1 - self.recall[lapsed])
        at_most = np.where(limited, up[lapsed], 0)
        total = float(at_most @ self.most)
        into[17] -= w[18] * total
        into[18] -= w[17] * total
        by_stability[lapsed] = share * w[13] * bent / more + at_most / exp(w[17] * w[18])
        by_difficulty[lapsed] -= share * w[12] / difficulty
        by_recall[lapsed] -= share * w[14]

    def _through_passes(
        self, step: Step, up: Floats, by: tuple[Floats, Floats, Floats], w: Parameters, into: Floats
    ) -> None:
        _, passed = _sorts(step)
        by_stability, by_difficulty, by_recall = by
        log_s, s = self.log_stability[step.later][passed], self.stability[step.later][passed]
        growth = self.scale * (self.surprise - 1)
        plain = up[passed] * s * growth
        share = plain * self.bonus
        risen = up[passed] * self.bonus * s * self.scale * self.surprise
        into[8] += float(share.sum())
        into[9] -= share @ log_s
        into[10] += risen @ (1 - self.recall[passed])
        for number, rating in ((15, HARD), (16, EASY)):
            found = step.by_rating[rating - 1]
            start = passed.start
            into[number] += float(plain[found.start - start : found.stop - start].sum())
        by_stability[passed] = up[passed] * (1 + growth * self.bonus * (1 - w[9]))
        by_difficulty[passed] -= share / (11 - self.difficulty[step.later][passed])
        by_recall[passed] -= risen * w[10]

    def _through_recall(self, step: Step, up: Floats, w: Parameters, into: Floats) -> Floats:
        s = self.stability[step.later]
        factor = formulas.curve_factor(w)
        share = up * self.recall
        by_base = share * np.exp(-self.log_base) * step.days / s
        bend = -(factor + 1) * log(0.9) / w[20] ** 2  # less the curve factor's fall by w20
        into[20] += w[20] * bend * float(by_base.sum()) - share @ self.log_base
        by_stability: Floats = by_base * (w[20] * factor) / s
        return by_stability


def _sorts(step: Step) -> tuple[slice, slice]:
    """Return where in ``step.later`` the lapses stand, and where the passes."""
    lapsed, hard, _, easy = step.by_rating
    return lapsed, slice(hard.start, easy.stop)


def _held_difficulty(difficulty: Floats) -> Floats:
    return np.clip(difficulty, LOWEST_DIFFICULTY, HIGHEST_DIFFICULTY)


def _free_difficulty(difficulty: Floats) -> Flags:
    return (difficulty >= LOWEST_DIFFICULTY) & (difficulty <= HIGHEST_DIFFICULTY)
