"""Numbers about what was answered: today, streak, retention, ratings, time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from flashcards.model.enums import Phase, ReviewKind
from flashcards.model.statistics import (
    AnswerNumbers,
    DayWork,
    MonthRecall,
    QualityCounts,
    Recall,
    Retention,
    Streak,
    TodayNumbers,
    Work,
)
from flashcards.scheduling.days import current_streak
from flashcards.scheduling.sm2 import LOWEST_PASS
from flashcards.store.numbers import AnswerCount


def today_numbers(answers: Iterable[AnswerCount], today: int) -> TodayNumbers:
    """Return the numbers of the present day."""
    total = taken = drills = again = passed = 0
    by_phase = dict.fromkeys(Phase, 0)
    for day, kind, quality, phase, count, taken_ms in answers:
        if day != today:
            continue
        total += count
        taken += taken_ms
        if kind == ReviewKind.DRILL:
            drills += count
            continue
        by_phase[Phase(phase)] += count
        if quality >= LOWEST_PASS:
            passed += count
        else:
            again += count
    return TodayNumbers(
        answers=total,
        taken_ms=taken,
        drills=drills,
        again=again,
        new=by_phase[Phase.NEW],
        young=by_phase[Phase.YOUNG],
        mature=by_phase[Phase.MATURE],
        recall=Recall(passed, passed + again),
    )


def streak(days: Sequence[int], today: int) -> Streak:
    """Return the current and the longest run of neighbours in ``days``, which rise.

    The current one ends today, or yesterday while today is still to come. Days after today
    (a clock that was set forward for a while) count for the longest run only.
    """
    longest = run = 0
    previous: int | None = None
    for day in days:
        run = run + 1 if day - 1 == previous else 1
        longest = max(longest, run)
        previous = day
    return Streak(current_streak(set(days), today), longest)


def retention(answers: Iterable[AnswerCount]) -> Retention:
    """Return recall of young and mature cards, over all of ``answers`` and month by month."""
    # (month, phase, quality), so that days are told apart into months once each.
    months: dict[int, int] = {}
    counted: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for day, kind, quality, phase, count, _ in answers:
        if kind != ReviewKind.ANSWER or phase not in (Phase.YOUNG, Phase.MATURE):
            continue
        month = months.get(day)
        if month is None:
            month = months[day] = day - date.fromordinal(day).day + 1
        recall = counted[month, phase]
        recall[0] += count if quality >= LOWEST_PASS else 0
        recall[1] += count
    rows = tuple(
        MonthRecall(
            month,
            Recall(*counted.get((month, Phase.YOUNG), ())),
            Recall(*counted.get((month, Phase.MATURE), ())),
        )
        for month in sorted({month for month, _ in counted})
    )
    none = Recall()
    return Retention(
        sum((row.young for row in rows), none), sum((row.mature for row in rows), none), rows
    )


def answer_numbers(answers: Iterable[AnswerCount]) -> AnswerNumbers:
    """Return how answers were rated, drills apart from the rest."""
    drills = [0] * 6
    rated = {phase: [0] * 6 for phase in Phase}
    for _, kind, quality, phase, count, _taken in answers:
        row = drills if kind == ReviewKind.DRILL else rated[Phase(phase)]
        row[quality] += count
    return AnswerNumbers(
        new=_qualities(rated[Phase.NEW]),
        drills=_qualities(drills),
        young=_qualities(rated[Phase.YOUNG]),
        mature=_qualities(rated[Phase.MATURE]),
    )


def _qualities(counts: Sequence[int]) -> QualityCounts:
    zero, one, two, three, four, five = counts
    return zero, one, two, three, four, five


def work(days: Sequence[DayWork], since: int, today: int) -> Work:
    """Return the work from day ``since`` until today; ``days`` are all days ever studied."""
    first = min(max(since, days[0].day if days else today), today)
    return Work(tuple(day for day in days if day.day >= since), first, today)
