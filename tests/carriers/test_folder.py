"""A folder carries segments and media, whatever services make of their names."""

import errno
import os
import sys
from pathlib import Path

import pytest

from flashcards.carriers import refusals
from flashcards.carriers.folder import FolderCarrier
from flashcards.sync.segment import Segment, hash_of, name_of, pack

DATA = pack(Segment("laptop1", 1, app="1"))
NAME = name_of(Segment("laptop1", 1), hash_of(DATA))
LIMIT = 1 << 20
PICTURE = "0123456789abcdef01234567.png"


@pytest.fixture
def carrier(tmp_path: Path) -> FolderCarrier:
    folder = tmp_path / "shared folder"
    folder.mkdir()
    return FolderCarrier(folder)


def ready(carrier: FolderCarrier) -> list[str]:
    return sorted(entry.name for entry in carrier.segments() if entry.ready)


def test_what_is_put_there_can_be_read(carrier: FolderCarrier) -> None:
    carrier.put(NAME, DATA)
    carrier.put(NAME, DATA)
    assert ready(carrier) == [NAME]
    assert carrier.read(NAME, LIMIT) == DATA
    assert [each.name for each in carrier.folder.iterdir()] == [NAME]


def test_a_file_is_never_replaced(carrier: FolderCarrier) -> None:
    (carrier.folder / NAME.upper()).write_bytes(b"others'")
    for _ in range(3):
        carrier.put(NAME, DATA)
    names = {NAME.upper(), NAME.replace(".seg", " 2.seg")}
    assert {each.name for each in carrier.folder.iterdir()} == names
    assert (carrier.folder / NAME.upper()).read_bytes() == b"others'"
    assert [carrier.read(name, LIMIT) for name in ready(carrier)] == [DATA]


def test_a_file_there_in_another_case_is_not_put_twice(carrier: FolderCarrier) -> None:
    (carrier.folder / NAME.upper()).write_bytes(DATA)
    carrier.put(NAME, DATA)
    assert ready(carrier) == [NAME.upper()]


def test_what_is_deleted_is_gone_and_may_be_gone_already(carrier: FolderCarrier) -> None:
    carrier.put(NAME, DATA)
    carrier.delete(NAME)
    carrier.delete(NAME)
    assert not carrier.segments()
    with pytest.raises(refusals.GoneError, match="no longer"):
        carrier.read(NAME, LIMIT)


class _Counting(FolderCarrier):
    """Counts how often a folder is listed, which may take seconds on a network drive."""

    listed = 0

    def _names(self, folder: Path) -> list[str]:
        self.listed += 1
        return super()._names(folder)


def test_many_pictures_are_put_there_without_looking_at_all_of_them_each_time(
    tmp_path: Path,
) -> None:
    carrier = _Counting(tmp_path)
    names = {f"{number:024x}.png" for number in range(30)}
    for name in sorted(names) * 2:
        carrier.put_media(name, b"a picture")
    assert carrier.listed <= 2
    assert carrier.media() == names


def test_a_picture_there_in_capitals_is_not_put_twice(carrier: FolderCarrier) -> None:
    folder = carrier.folder / "media"
    folder.mkdir()
    (folder / PICTURE.upper()).write_bytes(b"a picture")
    carrier.put_media(PICTURE, b"a picture")
    assert [each.name for each in folder.iterdir()] == [PICTURE.upper()]


@pytest.mark.parametrize(
    "name",
    [
        NAME, NAME.upper(), "laptop1-1 (Anna's conflicted copy 2026-11-29).seg",
        "laptop1-1.sync-conflict-20261129-090000-ABCDEFG.seg", "laptop1-1 2.seg", "anything.Seg",
        "käse (SFConflict a@b.c 2026-11-29-09-00-00).seg",
    ],
)  # fmt: skip
def test_the_head_says_that_it_is_a_segment_and_not_the_name(
    carrier: FolderCarrier, name: str
) -> None:
    (carrier.folder / name).write_bytes(DATA)
    assert ready(carrier) == [name]
    assert carrier.read(name, LIMIT) == DATA


@pytest.mark.parametrize(
    "name",
    [f".syncthing.{NAME}.tmp", f"~syncthing~{NAME}.tmp", f".{NAME}", f"~{NAME}", f"{NAME}.part"],
)
def test_what_a_service_is_still_writing_is_left_alone(carrier: FolderCarrier, name: str) -> None:
    (carrier.folder / name).write_bytes(DATA)
    assert not carrier.segments()


def test_what_only_has_the_name_of_a_segment_is_left_alone(carrier: FolderCarrier) -> None:
    (carrier.folder / "holidays.seg").write_bytes(b"something else")
    (carrier.folder / "folder.seg").mkdir()
    (carrier.folder / "real").write_bytes(DATA)
    (carrier.folder / "link.seg").symlink_to(carrier.folder / "real")
    os.mkfifo(carrier.folder / "pipe.seg")
    assert not carrier.segments()
    with pytest.raises(refusals.FolderTroubleError, match="link"):
        carrier.read("link.seg", LIMIT)


@pytest.mark.parametrize("size", [0, 5, 8, 50, len(DATA) - 1])
def test_a_part_of_a_segment_is_on_its_way(carrier: FolderCarrier, size: int) -> None:
    (carrier.folder / NAME).write_bytes(DATA[:size])
    assert [entry.ready for entry in carrier.segments()] == [False]
    (carrier.folder / NAME).write_bytes(DATA)
    assert ready(carrier) == [NAME]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems mark such files apart")
