"""Moments as the command line writes them: days in the learner's zone, UTC in JSON."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from flashcards.cli.wording import tr
from flashcards.scheduling.days import learner_day

if TYPE_CHECKING:
    from flashcards.api import Collection


def iso(moment: datetime | None) -> str | None:
    """Return a UTC moment as JSON writes it: ``2026-03-02T10:00:00Z``."""
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def minute(moment: datetime) -> str:
    """Return a moment to the minute, by the clock of this computer: ``2026-03-02 10:00``."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The learner's days, which begin ``day_start_minutes`` after midnight."""

    now: datetime
    day_start_minutes: int

    def words(self, moment: datetime | None) -> str:
        """Return the learner's day a moment falls on; empty for None."""
        today = learner_day(self.now, self.day_start_minutes)
        known = [
            date.fromordinal(min(today + ahead, date.max.toordinal())).isoformat()
            for ahead in (0, 1)
        ]
        day = self.day(moment)
        return (tr("today"), tr("tomorrow"))[known.index(day)] if day in known else day

    def day(self, moment: datetime | None) -> str:
        """Return the date of the learner's day a moment falls on; empty for None."""
        if moment is None:
            return ""
        try:
            local = moment.astimezone(self.now.tzinfo)
            return date.fromordinal(learner_day(local, self.day_start_minutes)).isoformat()
        except OverflowError:  # the last day there is
            return f"{moment:%Y-%m-%d}"


def calendar(collection: "Collection") -> Calendar:
    """Return the learner's days as the collection counts them."""
    options = collection.presets()[0].options
    return Calendar(collection.clock(), options.day_start_minutes)
