"""Fits FSRS again every month where the learner has agreed to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flashcards.collection.past.fitting import log_of_preset
from flashcards.model.enums import SchedulerKind
from flashcards.model.ids import PresetId
from flashcards.model.messages import message
from flashcards.model.presets import Preset
from flashcards.scheduling.days import day_start, learner_day, moment_ms
from flashcards.store import fits, presets
from flashcards.store.operation import Progress, operation
from flashcards.store.store import Connection, Store

if TYPE_CHECKING:
    from flashcards.scheduling.optimising import OptimiseResult

EVERY_DAYS = 30
LEAST_SINCE = 100
"""So many answers since the last fit must be there to judge a new one by."""


@dataclass(frozen=True, slots=True)
class Refit:
    """New parameters that were adopted."""

    preset: str
    """The name of the preset."""
    result: "OptimiseResult"


def due(store: Store) -> list[PresetId]:
    """Return the presets whose parameters are to be fitted again, the last fit being a month ago.

    Those that were never fitted are noted as fitted today: their month begins.
    """
    now = store.now()
    with store.looking() as conn:
        agreed, known = _agreed(conn), fits.days(conn)
    begin = [preset for preset in agreed if preset.uid not in known]
    if begin and store.refusal is None:
        with store.writing(message("Fit parameters"), undoable=False) as conn:
            for preset in begin:
                fits.set_day(conn, preset.uid, _day(preset, now))
    return [
        preset.id
        for preset in agreed
        if _day(preset, now) - known.get(preset.uid, _day(preset, now)) >= EVERY_DAYS
    ]


def refit(store: Store, preset_id: PresetId, progress: Progress | None = None) -> Refit | None:
    """Fit a preset's parameters to the answers before the last fit, and adopt what predicts those
    since better than the present ones; None where these stay.

    Nothing is tried while there are fewer than ``LEAST_SINCE`` answers to judge by. What is adopted
    is one undo step. Raises UserError where the log is too short, CancelledError when ``progress``
    returns False.
    """
    import numpy as np

    from flashcards.scheduling import optimising
    from flashcards.scheduling.evaluating import Predicted
    from flashcards.store.strengths import weights_of

    now = store.now()
    with store.looking(progress) as conn:
        preset = _still_agreed(conn, preset_id)
        if preset is None:
            return None
        since = fits.days(conn).get(preset.uid, _day(preset, now))
        log = log_of_preset(conn, preset)
    zone = now.tzinfo
    assert zone is not None
    since_ms = moment_ms(day_start(since, zone, preset.options.day_start_minutes))
    rows = Predicted.of(log).rows
    if np.count_nonzero(log.at_ms[rows] >= since_ms) < LEAST_SINCE:
        return None
    current = weights_of(preset.options)
    result = optimising.optimise(log, current, progress, since_ms)
    with store.writing(message("Fit parameters"), undoable=not result.kept) as conn:
        found = _still_agreed(conn, preset_id)
        if found is None or found.options.fsrs_parameters != preset.options.fsrs_parameters:
            return None  # the learner was quicker
        fits.set_day(conn, found.uid, _day(found, now))
        if result.kept:
            return None
        options = optimising.with_parameters(found.options, result.parameters)
        presets.set_options(conn, found, options, operation(conn).now_ms)
    return Refit(preset.name, result)


def _agreed(conn: Connection) -> list[Preset]:
    return [
        preset
        for preset in presets.all_presets(conn)
        if preset.options.refit_monthly and preset.options.scheduler is SchedulerKind.FSRS
    ]


def _still_agreed(conn: Connection, preset_id: PresetId) -> Preset | None:
    return next((preset for preset in _agreed(conn) if preset.id == preset_id), None)


def _day(preset: Preset, now: datetime) -> int:
    return learner_day(now, preset.options.day_start_minutes)
