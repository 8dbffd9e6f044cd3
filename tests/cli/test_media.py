"""Unused and missing media files on the command line."""

from pathlib import Path

import pytest

import flashcards
from tests.cli.said import Run


@pytest.fixture
def names(filled: Run, collection_path: Path, tmp_path: Path) -> tuple[str, str]:
    """A picture nothing shows, and one that a note shows; both are backed up."""
    with flashcards.open(collection_path) as collection:
        kept = []
        for title in ("spare.png", "robin.png"):
            (tmp_path / title).write_bytes(b"\x89PNG\r\n\x1a\n" + title.encode())
            kept.append(collection.import_media(tmp_path / title))
        collection.add_note({"Front": f"![]({kept[1]})", "Back": "b"}, deck="D")
        collection.backup()
    return kept[0], kept[1]


def test_unused_and_missing_files_are_listed(
    filled: Run, names: tuple[str, str], collection_path: Path
) -> None:
    (collection_path.with_suffix(".media") / names[1]).unlink()
    said = filled("media")
    assert said.code == 0
    assert f"{names[0]}  spare.png, 0 KB" in said.out
    assert f"{names[1]}  robin.png, 1 note, a backup has it" in said.out
    report = filled("media", "--json").json
    assert [file["title"] for file in report["unused"]] == ["spare.png"]
    assert [file["in_backups"] for file in report["missing"]] == [True]
    checked = filled("check")
    assert checked.code == 1
    assert "1 media file is missing" in checked.out


def test_unused_files_go_to_the_bin_and_come_back(filled: Run, names: tuple[str, str]) -> None:
    said = filled("media", "--delete-unused")
    assert "Deleted 1 unused file." in said.out
    assert filled("media", "--json").json["unused"] == []
    [entry] = filled("bin", "--json").json["bin"]
    assert (entry["kind"], entry["name"], entry["files"]) == ("media", "spare.png", 1)
    assert "1 media file" in filled("bin").out
    assert "1 media file" in filled("bin", "--restore", str(entry["number"])).out
    assert filled("media", "--json").json["unused"][0]["name"] == names[0]


def test_missing_files_are_restored_from_the_backups(
    filled: Run, names: tuple[str, str], collection_path: Path
) -> None:
    lost = collection_path.with_suffix(".media") / names[1]
    content = lost.read_bytes()
    lost.unlink()
    assert filled("media", "--restore-missing", "--json").json["restored"] == 1
    assert lost.read_bytes() == content
    assert filled("check").code == 0
