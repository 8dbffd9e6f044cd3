"""A collection that is missing or empty is never begun anew over its backups."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards.model.backups import BackupInfo
from flashcards.store import backup
from flashcards.store.soundness import DamagedError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "collection.flashcards"
    with flashcards.open(path) as collection:
        collection.add_note({"Front": "one", "Back": "b"}, deck="A")
        collection.backup()
    return path


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("lose", [Path.unlink, empty], ids=["missing", "empty"])
@pytest.mark.parametrize("forget", [".device", "backups"])
def test_it_is_refused_and_a_backup_brings_it_back(
    path: Path, lose: Callable[[Path], None], forget: str
) -> None:
    made = backup.list_backups(path)[0].path
    if forget == ".device":
        path.with_name(path.name + ".device").unlink()
    else:
        made = made.rename(path.with_name("elsewhere.flashcards"))
    lose(path)
    for _ in range(2):
        with pytest.raises(DamagedError, match="there was a collection"):
            flashcards.open(path)
    flashcards.restore(made, path)
    with flashcards.open(path) as collection:
        assert len(collection.search()) == 1
        assert collection.check() == []


@pytest.mark.parametrize("lose", [Path.unlink, empty], ids=["missing", "empty"])
def test_it_is_refused_too_where_a_crash_left_a_log_beside_it_which_stays(
    path: Path, lose: Callable[[Path], None]
) -> None:
    log = path.with_name(path.name + "-wal")
    with flashcards.open(path) as collection:
        collection.add_note({"Front": "two", "Back": "b"}, deck="A")
        left = log.read_bytes()
    assert left
    log.write_bytes(left)
    whole = path.read_bytes()
    lose(path)
    with pytest.raises(DamagedError, match="there was a collection"):
        flashcards.open(path)
    assert log.read_bytes() == left
    path.write_bytes(whole)  # found again
    with flashcards.open(path) as collection:
        assert len(collection.search()) == 2
    log.write_bytes(left)
    lose(path)
    flashcards.restore(backup.list_backups(path)[0].path, path)
    with flashcards.open(path) as collection:
        assert collection.search()
        assert collection.check() == []


def test_an_emptier_backup_never_takes_the_place_of_a_fuller_one() -> None:
    now = datetime(2026, 3, 2, 12, 50, tzinfo=UTC)
    full = BackupInfo(Path("full"), now - timedelta(minutes=40), 100, 100, 500, 1)
    emptied = replace(full, path=Path("emptied"), at=now, notes=0, cards=0, reviews=0)
    grown = replace(full, path=Path("grown"), at=now, notes=101, reviews=510)
    assert backup.thin([full, emptied], now) == []
    assert backup.thin([full, grown], now) == [full]
