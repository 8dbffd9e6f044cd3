"""What came of fitting FSRS, in plain words."""

from math import exp
from typing import TYPE_CHECKING

from flashcards.model.enums import SchedulerKind
from flashcards.model.presets import Preset
from flashcards.scheduling.registry import TITLES
from flashcards.ui.stored_names import preset_name
from flashcards.ui.words import numeral, percent, plural, tr

if TYPE_CHECKING:
    from flashcards.scheduling.optimising import OptimiseResult


def verdict(result: "OptimiseResult") -> str:
    """Return which parameters are the better ones."""
    if result.kept:
        return tr("The parameters you have stay: the fitted ones predict your answers no better.")
    if result.published:
        return tr("The published parameters predict your answers better than those you have.")
    return tr("The fitted parameters predict your answers better.")


def figures(result: "OptimiseResult") -> str:
    """Return the errors of old and new parameters, and how they were measured."""
    old, new = result.log_loss_before, result.log_loss_after
    change = abs(new - old) / old if old else 0.0
    given = {"new": numeral(new, 4), "old": numeral(old, 4), "percent": numeral(100 * change, 1)}
    if new < old:
        error = tr("Log loss: {new} instead of {old}, {percent}% less.", **given)
    else:
        error = tr("Log loss: {new} instead of {old}, {percent}% more.", **given)
    chance = tr(
        "On average they gave what really happened, remembered or forgotten, a chance of {new};"
        " the old ones {old}.",
        new=_chance(new), old=_chance(old),
    )  # fmt: skip
    measured = tr(
        "Measured on the newest fifth of {answers}, which the fit had not seen.",
        answers=plural(result.reviews_used, "1 review", "{count} reviews"),
    )
    return f"{error} {chance}\n\n{measured}"


def _chance(loss: float) -> str:
    """Return the probability (geometric mean) that a log loss stands for."""
    return percent(exp(-loss), 1)


def scope(preset: Preset, decks: int) -> str:
    """Return whose answers are looked at, and whether FSRS plans there at all."""
    shared = plural(decks, "1 deck", "{count} decks")
    words = tr("Uses all reviews in the preset “{name}” ({shared}).", name=preset_name(preset.name),
               shared=shared)  # fmt: skip
    if preset.options.scheduler is SchedulerKind.FSRS:
        return words
    now = TITLES[preset.options.scheduler.value]
    return tr(
        "{words} This preset uses {now}; the parameters take effect once you choose FSRS in the "
        "deck options.",
        words=words, now=now,
    )  # fmt: skip
