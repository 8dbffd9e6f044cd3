"""Packs files as a .deb by itself, so that it comes out the same, byte for byte, on every machine.

A .deb is an ar archive of three members: a version, the control files and the files to install,
the last two as tar (the manual page deb(5)).
"""

import hashlib
import io
import lzma
import tarfile
from pathlib import Path

from tree import EXECUTABLE, READABLE, Entry, Tree

_PRESET = 6 | lzma.PRESET_EXTREME


def pack(
    path: Path, fields: dict[str, str], scripts: dict[str, str], tree: Tree, epoch: int
) -> Path:
    """Write a package of ``tree`` to ``path``, dated by the seconds ``epoch``; return ``path``.

    ``fields`` are those of its control file but the installed size; ``scripts`` are its maintainer
    scripts by name.
    """
    control = Tree()
    control.add("control", control_text({**fields, "Installed-Size": str(kilobytes(tree))}))
    control.add("md5sums", _sums(tree))
    for name, text in scripts.items():
        control.add(name, text, EXECUTABLE)
    members = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": _tar(control, epoch),
        "data.tar.xz": _tar(tree, epoch),
    }
    path.write_bytes(_ar(members, epoch))
    return path


def control_text(fields: dict[str, str]) -> str:
    """Return a control file; lines of a field after its first are set in, empty ones dotted."""
    lines = []
    for name, value in fields.items():
        first, *others = value.splitlines()
        lines.append(f"{name}: {first}")
        lines += [f" {line or '.'}" for line in others]
    return "\n".join(lines) + "\n"


def kilobytes(tree: Tree) -> int:
    """Return the room that files take, as Debian counts: each a whole number, folders one."""
    sizes = (-(-len(entry.data) // 1024) or 1 for entry in tree.entries.values())
    return sum(sizes) + len(tree.folders())


def _sums(tree: Tree) -> str:
    return "".join(
        f"{hashlib.md5(entry.data, usedforsecurity=False).hexdigest()}  {place}\n"
        for place, entry in tree.in_order()
        if not entry.target
    )


def _tar(tree: Tree, epoch: int) -> bytes:
    """Return the files and their folders as a compressed tar of root's."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(_told("./", Entry(b"", EXECUTABLE), epoch, tarfile.DIRTYPE))
        folders = [(f"{place}/", None) for place in tree.folders()]
        for place, entry in sorted([*folders, *tree.entries.items()], key=lambda each: each[0]):
            if entry is None:
                made = _told(f"./{place}", Entry(b"", EXECUTABLE), epoch, tarfile.DIRTYPE)
                archive.addfile(made)
            elif entry.target:
                archive.addfile(_told(f"./{place}", entry, epoch, tarfile.SYMTYPE))
            else:
                made = _told(f"./{place}", entry, epoch, tarfile.REGTYPE)
                archive.addfile(made, io.BytesIO(entry.data))
    return lzma.compress(packed.getvalue(), preset=_PRESET)


def _told(name: str, entry: Entry, epoch: int, kind: bytes) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.mode, made.mtime = kind, entry.mode, epoch
    made.uname = made.gname = "root"
    made.size = len(entry.data)
    made.linkname = entry.target
    return made


def _ar(members: dict[str, bytes], epoch: int) -> bytes:
    parts = [b"!<arch>\n"]
    for name, data in members.items():
        head = f"{name:<16}{epoch:<12}{0:<6}{0:<6}{0o100000 | READABLE:<8o}{len(data):<10}`\n"
        parts += [head.encode("ascii"), data, b"\n" * (len(data) % 2)]
    return b"".join(parts)
