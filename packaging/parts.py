"""Knows what a self-contained program is made of: Python, its packages, Qt, other libraries, and
what each of those has inside."""

import hashlib
import platform
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

import frozen_contents
import lean
import third_parties
from making import LICENCES, ROOT, identity
from third_parties import Piece

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_LIBRARY = re.compile(r"\.(so(\.\d+)*|dll|dylib|pyd)$")
_OF_PYTHON = re.compile(
    r"lib-dynload/|/libpython|/python3\d*\.dll|/_?[a-z0-9]+\.pyd$|PySide6/[^/]+$|/vcruntime|/ucrtbase|/Python$"
)
"""Libraries of the interpreter, of its bindings of Qt, and of the C library of Windows."""
_QT_LICENCE = "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"
_QT_SOURCE = "https://download.qt.io/official_releases/qt/"


@dataclass(frozen=True, slots=True)
class Part:
    """One work that is in the program."""

    name: str
    version: str
    """Its version; "" where nobody tells it."""
    licence: str
    """An SPDX expression."""
    holder: str = ""
    files: tuple[tuple[str, str], ...] = ()
    """Its files in the program where they are its own, each with its SHA-256."""
    purl: str = ""
    source: str = ""
    """Where its source is to be had."""
    pieces: tuple["Part", ...] = ()
    """What has been compiled into it."""


def distributions() -> list[str]:
    """Return the Python packages the program is made of, as installed here, by name and in order.

    These are what pyproject.toml asks for, with sound, and what those need in turn.
    """
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [*told["dependencies"], *told["optional-dependencies"]["audio"]]
    found: dict[str, str] = {}
    while waiting:
        asked = waiting.pop()
        name = _NAME.match(asked)
        if name is None or re.search(r"\bextra\s*==", asked):
            continue
        try:
            distribution = metadata.distribution(name[0])
        except metadata.PackageNotFoundError:
            continue  # for another system or an older Python
        key = plain(distribution.metadata["Name"])
        if key not in found:
            found[key] = distribution.metadata["Name"]
            waiting += distribution.requires or []
    return [found[key] for key in sorted(found)]


def plain(name: str) -> str:
    """Return the name of a package as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def parts_of(folder: Path) -> list[Part]:
    """Return all that the program in a folder is made of, beside its own code.

    Files of one work, such as those of FFmpeg, make one part.
    """
    found = {part.name: part for part in (_interpreter(folder), *map(_package, distributions()))}
    qt = next((p.version for p in found.values() if plain(p.name) == "pyside6-essentials"), "")
    for path in libraries(folder):
        part = _library(path, qt)
        if part is None:
            continue
        before = found.get(part.name, part)
        files = (*before.files, (path.relative_to(folder).as_posix(), _sum(path)))
        found[part.name] = replace(before, version=before.version or part.version, files=files)
    return list(found.values())


def unnamed(folder: Path, parts: list[Part]) -> list[str]:
    """Return the libraries in a folder that no part accounts for."""
    named = {place for part in parts for place, _ in part.files}
    packages = _folders_of_packages()
    return [
        place
        for path in libraries(folder)
        if (place := path.relative_to(folder).as_posix()) not in named
        if not packages & set(Path(place).parts)
        if not _OF_PYTHON.search(place)
    ]


def licence_files(distribution: str) -> dict[str, bytes]:
    """Return the licences of a Python package, by their names in a folder of its own.

    They are those it brings; packaging/licences has that of a package that brings none.
    """
    found = metadata.distribution(distribution)
    texts = {}
    for file in found.files or ():
        if ".dist-info" in file.parts[0] and _LICENCE_FILE.search(file.name):
            inside = "/".join(part for part in file.parts[1:] if part != "licenses")
            texts[inside] = Path(str(found.locate_file(file))).read_bytes()
    spare = LICENCES / f"{plain(distribution)}.txt"
    if not texts and spare.is_file():
        texts["LICENSE.txt"] = spare.read_bytes()
    return texts


def libraries(folder: Path) -> list[Path]:
    """Return every library in a folder, in order, links left out."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in files if _LIBRARY.search(path.name))


