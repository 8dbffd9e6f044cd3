"""Pictures and sounds of backups: kept once for all, brought back, let go when none needs them."""

import shutil
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.model.errors import CancelledError, UserError
from flashcards.store import backup_media, leftovers, media, restoring
from tests.conftest import FixedClock


def picture(number: int, size: int = 100) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes([number % 256]) * size


class Pair(NamedTuple):
    """A collection with two pictures, and the name of each."""

    collection: Collection
    one: str
    two: str


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def pair(collection: Collection) -> Pair:
    one, two = (collection.import_media(picture(number)) for number in (1, 2))
    collection.add_note({"Front": f"![]({one})", "Back": f"![]({two})"}, deck="D")
    return Pair(collection, one, two)


def kept_in(collection: Collection) -> Path:
    return leftovers.backups_folder(collection.path) / "media"


def names_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def reopened(pair: Pair, clock: FixedClock, made: Path) -> Collection:
    """Restore a backup over the collection and open it."""
    path = pair.collection.path
    pair.collection.close(back_up=False)
    flashcards.restore(made, path, clock)
    return flashcards.open(path, clock)


def test_a_backup_keeps_each_picture_once_for_the_owner_alone(pair: Pair) -> None:
    first = pair.collection.backup()
    folder = kept_in(pair.collection)
    assert names_in(folder) == {pair.one, pair.two}
    assert (folder / pair.one).read_bytes() == picture(1)
    assert stat.S_IMODE((folder / pair.one).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    before = (folder / pair.one).stat().st_ino
    pair.collection.backup()
    assert (folder / pair.one).stat().st_ino == before
    assert [info.media for info in pair.collection.backups()] == [2, 2]
    assert not list(first.parent.glob("*.partial*"))


def test_a_restore_brings_lost_pictures_back(pair: Pair, fixed_clock: FixedClock) -> None:
    made = pair.collection.backup()
    shutil.rmtree(pair.collection.media_path("x").parent)
    assert backup_media.coming(made, pair.collection.path).back == 2
    with reopened(pair, fixed_clock, made) as collection:
        assert collection.media_path(pair.one).read_bytes() == picture(1)
        assert collection.media_path(pair.two).read_bytes() == picture(2)


def test_a_copied_folder_of_backups_is_all_it_takes(
    pair: Pair, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    made = pair.collection.backup()
    shutil.copytree(made.parent, tmp_path / "stick")
    elsewhere = tmp_path / "other" / "mine.flashcards"
    flashcards.restore(tmp_path / "stick" / made.name, elsewhere, fixed_clock)
    with flashcards.open(elsewhere, fixed_clock) as collection:
        assert collection.media_path(pair.two).read_bytes() == picture(2)


def test_a_collection_copied_with_its_pictures_is_restored_with_them(
    pair: Pair, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    pair.collection.close()
    elsewhere = tmp_path / "other" / "mine.flashcards"
    flashcards.restore(pair.collection.path, elsewhere, fixed_clock)
    with flashcards.open(elsewhere, fixed_clock) as collection:
        assert collection.media_path(pair.one).read_bytes() == picture(1)


def test_a_damaged_picture_is_replaced_by_the_sound_one(
    pair: Pair, fixed_clock: FixedClock
) -> None:
    made = pair.collection.backup()
    pair.collection.media_path(pair.one).write_bytes(b"cut")
    with reopened(pair, fixed_clock, made) as collection:
        assert collection.media_path(pair.one).read_bytes() == picture(1)


def test_a_picture_that_was_edited_is_kept_beside_the_one_that_comes_back(
    pair: Pair, fixed_clock: FixedClock
) -> None:
    made = pair.collection.backup()
    edited = picture(7, 300)
    pair.collection.media_path(pair.one).write_bytes(edited)
    assert backup_media.coming(made, pair.collection.path).edited == 1
    with reopened(pair, fixed_clock, made) as collection:
        [kept] = collection.media.look_through().unused
        assert collection.media_path(kept.name).read_bytes() == edited
        assert media.name_for(edited) == kept.name
        assert collection.media_path(pair.one).read_bytes() == picture(1)


def test_a_restore_that_is_cancelled_leaves_an_edited_picture_as_it_was(
    pair: Pair, fixed_clock: FixedClock
) -> None:
    made = pair.collection.backup()
    path, file = pair.collection.path, pair.collection.media_path(pair.one)
    file.write_bytes(picture(7, 300))
    brought = backup_media.bring(made, path)
    assert file.read_bytes() == picture(1)
    backup_media.take_away(brought)
    assert file.read_bytes() == picture(7, 300)
    assert names_in(file.parent) == {pair.one, pair.two}


def test_what_is_not_what_its_name_says_is_neither_kept_nor_brought_back(pair: Pair) -> None:
    path = pair.collection.path
    pair.collection.media_path(pair.one).write_bytes(picture(9))
    assert backup_media.keep(path).refused == [pair.one]
    made = pair.collection.backup()
    kept = kept_in(pair.collection)
    (kept / pair.two).write_bytes(picture(9))
    pair.collection.media_path(pair.two).unlink()
    assert backup_media.bring(made, path) == []
    assert not pair.collection.media_path(pair.two).exists()
    found = backup_media.coming(made, path)
    assert (found.files, found.back, found.lacking) == (2, 1, 0)


def test_files_that_were_edited_are_told_of(pair: Pair) -> None:
    assert pair.collection.media_lacking() is None
    pair.collection.backup()
    assert backup_media.edited(pair.collection.path) == []
    pair.collection.media_path(pair.one).write_bytes(picture(9))  # of the same size
    assert backup_media.edited(pair.collection.path) == [pair.one]
    [said] = pair.collection.check()
    assert "1 media file was edited outside this program" in str(said)
    assert str(pair.collection.media_lacking()) == str(said)


def test_a_link_in_the_folder_of_pictures_leads_nowhere(pair: Pair, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("not yours")
    lost = pair.collection.media_path(pair.one)
    lost.unlink()
    lost.symlink_to(secret)
    pair.collection.backup()
    assert names_in(kept_in(pair.collection)) == {pair.two}


def test_a_picture_that_only_a_text_names_is_kept_and_comes_back(
    pair: Pair, fixed_clock: FixedClock
) -> None:
    lone = pair.collection.import_media(picture(3))
    pair.collection.undo()  # the row goes, the file stays, and the draft that shows it is saved
    pair.collection.add_note({"Front": f"![]({lone})", "Back": "b"}, deck="D")
    made = pair.collection.backup()
    shutil.rmtree(pair.collection.media_path("x").parent)
    with reopened(pair, fixed_clock, made) as collection:
        assert collection.media_path(lone).read_bytes() == picture(3)


def test_files_no_backup_needs_are_let_go(pair: Pair, fixed_clock: FixedClock) -> None:
    path, folder = pair.collection.path, kept_in(pair.collection)
    pair.collection.backup()
    gone = folder / ("0" * 24 + ".png")
    gone.write_bytes(b"of a backup that was thinned out")
    assert backup_media.thin(path) == [gone.name]
    assert names_in(folder) == {pair.one, pair.two}
    pair.collection.media_path(pair.one).unlink()
    assert backup_media.thin(path) == []  # the backup needs it


def test_a_backup_that_cannot_be_read_lets_nothing_go(pair: Pair) -> None:
    made = pair.collection.backup()
    idle = kept_in(pair.collection) / ("0" * 24 + ".png")
    idle.write_bytes(b"x")
    content = made.read_bytes()
    made.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    assert backup_media.thin(pair.collection.path) == []
    assert idle.exists()


def test_nothing_is_let_go_while_the_folder_of_pictures_is_away(pair: Pair) -> None:
    made = pair.collection.backup()
    made.unlink()
    shutil.rmtree(pair.collection.media_path("x").parent)
    assert backup_media.thin(pair.collection.path) == []
    assert names_in(kept_in(pair.collection)) == {pair.one, pair.two}


def test_pictures_are_thinned_with_the_backups_that_need_them(
    pair: Pair, fixed_clock: FixedClock
) -> None:
    from flashcards.collection.files.backing_up import back_up

    store = pair.collection._store
    back_up(store, by_hand=False)
    with store.writing(flashcards.model.messages.message("x")) as conn:
        conn.exec_driver_sql("DELETE FROM media WHERE name = ?", (pair.one,))
    pair.collection.media_path(pair.one).unlink()
    fixed_clock.advance(minutes=10)
    back_up(store, by_hand=False)
    assert names_in(kept_in(pair.collection)) == {pair.two}


def test_a_cancelled_copy_keeps_what_was_copied_and_goes_on_next_time(pair: Pair) -> None:
    for number in range(3, 30):
        pair.collection.import_media(picture(number))

    def stop(done: int, _total: int) -> bool:
        return done < 1

    with pytest.raises(CancelledError):
        backup_media.keep(pair.collection.path, stop)
    assert len(names_in(kept_in(pair.collection))) == 16
    assert backup_media.keep(pair.collection.path).files == 29 - 16


def test_on_closing_only_so_much_is_copied_and_the_rest_while_nothing_goes_on(pair: Pair) -> None:
    found = backup_media.keep(pair.collection.path, most_bytes=300_000)
    assert (found.files, found.later) == (1, 1)
    pair.collection.backup()
    pair.collection.back_up_if_due(daily=True)
    assert names_in(kept_in(pair.collection)) == {pair.one, pair.two}


def test_new_pictures_are_copied_while_nothing_goes_on_although_no_backup_is_due(
    pair: Pair,
) -> None:
    pair.collection.backup()
    three = pair.collection.import_media(picture(3))
    pair.collection.back_up_if_due(daily=True)
    assert three in names_in(kept_in(pair.collection))
    assert len(pair.collection.backups()) == 1


def test_too_little_room_is_told_and_the_backup_is_made_all_the_same(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_media, "LEAVE_FREE", 1 << 60)
    with pytest.raises(UserError, match="lacks pictures or sounds: there is too little room"):
        pair.collection.backup()
    assert [info.notes for info in pair.collection.backups()] == [1]
    assert names_in(kept_in(pair.collection)) == set()


def test_a_restore_that_is_cancelled_leaves_no_picture_behind(
    pair: Pair, fixed_clock: FixedClock
) -> None:
    made = pair.collection.backup()
    path = pair.collection.path
    folder = pair.collection.media_path("x").parent
    pair.collection.close(back_up=False)
    shutil.rmtree(folder)
    calls: list[int] = []

    def stop(_done: int, total: int) -> bool:
        calls.append(total)
        return len(calls) < 3  # in the copy of the collection itself

    with pytest.raises(CancelledError):
        restoring.restore(made, path, fixed_clock() + timedelta(days=1), stop)
    assert names_in(folder) == set()


def test_a_lone_missing_picture_comes_back_from_the_backups(pair: Pair) -> None:
    pair.collection.backup()
    lost = pair.collection.media_path(pair.one)
    lost.unlink()
    path = pair.collection.path
    assert backup_media.held(path, [pair.one, "../x.png", "0" * 24 + ".png"]) == {pair.one}
    brought = backup_media.bring_missing(path, [pair.one, "../x.png"])
    assert [each.file for each in brought] == [lost]
    assert lost.read_bytes() == picture(1)
