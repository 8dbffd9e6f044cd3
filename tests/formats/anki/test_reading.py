"""Packages and collections of Anki's are read whatever their age; damage and bombs are refused."""

import io
import json
import sqlite3
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from flashcards.formats.anki import collection, wire
from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.anki.package import OWN, STRANGERS, Limits, Package
from flashcards.formats.anki.zstandard import zstd
from flashcards.model.anki import TooMuchError
from flashcards.model.errors import UserError
from flashcards.store.foreign import foreign_database
from tests.formats.anki import making
from tests.reference import reference

NOTES = [making.note(1, "dog", "Hund", tags=" animal "), making.note(2, "cat", "Katze")]
CARDS = [
    making.card(11, 1),
    making.card(12, 2, type=2, queue=2, due=300, ivl=12, factor=2350, reps=3, lapses=1, flags=2),
]
LOG = [(1_700_000_500_000, 12, 0, 3, 12, 5, 2350, 4200, 1)]


@contextmanager
def opened(path: Path, folder: Path, limits: Limits = STRANGERS) -> Iterator[AnkiCollection]:
    """Unpack and open what lies at ``path``."""
    target = folder / "unpacked"
    with path.open("rb") as stream:
        target.write_bytes(b"".join(Package(stream, path.name, limits).collection()))
    with foreign_database(target, path.name) as rows:
        yield collection.read(rows, path.name)


def everything(found: AnkiCollection) -> dict[str, Any]:
    """Return all that was read."""
    return {
        "notes": list(found.notes()),
        "cards": list(found.cards()),
        "log": list(found.log()),
        "types": found.note_types,
        "decks": {key: deck["name"] for key, deck in found.decks.items()},
        "steps": {key: each["new"]["delays"] for key, each in found.presets.items()},
    }


DECKS = [making.deck(), making.deck(5, "Animals::Wild")]


@pytest.mark.parametrize("form", ["anki2", "zstd", "apkg", "new apkg"])
@pytest.mark.parametrize("schema", [11, 18])
def test_every_form_holds_the_same(tmp_path: Path, schema: int, form: str) -> None:
    bare = making.database(
        tmp_path / "collection.anki2", NOTES, CARDS, LOG, schema=schema, decks=DECKS
    )
    if "apkg" in form:
        bare = making.package(tmp_path / "made.apkg", bare, new="new" in form)
    if form == "zstd":
        bare.write_bytes(zstd.compress(bare.read_bytes()))
    with opened(bare, tmp_path) as found:
        read = everything(found)
    assert [each.fields for each in read["notes"]] == ["dog\x1fHund", "cat\x1fKatze"]
    assert [each.guid for each in read["notes"]] == ["guid1", "guid2"]
    assert read["cards"][1][:2] == (12, 2)
    assert read["cards"][1][5:15] == (2, 2, 300, 12, 2350, 3, 1, 0, 0, 0)
    assert read["log"] == [(1_700_000_500_000, 12, 3, 12, 5, 2350, 4200, 1)]
    assert read["decks"] == {1: "Default", 5: "Animals::Wild"}
    assert read["steps"] == {1: [1.0, 10.0]}
    [note_type] = read["types"].values()
    assert [each["name"] for each in note_type["flds"]] == ["Front", "Back"]
    assert note_type["tmpls"][0]["qfmt"] == "{{Front}}"
    assert note_type["css"] == ".card { color: black; }"


@pytest.mark.parametrize("new", [False, True])
def test_media_come_under_the_names_that_notes_use(tmp_path: Path, new: bool) -> None:
    media = {"a b.png": b"picture" * 100, "../x.mp3": b"", "ü.jpg": b"other"}
    path = making.package(tmp_path / "m.apkg", making.database(tmp_path / "c"), media, new=new)
    with path.open("rb") as stream:
        package = Package(stream, path.name, STRANGERS)
        found = {each.name: b"".join(package.media_data(each)) for each in package.media}
    assert found == media
    assert not package.problems.all()


def test_what_is_missing_or_double_among_media_is_told() -> None:
    media = json.dumps({"0": "a.png", "1": "b.png", "2": "a.png", "x": ""}).encode()
    parts = {"collection.anki2": b"", "media": media, "0": b"one", "2": b"two"}
    package = Package(making.zipped(parts), "odd.apkg", STRANGERS)
    assert [each.name for each in package.media] == ["a.png"]
    assert [str(each.message) for each in package.problems.all()] == [
        "The media file “b.png” is missing.",
        "Two media files are called “a.png”; one was used.",
        "A media file without a name was left out.",
    ]


def refused(data: bytes | io.BytesIO, limits: Limits = STRANGERS) -> str:
    """Return the words with which a package is refused."""
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    with pytest.raises(UserError) as caught:
        for _ in Package(stream, "bad.apkg", limits).collection():
            pass
    return str(caught.value)


def test_what_is_no_package_is_named() -> None:
    assert "neither a package nor a collection" in refused(b"hello")
    assert "neither a package nor a collection" in refused(b"")
    assert "holds no collection" in refused(making.zipped({"a.txt": b"x"}))
    meta = wire.encoded({"version": 4}, (wire.Entry(1, "version", wire.NUMBER),))
    newer = making.zipped({"collection.anki21b": zstd.compress(b"x"), "meta": meta})
    assert "newer Anki" in refused(newer)


