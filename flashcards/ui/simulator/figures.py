"""Turns simulations into what the charts draw and the words above them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from flashcards.model.experiments import Simulation
from flashcards.model.habits import Habits, Source
from flashcards.model.messages import Translatable
from flashcards.ui.simulator.series import MARKS, Curves, Place
from flashcards.ui.statistics import phrases
from flashcards.ui.statistics.series import plain_number
from flashcards.ui.words import numeral, percent, plural, tr

_MINUTE_MS = 60_000
_LONGEST_BY_DAY, _LONGEST_BY_WEEK = 62, 800
_WEEK, _FOUR_WEEKS = 7, 28
_LIKE = 0.02
"""What differs by less is told as about the same."""

Span = tuple[int, int]
"""First day and the day after the last, counted from today."""


def spans(days: int) -> list[Span]:
    """Return the stretches of days that make a place each: days, weeks or four weeks."""
    size = 1 if days <= _LONGEST_BY_DAY else _WEEK if days <= _LONGEST_BY_WEEK else _FOUR_WEEKS
    found = [(first, min(first + size, days)) for first in range(0, days, size)]
    if len(found) > 1 and found[-1][1] - found[-1][0] < size / 2:
        # A stub of a day or two would stand as if it were a week.
        found[-2:] = [(found[-2][0], days)]
    return found


def reviews(found: Sequence[Simulation]) -> Curves:
    """Return the reviews a day."""
    return _curves(found, asked, _mean, _whole, tr("{count} reviews a day"))


def asked(one: Simulation) -> tuple[int, ...]:
    """Return how often cards are answered on each day, first answers and repeats included."""
    days = zip(one.reviews, one.new, one.repeats, strict=True)
    return tuple(map(sum, days))


def minutes(found: Sequence[Simulation]) -> Curves:
    """Return the minutes a day."""
    curves = _curves(found, lambda one: one.minutes, _mean, _time, tr("{count} a day"))
    return replace(curves, axis_words=_minutes)


def memorised(found: Sequence[Simulation]) -> Curves:
    """Return how many cards are remembered at the end of each stretch."""
    words = tr("{count} cards remembered")
    return replace(_curves(found, lambda one: one.memorised, _last, _whole, words), close_up=True)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _last(values: Sequence[float]) -> float:
    return values[-1]


def _minutes(value: float) -> str:
    return tr("{minutes} min", minutes=plain_number(value))


def _whole(value: float) -> str:
    return plain_number(value) if value >= 9.95 or value == int(value) else numeral(value, 1)


def _time(value: float) -> str:
    return phrases.time_words(value * _MINUTE_MS)


def _curves(
    found: Sequence[Simulation],
    column: Callable[[Simulation], Sequence[float]],
    taken: Callable[[Sequence[float]], float],
    words: Callable[[float], str],
    phrase: str,
) -> Curves:
    today = found[0].first_day
    marks = MARKS[: len(found)]
    places = []
    stretches = spans(len(found[0].reviews))
    labels = _labels(today, stretches)
    for (first, after), label in zip(stretches, labels, strict=True):
        values = tuple(taken(column(one)[first:after]) for one in found)
        told = ", ".join(
            f"{mark.name} {words(value)}" for mark, value in zip(marks, values, strict=True)
        )
        when = _when(today, first, after)
        places.append(Place(values, f"{when}: {phrase.format(count=told)}", label))
    ends = ", ".join(
        tr("{name} from {first} to {last}", name=mark.name, first=words(one), last=words(other))
        for mark, one, other in zip(marks, places[0].values, places[-1].values, strict=True)
    )
    return Curves(marks, tuple(places), phrase.format(count=ends), words)


def _when(today: int, first: int, after: int) -> str:
    if after - first == 1:
        return phrases.day_words(today + first, today)
    return phrases.span_words(today + first, today + after - 1)


def _labels(today: int, stretches: Sequence[Span]) -> list[str]:
    """Return what stands below the places: days where there are few, else each new month."""
    if stretches[-1][1] <= _LONGEST_BY_DAY:
        return [
            phrases.short_day(today + first) if place % 7 == 0 else ""
            for place, (first, _) in enumerate(stretches)
        ]
    labels = []
    before = (0, 0)
    for first, _ in stretches:
        day = date.fromordinal(today + first)
        month = (day.year, day.month)
        if month == before:
            labels.append("")
        elif month[0] != before[0] and before != (0, 0):
            labels.append(str(day.year))
        else:
            labels.append(phrases.short_month(today + first))
        before = month
    return labels


def gist(found: Sequence[Simulation], column: Callable[[Simulation], Sequence[float]]) -> str:
    """Return the means of a column over all days, in words."""
    told = (
        f"{mark.name} {_whole(_mean(column(one)))}" for mark, one in zip(MARKS, found, strict=False)
    )
    return tr("On average {means} a day", means=", ".join(told))


def time_gist(found: Sequence[Simulation]) -> str:
    """Return the mean time a day, and the fullest day, in words short enough for a chart's head."""
    told: list[str] = []
    for mark, one in zip(MARKS, found, strict=False):
        mean, most = _time(_mean(one.minutes)), _time(max(one.minutes))
        words = tr("{name} {mean} ({most})") if told else tr("{name} {mean} (busiest day {most})")
        told.append(words.format(name=mark.name, mean=mean, most=most))
    said = tr("On average {means}", means=", ".join(told))
    smoothed = _smoothed(len(found[0].minutes))
    return f"{said}; {smoothed}" if smoothed else said


