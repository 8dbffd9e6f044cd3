"""Checks that each library which a frozen program needs is inside it or declared."""

import runpy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import elf
from making import ROOT

OPTIONAL = frozenset({"libqgtk3.so"})
"""Plugins that Qt passes over where a library of theirs is missing."""
EVERYWHERE: Mapping[str, str] = {
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
}
"""Libraries that any desktop has, with Debian's packages of them."""
RENAMED: Mapping[str, str] = {"libglib2.0-0": "libglib2.0-0t64 | libglib2.0-0"}
"""Packages that Debian 13 and Ubuntu 24.04 call otherwise than those before."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a folder of libraries needs from outside itself."""

    packages: tuple[str, ...]
    """Debian's packages, in order, as a Depends field has them."""
    glibc: tuple[int, ...]
    """The oldest version of the C library that it runs on."""
    undeclared: tuple[str, ...]
    """``FILE needs LIBRARY`` for each library that is neither inside nor declared."""


def declared() -> dict[str, str]:
    """Return each library that may be expected of a system, with Debian's package of it."""
    told = runpy.run_path(str(ROOT / "flashcards" / "ui" / "libraries.py"))
    return {**EVERYWHERE, **told["DEBIAN_PACKAGES"], **told["AUDIO_PACKAGES"]}


def needs_of(folder: Path) -> Needs:
    """Return what the libraries and programs in ``folder`` need from outside it."""
    known = declared()
    read = {path: elf.read(path) for path in elf_files(folder)}
    inside = {path.name for path in folder.rglob("*.so*")} | {each.soname for each in read.values()}
    packages: set[str] = set()
    undeclared: list[str] = []
    glibc: tuple[int, ...] = (0,)
    for path, found in read.items():
        glibc = max([glibc, *map(_glibc, found.versions)])
        for name in found.needed:
            if name in inside:
                continue
            if name in known:
                packages.add(known[name])
            elif path.name not in OPTIONAL:
                undeclared.append(f"{path.relative_to(folder)} needs {name}")
    return Needs(
        tuple(sorted(RENAMED.get(each, each) for each in packages)), glibc, tuple(undeclared)
    )


def elf_files(folder: Path) -> list[Path]:
    """Return every library and program in a folder, in order."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in files if elf.is_elf(path))


def _glibc(version: str) -> tuple[int, ...]:
    name, _, number = version.partition("GLIBC_")
    parts = number.split(".")
    return tuple(map(int, parts)) if not name and all(map(str.isdecimal, parts)) else (0,)
