"""What a round says of files it could not read: which, whose, each trouble once, and what to do."""

from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.store.syncing import records
from flashcards.sync import segment as codec
from flashcards.sync.heading import READS
from flashcards.sync.values import Fact, Segment
from tests.sync.group import Pair

STRANGER = "5" * 32
LATER = (
    "This file was written by Flashcards 9.0, a later version. Update Flashcards on this computer. "
    "Until then it goes on without this file."
)


@pytest.fixture
def pair(pair: Pair, tmp_path: Path) -> Pair:
    """Two that are in step over the folder ``shared``; the second is called Laptop."""
    (tmp_path / "shared").mkdir()
    one, two = pair
    one.add_note({"Front": "of one", "Back": "answer"}, "Deck")
    two.add_note({"Front": "of two", "Back": "answer"}, "Deck")
    one.syncing.sync(tmp_path / "shared")
    two.syncing.sync(tmp_path / "shared", name="Laptop")
    one.syncing.sync(tmp_path / "shared")
    return pair


def _put(folder: Path, segment: Segment) -> str:
    data = codec.pack(segment)
    name = codec.name_of(segment, codec.hash_of(data))
    (folder / name).write_bytes(data)
    return name


def _later(device: str, number: int) -> Segment:
    return Segment(device, number, needs=READS + 1, app="9.0")


def _said(collection: Collection, folder: Path) -> list[str]:
    return [str(each) for each in collection.syncing.sync(folder).troubles]


def test_what_cannot_be_is_told_in_words_with_its_file(pair: Pair, tmp_path: Path) -> None:
    fact = Fact("notes", "g", "tag.x", "x y", 1 << 60, 0)
    odd = Segment(STRANGER, 1, devices=[("", "")], facts=[fact, fact._replace(field="tag.")])
    name = _put(tmp_path / "shared", odd)
    report = pair[0].syncing.sync(tmp_path / "shared")
    (trouble,) = report.troubles
    assert str(trouble) == (
        f"{name}: This file says what Flashcards never writes. Nothing of it was taken in. Update "
        "Flashcards on this computer and on the one that wrote it."
    )
    (detail,) = report.details
    assert detail.startswith(f"{name}: ValueError(")


def test_a_file_that_cannot_be_read_is_named_with_its_computer(pair: Pair, tmp_path: Path) -> None:
    one, two = pair
    with two._store.reading() as conn:
        laptop = records.own_uid(conn)
    name = _put(tmp_path / "shared", _later(laptop, 9))
    assert _said(one, tmp_path / "shared") == [f"{name}, written by Laptop: {LATER}"]


def test_files_with_one_trouble_are_told_of_once(pair: Pair, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        _put(tmp_path / "shared", _later(STRANGER, number))
    (said,) = _said(pair[0], tmp_path / "shared")
    assert said.startswith(STRANGER)
    assert said.endswith(f".seg and 2 more files: {LATER}")


def test_the_name_of_a_file_cannot_turn_the_line_round(pair: Pair, tmp_path: Path) -> None:
    name = _put(tmp_path / "shared", _later(STRANGER, 1))
    (tmp_path / "shared" / name).rename(tmp_path / "shared" / "a\u202eb.seg")
    assert _said(pair[0], tmp_path / "shared") == [f"a\ufffdb.seg: {LATER}"]