def test_damage_is_named_wherever_it_is(tmp_path: Path) -> None:
    path = making.package(tmp_path / "p.apkg", making.database(tmp_path / "c"), new=True)
    data = path.read_bytes()
    assert "damaged" in refused(data[: len(data) // 2])
    for at in range(40, len(data), max(1, len(data) // 60)):
        spoilt = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        with_words = None
        try:
            for _ in Package(io.BytesIO(spoilt), "bad.apkg", STRANGERS).collection():
                pass
        except UserError as error:
            with_words = str(error)
        assert with_words is None or "bad.apkg" in with_words


def test_bombs_stop_at_the_limits() -> None:
    zeros = bytes(8 << 20)
    flat = making.zipped({"collection.anki2": zeros})
    assert "far more" in refused(flat)
    nested = making.zipped({"collection.anki21b": zstd.compress(zeros)})
    assert "far more" in refused(nested)
    assert "far more" in refused(zstd.compress(zeros))
    parts = {"collection.anki2": b"x", **{str(number): b"" for number in range(20_001)}}
    many = making.zipped(parts)
    assert "far more" in refused(many)
    many.seek(0)
    with pytest.raises(TooMuchError):
        Package(many, "many.apkg", STRANGERS)
    many.seek(0)
    assert list(Package(many, "many.apkg", OWN).collection()) == [b"x"]


def test_parts_that_share_their_bytes_are_refused() -> None:
    made = making.zipped({"collection.anki2": b"abc" * 50, "media": b"{}"})
    data = bytearray(made.getvalue())
    central = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 42, 0)  # the second part begins where the first does
    assert "damaged" in refused(bytes(data))


def test_parts_that_are_locked_are_refused() -> None:
    made = making.zipped({"collection.anki2": b"abc"})
    data = bytearray(made.getvalue())
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(head) + place] |= 1
    assert "locked" in refused(bytes(data))


def test_a_window_that_would_fill_the_memory_is_refused() -> None:
    options = {int(zstd.CompressionParameter.window_log): 27}
    compressor = zstd.ZstdCompressor(options=options)
    # Without its size in the frame, the window says how much must be kept.
    data = compressor.compress(bytes(1 << 16)) + compressor.flush()
    assert "damaged" in refused(data)


def test_schemas_nobody_knows_are_refused(tmp_path: Path) -> None:
    for schema in (10, 19):
        path = making.database(tmp_path / f"{schema}", schema=11)
        with sqlite3.connect(path) as raw:
            raw.execute("UPDATE col SET ver = ?", (schema,))
        raw.close()
        with pytest.raises(UserError, match=f"schema {schema}"), opened(path, tmp_path):
            pass


def test_broken_options_are_named(tmp_path: Path) -> None:
    path = making.database(tmp_path / "c", schema=18)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE notetypes SET config = x'ff'")
    raw.close()
    with pytest.raises(UserError, match="note types or decks"), opened(path, tmp_path):
        pass


def test_values_of_another_kind_count_as_unset(tmp_path: Path) -> None:
    odd = making.card(11, 1, due=12.0, ivl=None, data=b"x", factor="many")
    path = making.database(tmp_path / "c", NOTES, [odd])
    with opened(path, tmp_path) as found:
        [card] = found.cards()
        assert (card.due, card.interval, card.data, card.factor) == (12, 0, "", 0)
        assert found.odd == 1


def test_parts_of_note_types_that_a_package_leaves_out_are_nothing_odd(tmp_path: Path) -> None:
    path = making.database(tmp_path / "c", NOTES, CARDS, schema=18)
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO fields SELECT 99, ord, name, config FROM fields")
        raw.execute("INSERT INTO templates SELECT 99, ord, name, 0, 0, config FROM templates")
    raw.close()
    with opened(path, tmp_path) as found:
        assert list(found.note_types) == [10]
        assert found.odd == 0


def test_packages_at_hand_hold_what_anki_counts(tmp_path: Path) -> None:
    folder = reference("real", "apkg")
    truth = json.loads((folder / "anki_import_truth.json").read_text())
    compared = 0
    for name, wanted in truth.items():
        if wanted["import"] != "ok":
            continue
        with opened(folder / name, tmp_path) as found:
            read = everything(found)
        counts = tuple(len(read[key]) for key in ("notes", "cards", "log"))
        assert counts == tuple(wanted[key] for key in ("notes", "cards", "revlog")), name
        compared += 1
    assert compared


def test_archives_are_read_without_their_names_touching_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    bare = making.database(tmp_path / "c", NOTES, CARDS)
    target = tmp_path / "p.apkg"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("collection.anki2", bare.read_bytes())
        archive.writestr("../../evil.txt", b"x")
        archive.writestr("media", json.dumps({"../../evil.txt": "/etc/passwd"}))
    with opened(target, folder) as found:
        assert len(list(found.notes())) == 2
    assert [each.name for each in folder.iterdir()] == ["unpacked"]