def test_a_file_whose_content_is_elsewhere_is_on_its_way(carrier: FolderCarrier) -> None:
    with (carrier.folder / NAME).open("wb") as stream:
        stream.truncate(len(DATA))  # takes no room on the disk
    (carrier.folder / f".other{NAME}.icloud").write_bytes(b"bplist00")
    entries = {entry.name: entry.ready for entry in carrier.segments()}
    assert entries == {NAME: False, f"other{NAME}": False}
    for name in entries:
        with pytest.raises(refusals.NotHereYetError, match="not arrived"):
            carrier.read(name, LIMIT)


def test_media_lie_in_a_folder_of_their_own(carrier: FolderCarrier, tmp_path: Path) -> None:
    assert carrier.media() == set()
    (tmp_path / "picture").write_bytes(b"a picture")
    carrier.put_media(PICTURE, tmp_path / "picture")
    carrier.put_media(PICTURE, b"never this")
    carrier.put_media(PICTURE.replace("png", "mp3"), b"a sound")
    (carrier.folder / "media" / "Thumbs.db").write_bytes(b"")
    assert carrier.media() == {PICTURE, PICTURE.replace("png", "mp3")}
    assert carrier.read_media(PICTURE, LIMIT) == b"a picture"


def test_media_are_found_in_another_case(carrier: FolderCarrier) -> None:
    (carrier.folder / "media").mkdir()
    (carrier.folder / "media" / PICTURE.upper()).write_bytes(b"a picture")
    assert carrier.media() == {PICTURE}
    assert carrier.read_media(PICTURE, LIMIT) == b"a picture"


def test_what_is_too_large_is_refused(carrier: FolderCarrier) -> None:
    carrier.put(NAME, DATA)
    with pytest.raises(refusals.FolderTroubleError, match="larger than"):
        carrier.read(NAME, len(DATA) - 1)


@pytest.mark.parametrize("name", ["../outside.seg", "a/b.seg", "", "..", "a\\b.seg", "c:x.seg"])
def test_no_name_leads_out_of_the_folder(carrier: FolderCarrier, name: str) -> None:
    for act in (
        lambda: carrier.put(name, DATA),
        lambda: carrier.read(name, LIMIT),
        lambda: carrier.delete(name),
        lambda: carrier.put_media(name, DATA),
        lambda: carrier.read_media(name, LIMIT),
    ):
        with pytest.raises(ValueError, match="no name"):
            act()


def test_a_missing_folder_is_never_made(tmp_path: Path) -> None:
    carrier = FolderCarrier(tmp_path / "stick")
    for act in (
        carrier.segments,
        carrier.media,
        lambda: carrier.put(NAME, DATA),
        lambda: carrier.put_media(PICTURE, b""),
        lambda: carrier.read(NAME, LIMIT),
    ):
        with pytest.raises(refusals.MissingFolderError, match="Connect its drive"):
            act()
    assert not carrier.folder.exists()


TROUBLE = (
    (errno.ENOSPC, refusals.FullError, "no room left"),
    (errno.EDQUOT, refusals.FullError, "Make room there"),
    (errno.EROFS, refusals.NotPermittedError, "may not write"),
    (errno.EACCES, refusals.NotPermittedError, "permissions"),
    (errno.EIO, refusals.FolderTroubleError, "Input/output error"),
)


@pytest.mark.parametrize(("number", "kind", "words"), TROUBLE)
def test_a_drive_that_refuses_keeps_nothing_by_halves_and_says_why(
    carrier: FolderCarrier,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    kind: type[refusals.CarrierError],
    words: str,
) -> None:
    def refuse(_file: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(kind, match=words):
            carrier.put(NAME, DATA)
        with pytest.raises(kind, match=words):
            carrier.put_media(PICTURE, b"a picture")
    assert [each.name for each in carrier.folder.rglob("*")] == ["media"]
    carrier.put(NAME, DATA)
    assert ready(carrier) == [NAME]


def test_whoever_may_read_the_folder_may_read_what_is_put_there(carrier: FolderCarrier) -> None:
    for mode, expected in ((0o700, 0o600), (0o755, 0o644), (0o2770, 0o660)):
        carrier.folder.chmod(mode)
        name = f"{expected}.seg"
        carrier.put(name, DATA)
        assert (carrier.folder / name).stat().st_mode & 0o777 == expected


def test_drafts_of_a_crash_are_removed_a_day_later(carrier: FolderCarrier) -> None:
    old, young = (carrier.folder / f"~flashcards-{name}.tmp" for name in ("old", "young"))
    other = carrier.folder / "~of somebody else.tmp"
    for path in (old, young, other):
        path.write_bytes(b"")
    for path in (old, other):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    carrier.put(NAME, DATA)
    assert {each.name for each in carrier.folder.iterdir()} == {NAME, young.name, other.name}


def test_one_file_that_cannot_be_read_keeps_no_other_from_coming(
    carrier: FolderCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier.put(NAME, DATA)
    carrier.put("bad.seg", DATA)
    really = os.open

    def refuse(path: Path, flags: int, *mode: int) -> int:
        if Path(path).name == "bad.seg":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return really(path, flags, *mode)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        assert ready(carrier) == [NAME]
    assert ready(carrier) == ["bad.seg", NAME]


def test_a_folder_that_is_a_file_is_said_to_be_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(refusals.MissingFolderError):
        FolderCarrier(tmp_path / "file").segments()
