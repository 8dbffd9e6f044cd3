"""Sound files of Anki's, which the kinds spoil: databases of every age, and packages of them."""

import io
import json
import sqlite3
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from flashcards.formats.anki import wire
from flashcards.formats.anki.zstandard import zstd
from tests.formats.anki.making import CREATED_S, card, database, deck, note, note_type
from tests.formats.anki.test_first import deck as first_deck

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
OLD, NEW, FIRST = 11, 18, 1
"""Schemas; the last one means Anki 1."""
META = b"\x08\x03"
Change = Callable[[sqlite3.Connection], object]


def _unicase(one: str, other: str) -> int:
    return (one.casefold() > other.casefold()) - (one.casefold() < other.casefold())


def cloze_type() -> dict[str, Any]:
    """Return a note type with gaps."""
    made = note_type(11, "Gaps", ("Text", "More"))
    side = "{{cloze:Text}}"
    made["tmpls"][0] |= {"qfmt": side, "afmt": f"{side}<br>{{{{More}}}}"}
    return {**made, "type": 1}


@cache
def sound(schema: int = OLD) -> bytes:
    """Return a collection with three notes, five cards, three answers and three decks."""
    moment = CREATED_S * 1_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound"
        if schema == FIRST:
            first_deck(path)
            return path.read_bytes()
        database(
            path,
            [
                note(1, "What is a tide?", '<img src="a.png">', tags=" sea "),
                note(2, "wave", "of the sea"),
                note(3, "{{c1::Ebb}} and {{c2::flood}}", "", type_id=11),
            ],
            [
                card(1, 1, did=2, type=2, queue=2, due=20, ivl=9, factor=2500, reps=3),
                card(2, 2, did=2, due=1),
                card(3, 3, did=3, due=2),
                card(4, 3, did=3, ord=1, due=3),
            ],
            [
                (moment + 1, 1, 0, 3, -600, 0, 2500, 4_000, 0),
                (moment + 9_000_000, 1, 0, 3, 4, 1, 2500, 4_000, 0),
                (moment + 400_000_000, 1, 0, 3, 9, 4, 2500, 4_000, 1),
            ],
            schema=schema,
            note_types=[note_type(), cloze_type()],
            decks=[deck(), deck(2, "Sea"), deck(3, "Sea::Words")],
        )
        return path.read_bytes()


def changed(schema: int, change: Change | str, *, writable: bool = False) -> bytes:
    """Return a sound collection in which ``change``, code or SQL, did something."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "changed"
        path.write_bytes(sound(schema))
        with closing(sqlite3.connect(path)) as raw:
            raw.create_collation("unicase", _unicase)
            raw.create_collation("evil", _unicase)
            raw.create_function("evil", -1, lambda *_: 1, deterministic=True)
            if writable:
                raw.execute("PRAGMA writable_schema = ON")
            if isinstance(change, str):
                raw.executescript(change)
            else:
                change(raw)
            raw.commit()
        return path.read_bytes()


def changed_json(key: str, change: Callable[[Any], Any]) -> bytes:
    """Return an old collection in which the JSON of a column of ``col`` is another."""

    def act(raw: sqlite3.Connection) -> None:
        found = json.loads(raw.execute(f"SELECT {key} FROM col").fetchone()[0])
        made = change(found)
        text = made if isinstance(made, str | bytes) else json.dumps(made)
        raw.execute(f"UPDATE col SET {key} = ?", (text,))

    return changed(OLD, act)


def package(
    collection: bytes | None = None,
    media: Mapping[str, bytes] | None = None,
    *,
    new: bool = False,
    parts: Iterable[tuple[str | zipfile.ZipInfo, bytes]] = (),
    method: int = zipfile.ZIP_DEFLATED,
    **other: bytes | None,
) -> bytes:
    """Return a package, in the old form or the new one.

    ``parts`` come after the others; ``other`` (``meta``, ``map``) are in place of the usual ones,
    None for none.
    """
    files = {"a.png": PNG} if media is None else dict(media)
    if collection is None:
        collection = sound(NEW if new else OLD)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        usual: dict[str, bytes | None] = {
            "meta": META if new else None,
            "collection.anki21b" if new else "collection.anki2": (
                zstd.compress(collection) if new else collection
            ),
            "media": media_map(files) if new else json.dumps(
                {str(at): name for at, name in enumerate(files)}
            ).encode(),
        }  # fmt: skip
        if "meta" in other:
            usual["meta"] = other["meta"]
        if "map" in other:
            usual["media"] = other["map"]
        for name, data in usual.items():
            if data is not None:
                archive.writestr(name, data)
        for at, content in enumerate(files.values()):
            archive.writestr(str(at), zstd.compress(content) if new else content)
        with catch_warnings():
            simplefilter("ignore")  # of a name that is there twice
            for part, data in parts:
                archive.writestr(part, data)
    return made.getvalue()


def entry(name: bytes | str, size: int = 0, more: bytes = b"") -> bytes:
    """Return an entry of the newer map of media."""
    called = name.encode("utf-8", "surrogatepass") if isinstance(name, str) else name
    body = b"\x0a" + varint(len(called)) + called + b"\x10" + varint(size) + more
    return b"\x0a" + varint(len(body)) + body


def varint(value: int) -> bytes:
    """Return a number as the newer files write it."""
    return wire._written(value)


def media_map(files: Mapping[str, bytes]) -> bytes:
    """Return the newer map of media, compressed as it is in a package."""
    return zstd.compress(b"".join(entry(name, len(data)) for name, data in files.items()))


def patched(data: bytes, *changes: tuple[int, bytes]) -> bytes:
    """Return data with other bytes at these places."""
    made = bytearray(data)
    for at, new in changes:
        made[at : at + len(new)] = new
    return bytes(made)


def entries_changed(data: bytes, name: bytes, places: Sequence[tuple[int, str, int]]) -> bytes:
    """Return an archive whose list says something else of the part ``name``.

    ``places`` are offsets into its entry of the list, with ``struct`` format and value.
    """
    made, at = bytearray(data), 0
    while (at := made.find(b"PK\1\2", at)) >= 0:
        if made[at + 46 : at + 46 + len(name)] == name:
            for place, form, value in places:
                struct.pack_into(form, made, at + place, value)
        at += 4
    return bytes(made)
