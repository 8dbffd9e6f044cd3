"""Only regular files are read, and nothing is written through a link."""

import os
import sys
from pathlib import Path

import pytest

from flashcards import files
from flashcards.model.messages import message
from tests.odd_files import TEXTS, THINGS, put


@pytest.mark.parametrize("name", [*TEXTS, *THINGS])
def test_an_odd_side_file_gives_defaults_of_the_right_kind(tmp_path: Path, name: str) -> None:
    put(tmp_path / "side", name)
    found = files.read_object(tmp_path / "side")
    assert found.whole("sequence") == found.whole("size") == 0
    assert found.text("uid") in ("", "a", "\ud800")
    assert found.texts("pictures") == []
    readable = isinstance(found.values, dict) and bool(found.values)
    assert readable or found.trouble


def test_a_side_file_that_is_missing_has_nothing_to_say(tmp_path: Path) -> None:
    assert files.read_object(tmp_path / "side") == files.Stored()


@pytest.mark.parametrize("name", THINGS)
def test_nothing_but_a_regular_file_is_read_for_the_learner(tmp_path: Path, name: str) -> None:
    put(tmp_path / "deck.md", name)
    with pytest.raises(OSError) as caught:
        files.read_given(tmp_path / "deck.md", 1_000)
    assert files.unreadable(tmp_path / "deck.md", caught.value, message("Choose a deck.")).what


def test_a_link_to_a_file_is_read_for_the_learner_and_never_beside_a_collection(
    tmp_path: Path,
) -> None:
    (tmp_path / "real").write_bytes(b"{}")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert files.read_given(tmp_path / "link", 10) == b"{}"
    with pytest.raises(OSError, match="link"):
        files.read_side_file(tmp_path / "link")


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_what_a_link_leads_to_is_never_written(tmp_path: Path, link: object) -> None:
    (tmp_path / "diary").write_bytes(b"dear diary")
    assert callable(link)
    link(tmp_path / "diary", tmp_path / "side")
    with pytest.raises(OSError, match=r"link|second name"):
        files.open_side_file(tmp_path / "side", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    files.write_whole(tmp_path / "side", b"ours")
    assert (tmp_path / "diary").read_bytes() == b"dear diary"
    assert (tmp_path / "side").read_bytes() == b"ours"


@pytest.mark.parametrize("name", ["folder", "pipe"])
def test_nothing_but_a_file_is_replaced(tmp_path: Path, name: str) -> None:
    put(tmp_path / "deck.md", name)
    with pytest.raises(files.NotRegularError):
        files.write_whole(tmp_path / "deck.md", b"x")
    assert [found.name for found in tmp_path.iterdir()] == ["deck.md"]


def test_a_file_larger_than_allowed_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "side").write_bytes(b"x" * 11)
    with pytest.raises(files.TooLargeError):
        files.read_given(tmp_path / "side", 10)
    assert files.read_given(tmp_path / "side", 11) == b"x" * 11


def test_what_we_write_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        files.write_whole(tmp_path / "a", b"x")
        files.write_whole(tmp_path / "b", b"x", tmp_path / "b.part")
        files.write_whole(tmp_path / "c", b"x", tmp_path / "c.part")
    finally:
        os.umask(before)
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in "abc"]
    assert modes == [0o600, 0o600, 0o600]


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../a", "/a", "a\\b", "C:a", "a\0b"])
def test_a_name_that_leads_out_of_its_folder_is_none(name: str) -> None:
    assert not files.is_plain_name(name)
    assert files.is_plain_name("a b.png")


@pytest.mark.skipif(sys.platform != "linux", reason="there is such a folder only there")
def test_a_folder_that_cannot_be_made_though_the_one_above_is_there_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        files.make_private(Path("/proc/none/of/these"))
