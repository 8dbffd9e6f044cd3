"""Checking, backing up and restoring on the command line."""

import os
import sqlite3
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from tests.cli.said import Run


def test_a_sound_collection_is_said_to_be_well(filled: Run) -> None:
    said = filled("check")
    assert (said.code, said.out) == (0, "No problems found.\n")
    assert filled("check", "--json").json == {"problems": [], "repaired": False, "left": []}


def test_damage_is_found_told_and_repaired(filled: Run, collection_path: Path) -> None:
    with sqlite3.connect(collection_path) as raw:
        raw.execute("UPDATE cards SET ease = 999, interval_minutes = 1440, state = 2")
    raw.close()
    said = filled("check")
    assert said.code == 1
    assert said.out.endswith("“flashcards check --repair” recomputes what is derived from facts.\n")
    report = filled("check", "--json")
    assert report.code == 1
    assert report.json["problems"]
    assert filled("check", "--repair").code == 0
    assert filled("check").code == 0


def test_a_damaged_file_is_refused_untouched(run: Run, collection_path: Path) -> None:
    collection_path.write_bytes(b"not a collection at all " * 400)
    before = collection_path.read_bytes()
    said = run("check")
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert collection_path.read_bytes() == before


def test_a_backup_says_where_it_is_and_what_it_holds(filled: Run) -> None:
    said = filled("backup", "--json").json
    assert Path(said["file"]).is_file()
    assert (said["notes"], said["cards"], said["reviews"]) == (3, 4, 0)
    assert filled("backup").out.endswith(": 3 notes, 4 cards, 0 answers.\n")
    listed = filled("backup", "--list")
    assert "3 notes, 4 cards, 0 answers" in listed.out
    assert listed.out.splitlines()[0].endswith(", Manual")
    (known, *_) = filled("backup", "--list", "--json").json["backups"]
    assert Path(known["file"]).parent == Path(said["file"]).parent
    assert (known["notes"], known["cards"], known["reviews"]) == (3, 4, 0)
    assert known["reason"] == "by hand"


def test_a_restore_goes_back_and_can_be_taken_back(filled: Run, tmp_path: Path) -> None:
    name = Path(filled("backup", "--json").json["file"]).name
    more = tmp_path / "more.csv"
    more.write_text("one,eins\n")
    filled("import", more)
    said = filled("restore", name, "--yes")
    assert said.code == 0
    assert "3 notes, 4 cards" in said.out
    assert filled("search", "--json").json["count"] == 4
    kept = said.out.split("“flashcards restore ")[1].split("”")[0]
    report = filled("restore", kept, "--yes", "--json").json
    assert report["restored"]["cards"] == 5
    assert report["kept"]["cards"] == 4
    assert filled("search", "--json").json["count"] == 5


def test_a_restore_says_that_other_computers_go_back_too(filled: Run, tmp_path: Path) -> None:
    backup = filled("backup", "--json").json["file"]
    assert "sync with" not in filled("restore", backup, "--yes").out
    (tmp_path / "shared").mkdir()
    filled("sync", tmp_path / "shared")
    said = filled("restore", backup, "--yes")
    assert "computers you sync with go back too" in said.out


def test_a_restore_says_how_many_pictures_came_back(filled: Run, collection_path: Path) -> None:
    with flashcards.open(collection_path) as collection:
        names = [collection.import_media(b"\x89PNG\r\n\x1a\n" + bytes([n])) for n in range(3)]
    name = Path(filled("backup", "--json").json["file"]).name
    assert "3 media files" in filled("backup", "--list").out
    folder = collection_path.with_suffix(".media")
    for each in names[:2]:
        (folder / each).unlink()
    said = filled("restore", name, "--yes")
    assert "2 media files came back." in said.out
    assert {file.name for file in folder.iterdir()} == set(names)
    assert filled("restore", name, "--yes", "--json").json["media"] == {
        "back": 0,
        "lacking": 0,
        "edited": 0,
    }


def test_a_restore_nobody_can_be_asked_about_is_refused(filled: Run) -> None:
    backup = filled("backup", "--json").json["file"]
    said = filled("restore", backup, typed="y\n")
    assert said.code == 2
    assert "--yes" in said.err


def test_a_restore_of_what_is_no_backup_is_refused(filled: Run, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG" * 100)
    for given in (file, "nothing-of-that-name"):
        said = filled("restore", given, "--yes")
        assert said.code == 2
        assert said.err.count("\n") == 1
    assert filled("search", "--json").json["count"] == 4


def test_while_another_process_has_the_collection_nothing_is_changed(
    collection: Collection, process: Run, deck_file: Path, tmp_path: Path
) -> None:
    backup = collection.backup()
    before = collection.path.stat().st_mtime_ns
    for command in (
        ["import", deck_file], ["export", tmp_path / "x.md"], ["study"], ["check", "--repair"],
        ["backup"], ["restore", backup, "--yes"],
    ):  # fmt: skip
        said = process("--collection", collection.path, *command)
        assert said.code == 2
        assert said.out == ""
        assert f"process {os.getpid()}" in said.err
        assert said.err.count("\n") == 1
    assert collection.path.stat().st_mtime_ns == before
    assert not (tmp_path / "x.md").exists()


@pytest.mark.parametrize(
    "command", [["decks"], ["stats"], ["search", "--json"], ["check"], ["backup", "--list"]]
)
def test_what_only_reads_works_while_another_process_has_the_collection(
    collection: Collection, process: Run, command: list[str]
) -> None:
    collection.backup()
    before = collection.path.stat().st_mtime_ns
    said = process("--collection", collection.path, *command)
    assert (said.code, said.err) == (0, "")
    assert said.out
    assert collection.path.stat().st_mtime_ns == before


def test_restoring_over_a_damaged_file_says_where_that_went(
    filled: Run, collection_path: Path
) -> None:
    name = Path(filled("backup", "--json").json["file"]).name
    content = collection_path.read_bytes()
    for arguments in (["--json"], []):
        collection_path.write_bytes(content[:5000])
        refused = filled("decks")
        assert refused.code == 2
        assert "“flashcards restore”" in refused.err
        said = filled("restore", name, "--yes", *arguments)
        assert said.code == 0
        assert filled("search", "--json").json["count"] == 4
        aside = said.json["set_aside"] if arguments else said.out.split("is kept: ")[1][:-2]
        assert Path(aside).read_bytes() == content[:5000]
        Path(aside).unlink()
