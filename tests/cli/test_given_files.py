"""Which words of a command line are files, and how they are written."""

import os
import sys
from pathlib import Path

import pytest

from flashcards.cli import arguments
from flashcards.handing_over import MOST_FILES
from flashcards.model.errors import UserError
from flashcards.starting.given import is_collection, path_of
from flashcards.starting.wanted import Wanted, absent_words, handed_over
from flashcards.starting.wanted import wanted_of as started_for
from tests.effort import PATIENCE_S
from tests.test_handing_over import window_without_qt


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


def test_an_address_that_can_be_no_name_is_refused_in_words() -> None:
    with pytest.raises(UserError, match=r"a%00b\.md cannot be the name of a file"):
        path_of("file:///home/a%00b.md")


@pytest.mark.skipif(sys.platform == "win32", reason="such names are made otherwise there")
def test_where_no_collection_can_lie_that_is_said_before_any_window(tmp_path: Path) -> None:
    circle = tmp_path / "round.flashcards"
    circle.symlink_to(circle)
    for path in (tmp_path / f"{'a' * 300}.flashcards", tmp_path / ("d/" * 2_500), circle):
        with pytest.raises(UserError, match="No collection can lie there"):
            started_for(path, [])
        with pytest.raises(UserError, match="No collection can lie there"):
            started_for(None, [str(path.with_suffix(".flashcards"))])


def test_more_files_than_a_window_can_be_told_of_are_refused(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{at}.md") for at in range(MOST_FILES + 1)]
    assert len(started_for(tmp_path / "a.flashcards", names[:-1]).files) == MOST_FILES
    with pytest.raises(UserError, match=r"5,?001 files are too many .* up to 5,?000 .*folder"):
        started_for(tmp_path / "a.flashcards", names)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    there = tmp_path / "a.md"
    there.touch()
    gone = [tmp_path / "nix.md", there / "inside.md"]
    assert absent_words([there]) is None
    assert absent_words([]) is None
    assert str(absent_words([there, gone[0]])) == "There is no file nix.md. Check the name."
    assert str(absent_words([there, *gone])).startswith("2 of the files are not there, such as nix")


@pytest.mark.parametrize(
    ("there", "gone", "said"),
    [
        ([], [], ["its window was brought to the front"]),
        (["a.md"], [], ["its window opens a.md"]),
        (["a.md"], ["nix.md"], ["its window opens a.md"]),
        (["a.md", "b.md"], ["nix.md"], ["its window opens 2 files"]),
        ([], ["nix.md"], []),
    ],
)
def test_a_second_start_says_no_more_than_is_true(
    there: list[str], gone: list[str], said: list[str], tmp_path: Path
) -> None:
    for name in there:
        (tmp_path / name).touch()
    wanted = Wanted(tmp_path / "a.flashcards", tuple(tmp_path / name for name in [*there, *gone]))
    with window_without_qt(wanted.collection) as came:
        told = handed_over(wanted, PATIENCE_S)
    assert told is not None
    assert [words for words, each in zip(said, told, strict=True) if words in str(each)] == said
    assert came[0].files == wanted.files


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
