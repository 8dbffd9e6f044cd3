"""What a library needs is read from it, and what is neither inside nor declared is told."""

import sys
from pathlib import Path

import PySide6
import pytest

from tests.packaging_tools import packaging_tool

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no ELF files")

_QT = Path(PySide6.__path__[0]) / "Qt"


def _laid(folder: Path, *paths: Path) -> Path:
    for path in paths:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_a_library_tells_its_name_and_what_it_is_linked_to() -> None:
    found = packaging_tool("elf").read(_QT / "lib" / "libQt6Svg.so.6")
    assert found.soname == "libQt6Svg.so.6"
    assert {"libQt6Gui.so.6", "libQt6Core.so.6", "libc.so.6"} <= set(found.needed)
    assert any(each.startswith("GLIBC_2.") for each in found.versions)


def test_the_names_a_library_gives_and_asks_for_are_told_apart() -> None:
    elf = packaging_tool("elf")
    svg, gui = (_QT / "lib" / f"libQt6{name}.so.6" for name in ("Svg", "Gui"))
    assert "_ZN12QSvgRendererC1EP7QObject" in elf.defined(svg)
    assert elf.undefined(svg) & elf.defined(gui)
    assert not elf.defined(svg) & elf.undefined(svg)


def test_a_library_forgets_where_its_builder_had_others_and_nothing_else(tmp_path: Path) -> None:
    elf = packaging_tool("elf")
    told = (_QT / "lib" / "libQt6Svg.so.6").read_bytes()
    before = elf.read(_QT / "lib" / "libQt6Svg.so.6")
    assert before.paths == ("$ORIGIN",)
    ours, theirs = tmp_path / "ours.so", tmp_path / "theirs.so"
    ours.write_bytes(told)
    theirs.write_bytes(told.replace(b"\0$ORIGIN\0", b"\0/ORIGIN\0"))
    elf.forget_paths(ours)
    elf.forget_paths(theirs)
    assert ours.read_bytes() == told
    after = elf.read(theirs)
    assert after.paths == ()
    assert (after.soname, after.needed, after.versions) == (
        before.soname,
        before.needed,
        before.versions,
    )


def test_what_is_no_library_or_only_the_half_of_one_is_refused(tmp_path: Path) -> None:
    elf = packaging_tool("elf")
    text = tmp_path / "text.so"
    text.write_text("not a library at all", encoding="ascii")
    half = tmp_path / "half.so"
    half.write_bytes((_QT / "lib" / "libQt6Svg.so.6").read_bytes()[:200])
    assert not elf.is_elf(text)
    for path in (text, half):
        with pytest.raises(ValueError, match=r"ELF"):
            elf.read(path)


def test_a_library_left_out_by_mistake_is_told_with_who_needs_it(tmp_path: Path) -> None:
    needed, lib = packaging_tool("needed"), _QT / "lib"
    _laid(tmp_path, lib / "libQt6Svg.so.6", lib / "libQt6Core.so.6")
    found = needed.needs_of(tmp_path)
    assert "libQt6Svg.so.6 needs libQt6Gui.so.6" in found.undeclared
    assert not any("libQt6Core" in each.split(" needs ")[1] for each in found.undeclared)


def test_declared_libraries_become_packages_by_both_names_they_go_by(tmp_path: Path) -> None:
    needed = packaging_tool("needed")
    _laid(tmp_path, _QT / "lib" / "libQt6Core.so.6")
    found = needed.needs_of(tmp_path)
    assert {"libc6", "libstdc++6", "libzstd1", "zlib1g"} <= set(found.packages)
    assert "libglib2.0-0t64 | libglib2.0-0" in found.packages
    assert (2, 17) <= found.glibc < (3,)


def test_the_plugin_for_gnome_may_lack_gtk_and_no_other_may(tmp_path: Path) -> None:
    needed = packaging_tool("needed")
    _laid(tmp_path, _QT / "plugins" / "platformthemes" / "libqgtk3.so")
    assert needed.needs_of(tmp_path).undeclared == ()
    (tmp_path / "libqgtk3.so").rename(tmp_path / "libother.so")
    assert any("libgtk-3" in each for each in needed.needs_of(tmp_path).undeclared)


def test_all_that_qts_kept_libraries_need_is_kept_or_declared() -> None:
    """No build is needed to see it: those of the .venv are the ones that go in."""
    needed, contents, elf = (packaging_tool(name) for name in ("needed", "frozen_contents", "elf"))
    places = [
        *(_QT / "lib" / f"libQt6{name}.so.6" for name in contents.QT_LIBRARIES),
        *(
            _QT / "plugins" / folder / f"lib{name}.so"
            for folder, names in contents.PLUGINS.items()
            for name in names
        ),
    ]
    kept = [path for path in places if path.exists()]
    inside = {path.name for path in (_QT / "lib").glob("lib*.so*") if _is_kept(path)}
    known = {*needed.declared(), *inside}
    brought = tuple(contents.BROUGHT)
    missing = {
        f"{path.name} needs {name}"
        for path in kept
        if path.name not in needed.OPTIONAL
        for name in elf.read(path).needed
        if name not in known and not name.startswith(brought)
    }
    assert not missing
    assert len(kept) > 25


def _is_kept(path: Path) -> bool:
    place = f"PySide6/Qt/lib/{path.name}"
    contents = packaging_tool("frozen_contents")
    return bool(contents.is_wanted(place, str(path), frozenset({"en"}), "linux"))
