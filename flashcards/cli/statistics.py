"""``flashcards stats``: the numbers of the learning in words."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE
from flashcards.cli.opening import deck_named, opened
from flashcards.cli.terminal import Style, Terminal, output, write_json
from flashcards.cli.wording import duration, listed, pad, plural, safe, tr, width
from flashcards.languages.speaking import numeral, percent
from flashcards.model.enums import Standing
from flashcards.model.messages import Translatable

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
        learning = _learning(collection.deck_tree(), deck) if chosen.json else 0
    if chosen.json:
        write_json(_as_json(deck, numbers, learning))
    else:
        _tell(output(), deck, numbers)
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


def _tell(terminal: Terminal, deck: str | None, numbers: "Statistics") -> None:
    terminal.line(safe(deck) if deck else tr("All decks"), Style.BOLD)
    rows = [
        (tr("Today"), _today(numbers)),
        (tr("Streak"), _streak(numbers)),
        (tr("Due"), _due(numbers)),
        (tr("Cards"), _cards(numbers)),
        (tr("Intervals"), _intervals(numbers.intervals)),
        (tr("Ease"), _ease(numbers.eases)),
    ]
    _draw(terminal, rows)
    terminal.line()
    period = numbers.period_days
    heading = (
        tr("All time")
        if period is None
        else plural(period, "Last {count} day", "Last {count} days")
    )
    terminal.line(heading, Style.BOLD)
    _draw(terminal, _period_rows(numbers))


def _today(numbers: "Statistics") -> str:
    today = numbers.today
    told = plural(
        today.answers,
        "{count} answer in {time}",
        "{count} answers in {time}",
        time=duration(today.taken_ms),
    )
    if today.recall.asked:
        return tr("{answers}, {share} remembered", answers=told, share=_percent(today.recall))
    return told


def _streak(numbers: "Statistics") -> str:
    streak = numbers.streak
    return plural(
        streak.current,
        "{count} day; longest {longest}",
        "{count} days; longest {longest}",
        longest=numeral(streak.longest),
    )


def _due(numbers: "Statistics") -> str:
    days, overdue = numbers.forecast.days, numbers.forecast.overdue
    today = tr("{count} today", count=numeral(days[0]))
    if overdue:
        today = tr(
            "{count} today ({overdue} overdue)", count=numeral(days[0]), overdue=numeral(overdue)
        )
    repeats = numbers.forecast.repeats
    again = tr("{count} to repeat today", count=numeral(repeats)) if repeats else ""
    later = tr(
        "{week} in the 7 days after, {month} in 30",
        week=numeral(sum(days[1 : 1 + _WEEK])),
        month=numeral(sum(days[1 : 1 + _MONTH])),
    )
    return listed((today, again, later))


def _draw(terminal: Terminal, rows: list[tuple[str, str]]) -> None:
    columns = max(_WORD_COLUMNS, 1 + max(width(name) for name, _ in rows))
    for name, words in rows:
        terminal.line(terminal.styled(pad(name, columns), Style.DIM) + words)


def _period_rows(numbers: "Statistics") -> list[tuple[str, str]]:
    work, kept, answers = numbers.work, numbers.retention, numbers.answers
    if not work.answers:
        return [(tr("Answers"), tr("none yet"))]
    rated = [
        sum(counts)
        for counts in zip(answers.new, answers.drills, answers.young, answers.mature, strict=True)
    ]
    answered = tr(
        "{answers} on {days}, {mean} a day",
        answers=numeral(work.answers),
        days=plural(len(work.days), "{count} day", "{count} days"),
        mean=numeral(work.answers_per_day, 1),
    )
    if numbers.of_deleted:
        gone = tr("{count} of cards deleted since", count=numeral(numbers.of_deleted))
        answered = listed((answered, gone))
    time = tr(
        "{time}, {each} an answer",
        time=duration(work.taken_ms),
        each=duration(work.ms_per_answer or 0),
    )
    qualities = listed(f"{quality}: {numeral(count)}" for quality, count in enumerate(rated))
    rows = [(tr("Answers"), answered), (tr("Time"), time), (tr("Qualities"), qualities)]
    if kept.all.asked:
        parts = [(tr("young"), kept.young), (tr("mature"), kept.mature)]
        told = tr(
            "{share} of {asked} ({parts})",
            share=_percent(kept.all),
            asked=numeral(kept.all.asked),
            parts=listed(f"{name} {_percent(part)}" for name, part in parts if part.asked),
        )
        rows.append((tr("Remembered"), told))
    return rows


_STANDINGS: dict[Standing, Translatable] = {
    Standing.NEW: "new",
    Standing.LEARNING: "learning",
    Standing.YOUNG: "young",
    Standing.MATURE: "mature",
    Standing.SUSPENDED: "suspended",
    Standing.BURIED: "buried",
}


def _cards(numbers: "Statistics") -> str:
    parts = listed(
        f"{numeral(count)} {tr(_STANDINGS[standing])}"
        for standing, count in numbers.cards.items()
        if count
    )
    total = numeral(numbers.card_total)
    return f"{total} ({parts})" if parts else total


def _intervals(intervals: "Distribution") -> str:
    if not intervals.total:
        return tr("none yet")
    return tr(
        "median {median}, longest {longest}",
        median=plural(intervals.percentile(50) or 0, "{count} day", "{count} days"),
        longest=plural(intervals.percentile(100) or 0, "{count} day", "{count} days"),
    )


def _ease(eases: "Distribution") -> str:
    mean = eases.mean
    return tr("none yet") if mean is None else tr("{ease} on average", ease=numeral(mean / 100, 2))


def _percent(recall: "Recall") -> str:
    return "-" if recall.share is None else percent(recall.share, 1)


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
