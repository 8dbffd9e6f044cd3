"""A collection with a row in every table and a value in every column, and what all of it says."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from flashcards import Collection, Rating
from flashcards.collection.anki.keeping import packed_log
from flashcards.model.messages import message
from flashcards.model.reading import Priority
from flashcards.store import taking_in
from flashcards.store.schema import TABLES
from tests.collection.coast import ARTICLE
from tests.conftest import FixedClock

DERIVED: Final = frozenset({"daily_totals", "tags", "note_tags", "collection", "watched"})
"""Tables that follow from others, or are about one file, or a folder of one computer, alone."""
PICTURE: Final = b"\x89PNG\r\n\x1a\n" + bytes(range(60))
_BITS: Final = 40


def lived_in(collection: Collection, clock: FixedClock) -> None:
    """Live in a collection until it has something of everything."""
    (collection.path.parent / "été.png").write_bytes(PICTURE)
    picture = collection.import_media(collection.path.parent / "été.png")
    for number in range(8):
        collection.add_note(
            {"Front": f"front {number} ![]({picture})", "Back": "back\nof two lines"},
            deck="Languages::French" if number % 2 else "Languages",
            tags=["verb", "été"],
            note_type="basic-reverse" if number == 3 else "basic",
        )
    cloze = collection.add_note(
        {"Text": "{{c1::Canberra}} in {{c2::Australia}}"}, "Places", note_type="cloze"
    )
    own = collection.note_types.create(collection.note_types.new("Verb"))
    collection.add_note({"Front": "go", "Back": "went"}, "Places", note_type=own.uid)
    _answer(collection, "Places", Rating.GOOD, Rating.GOOD, Rating.EASY)
    _study(collection, clock)
    _read(collection, clock)
    _plan(collection, clock)
    _set_aside(collection, clock)
    collection.update_note(cloze, {"Text": "{{c1::Canberra}} in Australia"})
    collection.add_note({"Front": "gone", "Back": "for now"}, "Gone")
    _answer(collection, "Gone", Rating.GOOD)
    collection.delete_deck("Gone")
    _from_elsewhere(collection)


def _answer(collection: Collection, deck: str | None, *ratings: Rating) -> None:
    session = collection.study(deck)
    for rating in ratings:
        if session.next() is not None:
            session.answer(rating, taken_ms=4_321)
    session.close()


def _study(collection: Collection, clock: FixedClock) -> None:
    _answer(collection, None, Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.HARD)
    collection.undo()
    clock.advance(days=1)
    preset = collection.add_preset("By FSRS", deck="Languages")
    collection.assign_preset("Languages", preset)
    collection.set_options("Languages", scheduler="fsrs", new_per_day=7, day_start_minutes=300)
    collection.scheduling.set_deck_limits("Languages::French", new_per_day=3)
    _answer(collection, "Languages", Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.EASY)
    clock.advance(days=2)
    _answer(collection, None, Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.GOOD)
    answered = [card for card in collection.search("") if collection.history(card)]
    first = collection.history(answered[0])
    collection.scheduling.correct(answered[0], first[0].id, Rating.HARD)
    collection.scheduling.strike(answered[1], collection.history(answered[1])[0].id)
    collection.scheduling.set_due(answered[2:3], 5)
    collection.reset_cards(answered[3:4])


def _read(collection: Collection, clock: FixedClock) -> None:
    source = collection.reading.keep(collection.articles.read(ARTICLE, "https://example.org/c.md"))
    text = collection.articles.source(source).text
    collection.reading.highlight(source, 10, 40)
    collection.reading.start(source)
    collection.reading.note_place(source, 120, 90, [(0, 100)])
    clock.advance(days=8)
    collection.reading.note_place(source, 220, 90, [(100, 200)])
    collection.reading.set_priority(source, Priority.HIGH)
    collection.reading.set_portion(source, 2_000)
    draft = collection.articles.read(ARTICLE, "https://example.org/c.md")
    collection.articles.accept(draft, draft.above(0))
    changed = text.replace("sea", "salt sea", 2)
    collection.articles.apply_update(collection.articles.update(source, changed))


def _plan(collection: Collection, clock: FixedClock) -> None:
    collection.browsing.save_search("Verbs", "tag:verb")
    day = clock.now.date()
    collection.planning.add_holiday(day + timedelta(days=1), day + timedelta(days=9))


def _set_aside(collection: Collection, clock: FixedClock) -> None:
    cards = collection.search("")
    collection.suspend(cards[:2])
    collection.flag(cards[1:3], 3)
    collection.bury(cards[3:4])
    clock.advance(hours=1)


def _from_elsewhere(collection: Collection) -> None:
    """Add what only an import from another program, or an older version, leaves."""
    store = collection._store
    guid = collection.note(collection.search_notes("")[0]).guid
    card = collection.search("is:review")[0]
    with store.writing(message("Import {file}", file="x"), undoable=False) as conn:
        taking_in.add(conn, "origins", [
            (guid, 17, '["a1"]', '[[5,"basic-1",0]]',
             '{"mod":1,"flags":0,"data":"é","cards":{}}',
             packed_log({"5": [[1_600_000_000_000, 4, -600, 2500, 1]]}), 1_700_000_000_000)
        ])  # fmt: skip
        taking_in.add(conn, "origin_options", [
            ("deck", "languages", '{"desc": "é", "id": 4}', 1_700_000_000_001)
        ])  # fmt: skip
        version = conn.exec_driver_sql(
            "SELECT id FROM scheduler_versions WHERE scheduler = 'sm2' LIMIT 1"
        ).scalar_one()
        conn.exec_driver_sql(
            "UPDATE cards SET past_version_id = ?, past_until_ms = 1 WHERE id = ?", (version, card)
        )
        conn.exec_driver_sql("UPDATE decks SET description = 'All I know' WHERE parent_id IS NULL")
        conn.exec_driver_sql("UPDATE notes SET source_heading = 'Chapter 3' WHERE id = 2")
        conn.exec_driver_sql("UPDATE note_types SET css = '.card { color: red }' WHERE id = 1")
        conn.exec_driver_sql(
            "UPDATE passages SET fresh_look = 1, former_quote = 'so', former_until_ms = 5 "
            "WHERE id = (SELECT min(id) FROM passages)"
        )
        conn.exec_driver_sql("UPDATE readings SET finished_ms = 1700000000000")
        conn.exec_driver_sql("UPDATE reading_places SET week_before = 40")
        taking_in.add(conn, "names", [(card, guid, "cloze-1", 2)])
        conn.exec_driver_sql("INSERT INTO tombstones VALUES ('decks', 'long-gone', 3)")


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table by the names of its columns."""
    with closing(sqlite3.connect(path)) as raw:
        raw.row_factory = sqlite3.Row
        return [dict(row) for row in raw.execute(f"SELECT * FROM {table}")]


