"""Progress that a learner agrees to share with teachers: numbers per day and deck, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, text

from flashcards.model.cards import MATURE_MINUTES
from flashcards.model.enums import Quality, ReviewKind
from flashcards.store.connections import raw_of
from flashcards.store.hub.connecting import Hub
from flashcards.store.hub.rules import POSSIBLE_DAY, SCHEMA

_MOST_ROWS: Final = 100_000
_ANSWERS: Final = (
    "SELECT t.day, d.name, sum(t.reviews), "
    f"sum(CASE WHEN t.quality >= {Quality.HARD:d} THEN t.reviews ELSE 0 END), "
    "(SELECT count(*) FROM cards c WHERE c.deck_id = d.id AND c.interval_minutes >= ?) "
    "FROM daily_totals t JOIN decks d ON d.id = t.deck_id "
    f"WHERE t.day >= ? AND t.kind = {ReviewKind.ANSWER:d} "
    "GROUP BY t.day, d.id HAVING sum(t.reviews) > 0"
)


@dataclass(frozen=True, slots=True)
class Progress:
    """What somebody did on one day in one deck."""

    name: str
    day: date
    deck: str
    answers: int
    correct: int
    known: int
    """Cards of the deck that come at intervals of three weeks or more, as of that day."""


def agree(hub: Hub) -> None:
    """Share progress from today on, at every sync."""
    hub.run(f"INSERT INTO {SCHEMA}.sharing VALUES (session_user) ON CONFLICT DO NOTHING")


def take_back(hub: Hub) -> bool:
    """Share nothing any more, and remove what was shared; return whether anything was."""
    return bool(hub.rows(f"SELECT {SCHEMA}.unshare()")[0][0])


def since(hub: Hub) -> date | None:
    """Return from which day on the asker shares progress; None for never."""
    found = hub.rows(f"SELECT since::date FROM {SCHEMA}.sharing WHERE role = session_user")
    return found[0][0] if found else None


def done_since(conn: Connection, first: date) -> list[tuple[date, str, int, int, int]]:
    """Return day, deck, answers, right ones and cards known now, of a collection."""
    rows = raw_of(conn).execute(_ANSWERS, (MATURE_MINUTES, first.toordinal()))
    return [(date.fromordinal(day), *rest) for day, *rest in rows]


def share(
    hub: Hub, done: Iterable[tuple[date, str, int, int, int]], first: date, today: date
) -> None:
    """Tell what was done since the first day, in the place of what was told of these days.

    Of days that are over, what was known then stays. Days that cannot be are left out.
    """
    with hub.work() as conn:
        rows = conn.execute(
            text(
                f"SELECT day, deck, answers, correct, known FROM {SCHEMA}.progress "
                "WHERE role = session_user AND day >= :first"
            ),
            {"first": first},
        )
        told = {(day, deck): tuple(numbers) for day, deck, *numbers in rows}
        now = {(day, deck[:1000]): numbers for day, deck, *numbers in done}
        for (day, deck), numbers in now.items():
            if day != today and (day, deck) in told:
                numbers[2] = told[day, deck][2]
        _remove(conn, [key for key in told if tuple(now.get(key, ())) != told[key]])
        _add(conn, [(*key, *now[key]) for key in now if tuple(now[key]) != told.get(key)])


def _remove(conn: Connection, keys: list[tuple[date, str]]) -> None:
    if keys:
        conn.execute(
            text(f"SELECT {SCHEMA}.unshare_days(CAST(:days AS date[]), CAST(:decks AS text[]))"),
            {"days": [key[0] for key in keys], "decks": [key[1] for key in keys]},
        )


def _add(conn: Connection, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        days, decks, answers, correct, known = (list(each) for each in zip(*rows, strict=True))
        conn.execute(
            text(
                f"INSERT INTO {SCHEMA}.progress SELECT session_user, e.* FROM unnest("
                "CAST(:days AS date[]), CAST(:decks AS text[]), CAST(:answers AS int[]), "
                "CAST(:correct AS int[]), CAST(:known AS int[])) "
                f"AS e (day, deck, answers, correct, known) WHERE {POSSIBLE_DAY}"
            ),
            {"days": days, "decks": decks, "answers": answers, "correct": correct, "known": known},
        )


def seen(hub: Hub) -> list[Progress]:
    """Return what the asker may see, the newest first: as a teacher, of all who share.

    Where that is too much, the newest of each.
    """
    found = hub.rows(
        "SELECT m.title, p.day, p.deck, p.answers, p.correct, p.known FROM (SELECT *, "
        "row_number() OVER (PARTITION BY role ORDER BY day DESC, deck) AS place "
        f"FROM {SCHEMA}.progress) p JOIN {SCHEMA}.members m USING (role) "
        f"ORDER BY p.place LIMIT {_MOST_ROWS}"
    )
    progress = [Progress(*row) for row in found]
    return sorted(progress, key=lambda each: (-each.day.toordinal(), each.name, each.deck))
