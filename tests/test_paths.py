"""Where files go: the learner's, and the program's own."""

import stat
from pathlib import Path

import platformdirs
import pytest

from flashcards import paths
from flashcards.model.errors import UserError


def test_a_home_of_ones_own_holds_collection_and_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASHCARDS_HOME", str(tmp_path / "my cards"))
    assert paths.data_dir() == tmp_path / "my cards"
    assert paths.default_collection_path().parent == tmp_path / "my cards"
    assert paths.settings_path() == tmp_path / "my cards" / "settings.json"


def test_a_home_given_with_a_tilde_lies_in_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("FLASHCARDS_HOME", "~/cards")
    assert paths.data_dir() == tmp_path / "cards"


def test_the_home_folder_of_somebody_unknown_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FLASHCARDS_HOME", "~nobody-of-this-name/cards")
    with pytest.raises(UserError, match="no such home folder"):
        paths.data_dir()


@pytest.mark.parametrize("nothing", [None, ""])
def test_without_a_chosen_home_the_desktops_data_folder_is_used(
    nothing: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if nothing is None:
        monkeypatch.delenv("FLASHCARDS_HOME")
    else:
        monkeypatch.setenv("FLASHCARDS_HOME", nothing)
    expected = platformdirs.user_data_path("flashcards", appauthor=False)
    assert paths.data_dir() == expected


def test_asking_where_things_go_creates_nothing() -> None:
    paths.default_collection_path()
    paths.settings_path()
    assert not paths.data_dir().exists()


def test_a_new_folder_is_for_its_owner_alone() -> None:
    folder = paths.private_dir(paths.data_dir())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    folder.mkdir(mode=0o755)
    before = folder.stat().st_mode
    paths.private_dir(folder)
    assert folder.stat().st_mode == before


def test_a_checkout_finds_its_decks_and_resources(repository: Path) -> None:
    assert paths.decks_dir() == repository / "decks"
    assert paths.resources_dir() == repository / "resources"
