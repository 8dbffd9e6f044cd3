"""Warnings about places where a collection is not safe."""

import stat
import sys
from pathlib import Path

import pytest

from flashcards.model.errors import UserError
from flashcards.store import location

MOUNTS = rb"""/dev/sda1 / ext4 rw,relatime 0 0
server:/home /home nfs4 rw 0 0
tmpfs /home/local tmpfs rw 0 0
//box/share /mnt/my\040share cifs rw 0 0
me@host: /mnt/ssh fuse.sshfs rw 0 0
/dev/sdb1 /media/stick vfat rw 0 0
server:/over /media/stick nfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/a.flashcards", "ext4"),
        ("/home/me/a.flashcards", "nfs4"),
        ("/homely/a.flashcards", "ext4"),
        ("/home/local/a.flashcards", "tmpfs"),
        ("/mnt/my share/a.flashcards", "cifs"),
        ("/mnt/ssh/a.flashcards", "fuse.sshfs"),
        ("/media/stick/a.flashcards", "nfs"),
    ],
)
def test_the_innermost_and_latest_mount_decides(place: str, kind: str) -> None:
    assert location.kind_of_mount(Path(place), MOUNTS) == kind


def test_an_ordinary_folder_is_not_warned_about(collection_path: Path) -> None:
    assert location.warning(collection_path) is None


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("OneDrive - School", "OneDrive"),
        ("iCloud Drive", "iCloud"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-me@example.org", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("pCloudDrive", "pCloud"),
        ("Nextcloud2", "Nextcloud"),
    ],
)
def test_a_synced_folder_is_named(tmp_path: Path, folder: str, program: str) -> None:
    found = location.warning(tmp_path / folder / "notes" / "a.flashcards")
    assert found is not None
    assert program in str(found)


def test_a_folder_marked_by_a_syncing_program_is_named(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    found = location.warning(tmp_path / "deep" / "er" / "a.flashcards")
    assert found is not None
    assert "Syncthing" in str(found)


@pytest.mark.parametrize("folder", ["dropboxes", "my Dropbox notes", "icloudy", "megasyncopated"])
def test_a_folder_that_only_sounds_like_one_is_not_warned_about(
    tmp_path: Path, folder: str
) -> None:
    assert location.warning(tmp_path / folder / "a.flashcards") is None


@pytest.mark.parametrize(
    "rival",
    [
        "collection (Ann's conflicted copy 2026-03-01).flashcards",
        "collection.sync-conflict-20260301-101010-ABCDEFG.flashcards",
    ],
)
def test_a_rival_version_beside_the_collection_is_pointed_out(
    collection_path: Path, rival: str
) -> None:
    collection_path.with_name(rival).touch()
    collection_path.with_name("another (conflicted copy).flashcards").touch()
    found = location.warning(collection_path)
    assert found is not None
    assert rival in str(found)


def test_a_new_folder_is_for_its_owner_alone_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    new = location.ensure_private_folder(shared / "new")
    location.ensure_private_folder(shared)
    assert stat.S_IMODE(new.stat().st_mode) == 0o700
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755


def test_a_folder_that_cannot_be_made_is_said_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UserError, match="folder"):
            location.ensure_private_folder(place)
    with pytest.raises(UserError, match="cannot be made"):
        location.make_private_file(tmp_path / "file" / "a.flashcards")


@pytest.mark.skipif(sys.platform == "win32", reason="links need permission there")
def test_beneath_what_is_no_folder_nothing_is_tried_and_its_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    link = tmp_path / "backups"
    for target in (tmp_path / "file", Path("/dev/null"), tmp_path / "nothing", link):
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        with pytest.raises(UserError, match="backups is a file, not a folder"):
            location.ensure_private_folder(link / "collection")
    assert sorted(tmp_path.iterdir()) == [link, tmp_path / "file"]


def test_making_a_file_leaves_an_existing_one_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.flashcards"
    file.write_text("text")
    location.make_private_file(file)
    assert file.read_text() == "text"
