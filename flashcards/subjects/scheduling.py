"""Schedulers, the past and the log: what ``collection.scheduling`` offers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashcards.model.enums import Quality, Rating
from flashcards.model.limits import DeckLimits
from flashcards.model.presets import Options
from flashcards.model.reviews import ReplayPreview
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue

if TYPE_CHECKING:
    from flashcards.collection.past.refitting import Refit
    from flashcards.collection.plans.experiments import TrialReport
    from flashcards.model.experiments import Simulation, SimulationSettings
    from flashcards.model.history import HistoryLine
    from flashcards.model.ids import PresetId
    from flashcards.scheduling.optimising import OptimiseResult


class SchedulingFace:
    """Looks into a collection's schedule, corrects its past, and compares schedulers."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    # Other rules for the past -------------------------------------------------------

    def preview_replay(
        self,
        deck: str | None = None,
        options: Options | None = None,
        progress: Progress | None = None,
    ) -> ReplayPreview:
        """Return what would change if the past of a deck's cards were judged by its options.

        ``options`` are tried in place of those the deck has; None for the deck means all.
        """
        from flashcards.collection.past import replaying

        return replaying.preview(self._store, deck, options, progress)

    def apply_replay(
        self,
        deck: str | None = None,
        options: Options | None = None,
        progress: Progress | None = None,
    ) -> int:
        """Judge the past of a deck's cards by its options from now on; return how many moved.

        ``options`` become the deck's. One undo takes all of it back.
        """
        from flashcards.collection.past import replaying

        return replaying.apply(self._store, deck, options, progress)

    # Experiments, which write nothing -------------------------------------------------

    def trial(self, deck: str | None = None, progress: Progress | None = None) -> "TrialReport":
        """Return how well each scheduler predicts the answers to a deck's cards, None for all.

        Raises UserError, saying how many are missing, where there are too few answers.
        """
        from flashcards.collection.plans import experiments

        return experiments.trial(self._store, deck, progress)

    def optimise(self, deck: str, progress: Progress | None = None) -> "OptimiseResult":
        """Return FSRS parameters fitted to the answers in all decks that share a deck's preset.

        Nothing is written; ``set_options(deck, fsrs_parameters=...)`` takes them over. Raises
        UserError, saying how many are missing, where there are too few answers.
        """
        from flashcards.collection.past import fitting

        return fitting.optimise(self._store, deck, progress)

    def refits_due(self) -> "list[PresetId]":
        """Return the presets to be fitted again: agreed to, and the last fit is a month old."""
        from flashcards.collection.past import refitting

        return refitting.due(self._store)

    def refit(self, preset_id: "PresetId", progress: Progress | None = None) -> "Refit | None":
        """Fit a preset's parameters to the past again; return what was adopted, None for nothing.

        What does not predict the answers since the last fit better is not adopted. One undo step.
        Raises UserError where there are too few answers.
        """
        from flashcards.collection.past import refitting

        return refitting.refit(self._store, preset_id, progress)

    def present_settings(self, deck: str | None = None) -> "SimulationSettings":
        """Return by what a deck is planned now, its own daily limits included."""
        from flashcards.collection.plans import experiments

        return experiments.present_settings(self._store, deck)

    def simulate(
        self,
        deck: str | None,
        days: int,
        settings: "SimulationSettings",
        progress: Progress | None = None,
        seed: int = 0,
    ) -> "Simulation":
        """Return what ``days`` days from today would be like for a deck, None for all."""
        return self.compare(deck, days, [settings], progress, seed)[0]

    def compare(
        self,
        deck: str | None,
        days: int,
        settings: Sequence["SimulationSettings"],
        progress: Progress | None = None,
        seed: int = 0,
    ) -> tuple["Simulation", ...]:
        """Return the days ahead by each of several settings, for the same cards and learner."""
        from flashcards.collection.plans import experiments

        return experiments.simulate(self._store, deck, days, settings, progress, seed)

    # The past ---------------------------------------------------------------------

    def history(self, card_id: int) -> list["HistoryLine"]:
        """Return a card's whole past, oldest first: every row with the rule and its numbers."""
        from flashcards.study.history import history_of

        return history_of(self._store, card_id)

    def correct(self, card_id: int, review_id: int, rating: Rating | Quality) -> None:
        """Give an answer of the past another rating; the card follows, the log keeps the first."""
        quality = rating.quality if isinstance(rating, Rating) else rating
        from flashcards.collection.past import correcting

        correcting.correct(self._store, card_id, review_id, quality)

    def strike(self, card_id: int, review_id: int) -> None:
        """Leave a review out of the reckoning; it stays in the log and can be restored."""
        from flashcards.collection.past import correcting

        correcting.strike(self._store, card_id, review_id)

    def restore(self, card_id: int, review_id: int) -> None:
        """Let a struck review count again, in place of a correction that stands for it."""
        from flashcards.collection.past import correcting

        correcting.restore(self._store, card_id, review_id)

    # By hand ----------------------------------------------------------------------

    def set_due(
        self,
        card_ids: Sequence[int],
        days: int | tuple[int, int],
        progress: Progress | None = None,
    ) -> None:
        """Let cards fall due in ``days`` from today (0), each on a day of its own of a range.

        What is remembered of a card stays; a new card goes into review with this interval.
        """
        from flashcards.collection.past import rescheduling

        rescheduling.set_due(self._store, card_ids, days, progress)

    def forget(self, card_ids: Sequence[int]) -> None:
        """Make cards new again; their past stays in the log."""
        from flashcards.collection.decks import organising

        version = next(iter(self._catalogue.presets.values())).version_id
        organising.reset(self._store, card_ids, version)

    def reposition(self, card_ids: Sequence[int], start: int, step: int = 1) -> None:
        """Put new cards, in the order given, at the places ``start``, ``start + step`` and so on.

        Cards that were answered are passed over.
        """
        from flashcards.collection.past import rescheduling

        rescheduling.reposition(self._store, card_ids, start, step)

    # Limits -----------------------------------------------------------------------

    def offers_siblings(self) -> bool:
        """Whether there are presets from before siblings were kept apart that may be changed."""
        from flashcards.store import presets

        with self._store.reading() as conn:
            return bool(presets.offers_siblings(conn))

    def decide_siblings(self, *, apart: bool) -> None:
        """Keep siblings apart in those presets, or leave them as they are; one undo step."""
        from flashcards.collection.decks import organising

        organising.decide_siblings(self._store, apart=apart)

    def deck_limits(self, deck: str) -> DeckLimits:
        """Return the daily limits a deck has of its own, as they stand today."""
        from flashcards.collection.decks import limiting

        return limiting.deck_limits(self._store, deck)

    def set_deck_limits(self, deck: str, **changes: int | None) -> None:
        """Change some of a deck's own daily limits, fields of ``DeckLimits``; None for none.

        Raises UserError for a number out of range.
        """
        from flashcards.collection.decks import limiting

        limiting.set_deck_limits(self._store, deck, **changes)
