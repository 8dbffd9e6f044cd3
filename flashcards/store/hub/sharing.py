"""Progress that a learner agrees to share with teachers: numbers per day and published deck.

Of decks that are not published in the hub nothing is told, not even a name.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, text

from flashcards.model.cards import MATURE_MINUTES
from flashcards.model.enums import Quality, ReviewKind
from flashcards.store.connections import raw_of
from flashcards.store.hub.connecting import Hub
from flashcards.store.hub.rules import POSSIBLE_DAY, SCHEMA
from flashcards.store.syncing import records

Done: TypeAlias = tuple[date, str, int, int, int]
"""Day, title of the deck, answers, right ones and cards known now."""

_MOST_ROWS: Final = 100_000
_ANSWERS: Final = (
    "SELECT t.day, t.deck_id, sum(t.reviews), "
    f"sum(CASE WHEN t.quality >= {Quality.HARD:d} THEN t.reviews ELSE 0 END) "
    "FROM daily_totals t WHERE t.day >= ? AND t.deck_id IN (SELECT value FROM json_each(?)) "
    f"AND t.kind = {ReviewKind.ANSWER:d} GROUP BY t.day, t.deck_id HAVING sum(t.reviews) > 0"
)
_KNOWN: Final = (
    "SELECT deck_id, count(*) FROM cards WHERE interval_minutes >= ? "
    "AND deck_id IN (SELECT value FROM json_each(?)) GROUP BY deck_id"
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
    """Share progress from today on, at every sync, of decks that are published in the hub."""
    hub.run(f"INSERT INTO {SCHEMA}.sharing VALUES (session_user) ON CONFLICT DO NOTHING")


def take_back(hub: Hub) -> bool:
    """Share nothing any more, and remove what was shared; return whether anything was."""
    return bool(hub.rows(f"SELECT {SCHEMA}.unshare()")[0][0])


def since(hub: Hub) -> datetime | None:
    """Return since when the asker shares progress; None for never."""
    found = hub.rows(f"SELECT since FROM {SCHEMA}.sharing WHERE role = session_user")
    return found[0][0] if found else None


def published(hub: Hub) -> dict[str, str]:
    """Return the decks (uids) that are published for the asker to read, and their titles there."""
    found = hub.rows(
        f"SELECT s.deck, s.title FROM {SCHEMA}.spaces s WHERE s.deck <> '' "
        f"AND s.id = ANY (ARRAY(SELECT g.space FROM {SCHEMA}.grants g)) ORDER BY s.title DESC"
    )
    return {row[0]: row[1] for row in found}


def done_since(conn: Connection, published: Mapping[str, str], first: date) -> list[Done]:
    """Return what was done in a collection, in published decks alone.

    Their subdecks count with them, under the title that the teacher gave.
    """
    titles = _titles(conn, published)
    decks = json.dumps([*titles])
    known: dict[str, int] = {}
    for deck, count in raw_of(conn).execute(_KNOWN, (MATURE_MINUTES, decks)):
        known[titles[deck]] = known.get(titles[deck], 0) + count
    answers: dict[tuple[int, str], tuple[int, int]] = {}
    for day, deck, count, correct in raw_of(conn).execute(_ANSWERS, (first.toordinal(), decks)):
        before = answers.get((day, titles[deck]), (0, 0))
        answers[day, titles[deck]] = before[0] + count, before[1] + correct
    return [
        (date.fromordinal(day), title, *numbers, known.get(title, 0))
        for (day, title), numbers in answers.items()
    ]


def _titles(conn: Connection, published: Mapping[str, str]) -> dict[int, str]:
    """Return as what each deck (id) is published, itself or with the nearest one above it."""
    hidden = (records.setup(conn) or {}).get("twins", {})
    titles = {shown: published[uid] for uid, shown in hidden.items() if uid in published}
    titles |= published
    rows = raw_of(conn).execute("SELECT id, uid, parent_id FROM decks").fetchall()
    above = {deck: parent for deck, _, parent in rows}
    own = {deck: titles[uid] for deck, uid, _ in rows if uid in titles}
    found = {}
    for deck in above:
        place: int | None = deck
        while place is not None and place not in own:
            place = above.get(place)
        if place is not None:
            found[deck] = own[place]
    return found


def share(hub: Hub, done: Iterable[Done], titles: Iterable[str], first: date, today: date) -> None:
    """Tell what was done since the first day, in the place of what was told of these days.

    Of days that are over, what was known then stays, unless the deck has another title since. Days
    that cannot be are left out, and of decks that have none of the ``titles`` everything is taken
    back: they are not published any more, or an earlier version told of them.
    """
    with hub.work() as conn:
        rows = conn.execute(
            text(
                f"SELECT day, deck, answers, correct, known FROM {SCHEMA}.progress WHERE "
                "role = session_user AND (day >= :first OR deck <> ALL (CAST(:titles AS text[])))"
            ),
            {"first": first, "titles": [title[:1000] for title in titles]},
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
