"""Anki's own folder is found, and its collection read while Anki has it open."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.collection.anki import copying
from flashcards.collection.anki.profiles import profiles
from flashcards.model.anki import FIRST_MOVE
from tests.conftest import FixedClock
from tests.formats.anki import making
from tests.ui.packages import PICTURE


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    folder = tmp_path / "mine"
    folder.mkdir()
    with flashcards.open(folder / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []
    assert not [each for each in folder.iterdir() if each.name.endswith(".part")]


def profile(base: Path, name: str = "User 1", changed_s: int = 1_700_000_000) -> Path:
    """Make a profile with one note and return its collection."""
    (base / name).mkdir(parents=True)
    path = base / name / "collection.anki2"
    making.database(path, [making.note(1, "dog", '<img src="a.png">')], [making.card(11, 1)])
    os.utime(path, (changed_s, changed_s))
    return path


@pytest.mark.parametrize(
    ("platform", "place", "environ"),
    [
        ("linux", ".local/share/Anki2", {}),
        ("linux", ".var/app/net.ankiweb.Anki/data/Anki2", {}),
        ("linux", "data/Anki2", {"XDG_DATA_HOME": "data"}),
        ("darwin", "Library/Application Support/Anki2", {}),
        ("win32", "AppData/Roaming/Anki2", {}),
        ("win32", "roaming/Anki2", {"APPDATA": "roaming"}),
        ("linux", "elsewhere", {"ANKI_BASE": "elsewhere"}),
        ("linux", "Documents/Anki", {}),
    ],
)
def test_profiles_are_found_where_each_system_has_them(
    tmp_path: Path, platform: str, place: str, environ: dict[str, str]
) -> None:
    base = tmp_path / place
    old, new = profile(base, "Old", 1_600_000_000), profile(base, "Ä new")
    (base / "addons21").mkdir()
    (base / "prefs21.db").write_bytes(b"x")
    there = {name: str(tmp_path / value) for name, value in environ.items()}
    found = profiles(there, tmp_path, platform)
    assert [(each.name, each.path) for each in found] == [("Ä new", new), ("Old", old)]
    assert found[0].size == new.stat().st_size


def test_where_anki_never_was_nothing_is_found(tmp_path: Path) -> None:
    assert profiles({}, tmp_path, "linux") == []


def test_what_anki_has_not_put_into_its_file_yet_comes_too(
    collection: Collection, tmp_path: Path
) -> None:
    path = profile(tmp_path / "Anki2")
    with closing(sqlite3.connect(path, isolation_level=None)) as anki:
        anki.execute("PRAGMA journal_mode = WAL")
        anki.execute("PRAGMA locking_mode = EXCLUSIVE")
        anki.execute("INSERT INTO notes VALUES (?,?,?,?,?,?,?,?,?,?,?)", making.note(2, "cat", ""))
        anki.execute(f"INSERT INTO cards VALUES ({','.join('?' * 18)})", making.card(12, 2))
        before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
        assert before["collection.anki2-wal"]
        assert collection.preview_anki(path).notes == 2
        collection.import_file(path, choices=FIRST_MOVE)
        assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before
    assert len(collection.search("cat")) == 1


def test_a_copy_is_made_anew_until_nothing_changes_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, busy, copy = profile(tmp_path / "Anki2"), [2], shutil.copyfileobj

    def meanwhile(source: Any, target: Any, size: int = 0) -> None:
        copy(source, target, size)
        if busy[0]:
            busy[0] -= 1
            with path.open("ab") as written:
                written.write(bytes(4_096))

    monkeypatch.setattr(shutil, "copyfileobj", meanwhile)
    copying.copy_settled(path, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == path.read_bytes()
    busy[0] = 1_000
    with pytest.raises(UserError, match="Close Anki"):
        copying.copy_settled(path, tmp_path / "copy")


def test_pictures_come_from_the_folder_of_the_profile(
    collection: Collection, tmp_path: Path
) -> None:
    path = profile(tmp_path / "Anki2")
    media = path.with_name("collection.media")
    media.mkdir()
    (media / "a.png").write_bytes(PICTURE)
    (media / "run.exe").write_bytes(b"MZ")
    (media / "link.png").symlink_to(media / "a.png")
    with (media / "film.mp4").open("wb") as film:
        film.truncate(65 << 20)
    told = collection.preview_anki(path, own=True)
    assert (told.media, told.left_media) == (2, 1)
    report = collection.import_file(path, choices=FIRST_MOVE)
    assert sorted(str(each.message) for each in report.problems) == [
        "“film.mp4” is larger than 64 MB and was left out.",
        "“run.exe” is no picture, sound, video or font and was left out.",
    ]
    with collection._store.reading() as conn:
        [(name, known)] = conn.exec_driver_sql("SELECT name, original_name FROM media").fetchall()
    assert (known, collection.media_path(name).read_bytes()) == ("a.png", PICTURE)


def test_a_log_that_is_none_is_passed_over(collection: Collection, tmp_path: Path) -> None:
    path = profile(tmp_path / "Anki2")
    path.with_name(path.name + "-wal").write_bytes(b"no log at all" * 400)
    assert collection.preview_anki(path).notes == 1
