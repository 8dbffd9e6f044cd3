"""A deck's own daily limits, in place of those of its preset."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class DeckLimits:
    """How many cards a deck may ask a day where that differs from its preset; None: it does not."""

    new_per_day: int | None = None
    reviews_per_day: int | None = None
    new_today: int | None = None
    """For one day only; counts before ``new_per_day``."""
    reviews_today: int | None = None
    """For one day only; counts before ``reviews_per_day``."""
    day: int | None = None
    """The learner's day (date ordinal) that ``new_today`` and ``reviews_today`` are meant for."""

    def on(self, day: int) -> "DeckLimits":
        """Return the limits as they stand on a learner's day: those of another one are over."""
        if self.day is None or self.day == day:
            return self
        return replace(self, new_today=None, reviews_today=None, day=None)

    def new(self, otherwise: int) -> int:
        """Return the limit of new cards, ``otherwise`` where the deck has none of its own."""
        own = self.new_per_day if self.new_today is None else self.new_today
        return otherwise if own is None else own

    def reviews(self, otherwise: int) -> int:
        """Return the limit of due cards, ``otherwise`` where the deck has none of its own."""
        own = self.reviews_per_day if self.reviews_today is None else self.reviews_today
        return otherwise if own is None else own


NO_LIMITS = DeckLimits()
