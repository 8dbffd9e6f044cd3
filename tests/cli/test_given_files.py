"""Which words of a command line are files, and how they are written."""

import os
import sys
from pathlib import Path

import pytest

from flashcards.cli import arguments
from flashcards.model.errors import UserError
from flashcards.ui.arriving.given import is_collection, path_of
from flashcards.ui.arriving.wanted import wanted_of as started_for


def wanted_of(
    path: Path | None, words: list[str]
) -> tuple[Path, tuple[Path, ...], tuple[Path, ...]]:
    """Return the collection a start is for, the files for its window, and those for others."""
    found = started_for(path, words)
    return found.collection, found.files, found.others


@pytest.mark.parametrize(
    ("typed", "files"),
    [
        (["words.csv"], ["words.csv"]),
        (["book.epub", "deck.apkg"], ["book.epub", "deck.apkg"]),
        (["mine.flashcards"], ["mine.flashcards"]),
        (["no such thing.xyz"], ["no such thing.xyz"]),
        (["./study"], ["./study"]),
        (["decks/study"], ["decks/study"]),
        (["file:///home/me/a%20b.md"], ["file:///home/me/a%20b.md"]),
        (["--", "-words.csv", "study"], ["-words.csv", "study"]),
        (["open", "study"], ["study"]),
        (["words.csv", "study"], ["words.csv", "study"]),
    ],
)
def test_words_that_are_no_command_are_files_to_open(typed: list[str], files: list[str]) -> None:
    for before in ([], ["--collection", "other.db"], ["--collection=other.db"]):
        read = arguments.read([*before, *typed])
        assert (read.command, read.files) == ("open", files)
        assert read.collection == ("other.db" if before else None)


def test_a_command_stays_one_though_a_file_is_called_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study").touch()
    (tmp_path / "notes").touch()
    assert arguments.read(["study"]).command == "study"
    assert arguments.read(["notes"]).files == ["notes"]


@pytest.mark.parametrize("typed", [["stduy"], ["-words.csv"], ["--words"], [""]])
def test_a_mistyped_command_is_no_file(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        arguments.read(typed)
    assert "--help" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="paths of the other systems")
@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("a b.md", "a b.md"),
        ("file:///home/me/a%20b%23c.md", "/home/me/a b#c.md"),
        ("file://localhost/home/a.md", "/home/a.md"),
        ("file:/home/a.md", "/home/a.md"),
        ("FILE:///home/100%25?.md", "/home/100%?.md"),
        ("file:///home/caf%E9.md", os.fsdecode(b"/home/caf\xe9.md")),
        ("file:///home/%D0%B6.md", "/home/ж.md"),
    ],
)
def test_the_address_of_a_file_is_its_path(word: str, path: str) -> None:
    assert path_of(word) == Path(path)


@pytest.mark.parametrize(
    "word",
    ["http://example.org/a.apkg", "https://example.org/a", "file://server/a.md", "smb://x/y"],
)
def test_what_lies_elsewhere_is_refused_in_words(word: str) -> None:
    with pytest.raises(UserError, match="not on this computer"):
        path_of(word)


def test_the_first_collection_is_opened_and_the_others_have_windows_of_their_own(
    tmp_path: Path,
) -> None:
    first, second, deck = (tmp_path / name for name in ("a.flashcards", "b.flashcards", "a.md"))
    backup = tmp_path / "backups" / "a" / "a-20260301T101500Z-by-hand.flashcards"
    other = tmp_path / "backups" / "a" / "b-20260301T101500Z.flashcards"
    backup.parent.mkdir(parents=True)
    for file in (first, second, backup, other):
        file.touch()
    words = [str(file) for file in (deck, first, second, first)]
    assert wanted_of(None, words) == (first, (deck,), (second,))
    assert wanted_of(second, words) == (second, (deck,), (first,))
    assert wanted_of(None, [str(backup)]) == (first, (backup,), ())
    assert wanted_of(second, [str(backup)]) == (second, (), (backup,))
    assert wanted_of(None, [str(other)]) == (other, (), ())


def test_a_collection_is_known_by_its_name_or_by_what_it_begins_with(tmp_path: Path) -> None:
    import flashcards

    named = tmp_path / "mine.flashcards"
    flashcards.open(named).close()
    other = tmp_path / "mine.db"
    other.write_bytes(named.read_bytes())
    assert is_collection(named)
    assert is_collection(other)
    assert is_collection(tmp_path / "missing.FLASHCARDS")
    for data in (b"", b"SQLite format 3\0", b"SQLite format 3\0" + b"\0" * 100):
        other.write_bytes(data)
        assert not is_collection(other)
    assert not is_collection(tmp_path / "missing.db")
    assert not is_collection(tmp_path)
