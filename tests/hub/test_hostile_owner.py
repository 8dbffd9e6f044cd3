"""Rows that the owner of the database puts in, or that a broken disk makes: nothing breaks."""

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.store.hub import connecting
from flashcards.store.hub.carrier import HubCarrier
from flashcards.sync import segment as codec
from flashcards.sync.values import Segment
from tests.hub.conftest import Class
from tests.sync.machines import Clock

S = "flashcards_hub"
_CHECKS = (
    "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c' "
    f"AND conrelid IN ('{S}.segments'::regclass, '{S}.media'::regclass)"
)


@pytest.fixture
def ada(school: Class, tmp_path: Path) -> Iterator[Collection]:
    """Ada's collection, which is in the hub; what the server checks there is off."""
    with flashcards.open(tmp_path / "ada.flashcards", Clock()) as collection:
        collection.add_note({"Front": "sol", "Back": "sun"}, deck="Latin")
        collection.sync(school.ada)
        with connecting.opened(school.owner) as hub:
            for table, name in hub.rows(_CHECKS):
                hub.run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield collection


def _put(school: Class, name: str, data: bytes, size: int | None = None) -> None:
    with connecting.opened(school.ada) as hub:
        space = HubCarrier(hub).space
    with connecting.opened(school.owner) as hub:
        hub.run(
            f"INSERT INTO {S}.segments VALUES (:space, :hash, :name, :data, :size)",
            space=space, hash=hashlib.sha256(data).hexdigest(), name=name, data=data,
            size=len(data) if size is None else size,
        )  # fmt: skip


def _deep() -> bytes:
    return codec.pack(Segment("b" * 32, 1)).replace(b'"parents":[]', b'"parents":' + b"[" * 5000)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"FLSG1\n",
        b"x" * 100,
        b"FLSG1\n\xff\xff\xff\x7f",
        zlib.compress(bytes(1 << 20)),
        _deep(),
    ],
    ids=["nothing", "cut", "noise", "long head", "packed", "deep"],
)  # fmt: skip
def test_what_is_no_segment_is_told_of_and_passed_over(
    school: Class, ada: Collection, data: bytes
) -> None:
    _put(school, "b-1-c.seg", data)
    ada.add_note({"Front": "luna", "Back": "moon"}, deck="Latin")
    report = ada.sync(school.ada)
    assert report.told == 1
    assert len(report.troubles) + report.waiting == 1
    assert report.taken == 0
    assert [str(each) for each in ada.check()] == []
    with connecting.opened(school.ada) as hub:
        assert len(HubCarrier(hub).segments()) == 3


@pytest.mark.parametrize(
    "name", ["../../x.seg", "a/b/c.seg", "/etc/passwd", "\u202e.seg", "'; DROP"]
)
def test_odd_names_lead_nowhere(school: Class, ada: Collection, name: str) -> None:
    _put(school, name, codec.pack(Segment("b" * 32, 1)))
    report = ada.sync(school.ada)
    assert report.taken + len(report.troubles) == 1
    assert [str(each) for each in ada.check()] == []


def test_a_row_that_is_larger_than_it_says_is_not_fetched(school: Class, ada: Collection) -> None:
    _put(school, "b-1-c.seg", bytes(2000), size=1)
    with connecting.opened(school.ada) as hub:
        assert {each.size for each in HubCarrier(hub).segments()} > {1}
        with pytest.raises(flashcards.UserError, match="larger than 1,000 bytes"):
            HubCarrier(hub).read("b-1-c.seg", 1000)


def test_a_picture_that_is_another_than_its_name_says_is_not_taken(
    school: Class, ada: Collection, tmp_path: Path
) -> None:
    name = f"{'0' * 24}.png"
    with connecting.opened(school.ada) as hub:
        space = HubCarrier(hub).space
    with connecting.opened(school.owner) as hub:
        hub.run(f"INSERT INTO {S}.media VALUES (:space, :name, 'x', 1)", space=space, name=name)
    ada.add_note({"Front": f"![]({name})", "Back": "?"}, deck="Latin")
    ada.sync(school.ada)
    assert not ada.media_path(name).exists()
    assert not list(tmp_path.rglob("*.png"))
