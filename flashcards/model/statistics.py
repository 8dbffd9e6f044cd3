"""What looking back and ahead tells of the learning: the numbers of the statistics screen."""

from dataclasses import dataclass

from flashcards.model.enums import Standing


@dataclass(frozen=True, slots=True)
class Recall:
    """How often cards were remembered: ``passed`` answers of quality 3 or more out of ``asked``."""

    passed: int = 0
    asked: int = 0

    @property
    def share(self) -> float | None:
        """``passed`` by ``asked``, 0 to 1; None when nothing was asked."""
        return self.passed / self.asked if self.asked else None

    def __add__(self, other: "Recall") -> "Recall":
        return Recall(self.passed + other.passed, self.asked + other.asked)


@dataclass(frozen=True, slots=True)
class DayWork:
    """What was done on one learner's day; drills are part of it."""

    day: int
    answers: int = 0
    taken_ms: int = 0


@dataclass(frozen=True, slots=True)
class TodayNumbers:
    """The learner's day so far. ``answers`` and ``taken_ms`` include drills, the rest does not."""

    answers: int = 0
    taken_ms: int = 0
    drills: int = 0
    again: int = 0
    """Ratings below quality 3."""
    new: int = 0
    """First answers of cards never answered before."""
    young: int = 0
    mature: int = 0
    recall: Recall = Recall()
    """Of all ratings of the day, those of new cards as well."""


@dataclass(frozen=True, slots=True)
class Streak:
    """Days studied without a gap. A day not studied yet does not end the current streak."""

    current: int = 0
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many cards the schedule asks for, as it stands now.

    ``days[0]`` is what is due today, the ``overdue`` (due before today) among it, ``days[1]``
    tomorrow. Suspended cards are left out, buried ones count on the day they return. New cards
    have no date.
    """

    overdue: int
    days: tuple[int, ...]
    repeats: int = 0
    """Cards answered Again or Hard today that are asked again today until they are known; they
    count among ``days`` on the later day when they fall due."""


@dataclass(frozen=True, slots=True)
class MonthRecall:
    """Recall in one calendar month; ``first_day`` is the ordinal of its first date."""

    first_day: int
    young: Recall
    mature: Recall


@dataclass(frozen=True, slots=True)
class Retention:
    """How much was remembered when asked. Ratings of known cards only: no drills, no first answers.

    A card was mature when the interval it was asked after was 21 days or more.
    """

    young: Recall
    mature: Recall
    months: tuple[MonthRecall, ...]
    """Months of the period with at least one such rating, oldest first."""

    @property
    def all(self) -> Recall:
        """Young and mature together."""
        return self.young + self.mature


QualityCounts = tuple[int, int, int, int, int, int]
"""Answers of quality 0, 1, 2, 3, 4 and 5."""


@dataclass(frozen=True, slots=True)
class AnswerNumbers:
    """How answers were rated, by how far the card was when asked."""

    new: QualityCounts
    drills: QualityCounts
    young: QualityCounts
    mature: QualityCounts

    @property
    def total(self) -> int:
        """All answers."""
        return sum(map(sum, (self.new, self.drills, self.young, self.mature)))


@dataclass(frozen=True, slots=True)
class Distribution:
    """How often each value occurs, the values in rising order."""

    counts: tuple[tuple[int, int], ...] = ()
    """(value, how many cards)."""

    @property
    def total(self) -> int:
        """How many cards there are."""
        return sum(count for _, count in self.counts)

    @property
    def mean(self) -> float | None:
        """The average; None without cards."""
        total = self.total
        return sum(value * count for value, count in self.counts) / total if total else None

    def percentile(self, percent: int) -> int | None:
        """Return the smallest value that ``percent`` % of the cards do not exceed (nearest rank).

        None without cards; 50 gives the median.
        """
        left = -(-self.total * percent // 100)
        for value, count in self.counts:
            left -= count
            if left <= 0:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Work:
    """Answers and time of the period, day by day."""

    days: tuple[DayWork, ...]
    """Days with answers, oldest first."""
    first_day: int
    """Where the period begins: its first day, or the first day ever studied if that is later."""
    last_day: int
    """Today."""

    @property
    def answers(self) -> int:
        """All answers of the period, drills included."""
        return sum(work.answers for work in self.days)

    @property
    def taken_ms(self) -> int:
        """Time spent answering, in milliseconds."""
        return sum(work.taken_ms for work in self.days)

    @property
    def length_days(self) -> int:
        """Days from ``first_day`` to today, both included."""
        return self.last_day - self.first_day + 1

    @property
    def answers_per_day(self) -> float:
        """Answers a day, days without any included."""
        return self.answers / self.length_days

    @property
    def ms_per_studied_day(self) -> float | None:
        """Time a day, of the days studied; None without any."""
        return self.taken_ms / len(self.days) if self.days else None

    @property
    def ms_per_answer(self) -> float | None:
        """Average time of an answer; None without any."""
        return self.taken_ms / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class Statistics:
    """All numbers about some decks (or everything) over a period that ends today.

    Looking back, a drill is work like any answer but says nothing about recall. Numbers about
    everything include the answers of cards deleted since; those about decks do not.
    """

    day: int
    """The learner's present day (date ordinal)."""
    period_days: int | None
    """Length of the period; None for all time."""
    today: TodayNumbers
    streak: Streak
    """Over all time, whatever the period."""
    year: tuple[DayWork, ...]
    """Days with answers among the last 371 (53 weeks), oldest first, whatever the period."""
    forecast: Forecast
    retention: Retention
    answers: AnswerNumbers
    work: Work
    intervals: Distribution
    """Planned intervals in whole days of cards answered before, suspended ones left out."""
    eases: Distribution
    """Ease factors in hundredths of the same cards."""
    cards: dict[Standing, int]
    """Cards by standing, every standing named."""
    of_deleted: int = 0
    """Answers of the period that were given to cards deleted since. Only numbers about everything
    have them; no card and no deck counts them any more."""

    @property
    def card_total(self) -> int:
        """How many cards there are."""
        return sum(self.cards.values())