def licence_names(licence: str) -> list[str]:
    """Return the single licences and exceptions in an SPDX expression."""
    words = re.findall(r"[A-Za-z0-9.+-]+", licence)
    return [word for word in words if word not in {"AND", "OR", "WITH"}]


def every(parts: list[Part]) -> Iterator[Part]:
    """Yield parts and their pieces."""
    for part in parts:
        yield part
        yield from part.pieces


def _interpreter(folder: Path) -> Part:
    version = platform.python_version()
    paths = [path for path in libraries(folder) if path.name.startswith(("pyexpat", "libpython"))]
    told = b"".join(path.read_bytes() for path in paths)
    return Part(
        "CPython",
        version,
        "Python-2.0",
        "2001-2026 Python Software Foundation and others",
        purl=f"pkg:generic/cpython@{version}",
        source="https://www.python.org/downloads/source/",
        pieces=tuple(_piece(each, told) for each in third_parties.PYTHON),
    )


def _package(name: str) -> Part:
    told = metadata.distribution(name).metadata
    key, version = plain(name), told["Version"]
    licence = third_parties.LICENCES.get(key) or _field(told, "License-Expression")
    return Part(
        told["Name"],
        version,
        licence or _field(told, "License"),
        purl=f"pkg:pypi/{key}@{version}",
        source=_source(told),
        pieces=tuple(_piece(each) for each in third_parties.PACKAGES.get(key, ())),
    )


def _source(told: metadata.PackageMetadata) -> str:
    """Return where a package says that it is at home, its source first."""
    rows = [row.partition(", ") for row in told.get_all("Project-URL") or []]
    urls = {label.lower(): url for label, _, url in rows}
    for label in ("source", "source code", "repository", "code", "homepage"):
        if label in urls:
            return str(urls[label])
    return _field(told, "Home-page") or str(next(iter(urls.values()), ""))


def _field(told: metadata.PackageMetadata, name: str) -> str:
    return str(told[name]) if name in told else ""


def _library(path: Path, qt: str) -> Part | None:
    """Return what a file is a part of; None where it belongs to Python or one of its packages."""
    name = frozen_contents.plain_name(path.name)
    for start, piece in third_parties.LIBRARIES.items():
        if path.name.startswith(start):
            return _piece(piece, path.read_bytes())
    if "PySide6" not in path.parts:
        return None
    if "plugins" in path.parts:
        return _of_qt(f"Qt plugin {name}", qt, third_parties.PLUGINS.get(name, ()), path)
    title = name.removeprefix("Qt6")
    if sys.platform == "linux" and title in lean.UNUSED:
        return Part(f"Stand-in for Qt {title}", "", "MIT", identity()["AUTHORS"])
    if title == name:
        return None
    return _of_qt(f"Qt {title}", qt, third_parties.QT.get(title, ()), path)


def _of_qt(title: str, version: str, inside: tuple[Piece, ...], path: Path) -> Part:
    return Part(
        title,
        version,
        _QT_LICENCE,
        "The Qt Company Ltd. and other contributors",
        purl=f"pkg:generic/qt@{version}",
        source=_QT_SOURCE,
        pieces=tuple(_piece(each, path.read_bytes() if each.version else b"") for each in inside),
    )


def _piece(piece: Piece, data: bytes = b"") -> Part:
    found = re.search(piece.version.encode("ascii"), data) if piece.version else None
    version = found[1].decode("ascii") if found else ""
    return Part(piece.name, version, piece.licence, piece.holder, source=piece.source)


def _folders_of_packages() -> set[str]:
    """Return the folders and modules that the Python packages put down."""
    tops = {
        file.parts[0].split(".")[0]
        for name in distributions()
        for file in metadata.distribution(name).files or ()
    }
    return tops - {"", "PySide6"}


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
