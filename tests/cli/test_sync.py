"""Two collections in step over one folder, on the command line."""

import errno
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards import paths, settings
from flashcards.__main__ import main
from flashcards.sync import segment as codec
from flashcards.sync.heading import READS
from flashcards.sync.values import Segment
from tests.cli.said import Run, Said

Other = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    return made


@pytest.fixture
def other_path(tmp_path: Path) -> Path:
    made = tmp_path / "other"
    made.mkdir()
    return made / "other.flashcards"


@pytest.fixture
def other(capsys: pytest.CaptureFixture[str], other_path: Path) -> Other:
    """Run a command on the collection of another computer."""

    def running(*arguments: str | Path) -> Said:
        capsys.readouterr()
        code = main(["--collection", str(other_path), *map(str, arguments)])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return running


@pytest.fixture
def named(filled: Run, other: Other, folder: Path, other_path: Path) -> Run:
    """Both take part, called laptop-1 and laptop-2."""
    assert filled("sync", folder).code == 0
    assert other("sync", folder).code == 0
    with flashcards.open(other_path) as opened:
        opened.syncing.rename_device("laptop-2")
    return filled


def _asked(run: Callable[..., Said]) -> list[str]:
    """What its cards ask, whatever their numbers."""
    return sorted(line.split("\t")[1] for line in run("search").out.splitlines())


def test_what_one_has_the_other_gets(filled: Run, other: Other, folder: Path) -> None:
    first = filled("sync", folder).out
    assert first.startswith("Synced: sent what is new here.\nNot protected with a passphrase: who")
    assert "One can only be chosen at the start, for an empty folder, with --passphrase-" in first
    assert "passphrase" not in filled("sync").out
    said = other("sync", folder)
    assert said.code == 0
    assert "took in what is new there" in said.out
    assert _asked(other) == _asked(filled) != []
    assert other("decks").out == filled("decks").out


def test_the_folder_is_remembered_and_nothing_new_is_said_so(named: Run, other: Other) -> None:
    other("import", _more())
    assert other("sync").code == 0
    assert named("sync").out.startswith("Synced: took in what is new there.\nlaptop-2: last heard")
    assert named("sync").out.startswith("Synced: nothing new.\nlaptop-2: last heard of on ")


def _more() -> Path:
    path = paths.data_dir() / "more.md"
    path.write_text("---\ndeck: More\n---\n## heron\na bird\n", encoding="utf-8")
    return path


def test_status_says_who_is_there_and_what_waits(named: Run, other: Other) -> None:
    other("import", _more())
    said = other("sync", "--status")
    assert "This computer: laptop-2" in said.out
    assert "changes wait to be synced." in said.out
    other("sync")
    named("sync")
    status = named("sync", "--status").out
    assert "laptop-2: last heard of on " in status
    assert "not there" not in status
    assert "UTC" not in status
    found = json.loads(named("sync", "--status", "--json").out)
    assert found["takes_part"] is True
    assert found["waiting_here"] == 0
    assert [each["name"] for each in found["others"]] == ["laptop-2"]


def test_without_a_folder_it_says_how_to_begin(filled: Run) -> None:
    said = filled("sync")
    assert said.code == 2
    assert "“flashcards sync FOLDER” begins." in said.err
    assert "does not sync" in filled("sync", "--status").out


def test_a_collection_that_was_moved_asks_for_its_folder_again(
    named: Run, other: Other, other_path: Path, folder: Path
) -> None:
    asked = _asked(named)
    kept, moved = other_path.with_name("kept.flashcards"), "synced, but its folder or hub is not"
    other_path.rename(kept)
    said = other("--collection", kept, "sync")
    assert said.code == 2
    assert moved in said.err
    assert "Name it once more: “flashcards sync FOLDER”." in said.err
    assert moved in other("--collection", kept, "sync", "--status").out
    assert other("--collection", kept, "sync", folder).code == 0
    assert other("--collection", kept, "sync").code == 0
    assert named("sync").code == 0
    assert _asked(named) == asked


def test_another_folder_that_was_chosen_in_the_window_is_joined(named: Run, tmp_path: Path) -> None:
    now, another = settings.load(paths.settings_path()), tmp_path / "another"
    another.mkdir()
    (key,) = [each for each in now.sync_folders if not each.endswith("other.flashcards")]
    chosen = now.with_place(key, str(another), "", joining="desk")
    settings.save(paths.settings_path(), replace(now, **chosen))
    assert named("sync").out.startswith("Synced: sent the whole collection.\n")
    assert named("sync").out.startswith("Synced: nothing new.\n")
    assert "This computer: desk" in named("sync", "--status").out
    assert settings.load(paths.settings_path()).sync_joining == {}


def test_leaving_keeps_the_cards_and_forgets_the_folder(named: Run, folder: Path) -> None:
    before = named("search").out
    assert named("sync", "--leave").code == 0
    assert named("search").out == before
    assert len(settings.load(paths.settings_path()).sync_folders) == 1
    assert named("sync").code == 2
    assert named("sync", folder).code == 0
    assert named("search").out == before


def test_leaving_where_nothing_is_synced_says_so(filled: Run) -> None:
    said = filled("sync", "--leave")
    assert said.code == 0
    assert said.out == "This collection does not sync. “flashcards sync FOLDER” begins.\n"


def test_a_computer_is_named_in_the_terminal_and_keeps_its_name_while_it_is_away(
    named: Run, other: Other, folder: Path
) -> None:
    assert named("sync", "--name", "desk").code == 0
    assert "desk: last heard of on " in other("sync").out
    assert "The name of this computer is empty." in named("sync", "--name", " ").err
    assert named("sync", "--leave").code == 0
    assert named("sync", "--status", "--json").json["device"] == "desk"
    assert named("sync", folder).code == 0
    assert "This computer: desk\n" in named("sync", "--status").out


