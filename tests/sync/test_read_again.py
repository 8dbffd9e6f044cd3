"""Each file is read once, and again only where it looks otherwise."""

import sys
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.carriers.folder import FolderCarrier
from flashcards.collection.syncing import syncing
from flashcards.collection.syncing.report import Report
from tests.sync.group import Pair


class Reading(FolderCarrier):
    """A folder that tells what is read of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.was_read: list[str] = []

    def read(self, name: str, limit: int) -> bytes:
        self.was_read.append(name)
        return super().read(name, limit)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> None:
    for name in ("folder", "elsewhere"):
        (tmp_path / name).mkdir()


def _sync(machine: Collection, folder: Path) -> tuple[Report, list[str]]:
    carrier = Reading(folder)
    return syncing.sync(machine._store, carrier), carrier.was_read


def test_a_round_over_known_files_reads_none_of_them(pair: Pair, tmp_path: Path) -> None:
    one, two = pair
    folder = tmp_path / "folder"
    for number in range(5):
        one.add_note({"Front": f"question {number}", "Back": "answer"}, deck="Biology")
        _sync(one, folder)
        _sync(two, folder)
    _sync(one, folder)
    for each in (one, two):
        assert _sync(each, folder)[1] == []


def test_a_file_that_another_took_the_place_of_is_read(pair: Pair, tmp_path: Path) -> None:
    one, two = pair
    one.add_note({"Front": "of one", "Back": "answer"}, deck="Biology")
    two.add_note({"Front": "of two", "Back": "answer"}, deck="Biology")
    _sync(one, tmp_path / "folder")
    _sync(one, tmp_path / "folder")
    _sync(two, tmp_path / "elsewhere")
    (written,) = (tmp_path / "folder").glob("*.seg")
    (other,) = (tmp_path / "elsewhere").glob("*.seg")
    written.write_bytes(other.read_bytes())
    report, _ = _sync(one, tmp_path / "folder")
    assert not report.troubles
    assert len(one.search_notes("of two")) == 1
    assert _sync(one, tmp_path / "folder")[1] == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems mark such files apart")
def test_a_file_that_a_service_keeps_elsewhere_is_told_of(pair: Pair, tmp_path: Path) -> None:
    one, two = pair
    one.add_note({"Front": "of one", "Back": "answer"}, deck="Biology")
    _sync(one, tmp_path / "folder")
    (written,) = (tmp_path / "folder").glob("*.seg")
    data = written.read_bytes()
    with written.open("wb") as stream:
        stream.truncate(len(data))  # takes no room on the disk
    report, _ = _sync(two, tmp_path / "folder")
    (trouble,) = report.troubles
    assert str(trouble) == (
        "1 file of the sync folder is not on this computer: let your folder service keep the "
        "folder here."
    )
    assert report.waiting == 0
    written.write_bytes(data)
    assert not _sync(two, tmp_path / "folder")[0].troubles
    assert len(two.search_notes("of one")) == 1
