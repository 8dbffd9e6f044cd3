"""Installs the package for Debian on a fresh system, uses it as a learner would, removes it again.

Before that, Debian's own checker looks at it, and so do those of menu entries and the like.
"""

import shutil
from pathlib import Path

import deb
import root
from making import TEMPLATES, FailedError, Order, identity, run

_COLLECTION = ".local/share/flashcards/collection.flashcards"


def make(order: Order) -> list[Path]:
    """Check the package that ``deb`` makes; return the pictures of what was seen."""
    (package,) = deb.make(order)
    validate(package)
    pictures = order.out / "check-deb"
    with root.fresh() as system:
        system.install(package)
        try_out(system, pictures)
        purge(system, identity()["COMMAND"])
    return sorted(pictures.glob("*.png"))


def validate(package: Path) -> None:
    """Let lintian look at a package, where it is installed. Raises FailedError."""
    if shutil.which("lintian") is None:
        print("lintian is not installed here, so it did not look at the package", flush=True)
        return
    told = run("lintian", "--allow-root", "--display-info", "--fail-on=none", package)
    if told.strip():
        raise FailedError(f"lintian says of {package.name}:\n{told.strip()}")


def try_out(system: root.Root, pictures: Path) -> None:
    """Use the installed program on a screen; keep pictures of it. Raises FailedError."""
    for name in ("screen.py", "try_installed.py"):
        system.put(TEMPLATES / name)
    print(system.run("/usr/bin/python3", "/tmp/try_installed.py", "/tmp/seen").rstrip(), flush=True)
    pictures.mkdir(parents=True, exist_ok=True)
    for picture in system.inside("/tmp/seen").glob("*.png"):
        shutil.copyfile(picture, pictures / picture.name)


def purge(system: root.Root, name: str) -> None:
    """Remove the package and see that the collection alone is left. Raises FailedError."""
    collection = system.home / _COLLECTION
    before = collection.read_bytes()
    system.purge(name)
    if not collection.exists() or collection.read_bytes() != before:
        raise FailedError("removing the package did not leave the collection alone")
    left = [path for path in system.inside("/usr").rglob("*") if name in path.name.casefold()]
    if left:
        raise FailedError(f"removing the package left {', '.join(map(str, left))}")
    print("the collection is left when the package is removed: yes", flush=True)