def _smoothed(days: int) -> str:
    """Return why the curve of so many days stays below the fullest one; empty where it does not."""
    first, after = spans(days)[0]
    if after - first == 1:
        return ""
    return tr("drawn by week") if after - first == _WEEK else tr("drawn by four weeks")


def memory_gist(found: Sequence[Simulation]) -> str:
    """Return how many cards are remembered in the end, of how many."""
    told = (
        tr("{name} {known} of {cards}", name=mark.name, known=_whole(round(known)), cards=cards)
        for mark, known, cards in (
            (mark, one.memorised[-1], phrases.cards(one.cards))
            for mark, one in zip(MARKS, found, strict=False)
        )
    )
    return tr("In the end {known}", known=", ".join(told))


def totals(name: str, one: Simulation) -> str:
    """Return the whole time in a sentence."""
    days = len(one.reviews)
    answers = sum(asked(one))
    told = tr(
        "{name}: {answers} in {time} over {days}; {known} of {cards} remembered in the end",
        name=name,
        answers=phrases.answers(answers),
        time=_time(sum(one.minutes)),
        days=phrases.days(days),
        known=plain_number(round(one.memorised[-1])),
        cards=phrases.cards(one.cards),
    )
    if one.recall is not None:
        told += tr(", {share} of the reviews correct", share=percent(one.recall))
    if one.waiting[-1]:
        late = plural(one.waiting[-1], "{count} card is", "{count} cards are")
        told += tr(". The limit of reviews is too low: {late} late on the last day", late=late)
    return told + "."


def verdict(found: Sequence[Simulation]) -> str:
    """Return in a sentence how the second compares with the first."""
    first, second = found
    if not first.cards and not second.cards:
        return tr("There are no cards to simulate yet. Add some, or let new cards never run out.")
    time, other = sum(first.minutes), sum(second.minutes)
    known, known_other = first.memorised[-1], second.memorised[-1]
    if first == second:
        return tr("A and B are the same: change one of them to compare.")
    return tr(
        "B {time}, and {known} in the end.",
        time=_compared(time, other),
        known=_more_known(round(known_other) - round(known)),
    )


def _compared(one: float, other: float) -> str:
    if abs(other - one) <= _LIKE * one or one <= 0:
        return tr("takes about as long as A")
    share = numeral(100 * abs(other - one) / one)
    if other < one:
        return tr("takes {share}% less time than A", share=share)
    return tr("takes {share}% more time than A", share=share)


def _more_known(more: int) -> str:
    if more == 0:
        return tr("as many cards are remembered")
    if more > 0:
        return plural(more, "{count} more card is remembered", "{count} more cards are remembered")
    return plural(-more, "{count} card fewer is remembered", "{count} cards fewer are remembered")


_SOURCES: dict[Source, Translatable] = {
    Source.DECK: "measured on your answers to these cards",
    Source.ALL: "measured on your answers to all cards",
    Source.ASSUMED: "assumed, until you have given more answers",
}


def method(one: Simulation) -> str:
    """Return how the days were worked out, with the learner's own numbers."""
    habits = one.habits
    kind = tr("fitted to you") if one.fitted else tr("as published, fitted to many learners")
    told = tr(
        "FSRS’s model of memory (parameters {kind}) decides by chance, day by day, whether a card "
        "is remembered, whichever scheduler plans, so A and B are measured alike. Each card starts "
        "with the memory its past answers give it. This is one likely outcome, not a promise.",
        kind=kind,
    )
    times = "; ".join(_times(habits))
    return told + "\n" + tr("Seconds per answer: {times}.", times=times)


def _times(habits: Habits) -> list[str]:
    rows = (
        (tr("a new card {s}"), habits.new_s, habits.new_from),
        (tr("remembered {s}"), habits.passed_s, habits.passed_from),
        (tr("forgotten {s}"), habits.failed_s, habits.failed_from),
        (tr("asked again the same day {s}"), habits.repeat_s, habits.repeat_from),
    )
    by_source: dict[Source, list[str]] = {}
    for words, seconds, source in rows:
        by_source.setdefault(source, []).append(words.format(s=numeral(seconds, 1)))
    return [
        tr("{parts} ({source})", parts=", ".join(parts), source=tr(_SOURCES[source]))
        for source, parts in by_source.items()
    ]
