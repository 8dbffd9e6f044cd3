"""A watched folder on the command line."""

from pathlib import Path

import pytest

import flashcards
from tests.cli.said import Run

DECK = "---\ndeck: Birds\nid: birds\n---\n## auk {#auk}\na bird\n\n## owl\nat night\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "decks"
    root.mkdir()
    (root / "birds.md").write_text(DECK)
    return root


def _change(collection: Path, front: str, back: str) -> None:
    with flashcards.open(collection) as opened:
        (note_id,) = opened.notes_of(opened.search(front))
        opened.update_note(note_id, {"Back": back})


def test_a_folder_is_watched_listed_and_let_go(
    run: Run, folder: Path, collection_path: Path
) -> None:
    said = run("watch", folder, "--once")
    assert said.code == 0
    assert "decks: 2 added, 1 note given an id (2 notes in 1 file)." in said.out
    assert "## owl {#/" in (folder / "birds.md").read_text()
    _change(collection_path, "auk", "a seabird")
    assert "1 written to files" in run("watch", folder, "--once").out
    assert "## auk {#auk}\na seabird\n" in (folder / "birds.md").read_text()
    assert "decks: in step" in run("watch", folder, "--once").out
    assert f"decks: {folder} (1 file, 2 notes)" in run("watch").out
    assert "watched no longer" in run("watch", folder, "--stop").out
    assert "No folder is watched" in run("watch").out
    assert run("watch", folder, "--stop").code == 2


@pytest.mark.parametrize(
    ("take", "text"),
    [
        ("file", "from the file"),
        ("here", "from here"),
        ("both", "from here\n\nfrom the file"),
    ],
)
def test_conflicts_are_named_and_decided_for_all(
    run: Run, folder: Path, collection_path: Path, take: str, text: str
) -> None:
    run("watch", folder, "--once")
    path = folder / "birds.md"
    path.write_text(path.read_text().replace("a bird", "from the file, which is longer"[:13]))
    _change(collection_path, "auk", "from here")
    said = run("watch", folder, "--once")
    assert said.code == 1
    assert "birds.md:5: “auk” was changed here and in the file (Back)." in said.err
    assert "decks: 1 note waits for your decision (2 notes in 1 file)." in said.out
    report = run("watch", folder, "--once", "--json").json
    assert report["conflicts"][0]["fields"] == {"Back": ["from the file", "from here"]}
    assert run("watch", folder, "--once", "--take", take).code == 0
    assert f"## auk {{#auk}}\n{text}\n" in path.read_text()
    with flashcards.open(collection_path) as opened:
        (note_id,) = opened.notes_of(opened.search("auk"))
        assert opened.note(note_id).fields[1] == text


def test_notes_gone_on_one_side_wait_and_are_confirmed(run: Run, folder: Path) -> None:
    run("watch", folder, "--once")
    (folder / "birds.md").unlink()
    said = run("watch", folder, "--once")
    assert said.code == 1
    assert "birds.md: “auk” was deleted from the file." in said.err
    assert run("watch", folder, "--once", "--missing", "delete").code == 0
    assert run("search", "--json").json["count"] == 0


def test_files_that_are_no_decks_are_counted_and_named(run: Run, folder: Path) -> None:
    (folder / "README.md").write_text("## Install\nrun it\n")
    (folder / "vault.md").write_text("#flashcards\n\na::b\n")
    why = "2 other Markdown files left alone: no decks of this program, links or copies"
    assert f"(2 notes in 1 file; {why})." in run("watch", folder, "--once").out
    report = run("watch", folder, "--once", "--json").json
    assert report["left_alone"] == ["README.md", "vault.md"]


def test_a_folder_that_is_not_there_is_told_in_plain_words(run: Run, tmp_path: Path) -> None:
    said = run("watch", tmp_path / "none", "--once")
    assert said.code == 2
    assert "cannot be found" in said.err
