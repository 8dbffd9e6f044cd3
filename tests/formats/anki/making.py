"""Makes packages and collections as versions of Anki do, from a few rows."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from flashcards.formats.anki import options, wire
from flashcards.formats.anki.zstandard import zstd

CREATED_S = 1_700_000_000

_OLD = """
CREATE TABLE col (id integer PRIMARY KEY, crt, mod, scm, ver, dty, usn, ls, conf, models, decks,
    dconf, tags);
CREATE TABLE notes (id integer PRIMARY KEY, guid, mid, mod, usn, tags, flds, sfld, csum, flags,
    data);
CREATE TABLE cards (id integer PRIMARY KEY, nid, did, ord, mod, usn, type, queue, due, ivl, factor,
    reps, lapses, left, odue, odid, flags, data);
CREATE TABLE revlog (id integer PRIMARY KEY, cid, usn, ease, ivl, lastIvl, factor, time, type);
"""
_NEW = """
CREATE TABLE deck_config (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs, usn,
    config blob);
CREATE TABLE config (KEY text PRIMARY KEY, usn, mtime_secs, val blob) WITHOUT ROWID;
CREATE TABLE notetypes (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs, usn,
    config blob);
CREATE TABLE fields (ntid, ord, name text COLLATE unicase, config blob, PRIMARY KEY (ntid, ord))
    WITHOUT ROWID;
