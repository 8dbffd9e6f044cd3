"""A disk that fills up while studying: the card stays, plain words, and on it goes with room."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Rating, UserError
from flashcards.store import backup_media
from flashcards.study.session import StudyCard, StudySession
from tests.conftest import FixedClock
from tests.reliability.harness import assert_sound

WORDS = (
    "The disk is full, so nothing could be saved. "
    "Make some room and try again; what was saved before is safe."
)


def is_asked(session: StudySession, card: StudyCard | None) -> bool:
    again = session.next()
    return again is not None and card is not None and again.id == card.id


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A table of 250 notes."""
    table = tmp_path / "rows.tsv"
    table.write_text("".join(f"What is {number}?\tA number.\n" for number in range(250)))
    return table


def fill_up(disk: Path, left_over: int = 0) -> Path:
    """Leave so many bytes of room on the disk; return the file to delete to have more."""
    ballast = disk / "ballast"
    found = os.statvfs(disk)
    ballast.write_bytes(b"x" * (found.f_bavail * found.f_frsize - left_over))
    return ballast


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_when_sqlite_has_no_room_the_card_stays_and_is_answered_once_there_is(
    collection_path: Path, rows: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.import_file(rows, deck="A")
        collection.set_options("A", new_per_day=9999)
        session = collection.study("A")
        writer = collection._store.writer
        pages = writer.exec_driver_sql("PRAGMA page_count").scalar_one()
        answered, said = 0, set()
        while (card := session.next()) is not None:
            writer.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            try:
                session.answer(Rating.GOOD)
            except UserError as error:
                said.add(str(error))
                assert is_asked(session, card)
                assert (session.done, collection.review_count()) == (answered, answered)
                assert collection.history(card.id) == []
                assert str(collection.undo_name) != "Answer card" or answered
                pages += 4
                writer.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
                assert session.answer(Rating.GOOD).card_id == card.id
            answered += 1
            fixed_clock.advance(seconds=5)
        assert answered == collection.review_count() == 250
        assert said == {WORDS}
        assert str(collection.undo()) == "Answer card"
        assert collection.review_count() == 249
        writer.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    assert_sound(collection_path, fixed_clock)


def test_when_the_disk_is_full_every_answer_is_refused_and_none_is_lost(
    small_disk: Path, rows: Path, fixed_clock: FixedClock
) -> None:
    path = small_disk / "home" / "collection.flashcards"
    with flashcards.open(path, fixed_clock) as collection:
        collection.import_file(rows, deck="A")
        collection.set_options("A", new_per_day=9999)
        session = collection.study("A")
        for _ in range(20):
            assert session.next()
            session.answer(Rating.GOOD)
        ballast = fill_up(small_disk, 60_000)
        said: list[str] = []
        while len(said) < 300:
            card, done = session.next(), session.done
            try:
                session.answer(Rating.GOOD)
            except UserError as error:
                said.append(str(error))
                assert is_asked(session, card)
                assert session.done == done
        assert set(said) == {WORDS}
        assert collection.review_count() == session.done < 30
        with pytest.raises(UserError, match="disk is full"):
            collection.add_note({"Front": "new", "Back": "b" * 50_000}, deck="A")
        with pytest.raises(UserError, match="disk is full"):
            collection.backup()
        ballast.unlink()
        done = session.done
        for number in range(1, 4):
            assert session.next()
            session.answer(Rating.GOOD)
            assert collection.review_count() == session.done == done + number
    assert_sound(path, fixed_clock)


def test_a_collection_closed_on_a_full_disk_loses_nothing(
    small_disk: Path, rows: Path, fixed_clock: FixedClock
) -> None:
    path = small_disk / "home" / "collection.flashcards"
    collection = flashcards.open(path, fixed_clock)
    collection.import_file(rows, deck="A")
    collection.set_options("A", new_per_day=9999)
    session = collection.study("A")
    for _ in range(50):
        assert session.next()
        session.answer(Rating.GOOD)
    ballast = fill_up(small_disk)
    with pytest.raises(UserError, match="disk is full"):
        collection.close()  # no backup could be made; the collection is closed all the same
    ballast.unlink()
    with flashcards.open(path, fixed_clock) as again:
        assert again.review_count() == 50
    assert_sound(path, fixed_clock)


def test_a_disk_without_room_for_pictures_has_a_backup_of_the_notes_all_the_same(
    small_disk: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_media, "LEAVE_FREE", -(1 << 40))  # so that the disk itself refuses
    path = small_disk / "home" / "collection.flashcards"
    with flashcards.open(path, fixed_clock) as collection:
        name = collection.import_media(b"\x89PNG\r\n\x1a\n" + b"x" * 2_000_000)
        collection.add_note({"Front": f"![]({name})", "Back": "b"}, deck="A")
        ballast = fill_up(small_disk, 1_500_000)
        with pytest.raises(UserError, match="lacks pictures or sounds: there is too little room"):
            collection.backup()
        [info] = collection.backups()
        assert {file.name for file in info.path.parent.iterdir()} == {
            info.path.name, "index.json", "media",
        }  # fmt: skip
        assert backup_media.coming(info.path, path.with_name("other.flashcards")).lacking == 1
        ballast.unlink()
        collection.back_up_if_due(daily=True)
        assert backup_media.coming(info.path, path.with_name("other.flashcards")).back == 1
        ballast = fill_up(small_disk, 1_500_000)
        elsewhere = small_disk / "other" / "collection.flashcards"
        with pytest.raises(UserError, match="disk is full"):
            flashcards.restore(info.path, elsewhere, fixed_clock)
        assert not elsewhere.exists()
        assert list(elsewhere.parent.rglob("*.png*")) == []
        ballast.unlink()
    assert_sound(path, fixed_clock)


def test_a_collection_on_a_full_disk_opens_or_says_why_not(
    small_disk: Path, rows: Path, fixed_clock: FixedClock
) -> None:
    path = small_disk / "home" / "collection.flashcards"
    with flashcards.open(path, fixed_clock) as collection:
        collection.import_file(rows, deck="A")
        collection.set_options("A", new_per_day=9999)
    ballast = fill_up(small_disk)
    with pytest.raises(UserError, match="disk is full"):
        flashcards.open(path, fixed_clock)
    with pytest.raises(UserError):
        flashcards.open(small_disk / "another" / "new.flashcards", fixed_clock)
    ballast.unlink()
    assert_sound(path, fixed_clock)
