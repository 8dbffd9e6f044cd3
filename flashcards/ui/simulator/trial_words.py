"""Says in plain words how schedulers did on the learner's own answers."""

from typing import TYPE_CHECKING

from flashcards.model.enums import SchedulerKind
from flashcards.model.messages import Translatable
from flashcards.ui.simulator.series import MARKS, Calibration, Dot, Mark
from flashcards.ui.statistics import phrases
from flashcards.ui.words import numeral, percent, plural, tr

if TYPE_CHECKING:
    from flashcards.collection.plans.experiments import TrialReport
    from flashcards.scheduling.evaluating import Metrics
    from flashcards.scheduling.trial import Algorithm

NAMES: dict[str, Translatable] = {
    "sm2": "SM-2",
    "fsrs-fitted": "FSRS, fitted to you",
    "fsrs-default": "FSRS, as published",
    "moving-average": "Moving average",
}
ABOUT: dict[str, Translatable] = {
    "sm2": "Makes no predictions; its intervals are assumed to aim at 90%.",
    "fsrs-fitted": "With parameters from your older answers.",
    "fsrs-default": "With parameters from many learners.",
    "moving-average": "Not a scheduler: your recent recall, the same for every card.",
}
_LIKE = 0.005
"""Log losses that differ by less are told as about the same."""


def name_of(algorithm: "Algorithm") -> str:
    """Return what an algorithm is called."""
    return tr(NAMES[algorithm.value])


def used(report: "TrialReport", *, own_parameters: bool) -> "Algorithm":
    """Return which of the algorithms stands for the scheduler in use.

    ``own_parameters`` tells whether FSRS plans by other parameters than the published ones.
    """
    from flashcards.scheduling.trial import Algorithm

    if report.scheduler is not SchedulerKind.FSRS:
        return Algorithm.SM2
    if own_parameters:
        return Algorithm.FSRS_FITTED
    return Algorithm.FSRS_DEFAULT


def best_fsrs(report: "TrialReport") -> "Algorithm":
    """Return which FSRS did better."""
    from flashcards.scheduling.trial import Algorithm

    kinds = (Algorithm.FSRS_FITTED, Algorithm.FSRS_DEFAULT)
    metrics = report.trial.metrics
    return min(kinds, key=lambda one: metrics[one].log_loss)


def headline(report: "TrialReport") -> str:
    """Return in a sentence which would have predicted the answers better."""
    from flashcards.scheduling.trial import Algorithm

    metrics = report.trial.metrics
    fsrs = metrics[best_fsrs(report)].log_loss
    sm2 = metrics[Algorithm.SM2].log_loss
    better, worse = sorted((fsrs, sm2))
    figures = tr(
        "log loss {better} against {worse}", better=numeral(better, 3), worse=numeral(worse, 3)
    )
    in_use = report.scheduler is SchedulerKind.FSRS
    if abs(fsrs - sm2) < _LIKE:
        return tr("FSRS and SM-2 predict your answers about as well ({figures}).", figures=figures)
    if in_use:
        if fsrs < sm2:
            return tr("FSRS predicts your answers better than SM-2 ({figures}).", figures=figures)
        return tr("SM-2 would have predicted your answers better ({figures}).", figures=figures)
    if fsrs < sm2:
        return tr("FSRS would have predicted your answers better ({figures}).", figures=figures)
    return tr("SM-2 predicts your answers better than FSRS ({figures}).", figures=figures)


def worth_switching(report: "TrialReport") -> bool:
    """Whether FSRS predicts clearly better, and is not in use."""
    from flashcards.scheduling.trial import Algorithm

    metrics = report.trial.metrics
    gain = metrics[Algorithm.SM2].log_loss - metrics[best_fsrs(report)].log_loss
    return report.scheduler is not SchedulerKind.FSRS and gain >= _LIKE


