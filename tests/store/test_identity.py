"""A device never shares its review numbers with a copy of the collection."""

import json
import shutil
import stat
from pathlib import Path

from flashcards.store import identity


def test_a_device_keeps_its_identity_from_one_opening_to_the_next(collection_path: Path) -> None:
    first = identity.device_uid(collection_path)
    assert first
    assert identity.device_uid(collection_path) == first


def test_a_collection_copied_elsewhere_becomes_another_device(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    (here / "a.flashcards").touch()
    first = identity.device_uid(here / "a.flashcards")
    shutil.copytree(here, there)
    assert identity.device_uid(there / "a.flashcards") != first
    assert identity.device_uid(here / "a.flashcards") == first


def test_another_machine_becomes_another_device(collection_path: Path) -> None:
    first = identity.device_uid(collection_path)
    file = identity.device_path(collection_path)
    known = json.loads(file.read_text())
    file.write_text(json.dumps(known | {"machine": "another"}))
    assert identity.device_uid(collection_path) != first


def test_a_restored_collection_becomes_another_device(collection_path: Path) -> None:
    first = identity.device_uid(collection_path)
    identity.forget_device(collection_path)
    identity.forget_device(collection_path)
    assert identity.device_uid(collection_path) != first


def test_a_file_that_went_back_in_time_becomes_another_device(collection_path: Path) -> None:
    first = identity.device_uid(collection_path)
    identity.remember_sequence(collection_path, first, 640)
    assert identity.device_uid(collection_path, lambda _: 640) == first
    assert identity.device_uid(collection_path, lambda _: 704) == first
    again = identity.device_uid(collection_path, lambda _: 576)
    assert again != first
    assert identity.device_uid(collection_path, lambda _: 0) == again


def test_a_broken_device_file_is_replaced(collection_path: Path) -> None:
    for text in ("", "{", "[1]", '{"uid": "x"}'):
        identity.device_path(collection_path).write_text(text)
        uid = identity.device_uid(collection_path)
        assert identity.device_uid(collection_path) == uid


def test_a_link_to_a_collection_is_the_same_device(tmp_path: Path) -> None:
    collection = tmp_path / "a.flashcards"
    collection.touch()
    link = tmp_path / "b.flashcards"
    link.symlink_to(collection)
    assert identity.device_uid(link) == identity.device_uid(collection)


def test_the_device_file_is_private_and_does_not_tell_the_machine_id(
    collection_path: Path,
) -> None:
    identity.device_uid(collection_path)
    file = identity.device_path(collection_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    machine = Path("/etc/machine-id")
    if machine.exists() and machine.read_text().strip():
        assert machine.read_text().strip() not in file.read_text()


def test_a_file_left_in_order_is_known_again_until_it_is_changed(collection_path: Path) -> None:
    collection_path.write_bytes(b"left")
    identity.device_uid(collection_path)
    assert not identity.is_as_left(collection_path)
    identity.remember_state(collection_path)
    assert identity.is_as_left(collection_path)
    for content in (b"lest", b"left", b"left and more"):
        collection_path.write_bytes(content)
        assert not identity.is_as_left(collection_path)
    identity.remember_state(collection_path)
    assert identity.is_as_left(collection_path)


def test_a_change_right_after_closing_is_never_missed(collection_path: Path) -> None:
    collection_path.write_bytes(b"0")
    identity.device_uid(collection_path)
    for _ in range(200):
        collection_path.write_bytes(b"1")
        identity.remember_state(collection_path)
        collection_path.write_bytes(b"2")
        assert not identity.is_as_left(collection_path)


def test_a_copy_with_its_time_of_change_is_not_known(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    (here / "a.flashcards").write_bytes(b"left")
    identity.device_uid(here / "a.flashcards")
    identity.remember_state(here / "a.flashcards")
    shutil.copytree(here, there)
    assert not identity.is_as_left(there / "a.flashcards")


def test_a_file_left_with_its_log_is_not_known(collection_path: Path) -> None:
    collection_path.write_bytes(b"left")
    collection_path.with_name(collection_path.name + "-wal").write_bytes(b"news")
    identity.device_uid(collection_path)
    identity.remember_state(collection_path)
    assert not identity.is_as_left(collection_path)
    identity.remember_sequence(collection_path, identity.device_uid(collection_path), 7)


def test_the_state_is_kept_when_the_sequence_is_remembered(collection_path: Path) -> None:
    collection_path.write_bytes(b"left")
    uid = identity.device_uid(collection_path)
    identity.remember_state(collection_path)
    identity.remember_sequence(collection_path, uid, 640)
    assert identity.is_as_left(collection_path)
    assert identity.device_uid(collection_path, lambda _: 576) != uid
