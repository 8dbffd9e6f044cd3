"""Plans for the days ahead, and what each would do before it is made."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlanKind(StrEnum):
    """What a plan for the days ahead is about; the text is what the collection file stores."""

    CATCH_UP = "catch-up"
    """A backlog spread over days."""
    HOLIDAY = "holiday"
    """A period in which nothing falls due."""
    EXAM = "exam"
    """A date on which a deck is to be known."""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A plan as the learner made it. Removing it lets the cards fall due as without it."""

    uid: str
    kind: PlanKind
    name: str
    first: date
    """The first day of a catch-up or holiday; the date of an exam."""
    last: date
    """The last day; the date of an exam."""
    deck: str | None
    """The deck it is for, with its subdecks; None for all, "" where the deck is gone."""
    retention: int | None = None
    """An exam: how many of 100 answers shall be right on the day."""


@dataclass(frozen=True, slots=True)
class DayLoad:
    """What there is to do on one day when a plan is made."""

    day: date
    already: int
    """Cards due anyhow, of all decks."""
    added: int
    """Cards that the plan puts there."""
    seconds: float = 0.0
    """About how long those take, by the learner's own times and memory."""

    @property
    def total(self) -> int:
        """All cards due on the day."""
        return self.already + self.added


@dataclass(frozen=True, slots=True)
class CatchUp:
    """How a backlog would be spread over days."""

    cards: int
    """Cards of the deck that are due today or have been for longer; learning steps left out."""
    loads: tuple[DayLoad, ...]
    """The days, today or the first one free of holidays first."""
    forgotten_at_once: float
    """Cards likely to be forgotten were all of them answered today."""
    forgotten_expected: float
    """The same when each is answered on its day of the plan."""
    forgotten_without: float
    """The same were none answered before the last of the days."""
    limit: int
    """How many reviews a day the options of the decks allow."""
    days_needed: int | None
    """How many days it takes to keep within the limit, with what is due anyway; None where a year
    is too short for that, or the limit is 0."""

    @property
    def days(self) -> tuple[int, ...]:
        """How many cards of the backlog each day gets."""
        return tuple(load.added for load in self.loads)

    @property
    def peak(self) -> int:
        """How many cards there are to answer on the fullest day, all told."""
        return max((load.total for load in self.loads), default=0)


@dataclass(frozen=True, slots=True)
class HolidayPreview:
    """How the cards due in a period would be moved out of it."""

    before: int
    """Cards asked ahead of their time, before the period."""
    after: int
    """Cards that wait until it is over."""
    loads: tuple[DayLoad, ...]
    """The days around the period that cards may be moved to, in order."""
    forgotten_expected: float
    """Of the cards moved, how many are likely to be forgotten on their new days."""
    forgotten_without: float
    """The same on the days they are due as it is."""

    @property
    def cards(self) -> int:
        """Cards due in the period."""
        return self.before + self.after

    @property
    def peak(self) -> int:
        """How many cards there are to answer on the fullest day, all told."""
        return max((load.total for load in self.loads), default=0)


@dataclass(frozen=True, slots=True)
class ExamPreview:
    """What a deck's cards would be on the day of an exam, as it is and with a plan.

    Cards are taken to be answered Good on the days they fall due.
    """

    cards: int
    """Cards of the deck that have been learned."""
    retention_as_it_is: float
    """How likely a card is remembered on the day, on average, without a plan (0 to 1)."""
    retention_expected: float
    """The same with it."""
    below: int
    """Cards less likely to be remembered than wished as it is."""
    still_below: int
    """Cards that are so even with the plan."""
    moved: int
    """Cards brought forward when the plan is made."""
    later: int
    """Cards that are likely to be brought forward after an answer they get before."""
    loads: tuple[DayLoad, ...]
    """The last days before the exam, with the extra reviews of each."""
    new_cards: int
    """Cards of the deck never answered."""
    new_per_day: int
    """How many of them to begin a day so that all have been met by then."""

    @property
    def extra(self) -> int:
        """How many reviews the plan adds."""
        return self.moved + self.later

    @property
    def peak(self) -> int:
        """How many cards there are to answer on the fullest of the last days, all told."""
        return max((load.total for load in self.loads), default=0)