def _worth_fitting(report: "TrialReport", *, own_parameters: bool) -> bool:
    """Whether FSRS is in use as published and predicts clearly better when it is fitted."""
    from flashcards.scheduling.trial import Algorithm

    metrics = report.trial.metrics
    if own_parameters or report.scheduler is not SchedulerKind.FSRS:
        return False
    gain = metrics[Algorithm.FSRS_DEFAULT].log_loss - metrics[Algorithm.FSRS_FITTED].log_loss
    return gain >= _LIKE


def meaning(report: "TrialReport", *, own_parameters: bool = False) -> list[str]:
    """Return what the numbers come down to, a sentence or two each."""
    from flashcards.scheduling.trial import Algorithm

    metrics = report.trial.metrics
    told = []
    if report.scheduler is not SchedulerKind.FSRS and not worth_switching(report):
        told.append(tr("These figures give no reason to switch."))
    if _worth_fitting(report, own_parameters=own_parameters):
        told.append(
            tr(
                "Fitted to you, FSRS would have predicted your answers better than with the "
                "published parameters now in use. See “Fit FSRS to my answers…” in the Deck menu."
            )
        )
    if report.moved is not None:
        moved = plural(report.moved, "{count} card", "{count} cards")
        told.append(
            tr(
                "Switching and rescheduling past reviews moves {cards} to another day. Without "
                "rescheduling, each card moves with its next answer.",
                cards=moved,
            )
        )
    elif report.scheduler is not SchedulerKind.FSRS:
        told.append(tr("Choose a deck above to see how many cards switching would move."))
    if report.scheduler is SchedulerKind.STEPS:
        told.append(tr("SM-2 with steps is in use; plain SM-2 stands for it here."))
    told.extend(_expected(metrics[one], one) for one in (Algorithm.SM2, best_fsrs(report)))
    best = metrics[report.trial.best].log_loss
    if metrics[Algorithm.MOVING_AVERAGE].log_loss <= best:
        told.append(
            tr(
                "The moving average does no worse: these answers say more about your days than "
                "about single cards, as is usual in a short log."
            )
        )
    return told


def _expected(metrics: "Metrics", algorithm: "Algorithm") -> str:
    predicted = sum(group.predicted * group.count for group in metrics.calibration)
    recalled = sum(group.recalled * group.count for group in metrics.calibration)
    return tr(
        "{name}: {predicted} expected, {recalled} remembered.",
        name=name_of(algorithm),
        predicted=percent(predicted / metrics.reviews),
        recalled=percent(recalled / metrics.reviews),
    )


def explanation(report: "TrialReport") -> str:
    """Return what was measured and how to read it."""
    return tr(
        "{answers} were predicted, each from the reviews before it. Log loss measures surprise: 0 "
        "is never surprised, 0.69 is a coin toss. Error is the gap between predicted and actual "
        "recall among cards with a similar history.",
        answers=phrases.answers(report.trial.reviews),
    )


def calibration(report: "TrialReport") -> Calibration:
    """Return the plot of SM-2 and the better FSRS."""
    from flashcards.scheduling.trial import Algorithm

    chosen = (Algorithm.SM2, best_fsrs(report))
    marks = tuple(
        Mark(name_of(one), mark.token, mark.dashed) for one, mark in zip(chosen, MARKS, strict=True)
    )
    dots = [
        Dot(
            group.predicted,
            group.recalled,
            group.count,
            line,
            tr(
                "{name}: {predicted} predicted, {recalled} of {answers} correct",
                name=name_of(one),
                predicted=percent(group.predicted),
                recalled=percent(group.recalled),
                answers=phrases.answers(group.count),
            ),
        )
        for line, one in enumerate(chosen)
        for group in report.trial.metrics[one].calibration
    ]
    dots.sort(key=lambda dot: (dot.predicted, dot.line))
    summary = " ".join(_expected(report.trial.metrics[one], one) for one in chosen)
    return Calibration(marks, tuple(dots), summary)
