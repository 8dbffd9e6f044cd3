"""What an export reads: notes by deck, and the files they show."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from sqlalchemy import Connection

from flashcards.model.enums import ReviewKind
from flashcards.scheduling.replay import DEVICE_BITS, effective
from flashcards.store.connections import raw_of
from flashcards.store.media import NAME
from flashcards.text.file_names import ways


def notes_in_decks(conn: Connection, deck_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Return (note id, deck id of its first card) of every note with a card in these decks."""
    rows = conn.exec_driver_sql(
        "SELECT note_id, deck_id, min(id) FROM cards "
        "WHERE deck_id IN (SELECT value FROM json_each(?)) GROUP BY note_id ORDER BY note_id",
        (json.dumps(list(deck_ids)),),
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def cards_in_decks(conn: Connection, deck_ids: Sequence[int]) -> list[int]:
    """Return the cards in these decks, those of a note together, in the order notes were made."""
    rows = conn.exec_driver_sql(
        "SELECT id FROM cards WHERE deck_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY note_id, ordinal, id",
        (json.dumps(list(deck_ids)),),
    ).fetchall()
    return [row[0] for row in rows]


def kept_names(conn: Connection, called: Iterable[str]) -> dict[str, str]:
    """Return the collection's names of files that texts name as they were called before.

    That is in any of the ways to write a name. Of several called alike it is the newest one, which
    is the one that is played.
    """
    meant = {named: ways(named) for named in called}
    if not meant:
        return {}
    rows = conn.exec_driver_sql(
        "SELECT original_name, name FROM media WHERE original_name IN "
        "(SELECT value FROM json_each(?1)) AND original_name <> name ORDER BY id",
        (json.dumps(sorted({way for found in meant.values() for way in found})),),
    ).fetchall()
    kept = {row[0]: row[1] for row in rows}
    first = {named: next(filter(kept.get, found), "") for named, found in meant.items()}
    return {named: kept[way] for named, way in first.items() if way}


def pictures(conn: Connection, texts: Iterable[str]) -> list[str]:
    """Return the names of the collection's pictures, sounds and videos that these texts show."""
    named = {name for text in texts for name in NAME.findall(text)}
    if not named:
        return []
    rows = conn.exec_driver_sql(
        "SELECT name FROM media WHERE name IN (SELECT value FROM json_each(?)) ORDER BY name",
        (json.dumps(sorted(named)),),
    ).fetchall()
    return [row[0] for row in rows]


class StoredNote(NamedTuple):
    """A note as it is stored."""

    id: int
    guid: str
    note_type_id: int
    fields: str
    """All texts, with a separator between."""
    tags: str
    created_ms: int
    changed_ms: int


def notes_of(conn: Connection, ids: Sequence[int]) -> list[StoredNote]:
    """Return notes in the order of their ids."""
    rows = raw_of(conn).execute(
        f"SELECT {', '.join(StoredNote._fields)} FROM notes "
        "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(ids)),),
    )
    return list(map(StoredNote._make, rows))


class StoredCard(NamedTuple):
    """A card as it is stored."""

    note_id: int
    id: int
    deck_id: int
    template_id: int
    ordinal: int
    position: int
    suspended: int
    buried_until: int | None
    flag: int
    state: int
    due_at: int | None
    """UTC ms."""
    interval_minutes: int
    ease: int
    lapses: int
    step: int
    stability: float | None
    difficulty: float | None
    last_review_at: int | None
    """UTC ms."""
    answers: int
    changed_ms: int
    past_version_id: int | None
    repetitions: int


def cards_of(
    conn: Connection, note_ids: Sequence[int], deck_ids: Sequence[int]
) -> dict[int, list[StoredCard]]:
    """Return the cards in these decks of each note, by the note's id."""
    rows = raw_of(conn).execute(
        f"SELECT {', '.join(StoredCard._fields)} FROM cards "
        "WHERE note_id IN (SELECT value FROM json_each(?1)) "
        "AND deck_id IN (SELECT value FROM json_each(?2)) ORDER BY note_id, id",
        (json.dumps(list(note_ids)), json.dumps(list(deck_ids))),
    )
    cards = map(StoredCard._make, rows)
    return {note_id: list(found) for note_id, found in groupby(cards, itemgetter(0))}


LogEntry = tuple[int, int, int, int, int, int]
"""id, moment (UTC ms), kind, quality, milliseconds taken, interval (minutes)."""


def logs_of(conn: Connection, card_ids: Sequence[int]) -> Iterator[tuple[int, list[LogEntry]]]:
    """Yield the rows that count of the log of each card that has any, in their order."""
    rows = raw_of(conn).execute(_LOG, (json.dumps(list(card_ids)),))
    for card_id, found in groupby(rows, itemgetter(0)):
        log = [row[1:] for row in found]
        if not all(map(_is_plain, log)) or log[0][0] >> DEVICE_BITS != log[-1][0] >> DEVICE_BITS:
            taken = {row[0]: row[5] for row in log}
            standing = effective((*row[:5], *row[6:]) for row in log)
            log = [(*row[:5], taken[row[0]], *row[5:]) for row in standing]
        yield card_id, [(row[0], row[1], row[3], row[4], row[5], row[7]) for row in log]


def _is_plain(row: Sequence[int | None]) -> bool:
    return row[8] is None and row[3] is not None and row[3] < _STRIKES


_STRIKES = int(ReviewKind.STRUCK)
_LOG = (
    "SELECT card_id, id, at_ms, offset_minutes, kind, quality, taken_ms, version_id, "
    "interval_minutes, target FROM reviews WHERE card_id IN (SELECT value FROM json_each(?)) "
    "ORDER BY card_id, id"
)


QUALITY_BITS: Final = 3
KIND_BITS: Final = 3
"""Of a number that tells quality, kind and milliseconds of an answer."""
_PLAIN: Final = (
    f"SELECT card_id, min(id) >> {DEVICE_BITS}, sum(kind < {ReviewKind.IMPORTED:d}) FROM reviews "
    "WHERE card_id IN (SELECT value FROM json_each(?)) GROUP BY card_id "
    f"HAVING min(id) >> {DEVICE_BITS} = max(id) >> {DEVICE_BITS} "
    f"AND max(kind) <= {ReviewKind.IMPORTED:d} AND count(target) = 0"
)
_ANSWERS: Final = (
    f"SELECT at_ms, quality + (kind << {QUALITY_BITS}) + (taken_ms << {QUALITY_BITS + KIND_BITS}) "
    "FROM reviews WHERE card_id IN (SELECT value FROM json_each(?)) "
    f"AND kind < {ReviewKind.IMPORTED:d} ORDER BY card_id, id"
)


def plain_logs(conn: Connection, card_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return the device and the number of answers of logs that one device wrote, by card.

    What is brought in as it stands is no answer. Logs with strikes or corrections are left out.
    """
    rows = raw_of(conn).execute(_PLAIN, (json.dumps(list(card_ids)),))
    return {card_id: (device, count) for card_id, device, count in rows}


def answers_of(conn: Connection, card_ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return the answers of plain logs, by card and moment, as (moment in UTC ms, what was said).

    The latter has the quality in its first bits, then the kind, then the milliseconds taken.
    """
    found: Iterator[tuple[int, int]] = raw_of(conn).execute(_ANSWERS, (json.dumps(list(card_ids)),))
    return found


def gone_cards(conn: Connection) -> list[int]:
    """Return the ids of the cards that the log knows and that are no more."""
    rows = raw_of(conn).execute(
        "SELECT DISTINCT card_id FROM reviews WHERE card_id NOT IN (SELECT id FROM cards)"
    )
    return [row[0] for row in rows]


def rows_in_log(conn: Connection) -> int:
    """Return how many rows the log has."""
    return int(conn.exec_driver_sql("SELECT count(*) FROM reviews").scalar_one())


def changed_types(conn: Connection) -> dict[int, int]:
    """Return when each note type changed last (UTC ms), by id."""
    rows = conn.exec_driver_sql("SELECT id, changed_ms FROM note_types").fetchall()
    return {row[0]: row[1] for row in rows}


def origin_devices(conn: Connection, kind: str) -> dict[int, str]:
    """Return the uids of what stands for devices in logs of another program, by number."""
    rows = conn.exec_driver_sql(
        "SELECT id, uid FROM devices WHERE uid LIKE ? || ':%' ORDER BY uid", (kind,)
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def notes_to_write(conn: Connection, deck_ids: Sequence[int]) -> list[int]:
    """Return the ids of notes with a card in these decks, those from elsewhere first."""
    rows = raw_of(conn).execute(
        "SELECT n.id FROM notes n LEFT JOIN origins o ON o.guid = n.guid WHERE n.id IN "
        "(SELECT note_id FROM cards WHERE deck_id IN (SELECT value FROM json_each(?))) "
        "ORDER BY o.guid IS NULL, o.origin_id, n.id",
        (json.dumps(list(deck_ids)),),
    )
    return [row[0] for row in rows]


def types_in_decks(conn: Connection, deck_ids: Sequence[int]) -> list[int]:
    """Return the ids of the note types of notes with a card in these decks."""
    rows = raw_of(conn).execute(
        "SELECT DISTINCT n.note_type_id FROM cards c JOIN notes n ON n.id = c.note_id "
        "WHERE c.deck_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(deck_ids)),),
    )
    return [row[0] for row in rows]


def first_moment(conn: Connection) -> int:
    """Return when the first note was made (UTC ms); 0 where there is none."""
    row = conn.exec_driver_sql("SELECT coalesce(min(created_ms), 0) FROM notes").fetchone()
    return int(row[0]) if row else 0
