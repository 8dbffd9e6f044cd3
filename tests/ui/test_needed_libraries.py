"""What Qt lacks is named in full, with the line that installs it."""

import struct
import sys
from pathlib import Path

import PySide6
import pytest

from flashcards.ui import display
from flashcards.ui.needed_libraries import missing_libraries, needed_by

UNFOUND = "cannot open shared object file: No such file or directory"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="libraries are found otherwise there")


def _library(path: Path, *needed: str) -> Path:
    """Write as much of a library as says what it is linked to."""
    texts, places = b"\0", list[int]()
    for name in needed:
        places.append(len(texts))
        texts += name.encode() + b"\0"
    base, at = 0x10000, 64 + 2 * 56
    entries = [(1, place) for place in places]
    entries += [(5, base + at + 16 * (len(entries) + 2)), (0, 0)]
    table = b"".join(struct.pack("<qQ", *entry) for entry in entries)
    length = at + len(table) + len(texts)
    header = (
        b"\x7fELF\x02\x01" + bytes(26) + struct.pack("<QQIHHHHHH", 64, 0, 0, 64, 56, 2, 0, 0, 0)
    )
    load = struct.pack("<IIQQQQQQ", 1, 4, 0, base, base, length, length, 4096)
    dynamic = struct.pack("<IIQQQQQQ", 2, 4, at, base + at, base + at, len(table), len(table), 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header + load + dynamic + table + texts)
    return path


def test_a_library_says_what_it_is_linked_to(tmp_path: Path) -> None:
    names = ("libc.so.6", "libfoo-2.so.1")
    assert needed_by(_library(tmp_path / "libx.so", *names)) == names


@pytest.mark.parametrize("cut", [0, 4, 20, 63, 100, 170, 200])
def test_what_is_damaged_or_no_library_says_nothing(cut: int, tmp_path: Path) -> None:
    file = _library(tmp_path / "libx.so", "libc.so.6")
    file.write_bytes(file.read_bytes()[:cut])
    assert needed_by(file) == ()
    file.write_bytes(b"\x7fELF\x02\x01" + b"\xff" * 500)
    assert needed_by(file) == ()
    assert needed_by(tmp_path / "none") == ()


@LINUX
def test_all_that_is_missing_is_found_also_behind_qts_own_libraries(tmp_path: Path) -> None:
    package = tmp_path / "PySide6"
    _library(package / "QtGui.abi3.so", "libQt6Gui.so.6", "libc.so.6")
    _library(package / "Qt" / "lib" / "libQt6Gui.so.6", "libno-such-egl.so.1", "libc.so.6")
    plugin = package / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    _library(plugin, "libQt6Gui.so.6", "libno-such-cursor.so.0", "libm.so.6")
    both = ["libno-such-cursor.so.0", "libno-such-egl.so.1"]
    assert missing_libraries(package, "xcb") == both
    assert missing_libraries(package, "wayland") == both[1:]


@LINUX
def test_nothing_is_missing_where_windows_open() -> None:
    """And Qt's own files are read, in whatever way they are built."""
    package = Path(PySide6.__path__[0])
    gui = package / "QtGui.abi3.so"
    if gui.exists():
        assert any(name.startswith("libQt6Gui") for name in needed_by(gui))
    assert missing_libraries(package, "xcb") == []


@LINUX
def test_the_one_that_the_loader_names_comes_with_what_installs_it() -> None:
    said = display.missing_library_words(f"libxcb-cursor.so.0: {UNFOUND}")
    assert "the system library libxcb-cursor.so.0 is missing" in said
    assert said.endswith("sudo apt install libxcb-cursor0")


def test_several_are_named_and_those_of_unknown_packages_too() -> None:
    said = display.words_of_missing(["libEGL.so.1", "libGL.so.1", "libnew.so.7", "libodd.so.1"])
    assert "4 system libraries are missing: libEGL.so.1, libGL.so.1, libnew.so.7, libodd" in said
    assert "sudo apt install libegl1 libgl1" in said
    assert "Look for libnew.so.7, libodd.so.1 in the packages of your system" in said
    alone = display.words_of_missing(["libnew.so.7"])
    assert "apt" not in alone
    assert "Look for libnew.so.7" in alone


@pytest.mark.parametrize("error", ["DLL load failed while importing QtCore", "No module named x"])
def test_what_is_no_library_of_the_system_is_told_as_it_is(error: str) -> None:
    said = display.missing_library_words(error)
    assert error in said
    assert "Install Flashcards again" in said
    assert "apt" not in said
