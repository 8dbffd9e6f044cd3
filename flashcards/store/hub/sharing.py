"""Progress that a learner agrees to share with teachers: numbers per day and deck, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, text

from flashcards.model.cards import MATURE_MINUTES
from flashcards.model.enums import Quality, ReviewKind
from flashcards.store.connections import raw_of
from flashcards.store.hub.connecting import Hub
from flashcards.store.hub.rules import SCHEMA

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
    return bool(hub.run(f"DELETE FROM {SCHEMA}.sharing WHERE role = session_user"))


def since(hub: Hub) -> date | None:
    """Return from which day on the asker shares progress; None for never."""
    found = hub.rows(f"SELECT since::date FROM {SCHEMA}.sharing WHERE role = session_user")
    return found[0][0] if found else None


def done_since(conn: Connection, first: date) -> list[tuple[date, str, int, int, int]]:
    """Return day, deck, answers, right ones and cards known now, of a collection."""
    rows = raw_of(conn).execute(_ANSWERS, (MATURE_MINUTES, first.toordinal()))
    return [(date.fromordinal(day), *rest) for day, *rest in rows]


def share(hub: Hub, done: Iterable[tuple[date, str, int, int, int]], today: date) -> None:
    """Tell what was done; of days that are over, what was known then stays."""
    rows = [
        {"day": day, "deck": deck[:1000], "answers": answers, "correct": correct, "known": known}
        for day, deck, answers, correct, known in done
    ]
    if not rows:
        return
    with hub.work() as conn:
        conn.execute(
            text(
                f"INSERT INTO {SCHEMA}.progress "
                "VALUES (session_user, :day, :deck, :answers, :correct, :known) "
                "ON CONFLICT (role, day, deck) DO UPDATE SET answers = excluded.answers, "
                "correct = excluded.correct, known = CASE WHEN excluded.day = :today "
                "THEN excluded.known ELSE progress.known END"
            ),
            [{**row, "today": today} for row in rows],
        )


def seen(hub: Hub) -> list[Progress]:
    """Return what the asker may see, the newest first: as a teacher, of all who share."""
    found = hub.rows(
        f"SELECT m.title, p.day, p.deck, p.answers, p.correct, p.known FROM {SCHEMA}.progress p "
        f"JOIN {SCHEMA}.members m USING (role) ORDER BY p.day DESC, m.title, p.deck "
        f"LIMIT {_MOST_ROWS}"
    )
    return [Progress(*row) for row in found]
