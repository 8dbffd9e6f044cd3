"""Packages of Anki's on the command line."""

from pathlib import Path

import pytest

from flashcards.collection.anki import importing, previewing
from flashcards.formats.anki.package import Limits
from tests.cli.said import Run
from tests.ui.packages import package


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return package(tmp_path / "given")


def test_a_package_is_shown_without_changing_anything(
    run: Run, file: Path, collection_path: Path
) -> None:
    said = run("import", "--dry-run", file)
    assert said.out.splitlines() == [
        "biology.apkg: 4 notes, 4 cards, 1 answer, 2 media files.",
        "  Animals: 2 cards, 2 new",
        "  Animals::Wild: 1 card, 0 new",
        "  Default: 1 card, 1 new",
        "  Note type “Dice”: its scripts are not run.",
    ]
    assert "“no card” cannot be used" in said.err
    assert not collection_path.exists()
    report = run("import", "--dry-run", file, "--json").json
    assert report["files"][0]["decks"][1] == {"name": "Animals::Wild", "cards": 1, "new": 0}


def test_tags_and_a_deck_above_all_are_added(run: Run, file: Path) -> None:
    said = run("import", file, "--deck", "Old", "--tag", "one", "--tag", "two")
    assert said.out == "biology.apkg: 4 added, 1 skipped in “Old”.\n"
    assert run("search", "tag:one tag:two deck:Old", "--json").json["count"] == 4


def test_several_decks_are_named(run: Run, file: Path) -> None:
    said = run("import", file)
    assert said.out == "biology.apkg: 4 added, 1 skipped in “Animals”, “Default”.\n"


def test_a_large_package_is_refused_until_it_is_said_to_be_ones_own(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in (previewing, importing):
        monkeypatch.setattr(each, "STRANGERS", Limits(10_000, 10_000, 10_000, 10))
    for way in ([], ["--dry-run"]):
        said = run("import", file, *way)
        assert said.code == 2
        assert said.err.endswith("If it is your own collection, import it again with --own.\n")
    assert "4 added" in run("import", file, "--own").out
