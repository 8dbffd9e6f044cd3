"""The package for Debian: complete, the same twice, and asking for what the program imports."""

import ast
import gzip
import io
import os
import re
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest

from flashcards.installed import Kind
from tests.packaging_tools import packaging_tool

_EPOCH = 1_700_000_000
_MODULES = {
    "PySide6": "PySide6-Essentials",
    "shiboken6": "PySide6-Essentials",
    "markdown_it": "markdown-it-py",
    "charset_normalizer": "charset-normalizer",
    "Crypto": "pycryptodome",
    "backports": "backports.zstd",
    "zstandard": "backports.zstd",
    "compression": "backports.zstd",
    "hunspell": "chunspell",
}
"""What is imported -> the library that brings it, where that has another name."""


def _parts(package: Path) -> dict[str, bytes]:
    """Return the members of a .deb, read without what wrote them."""
    data, found = package.read_bytes(), {}
    assert data.startswith(b"!<arch>\n")
    at = 8
    while at < len(data):
        head = data[at : at + 60]
        size = int(head[48:58])
        found[head[:16].decode().strip()] = data[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole package, packed quickly."""
    archive, deb = packaging_tool("debian_archive"), packaging_tool("deb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "_PRESET", 0)
        order = packaging_tool("making").Order(tmp_path_factory.mktemp("deb"), _EPOCH)
        (path,) = deb.make(order)
    return Path(path)


@pytest.fixture(scope="module")
def installed(built: Path) -> dict[str, tarfile.TarInfo]:
    with tarfile.open(fileobj=io.BytesIO(_parts(built)["data.tar.xz"])) as archive:
        return {each.name: each for each in archive}


def _read(built: Path, name: str, member: str = "data.tar.xz") -> bytes:
    with tarfile.open(fileobj=io.BytesIO(_parts(built)[member])) as archive:
        file = archive.extractfile(name)
        assert file is not None
        return file.read()


def test_the_package_is_called_after_the_version_and_holds_what_debian_asks_for(
    built: Path,
) -> None:
    version = packaging_tool("making").version()
    assert built.name == f"flashcards_{version}-1_all.deb"
    assert list(_parts(built)) == ["debian-binary", "control.tar.xz", "data.tar.xz"]
    control = _read(built, "./control", "control.tar.xz").decode()
    assert f"Version: {version}-1\n" in control
    assert "Architecture: all\n" in control
    assert control.endswith("\n")


def test_everything_the_program_consists_of_is_installed(
    installed: dict[str, tarfile.TarInfo], repository: Path
) -> None:
    home = "./usr/share/flashcards/flashcards"
    for path in (repository / "flashcards").rglob("*.py"):
        assert f"{home}/{path.relative_to(repository / 'flashcards').as_posix()}" in installed
    for folder in ("decks", "resources"):
        for path in (repository / folder).rglob("*.*"):
            assert f"{home}/_data/{path.relative_to(repository).as_posix()}" in installed


def test_what_is_installed_belongs_to_root_and_has_plain_rights(
    installed: dict[str, tarfile.TarInfo],
) -> None:
    programs = {name for name, each in installed.items() if each.isfile() and each.mode != 0o644}
    assert programs == {
        "./usr/bin/flashcards",
        "./usr/share/python3/runtime.d/flashcards.rtupdate",
    }
    assert {each.mode for each in installed.values() if each.isdir()} == {0o755}
    assert {(each.uid, each.gid, each.mtime) for each in installed.values()} == {(0, 0, _EPOCH)}
    assert not [name for name in installed if "__pycache__" in name or ".." in name]


def test_the_program_knows_that_debian_carries_it(built: Path) -> None:
    told = _read(built, "./usr/share/flashcards/flashcards/_data/installed").decode()
    assert Kind(told.strip()) is Kind.DEB


def test_no_file_lies_outside_of_the_folders_of_packages(
    installed: dict[str, tarfile.TarInfo],
) -> None:
    allowed = ("./usr/bin", "./usr/share")
    files = [name for name, each in installed.items() if not each.isdir()]
    assert all(name.startswith(allowed) for name in files)


def test_every_library_of_the_program_is_asked_for_or_packed_along(repository: Path) -> None:
    deb = packaging_tool("deb")
    told = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*told["dependencies"], *told["optional-dependencies"]["audio"]]
    names = {each.partition(">")[0].partition(";")[0].strip() for each in wanted}
    known = {*deb.PACKAGES, *deb.VENDORED, *deb.OPTIONAL}
    assert names - known == set()
    # What a vendored library itself needs may stand there beside them.
    assert known - names <= {"ziafont"}


def test_everything_the_program_imports_is_a_library_it_asks_for(repository: Path) -> None:
    deb = packaging_tool("deb")
    known = {*deb.PACKAGES, *deb.VENDORED, *deb.OPTIONAL}
    unknown = {
        f"{top} in {path.name}"
        for path in (repository / "flashcards").rglob("*.py")
        for top in _imported(path)
        if _MODULES.get(top, top) not in known
    }
    assert unknown == set()


def test_each_part_of_qt_that_is_imported_has_its_package(repository: Path) -> None:
    deb = packaging_tool("deb")
    asked = " ".join([*deb.depends(), *deb.recommends()])
    texts = [path.read_text("utf-8") for path in (repository / "flashcards").rglob("*.py")]
    parts = {part for text in texts for part in re.findall(r"\bPySide6\.(Qt\w+)", text)}
    assert {"QtCore", "QtWidgets", "QtMultimedia"} <= parts
    assert {part for part in parts if f"python3-pyside6.{part.lower()}" not in asked} == set()


def _imported(path: Path) -> set[str]:
    """Return the top names that a module imports and Python does not have itself."""
    own = {*sys.stdlib_module_names, "flashcards"}
    text = path.read_text("utf-8")
    if not set(re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE)) - own:
        return set()
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found - own


def test_vendored_libraries_come_with_their_code_and_their_licences(
    built: Path, installed: dict[str, tarfile.TarInfo]
) -> None:
    copyright_ = _read(built, "./usr/share/doc/flashcards/copyright").decode()
    for library in packaging_tool("deb").VENDORED:
        assert f"./usr/share/flashcards/vendored/{library}/__init__.py" in installed
        assert f"usr/share/flashcards/vendored/{library}/*" in copyright_
    for words in ("Permission is hereby granted", "Neither the Font Software nor", "BSD-3-clause"):
        assert words in copyright_
    font = installed["./usr/share/flashcards/vendored/ziafont/fonts/DejaVuSans.ttf"]
    assert font.issym()
    assert "fonts-dejavu-core" in packaging_tool("deb").depends()


def test_the_launcher_and_the_scripts_are_sound(built: Path, tmp_path: Path) -> None:
    ast.parse(_read(built, "./usr/bin/flashcards").decode())
    for name in ("postinst", "prerm"):
        text = _read(built, f"./{name}", "control.tar.xz").decode()
        assert text.startswith("#!/bin/sh\nset -e\n")
        assert "@" not in text
        assert "/home" not in text
        script = tmp_path / name
        script.write_text(text, encoding="utf-8")
        assert subprocess.run(["sh", "-n", script], check=False).returncode == 0


def test_no_word_of_a_template_is_left_unfilled(built: Path) -> None:
    identity = packaging_tool("making").identity()
    for name in (
        f"./usr/share/applications/{identity['ID']}.desktop",
        f"./usr/share/metainfo/{identity['ID']}.metainfo.xml",
        f"./usr/share/mime/packages/{identity['ID']}.xml",
        "./usr/bin/flashcards",
    ):
        text = _read(built, name).decode()
        assert "@" not in text.replace(identity["EMAIL"], "")
    page = gzip.decompress(_read(built, "./usr/share/man/man1/flashcards.1.gz")).decode()
    assert "@" not in page


_BUILD = """
import os, sys
os.umask(int(sys.argv[3], 8))
sys.path.insert(0, sys.argv[1])
import debian_archive, build
debian_archive._PRESET = 0
sys.exit(build.main(["deb", "--out", sys.argv[2]]))
"""


def test_two_builds_are_the_same_byte_for_byte(repository: Path, tmp_path: Path) -> None:
    found = []
    for number, (language, umask) in enumerate([("C", "022"), ("de_DE.UTF-8", "077")]):
        out = tmp_path / f"build {number}"
        environment = {
            **os.environ,
            "LC_ALL": language,
            "TZ": ("UTC", "Asia/Tokyo")[number],
            "PYTHONHASHSEED": str(number + 1),
            "SOURCE_DATE_EPOCH": str(_EPOCH),
        }
        command = [sys.executable, "-c", _BUILD, str(repository / "packaging"), str(out), umask]
        folder = (repository, tmp_path)[number]
        subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)
        found.append(next(out.iterdir()).read_bytes())
    assert found[0] == found[1]
