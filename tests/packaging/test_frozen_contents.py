"""What goes into the self-contained program: all of ours, and of the others' what is used."""

import ast
import struct
import sys
from itertools import chain
from pathlib import Path

import pytest

from tests.packaging_tools import packaging_tool

_ROOT = Path(__file__).resolve().parents[2]


def _wanted(target: str, source: str = "", platform: str = "linux") -> bool:
    contents = packaging_tool("frozen_contents")
    found = contents.is_wanted(target, source or target, frozenset({"en", "de"}), platform)
    return bool(found)


@pytest.mark.parametrize(
    "target",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/imageformats/libqwebp.dylib",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt6Widgets.dll",
        "PySide6/Qt/lib/libQt6FFmpegStub-ssl.so.3",
        "PySide6/Qt/lib/libavcodec.so.61",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/QtSvg.abi3.so",
        "PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
        "Crypto/Cipher/_raw_aes.abi3.so",
        "numpy.libs/libscipy_openblas64_.so",
        "flashcards/_data/decks/first.md",
        "numpy-2.4.6.dist-info/METADATA",
    ],
)
def test_what_learners_use_goes_in(target: str) -> None:
    assert _wanted(target)


@pytest.mark.parametrize(
    "target",
    [
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
        "PySide6/Qt6Pdf.dll",
        "PySide6/Qt/lib/QtPdf.framework/Versions/A/QtPdf",
        "PySide6/Qt/translations/qtbase_ja.qm",
        "PySide6/Qt/translations/assistant_de.qm",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "Crypto/Hash/_SHA512.abi3.so",
        "hunspell/hunspell.cpp",
        "numpy-2.4.6.dist-info/RECORD",
    ],
)
def test_what_nobody_misses_stays_out(target: str) -> None:
    assert not _wanted(target)


def test_of_the_systems_libraries_those_come_along_that_desktops_lack() -> None:
    folder = "/usr/lib/x86_64-linux-gnu"
    assert _wanted("libxcb-cursor.so.0", f"{folder}/libxcb-cursor.so.0")
    assert not _wanted("libX11.so.6", f"{folder}/libX11.so.6")
    assert not _wanted("libfontconfig.so.1", f"{folder}/libfontconfig.so.1")
    assert _wanted("libhunspell-1.7.so.0", "/home/ada/.venv/hunspell/libhunspell-1.7.so.0")
    assert _wanted("vcruntime140.dll", "C:/Python/vcruntime140.dll", "win32")


def test_every_module_of_ours_goes_in_by_name() -> None:
    names = list(packaging_tool("frozen_contents").modules_of(_ROOT / "flashcards"))
    assert {"flashcards", "flashcards.__main__", "flashcards.ui.sound.player"} <= set(names)
    assert len(names) == len(set(names)) == len(list((_ROOT / "flashcards").rglob("*.py")))


def test_nothing_that_our_modules_import_is_kept_out() -> None:
    contents = packaging_tool("frozen_contents")
    without = set(contents.WITHOUT) - {*contents.INSTEAD, *contents.OF_HUBS}
    imported = set(chain.from_iterable(map(_imported, (_ROOT / "flashcards").rglob("*.py"))))
    assert {"PySide6.QtWidgets", "numpy", "sqlite3"} & imported
    assert not [
        name for name in imported if any(f"{name}.".startswith(f"{each}.") for each in without)
    ]


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            if node.module == "PySide6":
                found |= {f"PySide6.{alias.name}" for alias in node.names}
    return found


def test_each_library_the_program_asks_for_is_known_with_what_it_needs_in_turn() -> None:
    found = packaging_tool("parts").distributions()
    assert {"PySide6_Essentials", "PySide6_Addons", "shiboken6", "SQLAlchemy", "mdurl"} <= set(
        found
    )
    assert not {"pytest", "ruff", "pyinstaller", "setuptools"} & {name.lower() for name in found}
    assert found == sorted(found, key=packaging_tool("parts").plain)


def _package(items: dict[str, bytes]) -> bytes:
    """A package as ICU makes them: head, table, names, items, in order and by sixteens."""
    head = struct.pack("<HBB", 32, 0xDA, 0x27) + b"\0" * 8 + b"CmnD" + b"\0" * 16
    names = b"".join(name.encode() + b"\0" for name in items)
    names_at = 4 + 8 * len(items)
    place = -(-(names_at + len(names)) // 16) * 16
    table, packed, name_at = struct.pack("<I", len(items)), b"", names_at
    for name, item in items.items():
        table += struct.pack("<II", name_at, place + len(packed))
        packed += item + b"\xaa" * (-len(item) % 16)
        name_at += len(name) + 1
    front = table + names
    return head + front + b"\xaa" * (place - len(front)) + packed


def test_of_icus_data_only_what_qt_asks_for_is_left_and_that_unchanged() -> None:
    kept = {"icudt73l/coll/de.res": b"sorting", "icudt73l/pool.res": b"p" * 40}
    whole = {
        "icudt73l/brkitr/cjdict.dict": b"x" * 99,
        "icudt73l/coll/de.res": b"sorting",
        "icudt73l/de_AT.res": b"days",
        "icudt73l/ibm-37_P100-1995.cnv": b"table",
        "icudt73l/pool.res": b"p" * 40,
        "icudt73l/zone/zu.res": b"names",
    }
    assert packaging_tool("lean").lessened(_package(whole)) == _package(kept)


def test_a_library_without_icus_data_is_refused() -> None:
    with pytest.raises(packaging_tool("making").FailedError, match="No data of ICU"):
        packaging_tool("lean").icu_data(b"\x7fELF and nothing else")


def test_the_languages_of_the_program_decide_which_texts_of_qt_go_in(tmp_path: Path) -> None:
    folder = tmp_path / "resources" / "translations"
    folder.mkdir(parents=True)
    for name in ("flashcards.ts", "flashcards_de.ts", "flashcards_pt_BR.ts"):
        (folder / name).touch()
    assert packaging_tool("bundle").languages(tmp_path) == {"en", "de", "pt_BR"}


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are another matter there")
def test_an_archive_comes_out_the_same_from_another_folder_at_another_time(tmp_path: Path) -> None:
    bundle = packaging_tool("bundle")
    archives: list[Path] = []
    for name in ("first", "second/deep"):
        folder = tmp_path / name
        (folder / "inside").mkdir(parents=True)
        (folder / "flashcards").write_bytes(b"program")
        (folder / "inside" / "b.so").write_bytes(b"library")
        (folder / "inside" / "a.so").symlink_to("b.so")
        bundle.tidy(folder)
        target = tmp_path / f"{len(archives)}.tar.xz"
        archives.append(bundle.tarred(folder, target, "flashcards-1.0", 1_700_000_000))
    assert archives[0].read_bytes() == archives[1].read_bytes()
