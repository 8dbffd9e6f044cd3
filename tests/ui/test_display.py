"""A screen is found that answers; else it is said in words why there is none, and Qt is spared."""

import ctypes
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flashcards.ui.display import NO_DISPLAY, Opening, opening
from tests import xvfb

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has several screens")


@contextmanager
def _wayland(*, answers: bool) -> Iterator[dict[str, str]]:
    """A socket where Wayland's may be, as an environment names it."""
    try:
        ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        pytest.skip("libwayland-client is not installed")
    with (
        tempfile.TemporaryDirectory(prefix="w") as folder,  # its path must be short
        socket.socket(socket.AF_UNIX) as server,
    ):
        server.bind(f"{folder}/wayland-0")
        if answers:
            server.listen()
        yield {"XDG_RUNTIME_DIR": folder, "WAYLAND_DISPLAY": "wayland-0"}


@pytest.fixture
def no_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Qt's folder, as of a system that packs its parts for screens one by one; none is there."""
    import PySide6

    package = tmp_path / "PySide6"
    plugins = package / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    monkeypatch.setattr(PySide6, "__path__", [str(package)])
    return plugins


def test_without_any_address_there_is_no_screen() -> None:
    assert opening({}) == Opening(NO_DISPLAY)
    assert opening({"QT_QPA_PLATFORM": "wayland;xcb"}) == Opening(NO_DISPLAY)


def test_a_screen_of_wayland_that_answers_is_left_to_qt() -> None:
    with _wayland(answers=True) as environment:
        assert opening(environment) == Opening()
        assert opening({**environment, "QT_QPA_PLATFORM": "wayland-egl"}) == Opening()


@pytest.mark.parametrize("asked", ["", "wayland", "wayland;xcb", "wayland-egl:x=y"])
def test_a_socket_that_nobody_listens_on_is_no_screen(asked: str) -> None:
    """Qt would end the process, and leave a core dump."""
    with _wayland(answers=False) as environment:
        assert opening({**environment, "QT_QPA_PLATFORM": asked}) == Opening(NO_DISPLAY)


@pytest.mark.window
@pytest.mark.parametrize("asked", ["", "wayland", "wayland;xcb"])
def test_where_nobody_listens_the_x_server_is_used(asked: str) -> None:
    with _wayland(answers=False) as environment, xvfb.display(640, 480) as name:
        alone = {"DISPLAY": name, "QT_QPA_PLATFORM": asked}
        assert opening({**environment, **alone}) == Opening(platform="xcb")
        assert opening({"DISPLAY": name}) == Opening()


def test_a_file_or_nothing_in_the_place_of_the_socket_is_no_screen(tmp_path: Path) -> None:
    (tmp_path / "wayland-0").touch()
    for name in ("wayland-0", "wayland-1", "w" * 300):
        environment = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": name}
        assert opening(environment) == Opening(NO_DISPLAY)


def test_where_the_x_server_is_gone_the_other_screen_is_used() -> None:
    with _wayland(answers=True) as environment:
        asked = {**environment, "DISPLAY": ":987", "QT_QPA_PLATFORM": "xcb"}
        assert opening(asked) == Opening(platform="wayland")


def test_a_part_of_qt_that_is_not_installed_is_named(no_plugins: Path) -> None:
    with _wayland(answers=True) as environment:
        trouble = opening(environment).trouble
    assert trouble is not None
    assert "(wayland) is missing" in trouble
    assert trouble.endswith("sudo apt install qt6-wayland")
    assert list(no_plugins.iterdir()) == []


def test_a_part_of_qt_in_a_folder_of_ones_own_counts(no_plugins: Path, tmp_path: Path) -> None:
    """It is found, and told about as it is: this one is no library."""
    (tmp_path / "libqwayland.so").write_bytes(b"no library")
    with _wayland(answers=True) as environment:
        trouble = opening({**environment, "QT_QPA_PLATFORM_PLUGIN_PATH": str(tmp_path)}).trouble
    assert trouble is not None
    assert "cannot be loaded" in trouble


def test_other_kinds_of_screen_are_left_to_qt() -> None:
    for asked in ("offscreen", "minimal", "vnc:size=800x600"):
        assert opening({"QT_QPA_PLATFORM": asked}) == Opening()
