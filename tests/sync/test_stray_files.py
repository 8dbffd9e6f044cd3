"""Files that somebody copied into a sync folder by mistake keep nobody from joining there."""

import shutil
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.collection.syncing.refusals import NotProtectedError
from flashcards.sync.refusals import NeedsPassphraseError, WrongPassphraseError
from tests.sync.group import Group

Three = tuple[Collection, Collection, Collection]


@pytest.fixture
def machines(group: Group) -> Three:
    one, two, three = group.all
    for number, each in enumerate((one, two, three)):
        each.add_note({"Front": f"{number}", "Back": "answer"}, "Deck")
    return one, two, three


def _with_a_stray_file(tmp_path: Path, machines: Three, passphrases: tuple[str, str]) -> Path:
    """Return a folder with two files of one machine, and one that belongs into another folder."""
    one, two, _ = machines
    folder, other = tmp_path / "folder", tmp_path / "other"
    for place in (folder, other):
        place.mkdir()
    one.syncing.sync(folder, passphrases[0])
    one.add_note({"Front": "more", "Back": "answer"}, "Deck")
    one.syncing.sync(folder, passphrases[0])
    two.syncing.sync(other, passphrases[1])
    (stray,) = other.glob("*.seg")
    shutil.copy(stray, folder)
    return folder


def _questions(collection: Collection) -> list[str]:
    return sorted(collection.note(each).fields[0] for each in collection.search_notes(""))


@pytest.mark.parametrize("passphrase", ["", "correct horse"])
def test_a_file_under_another_passphrase_keeps_nobody_from_joining(
    tmp_path: Path, machines: Three, passphrase: str
) -> None:
    folder = _with_a_stray_file(tmp_path, machines, (passphrase, "another"))
    report = machines[2].syncing.sync(folder, passphrase)
    assert _questions(machines[2]) == ["0", "2", "more"]
    assert len(report.troubles) == 1


def test_a_wrong_passphrase_is_wrong_whatever_else_lies_there(
    tmp_path: Path, machines: Three
) -> None:
    folder = _with_a_stray_file(tmp_path, machines, ("correct horse", ""))
    three = machines[2].syncing
    with pytest.raises(WrongPassphraseError):
        three.sync(folder, "battery staple")
    with pytest.raises(NeedsPassphraseError):
        three.sync(folder)
    assert not three.status().takes_part


def test_a_passphrase_for_a_folder_that_most_files_leave_open_is_refused(
    tmp_path: Path, machines: Three
) -> None:
    folder = _with_a_stray_file(tmp_path, machines, ("", "another"))
    with pytest.raises(NotProtectedError):
        machines[2].syncing.sync(folder, "battery staple")
    assert not machines[2].syncing.status().takes_part
