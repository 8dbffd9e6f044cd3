"""Options in words, read and written: numbers with units, times, steps, weekdays."""

import re
from decimal import Decimal

from PySide6.QtCore import QLocale

from flashcards.collection.decks.options import LONGEST_STEP_MINUTES, MOST_STEPS
from flashcards.languages.numbers import Figures
from flashcards.languages.speaking import spoken, text_of
from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.messages import Translatable
from flashcards.ui.deck_options.option_kinds import Kind, OptionRow
from flashcards.ui.words import percent, plural, tr

MINUTES_PER_HOUR = 60
_UNITS = {"min": 1, "m": 1, "minute": 1, "minutes": 1, "h": 60, "hour": 60, "hours": 60}
_UNITS |= {"d": MINUTES_PER_DAY, "day": MINUTES_PER_DAY, "days": MINUTES_PER_DAY}
_OWN_UNITS: tuple[tuple[int, Translatable, str, str], ...] = (
    (1, "{minutes} min", "{count} minute", "{count} minutes"),
    (MINUTES_PER_HOUR, "{hours} h", "{count} hour", "{count} hours"),
    (MINUTES_PER_DAY, "{days} d", "{count} day", "{count} days"),
)
"""Minutes, and how the language writes so many: short, one and several of them."""
_NOT_A_WORD = re.compile(r"\{[^{}]*\}|[\W\d_]+")
_STEP = r"([0-9]{{1,7}}(?:{decimal}[0-9]{{1,3}})?)(?![0-9.,])\s*([^\W\d_]*)"
_BETWEEN = re.compile(r"[\s,;]+")
_BETWEEN_COMMAS = re.compile(r"(?:[\s;]|,(?![0-9])|(?<=[^\W\d_]),)+")
"""Where a comma before a digit begins its decimals, unless a unit ends there: ``1m,10m``."""


class MisreadError(ValueError):
    """What was typed is no value of the option; the text says why in plain words."""


def steps_words(steps: tuple[int, ...]) -> str:
    """Return steps (minutes) as they are typed: ``1 min 10 min 1 d``."""
    return " ".join(map(step_words, steps))


