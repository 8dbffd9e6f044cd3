"""A folder on the disk is seen as the service of the tests says it is, whatever went wrong."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from flashcards.carriers import refusals
from flashcards.carriers.folder import FolderCarrier
from tests.sync.carrying import Held, View
from tests.sync.test_carrying import LIMIT, stormy

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems mark files whose content is elsewhere apart"
)


def laid(held: Held, path: Path) -> None:
    """Write a file as far as it has arrived; one whose content is elsewhere takes no room."""
    if held.hidden:
        return
    with path.open("wb") as stream:
        if held.evicted:
            stream.truncate(len(held.data))
        else:
            stream.write(held.data[: held.here])


def folder_of(view: View, folder: Path) -> FolderCarrier:
    (folder / "media").mkdir(parents=True)
    for name, held in view.files.items():
        laid(held, folder / name)
    for name, held in view.pictures.items():
        laid(held, folder / "media" / name)
    return FolderCarrier(folder)


@pytest.mark.parametrize("seed", range(4))
def test_a_folder_is_seen_as_it_is(seed: int, tmp_path: Path) -> None:
    service, _, _ = stormy(seed)
    for view in service.views:
        view.gone = False
        carrier = folder_of(view, tmp_path / view.name)
        entries = [replace(entry, mark="") for entry in carrier.segments()]
        entries.sort(key=str)
        assert entries == sorted(view.segments(), key=str)
        assert {entry.ready for entry in entries} == {True, False}
        for entry in entries:
            if entry.ready:
                assert carrier.read(entry.name, LIMIT) == view.read(entry.name, LIMIT)
        for name in (name for name, held in view.files.items() if held.evicted or held.hidden):
            with pytest.raises((refusals.GoneError, refusals.NotHereYetError)):
                carrier.read(name, LIMIT)
        assert view.media() <= carrier.media()
