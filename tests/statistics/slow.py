"""Works every statistic out again, row by row from the log, slowly and without any SQL to trust."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from flashcards.api import Collection
from flashcards.model.enums import Standing

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KIND_ANSWER, KIND_DRILL, KIND_STRUCK = 0, 1, 4


@dataclass(frozen=True)
class Answer:
    """An answer or drill that counts, with all that is asked about it."""

    day: int
    deck: str | None
    """None for a card that is gone."""
    drill: bool
    quality: int
    phase: str
    taken_ms: int


def rows(collection: Collection, table: str) -> list[dict[str, Any]]:
    """Return a whole table."""
    with collection._store.reading() as conn:
        result = conn.exec_driver_sql(f"SELECT * FROM {table}")
        names = list(result.keys())
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def deck_of_cards(collection: Collection) -> dict[int, str]:
    """Return the full deck name of every card there is."""
    names = {deck["id"]: deck["name"] for deck in rows(collection, "decks")}
    return {card["id"]: names[card["deck_id"]] for card in rows(collection, "cards")}


def answers(collection: Collection) -> list[Answer]:
    """Return every answer and drill that counts."""
    decks = deck_of_cards(collection)
    day_starts = {
        version["id"]: version["day_start_minutes"]
        for version in rows(collection, "scheduler_versions")
    }
    log = rows(collection, "reviews")
    last_word: dict[int, tuple[int, int]] = {}
    for row in log:
        if row["kind"] >= KIND_STRUCK:
            word = (row["id"], row["kind"])
            last_word[row["target"]] = max(word, last_word.get(row["target"], word))
    found = []
    for card_id, history in _histories(log, last_word).items():
        interval = 0
        for row in history:
            if row["kind"] in (KIND_ANSWER, KIND_DRILL):
                found.append(
                    Answer(
                        day=_day_of(row, day_starts[row["version_id"]]),
                        deck=decks.get(card_id),
                        drill=row["kind"] == KIND_DRILL,
                        quality=row["quality"],
                        phase=_phase(interval),
                        taken_ms=row["taken_ms"],
                    )
                )
            interval = row["interval_minutes"]
    return found


def _histories(
    log: Iterable[dict[str, Any]], last_word: dict[int, tuple[int, int]]
) -> dict[int, list[dict[str, Any]]]:
    """Return the rows that count of each card, in the order they are to be read."""
    by_card: dict[int, list[dict[str, Any]]] = defaultdict(list)
    latest: dict[tuple[int, int], int] = {}
    for row in sorted(log, key=lambda row: row["id"]):
        struck = last_word.get(row["id"], (0, 0))[1] == KIND_STRUCK
        if row["kind"] >= KIND_STRUCK or struck:
            continue
        device = (row["card_id"], row["id"] >> 40)
        latest[device] = max(latest.get(device, row["at_ms"]), row["at_ms"])
        by_card[row["card_id"]].append({**row, "order": (latest[device], row["id"])})
    return {card: sorted(found, key=lambda row: row["order"]) for card, found in by_card.items()}


def _day_of(row: dict[str, Any], day_start_minutes: int) -> int:
    wall = EPOCH + timedelta(milliseconds=row["at_ms"], minutes=row["offset_minutes"])
    return (wall - timedelta(minutes=day_start_minutes)).date().toordinal()


def _phase(interval_minutes: int) -> str:
    if interval_minutes == 0:
        return "new"
    return "young" if interval_minutes < 21 * 24 * 60 else "mature"


def inside(deck: str | None, chosen: str | None) -> bool:
    """Whether a deck belongs to the chosen one; everything does when none is."""
    if chosen is None:
        return True
    return deck is not None and (deck == chosen or deck.startswith(f"{chosen}::"))


def _days_until(due_ms: int, now: datetime, day_start_minutes: int, today: int) -> int:
    due = (EPOCH + timedelta(milliseconds=due_ms)).astimezone(now.tzinfo)
    wall = due.replace(tzinfo=None) - timedelta(minutes=day_start_minutes)
    return wall.date().toordinal() - today


def standing(card: dict[str, Any], now: datetime, day_start_minutes: int, today: int) -> Standing:
    """Return where a card stands."""
    if card["suspended"]:
        return Standing.SUSPENDED
    if card["buried_until"] is not None and card["buried_until"] > today:
        return Standing.BURIED
    if card["state"] == 0:
        return Standing.NEW
    at_step = card["interval_minutes"] < 24 * 60
    ahead = _days_until(card["due_at"], now, day_start_minutes, today)
    if card["drill_day"] == today or (at_step and ahead <= 0):
        known = card["state"] == 3 or (card["state"] == 2 and card["repetitions"] > 1)
        return Standing.RELEARNING if known else Standing.LEARNING
    return Standing.YOUNG if card["interval_minutes"] < 21 * 24 * 60 else Standing.MATURE


def forecast(
    cards: Sequence[dict[str, Any]], now: datetime, day_start_minutes: int, today: int
) -> Counter[int]:
    """Return how many cards fall due so many days from now; negative is overdue."""
    found: Counter[int] = Counter()
    for card in cards:
        if card["suspended"] or card["due_at"] is None:
            continue
        day = _days_until(card["due_at"], now, day_start_minutes, today)
        if card["buried_until"] is not None and card["buried_until"] > today:
            day = max(day, card["buried_until"] - today)
        found[day] += 1
    return found


def streaks(days: Iterable[int], today: int) -> tuple[int, int]:
    """Return the current and the longest streak."""
    studied = set(days)

    def length(last: int) -> int:
        return next(back for back in range(len(studied) + 1) if last - back not in studied)

    current = length(today) if today in studied else length(today - 1)
    return current, max(map(length, studied), default=0)


def month_of(day: int) -> int:
    """Return the ordinal of the first date of a day's month."""
    return date.fromordinal(day).replace(day=1).toordinal()


def share(passed: int, asked: int) -> Fraction | None:
    """Return a share exactly."""
    return Fraction(passed, asked) if asked else None


def nearest_rank(values: Sequence[int], percent: int) -> int | None:
    """Return a percentile by its definition."""
    ordered = sorted(values)
    for value in ordered:
        if sum(other <= value for other in ordered) * 100 >= percent * len(ordered):
            return value
    return None