CREATE TABLE templates (ntid, ord, name text COLLATE unicase, mtime_secs, usn, config blob,
    PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
CREATE TABLE decks (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs, usn, common blob,
    kind blob);
"""


def note_type(
    identity: int = 10, name: str = "Simple", fields: Sequence[str] = ("Front", "Back")
) -> dict[str, Any]:
    """Return a note type with a card that asks for the second field."""
    return {
        "id": identity,
        "name": name,
        "type": 0,
        "mod": CREATED_S,
        "css": ".card { color: black; }",
        "latexPre": "",
        "flds": [
            {"name": each, "ord": place, "font": "Arial", "size": 20}
            for place, each in enumerate(fields)
        ],
        "tmpls": [
            {
                "name": "Card 1",
                "ord": 0,
                "qfmt": f"{{{{{fields[0]}}}}}",
                "afmt": f"{{{{FrontSide}}}}<hr id=answer>{{{{{fields[1]}}}}}",
            }
        ],
    }


def deck(identity: int = 1, name: str = "Default", **more: Any) -> dict[str, Any]:
    """Return a deck."""
    return {"id": identity, "name": name, "mod": CREATED_S, "dyn": 0, "conf": 1, "desc": "", **more}


def preset(identity: int = 1, name: str = "Default", **more: Any) -> dict[str, Any]:
    """Return a preset with two learning steps."""
    new = {"delays": [1.0, 10.0], "perDay": 20, "ints": [1, 4, 0], "initialFactor": 2500}
    return {"id": identity, "name": name, "mod": CREATED_S, "new": new, **more}


def note(
    identity: int, *fields: str, guid: str = "", tags: str = "", type_id: int = 10
) -> tuple[Any, ...]:
    """Return a row of notes."""
    text = "\x1f".join(fields)
    return (identity, guid or f"guid{identity}", type_id, CREATED_S, 0, tags, text, "", 0, 0, "")


def card(identity: int, note_id: int, **values: Any) -> tuple[Any, ...]:
    """Return a row of cards, of a new card where nothing else is said."""
    row = {
        "id": identity, "nid": note_id, "did": 1, "ord": 0, "mod": CREATED_S, "usn": 0, "type": 0,
        "queue": 0, "due": identity, "ivl": 0, "factor": 0, "reps": 0, "lapses": 0, "left": 0,
        "odue": 0, "odid": 0, "flags": 0, "data": "", **values,
    }  # fmt: skip
    return tuple(row.values())


def database(
    file: Path,
    notes: Iterable[Sequence[Any]] = (),
    cards: Iterable[Sequence[Any]] = (),
    log: Iterable[Sequence[Any]] = (),
    *,
    schema: int = 11,
    note_types: Iterable[Mapping[str, Any]] = (),
    decks: Iterable[Mapping[str, Any]] = (),
    presets: Iterable[Mapping[str, Any]] = (),
    config: Mapping[str, Any] | None = None,
) -> Path:
    """Write a collection of a schema and return its path."""
    raw = sqlite3.connect(file)
    raw.create_collation("unicase", lambda one, other: (one > other) - (one < other))
    raw.executescript(_OLD)
    tables = [list(each) for each in (note_types, decks, presets)]
    found = [
        {str(each["id"]): each for each in table}
        for table in (tables[0] or [note_type()], tables[1] or [deck()], tables[2] or [preset()])
    ]
    settings = {"schedVer": 2, "creationOffset": 0, **(config or {})}
    old = [json.dumps(settings), *map(json.dumps, found)] if schema < 14 else [""] * 4
    raw.execute(
        "INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, '{}')",
        (CREATED_S, CREATED_S * 1000, CREATED_S * 1000, schema, *old),
    )
    if schema >= 15:
        _add_tables(raw, settings, *(list(each.values()) for each in found))
    raw.executemany("INSERT INTO notes VALUES (?,?,?,?,?,?,?,?,?,?,?)", notes)
    raw.executemany("INSERT INTO cards VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", cards)
    raw.executemany("INSERT INTO revlog VALUES (?,?,?,?,?,?,?,?,?)", log)
    raw.commit()
    raw.close()
    return file


def _add_tables(
    raw: sqlite3.Connection,
    settings: Mapping[str, Any],
    note_types: Sequence[Mapping[str, Any]],
    decks: Sequence[Mapping[str, Any]],
    presets: Sequence[Mapping[str, Any]],
) -> None:
    raw.executescript(_NEW)
    for key, value in settings.items():
        raw.execute("INSERT INTO config VALUES (?, 0, 0, ?)", (key, json.dumps(value).encode()))
    for each in note_types:
        own = (each["id"], each["name"], each["mod"], options.note_type_config(each))
        raw.execute("INSERT INTO notetypes VALUES (?, ?, ?, 0, ?)", own)
        for field in each["flds"]:
            part = (each["id"], field["ord"], field["name"], options.field_config(field))
            raw.execute("INSERT INTO fields VALUES (?, ?, ?, ?)", part)
        for template in each["tmpls"]:
            part = (
                each["id"],
                template["ord"],
                template["name"],
                options.template_config(template),
            )
            raw.execute("INSERT INTO templates VALUES (?, ?, ?, 0, 0, ?)", part)
    for each in decks:
        named = (each["id"], each["name"].replace("::", "\x1f"), each["mod"])
        row = (*named, *options.deck_parts(each))
        raw.execute("INSERT INTO decks VALUES (?, ?, ?, 0, ?, ?)", row)
    for each in presets:
        own = (each["id"], each["name"], each["mod"], options.preset_config(each))
        raw.execute("INSERT INTO deck_config VALUES (?, ?, ?, 0, ?)", own)


def package(
    file: Path, collection: Path, media: Mapping[str, bytes] | None = None, *, new: bool = False
) -> Path:
    """Pack a collection with media as Anki does, in the old form or the ``new`` one."""
    data, files = collection.read_bytes(), dict(media or {})
    with zipfile.ZipFile(file, "w") as archive:
        if new:
            archive.writestr(
                "meta", wire.encoded({"version": 3}, (wire.Entry(1, "version", wire.NUMBER),))
            )
            archive.writestr("collection.anki21b", zstd.compress(data))
            archive.writestr("collection.anki2", stub())
            archive.writestr("media", zstd.compress(_media_map(files)))
        else:
            archive.writestr("collection.anki2", data)
            archive.writestr("media", json.dumps({str(at): name for at, name in enumerate(files)}))
        for at, content in enumerate(files.values()):
            archive.writestr(str(at), zstd.compress(content) if new else content)
    return file


def stub() -> bytes:
    """Return what lies beside a newer collection; no test reads it."""
    return b"please update"


def _media_map(files: Mapping[str, bytes]) -> bytes:
    entry = (wire.Entry(1, "name", wire.TEXT), wire.Entry(2, "size", wire.NUMBER))
    entries = [{"name": name, "size": len(content)} for name, content in files.items()]
    return wire.encoded({"entries": entries}, (wire.Entry(1, "entries", wire.list_of(entry)),))


def zipped(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Return an archive in memory, its parts compressed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    made.seek(0)
    return made
