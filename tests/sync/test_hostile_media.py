"""Pictures and sounds that somebody put into the folder to do harm come nowhere."""

import os
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.carriers.folder import FolderCarrier
from flashcards.carriers.refusals import FolderTroubleError
from flashcards.collection.syncing import syncing
from flashcards.store import media
from flashcards.sync import segment as codec
from flashcards.sync.registers import stamp_of
from flashcards.sync.values import SNAPSHOT, Fact, Segment
from tests.sync.dots import picture
from tests.sync.group import Group

NAME = f"{'0123456789ab' * 2}.png"
ODD_NAMES = (
    "../../secret.png", "/etc/passwd", "..", "con.png", "media/secret.png", f"{NAME}/..",
    NAME.upper(), f" {NAME}", f"{NAME}.exe", f"{'a' * 300}.png", f"{'a' * 24}.", "~",
    f"{'a' * 24}.{'a' * 11}", "C:secret.png", ".png",
)  # fmt: skip


def _names(collection: Collection) -> list[str]:
    with collection._store.reading() as conn:
        return [row[0] for row in conn.exec_driver_sql("SELECT name FROM media")]


@pytest.mark.parametrize("kind", ["changes", SNAPSHOT])
@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_of_which_the_name_leads_elsewhere_is_refused_with_all_that_came_along(
    group: Group, name: str, kind: str
) -> None:
    one = group.all[0]
    moment = stamp_of(1_700_000_000_000)
    made = Segment(
        "stranger", 1, kind, covers=("a" * 64,) if kind == SNAPSHOT else (),
        devices=[("", ""), ("stranger", "")],
        facts=[
            Fact("decks", "d1", "own_name", "Deck", moment, 1),
            Fact("media", name, "all", ["a.png", 5], moment, 1),
        ],
    )  # fmt: skip
    data = codec.pack(made)
    group.shelf.put(codec.name_of(made, codec.hash_of(data)), data)
    report = syncing.sync(one._store, group.shelf)
    assert len(report.troubles) == 1
    assert (_names(one), one.deck_names()) == ([], [])


def _shown(one: Collection, two: Collection, folder: Path) -> str:
    """Let a picture be in a note that both have, and in the folder no more."""
    name = one.import_media(picture(7))
    one.add_note({"Front": f"![]({name})", "Back": "a dot"}, deck="Pictures")
    for each in one, two:
        each.syncing.sync(folder)
    two.media_path(name).unlink()
    (folder / "media" / name).unlink()
    return name


@pytest.mark.parametrize("what", ["link", "folder", "pipe", "too large"])
def test_what_has_the_name_of_a_picture_and_is_none_is_left_alone(
    group: Group, tmp_path: Path, what: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    one, two, _ = group.all
    name = _shown(one, two, folder)
    there, secret = folder / "media" / name, tmp_path / "secret.png"
    secret.write_bytes(picture(7))
    if what == "link":
        there.symlink_to(secret)
    elif what == "folder":
        there.mkdir()
    elif what == "pipe":
        os.mkfifo(there)
    else:
        with there.open("wb") as stream:
            stream.truncate(media.MAXIMUM_BYTES + (1 << 20))
            stream.write(b"x")
    report = two.syncing.sync(folder)
    assert not two.media_path(name).exists()
    assert (len(report.troubles) == 1) == (what == "too large")


def test_nothing_is_written_through_a_link_in_the_place_of_the_media_folder(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (elsewhere / NAME).write_bytes(b"a picture")
    (folder / "media").symlink_to(elsewhere, target_is_directory=True)
    carrier = FolderCarrier(folder)
    for act in (
        carrier.media,
        lambda: carrier.read_media(NAME, 1000),
        lambda: carrier.put_media(NAME.replace("0", "1"), b"another"),
        lambda: carrier.delete_media(NAME),
    ):
        with pytest.raises(FolderTroubleError, match="link"):
            act()
    assert [each.name for each in elsewhere.iterdir()] == [NAME]
