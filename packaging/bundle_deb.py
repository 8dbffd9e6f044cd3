"""Makes the self-contained program a package for Debian, Ubuntu and their kin."""

import platform
from pathlib import Path

import bundle
import deb
import debian_archive
import desktop
import needed
from making import TEMPLATES, FailedError, NotHereError, Order, filled, identity
from tree import EXECUTABLE, READABLE, Tree

NAME = f"{identity()['COMMAND']}-bundle"
HOME = f"usr/lib/{NAME}"
"""Where the folder with everything inside lies."""
LARGEST = 55_000_000
"""Bytes that the package may have."""
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
"""What Debian calls the processors that Qt's wheels are made for."""
RECOMMENDED = ("fonts-noto-core | fonts-dejavu-core", "libgtk-3-0t64 | libgtk-3-0")
"""Letters of most languages, and what Qt's plugin for GNOME is linked to."""


def make(order: Order) -> list[Path]:
    """Build ``flashcards-bundle_VERSION-1_ARCH.deb`` and return it."""
    architecture = ARCHITECTURES.get(platform.machine())
    if bundle.system() != f"linux-{platform.machine()}" or architecture is None:
        raise NotHereError("It is made on Linux, for x86-64 and 64-bit ARM.")
    folder = bundle.finished(order.epoch)
    packed = {**fields(folder), "Architecture": architecture}
    path = order.out / f"{NAME}_{packed['Version']}_{architecture}.deb"
    debian_archive.pack(path, packed, {}, files(folder, order.epoch), order.epoch)
    if path.stat().st_size > LARGEST:
        raise FailedError(f"{path.name} has {path.stat().st_size:,} bytes; {LARGEST:,} are allowed")
    return [path]


def finished(order: Order) -> Path:
    """Return the package where it was made of the program as it is now; else make it."""
    made = sorted(order.out.glob(f"{NAME}_{identity()['VERSION']}-*.deb"))
    if not made or not bundle.is_current(order.epoch):
        return make(order)[0]
    is_newer = made[-1].stat().st_mtime > bundle.STAMP.stat().st_mtime
    return made[-1] if is_newer else make(order)[0]


def fields(folder: Path) -> dict[str, str]:
    """Return the fields of the control file, but the size and the processor."""
    other = identity()["COMMAND"]
    same = deb.fields()
    return {
        **{name: same[name] for name in ("Version", "Maintainer", "Section", "Priority")},
        "Package": NAME,
        "Homepage": same["Homepage"],
        "Depends": ", ".join(depends(folder)),
        "Recommends": ", ".join(RECOMMENDED),
        "Provides": other,
        "Conflicts": other,
        "Replaces": other,
        "Description": f"{same['Description']}\n\nThis package has Python and Qt inside.",
    }


def depends(folder: Path) -> list[str]:
    """Return the packages whose libraries the program needs, and the C library's oldest version."""
    found = needed.needs_of(folder)
    oldest = ".".join(map(str, found.glibc))
    return [f"libc6 (>= {oldest})" if each == "libc6" else each for each in found.packages]


def files(folder: Path, epoch: int) -> Tree:
    """Return everything that is installed."""
    tree = Tree()
    add_folder(tree, HOME, folder, mark="bundle-deb")
    tree.link(f"usr/bin/{identity()['COMMAND']}", f"../lib/{NAME}/{bundle.PROGRAM}")
    desktop.install(tree, epoch)
    text = filled(TEMPLATES / "linux" / "copyright-bundle.in", EXPAT=deb.own_terms(), HOME=HOME)
    deb.add_documents(tree, epoch, NAME, text)
    return tree


def add_folder(tree: Tree, place: str, folder: Path, *, mark: str) -> None:
    """Put the whole program in, with ``mark`` as the way in which it is installed.

    The words for those who unpack it by hand stay out.
    """
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if inside == bundle.README:
            continue
        if path.is_symlink():
            tree.link(f"{place}/{inside}", str(path.readlink()))
        elif inside == bundle.MARK:
            tree.add(f"{place}/{inside}", f"{mark}\n")
        elif path.is_file():
            runs = path.name == bundle.PROGRAM and path.parent == folder
            tree.add(f"{place}/{inside}", path.read_bytes(), EXECUTABLE if runs else READABLE)
