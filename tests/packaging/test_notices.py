"""Whose works a self-contained program holds is told of each, with its licence and its text."""

import json
import re
import shutil
import sys
import uuid
from pathlib import Path
from typing import Any

import PySide6
import pytest

from flashcards import identity
from tests.packaging_tools import packaging_tool

_EPOCH = 1_700_000_000
_INSIDE = Path("_internal", "PySide6", "Qt", "lib")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at libraries of Linux")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program made of a few of Qt's own libraries, as a build would have laid them down."""
    folder = tmp_path_factory.mktemp("program")
    qt = Path(PySide6.__path__[0], "Qt")
    (folder / _INSIDE).mkdir(parents=True)
    for found in ("libQt6Core.so.6", "libQt6Svg.so.6", "libavutil.so.59", "libavcodec.so.61"):
        if (qt / "lib" / found).exists():
            shutil.copyfile(qt / "lib" / found, folder / _INSIDE / found)
    plugins = folder / "_internal" / "PySide6" / "Qt" / "plugins" / "imageformats"
    plugins.mkdir(parents=True)
    shutil.copyfile(qt / "plugins" / "imageformats" / "libqjpeg.so", plugins / "libqjpeg.so")
    (folder / _INSIDE / "libQt6Quick.so.6").write_bytes(b"a stand-in")
    (folder / "_internal" / "libsqlite3.so.0").write_bytes(b"... 3.46.1 ...")
    return folder


def test_each_part_is_named_with_its_licence_and_what_is_inside(program: Path) -> None:
    found = {part.name: part for part in packaging_tool("parts").parts_of(program)}
    core = found["Qt Core"]
    assert core.licence.startswith("LGPL-3.0-only")
    assert core.version == found["PySide6_Essentials"].version
    assert {"PCRE2", "Unicode Common Locale Data Repository"} <= {p.name for p in core.pieces}
    assert re.fullmatch(r"10\.\d+", next(p.version for p in core.pieces if p.name == "PCRE2"))
    assert [piece.name for piece in found["Qt plugin qjpeg"].pieces] == ["libjpeg-turbo"]
    assert found["SQLite"].version == "3.46.1"
    assert found["CPython"].licence == "Python-2.0"
    assert {"numpy", "SQLAlchemy", "shiboken6"} <= set(found)


def test_files_of_one_work_are_one_part_with_a_sum_for_each(program: Path) -> None:
    found = {part.name: part for part in packaging_tool("parts").parts_of(program)}
    if "FFmpeg" not in found:
        pytest.skip("without PySide6-Addons there is no FFmpeg")
    assert len(found["FFmpeg"].files) == 2
    assert found["FFmpeg"].version
    assert found["FFmpeg"].source
    assert all(re.fullmatch(r"[0-9a-f]{64}", sha256) for _, sha256 in found["FFmpeg"].files)


def test_the_same_works_are_known_by_their_names_on_windows(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    (inside / "PySide6").mkdir(parents=True)
    for place in ("PySide6/avcodec-61.dll", "PySide6/Qt6Svg.dll", "sqlite3.dll", "libffi-8.dll"):
        (inside / place).write_bytes(b"")
    parts = packaging_tool("parts")
    found = parts.parts_of(tmp_path)
    assert {"FFmpeg", "Qt Svg", "SQLite", "libffi"} <= {part.name for part in found}
    assert parts.unnamed(tmp_path, found) == []


def test_a_library_of_ours_in_the_place_of_qts_is_not_told_as_qts(program: Path) -> None:
    found = {part.name: part for part in packaging_tool("parts").parts_of(program)}
    assert found["Stand-in for Qt Quick"].holder == identity.AUTHORS
    assert found["Stand-in for Qt Quick"].licence == "MIT"
    assert "Qt Quick" not in found


def test_a_library_that_is_nobodys_stops_the_build(program: Path, tmp_path: Path) -> None:
    folder = tmp_path / "program"
    shutil.copytree(program, folder)
    (folder / "_internal" / "libsurprise.so.1").write_bytes(b"")
    with pytest.raises(packaging_tool("making").FailedError, match=r"libsurprise\.so\.1"):
        packaging_tool("notices").write(tmp_path / "out", folder)


def test_every_text_the_notices_name_lies_beside_them(program: Path, tmp_path: Path) -> None:
    path = packaging_tool("notices").write(tmp_path, program)
    text = path.read_text("utf-8")
    named = set(re.findall(r"Text: (\S+)", text))
    assert {"texts/LGPL-3.0.txt", "texts/GPL-3.0.txt", "packages/numpy/LICENSE.txt"} <= named
    assert not [place for place in named if not (tmp_path / place).is_file()]
    assert (tmp_path / "LICENSE.txt").is_file()


def test_the_notices_offer_the_source_and_say_how_to_put_in_another_qt(
    program: Path, tmp_path: Path
) -> None:
    text = packaging_tool("notices").write(tmp_path, program).read_text("utf-8")
    words = " ".join(text.split())
    assert f"Write to {identity.EMAIL}." in words
    assert "For three years" in words
    assert "put a library that is compatible with the old one in its place" in words
    assert "@" not in text.replace(identity.EMAIL, "")


def test_every_licence_anything_is_under_has_a_text_or_a_reason_for_none() -> None:
    third, parts = packaging_tool("third_parties"), packaging_tool("parts")
    tables = [third.QT, third.PLUGINS, third.PACKAGES]
    pieces = [piece for table in tables for row in table.values() for piece in row]
    pieces += [*third.LIBRARIES.values(), *third.PYTHON]
    names = {name for piece in pieces for name in parts.licence_names(piece.licence)}
    assert not names - set(third.TEXTS)
    folder = packaging_tool("making").LICENCES
    assert not [
        file for files in third.TEXTS.values() for file in files if not (folder / file).is_file()
    ]


def test_the_bill_of_materials_has_what_cyclonedx_asks_for(program: Path, tmp_path: Path) -> None:
    path = packaging_tool("sbom").write(tmp_path / "bom.cdx.json", program, _EPOCH)
    bill: dict[str, Any] = json.loads(path.read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert bill["metadata"]["component"]["version"] == identity.VERSION
    assert uuid.UUID(bill["serialNumber"].removeprefix("urn:uuid:"))
    refs = [each["bom-ref"] for each in _every(bill["components"])]
    assert len(refs) == len(set(refs))
    assert set(bill["dependencies"][0]["dependsOn"]) <= set(refs)
    assert all(
        each["type"] in {"library", "file"} and each["name"] for each in _every(bill["components"])
    )
    assert all(each["licenses"][0]["expression"] for each in bill["components"])


def test_the_bill_of_materials_comes_out_the_same_twice(program: Path, tmp_path: Path) -> None:
    sbom = packaging_tool("sbom")
    first, second = (
        sbom.write(tmp_path / name, program, _EPOCH).read_bytes() for name in ("one", "two")
    )
    assert first == second


def _every(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [part for each in components for part in (each, *_every(each.get("components", [])))]
