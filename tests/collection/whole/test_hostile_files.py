"""Of a collection's file that somebody changed, all comes in or nothing, and never a traceback."""

import json
import struct
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection, UserError
from tests.collection.whole.everything import PICTURE, facts, lived_in
from tests.conftest import FixedClock

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a collection with something of everything is exported as."""
    from datetime import UTC, datetime

    folder = tmp_path_factory.mktemp("written")
    clock = FixedClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    with flashcards.open(folder / "a" / "a.flashcards", clock) as opened:
        lived_in(opened, clock)
        opened.export(folder / "all.json")
        opened.export(folder / "all.cards.zip")
    found: dict[str, Any] = json.loads((folder / "all.json").read_text("utf-8"))
    found["_zip"] = str(folder / "all.cards.zip")
    return found


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def _reviews(found: dict[str, Any]) -> list[list[Any]]:
    return next(c["reviews"] for n in found["notes"] for c in n["cards"] if c.get("reviews"))


def _add_twice(found: dict[str, Any], section: str) -> None:
    found[section].append(deepcopy(found[section][0]))


CHANGES: dict[str, Change] = {
    "format": lambda f: f.update(format="anki"),
    "no format": lambda f: f.pop("format"),
    "newer": lambda f: f.update(version=2),
    "version text": lambda f: f.update(version="1"),
    "counts": lambda f: f["counts"].update(reviews=-1),
    "no devices": lambda f: f.pop("devices"),
    "no list": lambda f: f.update(devices={}),
    "device number": lambda f: f["devices"][0].update(uid=5),
    "scheduler unknown": lambda f: f["schedulers"][0].update(scheduler="magic"),
    "scheduler parameters": lambda f: f["schedulers"][0].update(parameters={"no": 1}),
    "parameters no json": lambda f: f["schedulers"][0].update(parameters="{"),
    "preset scheduler": lambda f: f["presets"][0].update(scheduler=99),
    "preset twice": lambda f: _add_twice(f, "presets"),
    "deck parent": lambda f: f["decks"][0].update(parent="nobody"),
    "deck own parent": lambda f: f["decks"][0].update(parent=f["decks"][0]["uid"]),
    "deck name": lambda f: f["decks"][0].update(name=" "),
    "deck name long": lambda f: f["decks"][0].update(name="x" * 600),
    "deck twice": lambda f: _add_twice(f, "decks"),
    "type fields": lambda f: f["note_types"][0]["fields"][0].update(at=7),
    "type field twice": lambda f: f["note_types"][0]["fields"][1].update(name="Front"),
    "type twice": lambda f: _add_twice(f, "note_types"),
    "template of another": lambda f: f["note_types"][1]["templates"][0].update(uid="cloze-1"),
    "article half": lambda f: f["articles"][0].update(text="\ud800"),
    "highlight nowhere": lambda f: f["highlights"][0].update(article="nobody"),
    "media name": lambda f: f["media"][0].update(name="../../.bashrc"),
    "note type": lambda f: f["notes"][0].update(type="nobody"),
    "note source": lambda f: f["notes"][0].update(source="nobody"),
    "note fields": lambda f: f["notes"][0].update(fields=[]),
    "note field nul": lambda f: f["notes"][0].update(fields=["a\0b"]),
    "note separator": lambda f: f["notes"][0].update(fields=["a\x1fb"]),
    "tag with space": lambda f: f["notes"][0].update(tags=["a b"]),
    "created text": lambda f: f["notes"][0].update(created_ms="now"),
    "created 20000": lambda f: f["notes"][0].update(created_ms=1 << 60),
    "card deck": lambda f: f["notes"][0]["cards"][0].update(deck="nobody"),
    "card template": lambda f: f["notes"][0]["cards"][0].update(template="nobody"),
    "card flag": lambda f: f["notes"][0]["cards"][0].update(flag=9),
    "card bool": lambda f: f["notes"][0]["cards"][0].update(suspended=True),
    "card ordinal": lambda f: f["notes"][0]["cards"][0].update(ordinal=1 << 40),
    "card twice": lambda f: f["notes"][0]["cards"].append(deepcopy(f["notes"][0]["cards"][0])),
    "past nowhere": lambda f: f["notes"][0]["cards"][0].update(past_scheduler=77),
    "review short": lambda f: _reviews(f)[0].pop(),
    "review device": lambda f: _reviews(f)[0].__setitem__(0, 9),
    "review scheduler": lambda f: _reviews(f)[0].__setitem__(7, 44),
    "review quality": lambda f: _reviews(f)[0].__setitem__(5, 6),
    "review float": lambda f: _reviews(f)[0].__setitem__(2, 1.5),
    "review huge": lambda f: _reviews(f)[0].__setitem__(6, 1 << 70),
    "review twice": lambda f: _reviews(f).append(deepcopy(_reviews(f)[0])),
    "manual without memory": lambda f: _reviews(f)[0].__setitem__(4, 2),
    "plan of an answer": lambda f: _reviews(f)[0].append("a plan"),
    "deleted twice": lambda f: _add_twice(f, "deleted_cards"),
    "answer on two cards": lambda f: f["deleted_cards"][0]["reviews"].append(
        deepcopy(_reviews(f)[0])
    ),
    "revision device": lambda f: f["revisions"][0].update(device=50),
    "origin log": lambda f: f["origins"][0].update(log={"x": [[1]]}),
    "origin texts": lambda f: f["origins"][0].update(texts=5),
    "origin text": lambda f: f["origins"][0].update(texts=[5]),
    "origin cards": lambda f: f["origins"][0].update(cards=[3]),
    "origin card": lambda f: f["origins"][0].update(cards=[["x", "basic-1", 1]]),
    "origin body": lambda f: f["origins"][0].update(body=[4]),
    "origin body empty": lambda f: f["origins"][0].update(body={}),
    "origin moment": lambda f: f["origins"][0]["body"].update(mod="now"),
    "origin rows": lambda f: f["origins"][0]["body"].update(log={"1": [[1, 2]]}),
    "origin huge": lambda f: f["origins"][0]["body"].update(flags=1 << 70),
    "origin options": lambda f: f["origin_options"][0].update(body=[4]),
    "origin deck": lambda f: f["origin_options"][0].update(body={"desc": "x"}),
    "origin gone": lambda f: f["origin_options"][0].update(
        kind="gone", body={"first": 1, "ids": ["x"], "log": ""}
    ),
    "origin gone log": lambda f: f["origin_options"][0].update(
        kind="gone", body={"first": 1, "ids": [], "log": "00"}
    ),
    "options list": lambda f: f["presets"][0].update(options=[1]),
    "options scheduler": lambda f: f["presets"][0]["options"].update(scheduler="x"),
    "origin hex": lambda f: f["origins"][0].update(log="xyz"),
    "deletion": lambda f: f["deleted_rows"][0].update(deletion=99),
    "deleted card": lambda f: next(
        r for r in f["deleted_rows"] if r["kind"] == "cards"
    )["body"].update(id="one"),
    "deep": lambda f: f["plans"][0].update(definition=json.loads("[" * 90 + "]" * 90)),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_file_in_which_something_cannot_be_is_refused_and_changes_nothing(
    collection: Collection, written: dict[str, Any], tmp_path: Path, name: str
) -> None:
    changed = deepcopy(written)
    del changed["_zip"]
    CHANGES[name](changed)
    file = tmp_path / "odd.json"
    file.write_text(json.dumps({"format": changed.pop("format", ""), **changed}), encoding="utf-8")
    before = facts(collection.path)
    with pytest.raises(UserError) as refused:
        collection.import_file(file)
    assert "odd.json" in str(refused.value)
    assert facts(collection.path)["notes"] == before["notes"] == []
    assert facts(collection.path) == before
    assert collection.undo() is None


def test_another_order_of_parts_is_told(
    collection: Collection, written: dict[str, Any], tmp_path: Path
) -> None:
    turned = dict(reversed(list(written.items())))
    file = tmp_path / "odd.json"
    file.write_text(json.dumps(turned), encoding="utf-8")
    with pytest.raises(UserError):
        collection.import_file(file)


def test_what_a_later_version_adds_is_left_out_and_told(
    collection: Collection, written: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "more.json"
    file.write_text(json.dumps({**written, "holograms": [1]}), encoding="utf-8")
    report = collection.import_file(file)
    assert report.added == len(written["notes"])
    assert any("more than this version knows" in str(each) for each in report.problems)


def test_indented_by_another_program_it_is_read_the_same(
    collection: Collection, written: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "indented.json"
    file.write_text("\ufeff" + json.dumps(written, indent=4), encoding="utf-8")
    assert collection.import_file(file).added == len(written["notes"])


@pytest.mark.parametrize("name", ["picture", "program", "bomb", "no collection", "twice"])
def test_an_archive_in_which_something_cannot_be_is_refused(
    collection: Collection, written: dict[str, Any], tmp_path: Path, name: str
) -> None:
    file = tmp_path / "odd.cards.zip"
    with zipfile.ZipFile(written["_zip"]) as source, zipfile.ZipFile(file, "w") as target:
        media = source.namelist()[1]
        if name != "no collection":
            data = source.read("collection.json")
            kind = zipfile.ZIP_DEFLATED if name == "bomb" else zipfile.ZIP_STORED
            more = b" " * (30 << 20) if name == "bomb" else b""
            target.writestr("collection.json", data + more, kind)
        target.writestr(media, PICTURE[:-1] if name == "picture" else PICTURE)
        if name == "program":
            target.writestr("media/" + "0" * 24 + ".png", b"MZ program")
        if name == "twice":
            with pytest.warns(UserWarning, match="Duplicate"):
                target.writestr(media, PICTURE)
    if name == "no collection":
        file.write_bytes(file.read_bytes())
    before = facts(collection.path)
    with pytest.raises(UserError):
        collection.import_file(file)
    assert facts(collection.path) == before
    folder = collection.media_path("0" * 24 + ".png").parent
    assert not folder.exists() or list(folder.iterdir()) == []


def _claiming(data: bytes, parts: int) -> bytes:
    """Return a zip whose end says that its list names so many parts."""
    at = data.rindex(b"PK\5\6")
    end = struct.unpack("<4s4H2LH", data[at:])
    size, start = end[5:7]
    long = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, parts, parts, size, start)
    return data[:at] + long + struct.pack("<4sLQL", b"PK\6\7", 0, at, 1) + data[at:]


@pytest.mark.parametrize("parts", [10, 200_000])
def test_of_a_list_without_end_nothing_is_read(
    collection: Collection, written: dict[str, Any], tmp_path: Path, parts: int
) -> None:
    file = tmp_path / "many.cards.zip"
    file.write_bytes(_claiming(Path(written["_zip"]).read_bytes(), parts))
    if parts == 10:
        assert collection.preview_whole(file).notes == len(written["notes"])
    else:
        with pytest.raises(UserError):
            collection.preview_whole(file)


def test_stopping_half_way_leaves_nothing(collection: Collection, written: dict[str, Any]) -> None:
    from flashcards.model.errors import CancelledError

    with pytest.raises(CancelledError):
        collection.import_file(written["_zip"], progress=lambda done, total: not done)
    assert collection.search("") == []
    assert collection.deck_names() == []
