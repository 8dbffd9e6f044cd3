"""What lies beside a collection is its owner's alone, and that collection's alone."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import paths, settings
from flashcards.ui.editor.drafts import NEW_NOTE, Drafts, drafts_path, trouble

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.fixture
def _no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_no_umask")
@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_without_a_umask_everything_is_still_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "home" / "c.flashcards"
    modes: dict[str, int] = {}

    def look() -> None:
        for item in tmp_path.rglob("*"):
            modes[item.name] = stat.S_IMODE(item.stat().st_mode)

    with flashcards.open(path) as collection:
        name = collection.import_media(PICTURE)
        collection.add_note({"Front": f"![]({name})", "Back": "b"}, deck="A")
        collection.backup()
        for suffix in ("md", "csv"):
            collection.export(path.parent / f"out.{suffix}")
        Drafts(path).put(NEW_NOTE, {"fields": {"Front": "x"}})
        settings.save(path.parent / "settings.json", settings.Settings())
        look()
    look()
    assert {"c.flashcards-wal", "c.flashcards.lock", "out.md", "backups", name} <= modes.keys()
    folders = {"deep", "home", "backups", "c", "c.media"}
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}
    assert {modes[folder] for folder in folders} == {0o700}


@pytest.mark.parametrize("other", ["a.db", "a", "a.flashcards.old", "a.FLASHCARDS"])
def test_collections_called_alike_but_for_their_endings_share_nothing(
    tmp_path: Path, other: str
) -> None:
    one, two = tmp_path / "a.flashcards", tmp_path / other
    Drafts(one).put(NEW_NOTE, {"fields": {"Front": "of the first"}})
    with flashcards.open(one) as first, flashcards.open(two) as second:
        name = first.import_media(PICTURE)
        assert first.media_path(name).exists()
        assert second.import_media(PICTURE) == name
        assert first.media_path(name) != second.media_path(name)
    Drafts(two).put(NEW_NOTE, {"fields": {"Front": "of the second"}})
    assert Drafts(one).get(NEW_NOTE)["fields"]["Front"] == "of the first"
    Drafts(two).drop(NEW_NOTE)
    assert Drafts(two).get(NEW_NOTE) == {}
    assert Drafts(one).get(NEW_NOTE)["fields"]["Front"] == "of the first"
    for kind in ("media", "drafts.json", "articles"):
        assert paths.beside(one, kind) != paths.beside(two, kind)


def test_what_an_earlier_version_kept_under_the_shared_name_is_still_found(tmp_path: Path) -> None:
    one, two = tmp_path / "a.flashcards", tmp_path / "a.db"
    with flashcards.open(one) as collection:
        name = collection.import_media(PICTURE)
        collection.add_note({"Front": f"![]({name})", "Back": "b"}, deck="A")
    Drafts(one).put(NEW_NOTE, {"fields": {"Front": "begun"}})
    shutil.move(one, two)  # its media and drafts stay, as earlier versions called them
    one.with_name(one.name + ".device").unlink()
    assert Drafts(two).get(NEW_NOTE)["fields"]["Front"] == "begun"
    with flashcards.open(two) as collection:
        assert collection.media_path(name).read_bytes() == PICTURE
        (tmp_path / "out").mkdir()
        collection.export(tmp_path / "out" / "a.md")
    assert (tmp_path / "out" / name).read_bytes() == PICTURE


@pytest.mark.parametrize("odd", [b"\xff[", b"[1]", b'"x"', b"[" * 5_000, b""])
def test_drafts_that_cannot_be_read_are_set_aside_and_told(tmp_path: Path, odd: bytes) -> None:
    path = tmp_path / "c.flashcards"
    drafts_path(path).write_bytes(odd)
    assert "c.drafts.json.broken" in str(trouble(path))
    assert Drafts(path).get(NEW_NOTE) == {}
    assert (tmp_path / "c.drafts.json.broken").read_bytes() == odd
    assert trouble(path) is None
    Drafts(path).put(NEW_NOTE, {"deck": "A"})
    assert Drafts(path).get(NEW_NOTE) == {"deck": "A"}