class Named:
    """Names that a row has in every copy, in the place of ids of one file."""

    def __init__(self, path: Path) -> None:
        def uids(table: str, name: str = "uid") -> dict[Any, Any]:
            return {row["id"]: row[name] for row in rows(path, table)}

        self.devices = uids("devices")
        self.decks, self.presets, self.types = uids("decks"), uids("presets"), uids("note_types")
        self.templates, self.sources, self.plans = uids("templates"), uids("sources"), uids("plans")
        self.notes = uids("notes", "guid")
        self.deletions = {row["id"]: (row["deleted_ms"], row["name"]) for row in rows(path, "bin")}
        self.versions = {
            row["id"]: (row["scheduler"], row["parameters"], row["day_start_minutes"])
            for row in rows(path, "scheduler_versions")
        }
        self.cards: dict[int, Any] = {
            row["id"]: (self.notes[row["note_id"]], self.templates[row["template_id"]],
                        row["ordinal"])
            for row in rows(path, "cards")
        }  # fmt: skip
        for row in rows(path, "card_names"):
            self.cards.setdefault(row["id"], (row["guid"], row["template"], row["ordinal"]))

    def review(self, number: int | None) -> Any:
        """Return a row of the log by its device and sequence."""
        return None if number is None else (self.devices[number >> _BITS], number % (1 << _BITS))


def _renamed(named: Named, table: str, row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    of: Mapping[str, Mapping[Any, Any]] = {
        "note_type_id": named.types, "template_id": named.templates, "source_id": named.sources,
        "deck_id": named.decks, "preset_id": named.presets, "parent_id": named.decks,
        "note_id": named.notes, "version_id": named.versions, "past_version_id": named.versions,
        "replaced_by": named.versions, "device": named.devices, "entry": named.deletions,
        "card_id": named.cards,
    }  # fmt: skip
    for column, value in row.items():
        if column == "id" and table == "reviews":
            yield column, named.review(value)
        elif column == "id" and table == "card_names":
            yield column, named.cards[value]
        elif column == "id":
            continue
        elif column == "review_id":
            yield column, named.review(value)
        elif column == "target":
            yield column, named.plans.get(value) if row["kind"] == 6 else named.review(value)
        elif column in of:
            yield column, None if value is None else of[column].get(value, value)
        elif table == "bin_rows" and column == "body":
            yield column, _body(named, row["kind"], value)
        else:
            yield column, value


def _body(named: Named, kind: str, text: str) -> Any:
    body = json.loads(text)
    if kind == "cards":
        body["id"] = named.cards.get(body["id"])
        body["past_version"] = named.versions.get(body["past_version"])
    return list(body.items()) if isinstance(body, dict) else body


def facts(path: Path) -> dict[str, list[str]]:
    """Return all that a collection's file says, table by table, with names in place of ids."""
    named = Named(path)
    found: dict[str, list[str]] = {}
    for table in TABLES:
        if table not in DERIVED:
            lines = (dict(_renamed(named, table, row)) for row in rows(path, table))
            found[table] = sorted(map(repr, lines))
    return found
