"""Turns the numbers along time into what the charts draw: the year, time spent, what falls due."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from flashcards.model.statistics import DayWork, Statistics
from flashcards.ui.statistics import phrases
from flashcards.ui.statistics.series import Bar, Bars, Day, Key, Year
from flashcards.ui.words import numeral, tr

_LONGEST_BY_DAY = 92
"""Longer stretches are drawn week by week."""
_LONGEST_BY_WEEK = 7 * 110
_MONTH = 30
_LEAST_SHOWN = 14
"""A beginner's few days stand among so many, not alone."""
_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000


def year(found: Statistics) -> Year:
    """Return the field of the last 53 weeks, five shades from nothing to much."""
    work = {day.day: day for day in found.year}
    much = _much([day.answers for day in found.year])
    first = found.day - 370
    days = tuple(
        _year_day(work.get(number, DayWork(number)), much, found.day)
        for number in range(first, found.day + 1)
    )
    inside = [day for day in found.year if first <= day.day <= found.day]
    total = sum(day.answers for day in inside)
    summary = tr(
        "{answers} on {days}", answers=phrases.answers(total), days=phrases.days(len(inside))
    )
    return Year(days, summary)


def _year_day(work: DayWork, much: int, today: int) -> Day:
    level = min(-(-4 * work.answers // much), 4)
    name = phrases.day_words(work.day, today)
    if not work.answers:
        return Day(work.day, 0, tr("{day}: nothing", day=name))
    words = tr(
        "{day}: {answers} in {time}",
        day=name,
        answers=phrases.answers(work.answers),
        time=phrases.time_words(work.taken_ms),
    )
    return Day(work.day, level, words)


def _much(values: Sequence[int]) -> int:
    """Return what counts as much: nine days of ten had no more, so that one long day alone
    does not make all others look idle."""
    ordered = sorted(values)
    return ordered[(len(ordered) * 9 - 1) // 10] if ordered else 1


def time_spent(found: Statistics) -> Bars:
    """Return the time spent, day by day or in longer steps."""
    work = found.work
    summary = tr(
        "{time} in all · {average} per day studied · {each} per review",
        time=phrases.time_words(work.taken_ms),
        average=phrases.time_words(work.ms_per_studied_day or 0),
        each=phrases.seconds_words(work.ms_per_answer or 0),
    )
    first = min(work.first_day, found.day - _LEAST_SHOWN + 1)
    stretches = _stretches(first, found.day, backwards=True)
    answers = _summed(stretches, ((day.day, day.answers) for day in work.days))
    times = _summed(stretches, ((day.day, day.taken_ms) for day in work.days))
    bars = tuple(
        Bar((taken_ms,), _spent_words(span, count, taken_ms, found.day), label)
        for span, label, count, taken_ms in zip(
            stretches, _labels(stretches), answers, times, strict=True
        )
    )
    unit = _time_unit(max(times))
    words = partial(_time_axis, unit=unit)
    whole = unit != _HOUR_MS
    keys = (Key(tr("Time"), "accent"),)
    return Bars(keys, bars, summary, axis_words=words, whole=whole, unit=unit)


def _spent_words(span: range, answers: int, taken_ms: int, today: int) -> str:
    name = _span_name(span, today)
    if not answers:
        return tr("{day}: nothing", day=name)
    return tr(
        "{day}: {time}, {answers}",
        day=name,
        time=phrases.time_words(taken_ms),
        answers=phrases.answers(answers),
    )


def _time_unit(longest_ms: int) -> int:
    if longest_ms > 2 * _HOUR_MS:
        return _HOUR_MS
    return _MINUTE_MS if longest_ms > 2 * _MINUTE_MS else 1000


def _time_axis(ms: float, unit: int) -> str:
    name = {_HOUR_MS: tr("h"), _MINUTE_MS: tr("min")}.get(unit, tr("s"))
    return f"{ms / unit:g} {name}" if ms else "0"


def forecast(found: Statistics) -> Bars:
    """Return what falls due from today on, the overdue apart."""
    ahead = found.forecast
    farthest = max((place for place, due in enumerate(ahead.days) if due), default=0)
    last = found.day + max(farthest, _LEAST_SHOWN - 1)
    stretches = _stretches(found.day, last, backwards=False)
    due = _summed(stretches, enumerate(ahead.days, found.day))
    bars = []
    for number, (span, label) in enumerate(zip(stretches, _labels(stretches), strict=True)):
        overdue = ahead.overdue if number == 0 else 0
        count = phrases.cards(due[number]) if due[number] else tr("nothing")
        words = tr("{day}: {cards} due", day=_span_name(span, found.day), cards=count)
        if overdue:
            words += tr(", {count} of them overdue", count=numeral(overdue))
        bars.append(Bar((overdue, due[number] - overdue), words, label))
    keys = (Key(tr("Overdue"), "hard"), Key(tr("Due"), "accent"))
    now = tr("{count} today", count=numeral(ahead.days[0]))
    if ahead.repeats:
        again = tr("{count} to repeat today", count=numeral(ahead.repeats))
        now = again if not ahead.days[0] else f"{now} · {again}"
    later = tr(
        "{tomorrow} tomorrow · {week} in the next 7 days",
        tomorrow=numeral(ahead.days[1]),
        week=numeral(sum(ahead.days[1:8])),
    )
    summary = f"{now} · {later}"
    return Bars(keys if ahead.overdue else keys[1:], _without_overdue(bars, ahead.overdue), summary)


def _without_overdue(bars: Sequence[Bar], overdue: int) -> tuple[Bar, ...]:
    """Drop the lower part of all bars when it is empty everywhere, so that keys and parts agree."""
    return tuple(bars if overdue else (replace(bar, parts=bar.parts[1:]) for bar in bars))


def _stretches(first: int, last: int, *, backwards: bool) -> list[range]:
    """Cut the days from ``first`` to ``last`` into bars: single days, weeks or 30 days.

    A stretch that is too short stands where the time is farthest from today.
    """
    length = last - first + 1
    step = 1 if length <= _LONGEST_BY_DAY else 7 if length <= _LONGEST_BY_WEEK else 30
    if backwards:
        return [
            range(max(end - step + 1, first), end + 1) for end in range(last, first - 1, -step)
        ][::-1]
    return [range(start, min(start + step, last + 1)) for start in range(first, last + 1, step)]


def _summed(stretches: Sequence[range], values: Iterable[tuple[int, int]]) -> list[int]:
    """Sum values, given as (day, value), by stretch; days outside of all are left out."""
    place = {day: number for number, span in enumerate(stretches) for day in span}
    sums = [0] * len(stretches)
    for day, value in values:
        if day in place:
            sums[place[day]] += value
    return sums


def _span_name(span: range, today: int) -> str:
    if len(span) == 1:
        return phrases.day_words(span[0], today)
    return phrases.span_words(span[0], span[-1])


def _labels(stretches: Sequence[range]) -> list[str]:
    """Return words for the axis: some days, or the month where a new one begins."""
    if len(stretches[0]) == len(stretches[-1]) == 1 and len(stretches) <= _LONGEST_BY_DAY:
        every = 7 if len(stretches) <= _MONTH + 1 else 14
        return [
            phrases.short_day(span[0]) if number % every == 0 else ""
            for number, span in enumerate(stretches)
        ]
    labels, month = [], ""
    for span in stretches:
        name = phrases.short_month(span[-1])
        labels.append("" if name == month else name)
        month = name
    return labels
