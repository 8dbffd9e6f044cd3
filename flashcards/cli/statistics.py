"""``flashcards stats``: the numbers of the learning in words."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE
from flashcards.cli.opening import deck_named, opened
from flashcards.cli.terminal import Style, Terminal, output, write_json
from flashcards.cli.wording import duration, plural, safe

if TYPE_CHECKING:
    from flashcards.model.statistics import DayWork, Distribution, Recall, Statistics
    from flashcards.study.tree import DeckNode

_WORD_COLUMNS = 12
_WEEK = 7
_MONTH = 30


def stats(chosen: Arguments) -> int:
    """Tell of today, what is to come, what was remembered, and where the cards stand."""
    with opened(chosen, read_only=True) as collection:
        deck = deck_named(collection, chosen.deck)
        numbers = collection.statistics(deck, chosen.days)
        learning = _learning(collection.deck_tree(), deck)
    if chosen.json:
        write_json(_as_json(deck, numbers, learning))
    else:
        _tell(output(), deck, numbers, learning)
    return DONE


def _learning(tree: "Sequence[DeckNode]", deck: str | None) -> int:
    """Return how many cards of a deck, or of all, are asked again today until they are known."""
    if deck is None:
        return sum(node.learning for node in tree)
    for node in tree:
        if node.name == deck:
            return node.learning
        if deck.startswith(f"{node.name}::"):
            return _learning(node.children, deck)
    return 0


def _tell(terminal: Terminal, deck: str | None, numbers: "Statistics", learning: int) -> None:
    terminal.line(safe(deck) if deck else "All decks", Style.BOLD)
    today, streak, forecast = numbers.today, numbers.streak, numbers.forecast
    rows = [("Today", f"{plural(today.answers, 'answer')} in {duration(today.taken_ms)}")]
    if today.recall.asked:
        rows[0] = ("Today", f"{rows[0][1]}, {_percent(today.recall)} remembered")
    rows.append(("Streak", f"{plural(streak.current, 'day')}; longest {streak.longest:,}"))
    overdue = f" ({forecast.overdue:,} overdue)" if forecast.overdue else ""
    week, month = sum(forecast.days[1 : 1 + _WEEK]), sum(forecast.days[1 : 1 + _MONTH])
    again = f", {learning:,} in learning today" if learning else ""
    later = f"{week:,} in the 7 days after, {month:,} in 30"
    coming = f"{forecast.days[0]:,} today{overdue}{again}, {later}"
    rows.append(("Due", coming))
    rows.append(("Cards", _cards(numbers)))
    rows.append(("Intervals", _intervals(numbers.intervals)))
    rows.append(("Ease", _ease(numbers.eases)))
    _draw(terminal, rows)
    terminal.line()
    period = numbers.period_days
    heading = "All time" if period is None else f"Last {plural(period, 'day')}"
    terminal.line(heading, Style.BOLD)
    _draw(terminal, _period_rows(numbers))


def _draw(terminal: Terminal, rows: list[tuple[str, str]]) -> None:
    for name, words in rows:
        terminal.line(terminal.styled(name.ljust(_WORD_COLUMNS), Style.DIM) + words)


def _period_rows(numbers: "Statistics") -> list[tuple[str, str]]:
    work, kept, answers = numbers.work, numbers.retention, numbers.answers
    if not work.answers:
        return [("Answers", "none yet")]
    each = duration(work.ms_per_answer or 0)
    rated = [
        sum(counts)
        for counts in zip(answers.new, answers.drills, answers.young, answers.mature, strict=True)
    ]
    days, mean = plural(len(work.days), "day"), f"{work.answers_per_day:.1f}"
    rows = [
        ("Answers", f"{work.answers:,} on {days}, {mean} a day"),
        ("Time", f"{duration(work.taken_ms)}, {each} an answer"),
        ("Qualities", ", ".join(f"{quality}: {count:,}" for quality, count in enumerate(rated))),
    ]
    if kept.all.asked:
        parts = [("young", kept.young), ("mature", kept.mature)]
        said = ", ".join(f"{name} {_percent(part)}" for name, part in parts if part.asked)
        rows.append(("Remembered", f"{_percent(kept.all)} of {kept.all.asked:,} ({said})"))
    return rows


def _cards(numbers: "Statistics") -> str:
    parts = [
        f"{count:,} {standing.name.lower()}" for standing, count in numbers.cards.items() if count
    ]
    return f"{numbers.card_total:,}" + (f" ({', '.join(parts)})" if parts else "")


def _intervals(intervals: "Distribution") -> str:
    if not intervals.total:
        return "none yet"
    return (
        f"median {plural(intervals.percentile(50) or 0, 'day')}, "
        f"longest {plural(intervals.percentile(100) or 0, 'day')}"
    )


def _ease(eases: "Distribution") -> str:
    mean = eases.mean
    return "none yet" if mean is None else f"{mean / 100:.2f} on average"


def _percent(recall: "Recall") -> str:
    return "-" if recall.share is None else f"{recall.share:.1%}"


# JSON -------------------------------------------------------------------------------


def _as_json(deck: str | None, numbers: "Statistics", learning: int) -> dict[str, Any]:
    kept, answers, work = numbers.retention, numbers.answers, numbers.work
    return {
        "deck": deck,
        "day": _iso(numbers.day),
        "days": numbers.period_days,
        "today": {**asdict(numbers.today), "recall": _recall(numbers.today.recall)},
        "streak": asdict(numbers.streak),
        "learning": learning,
        "forecast": {"overdue": numbers.forecast.overdue, "days": list(numbers.forecast.days)},
        "retention": {
            "all": _recall(kept.all),
            "young": _recall(kept.young),
            "mature": _recall(kept.mature),
            "months": [
                {
                    "month": _iso(month.first_day)[:7],
                    "young": _recall(month.young),
                    "mature": _recall(month.mature),
                }
                for month in kept.months
            ],
        },
        "answers": {**{name: list(counts) for name, counts in asdict(answers).items()},
                    "total": answers.total},
        "work": {
            "answers": work.answers,
            "taken_ms": work.taken_ms,
            "first_day": _iso(work.first_day),
            "last_day": _iso(work.last_day),
            "days": [_day(done) for done in work.days],
        },
        "intervals": _distribution(numbers.intervals),
        "eases": _distribution(numbers.eases),
        "cards": {standing.name.lower(): count for standing, count in numbers.cards.items()},
    }  # fmt: skip


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _recall(recall: "Recall") -> dict[str, Any]:
    return {"passed": recall.passed, "asked": recall.asked, "share": recall.share}


def _day(done: "DayWork") -> dict[str, Any]:
    return {"day": _iso(done.day), "answers": done.answers, "taken_ms": done.taken_ms}


def _distribution(values: "Distribution") -> dict[str, Any]:
    return {
        "total": values.total,
        "mean": values.mean,
        "median": values.percentile(50),
        "counts": [[value, count] for value, count in values.counts],
    }