def step_words(minutes: int) -> str:
    """Return one step in the largest unit that says it exactly."""
    if minutes and minutes % MINUTES_PER_DAY == 0:
        return tr("{days} d", days=minutes // MINUTES_PER_DAY)
    if minutes and minutes % MINUTES_PER_HOUR == 0:
        return tr("{hours} h", hours=minutes // MINUTES_PER_HOUR)
    return tr("{minutes} min", minutes=minutes)


def _units() -> dict[str, int]:
    """Return how many minutes a unit has, by what may be typed: in the language, or in English."""
    found = dict(_UNITS)
    for size, short, one, many in _OWN_UNITS:
        for written in (text_of(short), text_of(one, many, 1), text_of(one, many, 5)):
            found.setdefault(_NOT_A_WORD.sub("", written).casefold(), size)
    return found


def _figures() -> Figures:
    """Return the signs in which numbers are read and written now."""
    return spoken()[1]


def _between(figures: Figures) -> re.Pattern[str]:
    """Return what may stand between two numbers; never the sign before decimals."""
    return _BETWEEN_COMMAS if figures.decimal == "," else _BETWEEN


def steps_from(text: str) -> tuple[int, ...]:
    """Read steps (minutes); raise MisreadError for anything else.

    A number without a unit counts minutes, so that what is pasted from Anki (``1m 10m``, ``1 10``)
    is read as it was meant.
    """
    figures = _figures()
    left = _between(figures).sub(" ", text.casefold()).strip()
    pattern = re.compile(_STEP.format(decimal=re.escape(figures.decimal)))
    steps: list[int] = []
    units = _units()
    while left:
        found = pattern.match(left)
        size = units.get(found[2] or "min") if found else None
        if found is None or size is None:
            wrong = left.partition(" ")[0] if found is None else found[0]
            raise MisreadError(tr("“{typed}” is no time such as 10 min, 2 h or 1 d.", typed=wrong))
        minutes = Decimal(figures.read(found[1])) * size
        if minutes != int(minutes):
            raise MisreadError(tr("“{typed}” is not a whole number of minutes.", typed=found[0]))
        steps.append(int(minutes))
        left = left[found.end() :].lstrip()
    if len(steps) > MOST_STEPS:
        raise MisreadError(tr("There can be {count} steps at most.", count=MOST_STEPS))
    if any(not 1 <= step <= LONGEST_STEP_MINUTES for step in steps):
        longest = step_words(LONGEST_STEP_MINUTES)
        raise MisreadError(tr("A step must lie between 1 min and {longest}.", longest=longest))
    return tuple(steps)


def parameters_words(values: tuple[float, ...]) -> str:
    """Return FSRS parameters as they are typed: numbers with a blank between."""
    rewritten = _figures().rewritten
    return " ".join(rewritten(f"{value:.4f}".rstrip("0").rstrip(".")) for value in values)


def parameters_from(text: str) -> tuple[float, ...]:
    """Read FSRS parameters, none for the published ones; raise MisreadError for anything else.

    None reaches a thousand, so that a point is always before decimals: what Anki shows can be
    pasted in every language.
    """
    from flashcards.scheduling.fsrs_formulas import (
        DEFAULT_PARAMETERS,
        HIGHEST_PARAMETERS,
        LOWEST_PARAMETERS,
    )

    figures = _figures()
    words = [word for word in _between(figures).split(text.strip().strip("[]")) if word]
    values: list[float] = []
    for word in words:
        try:
            values.append(float(figures.read(word) if figures.decimal in word else word))
        except ValueError:
            raise MisreadError(tr("“{typed}” is no number.", typed=word)) from None
    if words and len(words) != len(DEFAULT_PARAMETERS):
        raise MisreadError(
            plural(
                len(words),
                "FSRS-6 needs 21 numbers; this is only {count}.",
                "FSRS-6 needs 21 numbers; these are {count}.",
            )
        )
    for place, value in enumerate(values):
        low, high = LOWEST_PARAMETERS[place], HIGHEST_PARAMETERS[place]
        if not low <= value <= high:
            raise MisreadError(
                tr(
                    "Number {place} must lie between {low:g} and {high:g}.",
                    place=place + 1,
                    low=low,
                    high=high,
                )
            )
    if parameters_words(tuple(values)) == parameters_words(DEFAULT_PARAMETERS):
        return ()
    return tuple(values)


def weekday_names(*, short: bool = False) -> list[str]:
    """Return the weekdays, Monday first, in the learner's language."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    locale = QLocale()
    return [locale.standaloneDayName(day, form) for day in range(1, 8)]


def weekdays_words(shares: tuple[int, ...]) -> str:
    """Return which weekdays have less work, in words."""
    names = weekday_names()
    less = [
        f"{name} {percent(share / 100)}"
        for name, share in zip(names, shares, strict=True)
        if share != 100
    ]
    return ", ".join(less) if less else tr("all days equal")


def value_words(row: OptionRow, value: object) -> str:
    """Return a value of an option as one would say it."""
    if isinstance(value, tuple):
        return _tuple_words(row.kind, value)
    if row.kind is Kind.NUMBER and isinstance(value, int):
        return plural(value, row.one, row.many)
    if row.kind is Kind.TIME and isinstance(value, int):
        return f"{value // 60}:{value % 60:02d}"
    if row.kind is Kind.SWITCH:
        return tr("on") if value else tr("off")
    for choice in row.choices:
        if choice.value == value:
            return tr(choice.text).partition(":")[0]
    return str(value)


def _tuple_words(kind: Kind, value: tuple[int, ...]) -> str:
    if kind is Kind.STEPS:
        return steps_words(value) if value else tr("none")
    if kind is Kind.WEEKDAYS:
        return weekdays_words(value)
    return tr("fitted to answers") if value else tr("the published numbers")


def refusal(row: OptionRow, value: object) -> str:
    """Say in plain words why a value is not taken; empty when it is."""
    if row.kind is Kind.WEEKDAYS and isinstance(value, tuple):
        return "" if any(value) else tr("One weekday at least must have some work.")
    if not row.largest or not isinstance(value, int) or row.smallest <= value <= row.largest:
        return ""
    least, most = value_words(row, row.smallest), value_words(row, row.largest)
    return tr("Must lie between {least} and {most}.", least=least, most=most)
