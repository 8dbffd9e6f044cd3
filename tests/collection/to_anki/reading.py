"""Reads packages for Anki as they were written, table by table."""

import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flashcards.formats.anki import options, wire
from flashcards.formats.anki.collection import AnkiCard, AnkiNote, AnkiReview
from flashcards.formats.anki.writing import MAP
from flashcards.formats.anki.zstandard import zstd

_NOTES = "id, guid, mid, mod, tags, flds, flags, data"
_CARDS = (
    "id, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags,"
    " data"
)
_LOG = "id, cid, ease, ivl, lastIvl, factor, time, type"


@dataclass(slots=True)
class Written:
    """What a package holds."""

    names: list[str]
    """Of its parts."""
    notes: dict[str, AnkiNote] = field(default_factory=dict)
    """By guid."""
    cards: list[AnkiCard] = field(default_factory=list)
    log: list[AnkiReview] = field(default_factory=list)
    note_types: dict[int, dict[str, Any]] = field(default_factory=dict)
    decks: dict[int, dict[str, Any]] = field(default_factory=dict)
    presets: dict[int, dict[str, Any]] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    created_s: int = 0
    media: dict[str, bytes] = field(default_factory=dict)

    def fields(self, first: str) -> list[str]:
        """Return the fields of the one note whose first one is this."""
        [found] = [each for each in self.notes.values() if each.fields.split("\x1f")[0] == first]
        return found.fields.split("\x1f")

    def card(self, first: str, place: int = 0) -> AnkiCard:
        """Return a card of the one note whose first field is this."""
        [note] = [each for each in self.notes.values() if each.fields.split("\x1f")[0] == first]
        [card] = [each for each in self.cards if (each.note_id, each.place) == (note.id, place)]
        return card


def written(path: Path) -> Written:
    """Read a package of either form."""
    with zipfile.ZipFile(path) as archive:
        found = Written(archive.namelist())
        newer = "collection.anki21b" in found.names
        data = archive.read("collection.anki21b" if newer else "collection.anki21")
        found.media = _media(archive, newer=newer)
    bare = path.with_suffix(".bare")
    bare.write_bytes(zstd.decompress(data) if newer else data)
    with closing(sqlite3.connect(bare)) as raw:
        raw.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        _read(raw, found, newer=newer)
    bare.unlink()
    return found


def _read(raw: sqlite3.Connection, found: Written, *, newer: bool) -> None:
    notes = map(AnkiNote._make, raw.execute(f"SELECT {_NOTES} FROM notes ORDER BY id"))
    found.notes = {each.guid: each for each in notes}
    found.cards = list(map(AnkiCard._make, raw.execute(f"SELECT {_CARDS} FROM cards ORDER BY id")))
    found.log = list(map(AnkiReview._make, raw.execute(f"SELECT {_LOG} FROM revlog ORDER BY id")))
    col = raw.execute("SELECT crt, conf, models, decks, dconf FROM col").fetchone()
    found.created_s = col[0]
    if not newer:
        conf, *others = map(json.loads, col[1:])
        found.config = conf
        found.note_types, found.decks, found.presets = (
            {int(key): value for key, value in each.items()} for each in others
        )
        return
    found.config = {key: json.loads(val) for key, val in raw.execute("SELECT KEY, val FROM config")}
    for row in raw.execute("SELECT id, name, mtime_secs, config FROM notetypes"):
        found.note_types[row[0]] = options.note_type(*row)
    for table, key, part in (
        ("fields", "flds", options.field),
        ("templates", "tmpls", options.template),
    ):
        query = f"SELECT ntid, ord, name, config FROM {table} ORDER BY ntid, ord"
        for owner, place, name, config in raw.execute(query):
            found.note_types[owner][key].append(part(name, place, config))
    for row in raw.execute("SELECT id, name, mtime_secs, common, kind FROM decks"):
        found.decks[row[0]] = options.deck(*row)
    for row in raw.execute("SELECT id, name, mtime_secs, config FROM deck_config"):
        found.presets[row[0]] = options.preset(*row)


def _media(archive: zipfile.ZipFile, *, newer: bool) -> dict[str, bytes]:
    data = archive.read("media")
    if not newer:
        return {name: archive.read(part) for part, name in json.loads(data).items()}
    entries = wire.decoded(zstd.decompress(data), MAP)["entries"]
    return {
        each["name"]: zstd.decompress(archive.read(str(place)))
        for place, each in enumerate(entries)
    }