def test_a_missing_folder_is_refused_in_words(named: Run, folder: Path) -> None:
    folder.rename(folder.with_name("gone"))
    assert f"Folder: {folder}\nThe folder is not there now." in named("sync", "--status").out
    said = named("sync")
    assert said.code == 2
    assert "is not there. Connect its drive, or choose another folder." in said.err


def test_an_empty_folder_in_its_place_is_not_written_to(named: Run, folder: Path) -> None:
    folder.rename(folder.with_name("moved"))
    folder.mkdir()
    said = named("sync", folder)
    assert said.code == 2
    assert "lacks the files this collection has synced" in said.err
    assert list(folder.iterdir()) == []
    assert named("sync", folder.with_name("moved")).code == 0


def test_a_passphrase_protects_what_is_written(
    filled: Run, other: Other, folder: Path, tmp_path: Path
) -> None:
    secret, wrong = tmp_path / "secret", tmp_path / "wrong"
    secret.write_text("correct horse\n", encoding="utf-8")
    wrong.write_text("battery staple\n", encoding="utf-8")
    assert filled("sync", folder, "--passphrase-file", secret).code == 0
    for name in folder.iterdir():
        assert b"lock" in name.read_bytes()[:4096]
    there = sorted(folder.iterdir())
    without = other("sync", folder)
    assert without.code == 2
    assert "Give the passphrase of your other computers" in without.err
    assert "does not fit" in other("sync", folder, "--passphrase-file", wrong).err
    assert sorted(folder.iterdir()) == there
    assert other("sync", folder, "--passphrase-file", secret).code == 0
    assert _asked(other) == _asked(filled) != []
    for run in (filled, other):  # it is kept as the window keeps it
        assert run("sync").code == 0
        assert "Protected with a passphrase" in run("sync", "--status").out
    assert "correct horse" not in filled("sync", "--leave").out
    assert len(settings.load(paths.settings_path()).sync_passphrases) == 1


def test_two_that_began_by_themselves_understand_each_other(
    filled: Run, other: Other, folder: Path, tmp_path: Path
) -> None:
    """A service has not brought the first one's files when the second one begins."""
    secret, second = tmp_path / "secret", tmp_path / "second"
    secret.write_text("correct horse", encoding="utf-8")
    second.mkdir()
    assert filled("sync", folder, "--passphrase-file", secret).code == 0
    assert other("sync", second, "--passphrase-file", secret).code == 0
    for one, two in ((folder, second), (second, folder)):
        for name in list(one.iterdir()):
            (two / name.name).write_bytes(name.read_bytes())
    assert other("sync", second, "--passphrase-file", secret).code == 0
    assert _asked(other) == _asked(filled) != []


def test_a_plain_folder_is_not_half_protected(
    filled: Run, other: Other, folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("correct horse", encoding="utf-8")
    assert filled("sync", folder).code == 0
    said = other("sync", folder, "--passphrase-file", secret)
    assert said.code == 2
    assert "choose an empty folder" in said.err


def test_where_nobody_can_be_asked_it_says_how_to_give_a_passphrase(
    filled: Run, other: Other, folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("correct horse", encoding="utf-8")
    assert filled("sync", folder, "--passphrase-file", secret).code == 0
    said = other("sync", folder)
    assert said.code == 2
    assert said.err == (
        "What is synced there is protected with a passphrase. "
        "Give the passphrase of your other computers with --passphrase-file.\n"
    )


def test_a_passphrase_comes_from_standard_input(
    filled: Run, other: Other, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "correct horse\nmore\n"
    assert filled("sync", folder, "--passphrase-file", "-", typed=typed).code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert other("sync", folder, "--passphrase-file", "-").code == 0
    assert _asked(other) == _asked(filled) != []
    typed = f"{folder}\ncorrect horse\n"
    assert filled("sync", "-", "--passphrase-file", "-", typed=typed).code == 0
    assert "Standard input is empty." in filled("sync", "--passphrase-file", "-").err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty. Write the passphrase on one line of it."),
        (b"\xff\xfe", "holds no text in UTF-8."),
        (b"a" * 5000, "could not be read: it is larger than 4 KB."),
    ],
)
def test_a_file_that_holds_no_passphrase_is_refused_before_anything_is_written(
    filled: Run, folder: Path, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "secret").write_bytes(content)
    found = filled("sync", folder, "--passphrase-file", tmp_path / "secret")
    assert found.code == 2
    assert said in found.err
    assert list(folder.iterdir()) == []
    assert "does not sync" in filled("sync", "--status").out


def test_there_is_nothing_to_say_of_a_collection_that_is_not_there(
    other: Other, other_path: Path
) -> None:
    for word in ("--status", "--leave"):
        assert other("sync", word).code == 2
        assert not other_path.exists()


def test_files_of_a_later_version_wait(named: Run, other: Other, folder: Path) -> None:
    made = Segment("fromthefuture", 1, app="9.0", needs=READS + 1)
    data = codec.pack(made)
    (folder / codec.name_of(made, codec.hash_of(data))).write_bytes(data)
    other("import", _more())
    assert other("sync").code == 1
    said = named("sync")
    assert said.code == 1
    assert "took in what is new there" in said.out
    assert "Update Flashcards on this computer." in said.err


def test_a_folder_that_may_not_be_written_to_is_refused_in_words_and_nothing_is_lost(
    named: Run, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_file: int) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    named("import", _more())
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", refused)
        said = named("sync")
    assert said.code == 2
    assert "may not" in said.err
    assert "wait to be synced" in named("sync", "--status").out
    assert named("sync").code == 0
    assert other("sync").code == 0
    assert _asked(other) == _asked(named)
