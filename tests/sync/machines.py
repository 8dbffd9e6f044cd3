"""Machines with collections of their own, and what they must agree on."""

import json
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import flashcards
from flashcards.api import Collection
from flashcards.carriers.carrier import Entry
from flashcards.scheduling.days import moment_ms
from flashcards.store import connections, identity, migrations
from flashcards.store.seed import seed


class Clock:
    """A clock that moves a second whenever it is read, and that tests set."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


class Shelf:
    """A carrier in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.pictures: dict[str, bytes] = {}

    def segments(self) -> list[Entry]:
        return [Entry(name, len(data), True) for name, data in self.files.items()]

    def read(self, name: str, limit: int) -> bytes:
        return self.files[name]

    def put(self, name: str, data: bytes) -> None:
        self.files.setdefault(name, data)

    def delete(self, name: str) -> None:
        self.files.pop(name, None)

    def media(self) -> set[str]:
        return set(self.pictures)

    def read_media(self, name: str, limit: int) -> bytes:
        return self.pictures[name]

    def put_media(self, name: str, content: Any) -> None:
        self.pictures.setdefault(
            name, content if isinstance(content, bytes) else content.read_bytes()
        )


@cache
def _bare() -> bytes:
    """Return a collection file that has its tables and nothing in them yet."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "c.flashcards"
        conn = connections.open_writer(path)
        for number, statements in enumerate(migrations.STEPS, 1):
            migrations.take_step(conn, number, statements)
        connections.close(conn)
        return path.read_bytes()


def opened(path: Path, clock: Clock) -> Collection:
    """Open a new collection, of tables made once for all machines: half the time it takes."""
    path.write_bytes(_bare())
    conn = connections.open_writer(path)
    connections.raw_of(conn).execute("BEGIN IMMEDIATE")
    seed(conn, moment_ms(clock.moment + timedelta(seconds=1)))  # as opening reads it
    connections.raw_of(conn).execute("COMMIT")
    connections.close(conn)
    identity.remember_state(path)
    return flashcards.open(path, clock)


_ASKED = {
    "decks": "SELECT d.name, d.uid, p.uid, d.description, d.limits FROM decks d "
    "JOIN presets p ON p.id = d.preset_id ORDER BY 1",
    "presets": "SELECT uid, name, options, scheduler, parameters FROM presets p "
    "JOIN scheduler_versions v ON v.id = p.version_id ORDER BY 1",
    "learner": "SELECT day_start_minutes FROM learner",
    "types": "SELECT uid, name, css, kind, fields, markup FROM note_types ORDER BY 1",
    "templates": "SELECT t.uid, n.uid, t.name, t.position, t.question, t.answer FROM templates t "
    "JOIN note_types n ON n.id = t.note_type_id ORDER BY 1",
    "notes": "SELECT n.guid, t.uid, n.fields, t.fields, n.tags, s.uid, "
    "n.source_heading, n.created_ms FROM notes n JOIN note_types t ON t.id = n.note_type_id "
    "LEFT JOIN sources s ON s.id = n.source_id ORDER BY 1",
    "cards": "SELECT n.guid, t.uid, c.ordinal, d.uid, c.suspended, c.buried_until, c.flag, "
    "c.position, c.seed, c.state, c.due_at, c.interval_minutes, c.ease, c.repetitions, c.lapses, "
    "c.step, c.last_review_at, c.drill_day, c.answers FROM cards c "
    "JOIN notes n ON n.id = c.note_id JOIN templates t ON t.id = c.template_id "
    "JOIN decks d ON d.id = c.deck_id ORDER BY 1, 2, 3",
    "past": "SELECT n.guid, t.uid, c.ordinal, v.scheduler, v.parameters, c.past_until_ms, "
    "round(c.stability, 6), round(c.difficulty, 6) FROM cards c JOIN notes n ON n.id = c.note_id "
    "JOIN templates t ON t.id = c.template_id "
    "LEFT JOIN scheduler_versions v ON v.id = c.past_version_id ORDER BY 1, 2, 3",
    "log": "SELECT v.uid, r.id & 1099511627775, r.at_ms, r.kind, r.quality, r.taken_ms, "
    "r.interval_minutes, r.offset_minutes, s.scheduler, s.parameters, s.day_start_minutes "
    "FROM reviews r JOIN devices v ON v.id = r.id >> 40 "
    "LEFT JOIN scheduler_versions s ON s.id = r.version_id ORDER BY 1, 2",
    "totals": "SELECT t.day, d.uid, t.kind, t.quality, t.phase, t.reviews, t.taken_ms "
    "FROM daily_totals t LEFT JOIN decks d ON d.id = t.deck_id ORDER BY 1, 2, 3, 4, 5",
    "plans": "SELECT uid, kind, name, definition, created_ms FROM plans ORDER BY 1",
    "media": "SELECT name, original_name, size FROM media ORDER BY 1",
    "sources": "SELECT uid, title, text, address, digest, read_ms, structure FROM sources "
    "ORDER BY 1",
    "passages": "SELECT n.guid, s.uid, p.kind, p.term, p.heading, p.start, p.stop, p.quote, "
    "p.made, p.fresh_look, p.former_quote, p.former_until_ms FROM passages p "
    "JOIN notes n ON n.id = p.note_id JOIN sources s ON s.id = p.source_id ORDER BY 1",
    "highlights": "SELECT h.uid, s.uid, h.quote, h.start, h.stop, h.made_ms FROM highlights h "
    "JOIN sources s ON s.id = h.source_id ORDER BY 1",
    "readings": "SELECT uid, priority, portion, finished_ms FROM readings ORDER BY 1",
    "places": "SELECT uid, position, top, spans, week, week_before, read_ms FROM reading_places "
    "ORDER BY 1",
    "origins": "SELECT guid, origin_id, texts, cards, body, log FROM origins ORDER BY 1",
    "origin options": "SELECT kind, uid, body FROM origin_options ORDER BY 1, 2",
    "memories": "SELECT v.uid, m.review_id & 1099511627775, m.memory FROM review_memories m "
    "JOIN devices v ON v.id = m.review_id >> 40 ORDER BY 1, 2",
}


def told(collection: Collection) -> dict[str, list[Any]]:
    """Return all that machines in step must have alike."""
    with collection._store.reading() as conn:
        found = {
            name: [list(row) for row in conn.exec_driver_sql(sql).fetchall()]
            for name, sql in _ASKED.items()
        }
    for row in found["types"]:
        row[4] = [_without_place(each) for each in json.loads(row[4])]
    for row in found["sources"]:
        row[6] = json.loads(row[6] or "null")
    for row in found["notes"]:  # each machine keeps texts in places of its own
        texts = row[2].split("\x1f")
        named = sorted((each["uid"], each["at"]) for each in json.loads(row.pop(3)))
        row[2] = [(uid, texts[at]) for uid, at in named if at < len(texts) and texts[at]]
    return found


def _without_place(field: dict[str, Any]) -> dict[str, Any]:
    """Return what a field of a note type is, but for where a machine keeps its texts."""
    return {key: value for key, value in field.items() if key != "at"}


def differences(one: Collection, two: Collection) -> list[str]:
    """Return in what two machines differ."""
    first, second = told(one), told(two)
    return [
        f"{name}: {[row for row in first[name] if row not in second[name]][:3]} and "
        f"{[row for row in second[name] if row not in first[name]][:3]}"
        for name in first
        if first[name] != second[name]
    ]
