"""Settings survive restarts, broken files, full disks and other versions of the program."""

import errno
import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards import settings as module
from flashcards.model.errors import UserError
from flashcards.paths import settings_path
from flashcards.settings import Keeper, Settings, load, load_and_tell, save

_TEXT = st.text(max_size=20).filter(lambda text: "\0" not in text)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=5,
)
_SETTINGS = st.builds(
    Settings,
    theme=st.sampled_from(["system", "light", "dark"]),
    text_scale=st.floats(0.7, 3.0),
    serif=st.booleans(),
    rail_collapsed=st.booleans(),
    geometry=_TEXT,
    window_state=_TEXT,
    last_collection=_TEXT,
    last_folder=_TEXT,
    export_folder=_TEXT,
    shortcuts=st.dictionaries(_TEXT, _TEXT, max_size=3),
    lists=st.dictionaries(_TEXT, _TEXT, max_size=3),
    other=st.dictionaries(_TEXT.map("new-{}".format), _JSON, max_size=3),
)


def test_the_first_start_has_the_defaults_and_writes_nothing() -> None:
    assert load(settings_path()) == Settings()
    assert not settings_path().parent.exists()


@given(chosen=_SETTINGS)
def test_what_was_saved_is_there_at_the_next_start(
    chosen: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any-settings.json"
    save(path, chosen)
    assert load(path) == chosen


def test_a_path_that_is_not_text_can_be_remembered() -> None:
    path = os.fsdecode(b"/cards/caf\xe9")
    save(settings_path(), Settings(last_collection=path))
    assert load(settings_path()).last_collection == path


def test_settings_are_for_their_owner_alone() -> None:
    save(settings_path(), Settings())
    assert stat.S_IMODE(settings_path().stat().st_mode) == 0o600
    assert stat.S_IMODE(settings_path().parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b'{"theme": "dark"', b"[" * 100_000],
    ids=["empty", "cut", "list", "null", "bytes", "half", "deep"],
)
def test_a_broken_file_is_kept_aside_and_the_defaults_are_used(content: bytes) -> None:
    path = settings_path()
    save(path, Settings())
    path.write_bytes(content)
    assert load(path) == Settings()
    assert path.with_name("settings.json.broken").read_bytes() == content
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "purple"),
        ("theme", ["dark"]),
        ("text_scale", "large"),
        ("text_scale", 1_000),
        ("text_scale", True),
        ("serif", 1),
        ("geometry", None),
        ("shortcuts", {"study.show": 7}),
        ("lists", []),
    ],
)
def test_a_single_bad_value_falls_back_alone(name: str, value: object) -> None:
    path = settings_path()
    save(path, Settings(rail_collapsed=True))
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value}))
    assert repr(load(path)) == repr(Settings(rail_collapsed=True))  # True is equal to 1.0


def test_what_a_newer_version_wrote_is_kept() -> None:
    path = settings_path()
    save(path, Settings())
    path.write_text(json.dumps(json.loads(path.read_text()) | {"voice": {"speed": 2}}))
    save(path, replace(load(path), theme="dark"))
    assert json.loads(path.read_text())["voice"] == {"speed": 2}
    assert load(path).theme == "dark"


def test_a_link_to_the_settings_stays_a_link(tmp_path: Path) -> None:
    kept, link = tmp_path / "dotfiles.json", tmp_path / "settings.json"
    save(kept, Settings())
    link.symlink_to(kept)
    save(link, Settings(serif=True))
    assert link.is_symlink()
    assert load(kept).serif


def _refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_settings_whole(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings_path()
    save(path, Settings(theme="dark"))
    with monkeypatch.context() as disk:
        holder: object = Path if step == "replace" else os
        disk.setattr(holder, step, _refuse)
        with pytest.raises(UserError, match="could not be saved"):
            save(path, Settings(theme="light"))
    assert load(path).theme == "dark"
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.json"]


def test_settings_that_may_not_be_read_are_told_about(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be read"):
        load(tmp_path)  # a folder where the file should be


def test_every_setting_is_checked_when_read() -> None:
    checks: dict[str, Callable[[object], bool]] = dict(module._FITS)
    assert set(checks) == set(Settings.__dataclass_fields__) - {"other"}


def test_what_of_the_settings_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    assert module.load_and_tell(file) == (Settings(), None)
    file.write_text('{"theme": "plaid", "serif": true, "text_scale": 1e999}')
    found, told = module.load_and_tell(file)
    assert found.serif
    assert str(told).endswith("text_scale, theme.")
    file.write_text("[" * 9_000)
    found, told = module.load_and_tell(file)
    assert "settings.json.broken" in str(told)
    assert found == Settings()


def test_two_windows_keep_what_each_of_them_changed() -> None:
    path = settings_path()
    save(path, Settings(shortcuts={"a": "Ctrl+1", "b": "Ctrl+2"}, theme="dark"))
    first, second = load(path), load(path)
    keep_first, keep_second = Keeper(path, first), Keeper(path, second)
    second = replace(second, reminder=True, language="de", shortcuts={"a": "Ctrl+1", "c": "Ctrl+3"})
    keep_second(second)
    keep_first(replace(first, geometry="AAAA", shortcuts={"a": "Ctrl+9", "b": "Ctrl+2"}))
    found = load(path)
    assert (found.reminder, found.language, found.theme) == (True, "de", "dark")
    assert found.geometry == "AAAA"
    assert found.shortcuts == {"a": "Ctrl+9", "c": "Ctrl+3"}
    keep_second(replace(second, reminder=False))
    assert (load(path).reminder, load(path).geometry) == (False, "AAAA")


def test_less_motion_as_it_was_kept_before_the_desktop_was_asked_still_holds(
    tmp_path: Path,
) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"still": true}')
    kept, told = load_and_tell(path)
    assert (kept.motion, told) == ("less", None)
    save(path, kept)
    assert "still" not in path.read_text()
    path.write_text('{"still": false}')
    assert load_and_tell(path) == (Settings(), None)
