"""Tries schedulers on the learner's own answers, and simulates the days ahead from today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flashcards.collection.decks.organising import required_deck
from flashcards.collection.past import replaying
from flashcards.collection.plans.deck_state import start
from flashcards.model.enums import SchedulerKind
from flashcards.model.experiments import Simulation, SimulationSettings
from flashcards.model.presets import Options
from flashcards.scheduling.sm2 import SM2
from flashcards.store import decks, memories, presets
from flashcards.store.answer_logs import answer_log
from flashcards.store.decks import SEPARATOR, Deck
from flashcards.store.operation import Progress, course
from flashcards.store.store import Connection, Store

if TYPE_CHECKING:
    from flashcards.scheduling.trial import Trial

MOST_NEW, MOST_REVIEWS = 9_999, 99_999


@dataclass(frozen=True, slots=True)
class TrialReport:
    """How schedulers did on a learner's own answers, and what switching to FSRS would do."""

    trial: "Trial"
    scheduler: SchedulerKind
    """The one in use; for all decks, that of most cards."""
    profile: str
    """The reading of SM-2 that was tried."""
    switch: Options | None
    """The deck's options with FSRS in place of its scheduler; None where FSRS is in use or where
    no single deck is meant."""
    moved: int | None
    """How many cards would fall due at another moment if these options applied to the past."""


def trial(store: Store, deck: str | None, progress: Progress | None = None) -> TrialReport:
    """Return how well each scheduler predicts the answers to a deck's cards (None: to all).

    Nothing is written. Raises UserError, saying how many are missing, where there are too few
    answers, CancelledError when ``progress`` returns False.
    """
    from flashcards.scheduling import trial as trying
    from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS

    with store.looking(progress) as conn:
        chosen = _Chosen.of(conn, deck)
        options = chosen.options
        log = answer_log(conn, chosen.deck_ids, options.day_start_minutes)
    sm2 = SM2(options.profile, options.drill, options.maximum_interval_days)
    found = trying.trial(log, sm2, progress)
    switch, moved = None, None
    if deck is not None and options.scheduler is not SchedulerKind.FSRS:
        fitted = found.best is trying.Algorithm.FSRS_FITTED
        weights = found.parameters if fitted else DEFAULT_PARAMETERS
        switch = replace(options, scheduler=SchedulerKind.FSRS, fsrs_parameters=weights)
        moved = replaying.preview(store, deck, switch, progress).moved
    return TrialReport(found, options.scheduler, options.profile.value, switch, moved)


def present_settings(store: Store, deck: str | None) -> SimulationSettings:
    """Return by what a deck is planned now, its own limits included.

    For None: the options most cards have, with the limits of all top decks together.
    """
    with store.reading() as conn:
        return SimulationSettings(_Chosen.of(conn, deck).with_limits())


def simulate(
    store: Store,
    deck: str | None,
    days: int,
    settings: Sequence[SimulationSettings],
    progress: Progress | None = None,
    seed: int = 0,
) -> tuple[Simulation, ...]:
    """Return what ``days`` days from today would be like for a deck, by each of the settings.

    See ``scheduling.simulating.simulate`` for the method. All settings begin with the same cards
    and are answered by the same learner: true recall follows FSRS with the deck's parameters (or
    the published ones), worked out from the log. The schedule goes on from what it has now, as
    after a change that applies from now on.
    """
    from flashcards.scheduling.simulating import simulate as run

    total = days * len(settings)
    with store.looking(progress) as conn:
        course(conn).tick(0, total)
        chosen = _Chosen.of(conn, deck)
        stock, learner = start(conn, chosen.deck_ids, chosen.options, store.now())
    return tuple(
        run(stock, learner, one, days, _from(progress, place * days, total), seed)
        for place, one in enumerate(settings)
    )


def _from(progress: Progress | None, done: int, total: int) -> Callable[[int, int], bool] | None:
    if progress is None:
        return None
    return lambda step, _: progress(done + step, total) is not False


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The decks that are meant, and the options they are studied by."""

    deck_ids: list[int] | None
    """None for all."""
    tops: Sequence[Deck]
    """The decks whose limits count."""
    options: Options
    options_of: dict[int, Options]

    @classmethod
    def of(cls, conn: Connection, deck: str | None) -> "_Chosen":
        known = {int(one.id): one.options for one in presets.all_presets(conn)}
        if deck is not None:
            top = required_deck(conn, deck)
            ids = [int(one.id) for one in decks.subtree(conn, top.name)]
            return cls(ids, [top], known[top.preset_id], known)
        every = decks.all_decks(conn)
        counts = memories.cards_by_deck(conn)
        weights = dict.fromkeys(known, 0)
        for one in every:
            weights[one.preset_id] += counts.get(one.id, 0)
        usual = max(weights, key=lambda key: (weights[key], -key))
        tops = [one for one in every if SEPARATOR not in one.name]
        return cls(None, tops, known[usual], known)

    def with_limits(self) -> Options:
        """Return the options with the decks' own daily limits in place of the preset's."""
        if not self.tops:
            return self.options
        new = reviews = 0
        for one in self.tops:
            preset, own = self.options_of[one.preset_id], one.limits
            new += preset.new_per_day if own.new_per_day is None else own.new_per_day
            reviews += (
                preset.reviews_per_day if own.reviews_per_day is None else own.reviews_per_day
            )
        new, reviews = min(new, MOST_NEW), min(reviews, MOST_REVIEWS)
        return replace(self.options, new_per_day=new, reviews_per_day=reviews)
