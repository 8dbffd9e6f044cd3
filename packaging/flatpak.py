"""Writes the manifest for Flatpak and, beside it, the wheels the program is built from there.

No file here names where wheels are had: pip fetches them, in the versions of constraints.txt, from
wherever it is told to, and the manifest has their sums.
"""

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import desktop
import parts
from making import (
    ROOT,
    TEMPLATES,
    FailedError,
    NotHereError,
    Order,
    copy_program,
    filled,
    identity,
    run,
)
from tree import Tree

RUNTIME = "6.9"
"""The version of KDE's runtime, which has Qt, and of the base that has PySide6 for it."""
PYTHON = "3.12"
"""The Python of that runtime."""
IN_BASE = frozenset({"pyside6-essentials", "pyside6-addons", "shiboken6"})
"""What the base brings; all else is named by the manifest."""
_PLATFORM = "manylinux_2_28_x86_64"


def make(order: Order) -> list[Path]:
    """Lay down the folder ``flatpak`` with all a build takes; return its manifest."""
    folder = order.out / "flatpak"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "wheels").mkdir(parents=True)
    _fetch(folder / "wheels")
    own = _own_wheel(folder)
    share(order.epoch).write(folder, order.epoch)
    (folder / "installed").write_text("flatpak\n", encoding="ascii")
    (folder / "python-modules.json").write_text(
        json.dumps(modules(sorted((folder / "wheels").iterdir())), indent=2) + "\n", "utf-8"
    )
    path = folder / f"{identity()['ID']}.yml"
    path.write_text(manifest(own), encoding="utf-8")
    validate(path)
    return [path]


def validate(path: Path) -> None:
    """Let Flatpak's builder read the manifest; a warning is a failure."""
    if shutil.which("flatpak-builder") is None:
        print("flatpak-builder is not installed here, so it did not read the manifest", flush=True)
        return
    told = run(
        "sh", "-c", f"cd '{path.parent}' && flatpak-builder --show-manifest {path.name} 2>&1"
    )
    if "warning" in told.casefold():
        raise FailedError(f"flatpak-builder says:\n{told}")


def manifest(own: Path) -> str:
    """Return the manifest that builds the program from its own wheel."""
    sources = [
        {"type": "file", "path": own.name, "sha256": _sum(own)},
        {"type": "file", "path": "installed"},
        {"type": "dir", "path": "share", "dest": "share"},
    ]
    lines = "\n".join(f"      - {json.dumps(each)}" for each in sources)
    return filled(
        TEMPLATES / "linux" / "flatpak.yml.in", RUNTIME=RUNTIME, PYTHON=PYTHON, SOURCES=lines
    )


def modules(wheels: list[Path]) -> dict[str, Any]:
    """Return the part of the manifest that installs the Python packages, from these wheels."""
    return {
        "name": "python-modules",
        "buildsystem": "simple",
        "build-commands": [
            "pip3 install --no-index --no-deps --no-build-isolation --prefix=/app *.whl"
        ],
        "sources": [
            {"type": "file", "path": f"wheels/{wheel.name}", "sha256": _sum(wheel)}
            for wheel in wheels
        ],
    }


def share(epoch: int) -> Tree:
    """Return menu entry, AppStream data, file types and icons."""
    tree = Tree()
    desktop.install(tree, epoch, prefix=".")
    return tree


def wanted() -> list[str]:
    """Return the Python packages to fetch, each with its version of constraints.txt.

    Raises FailedError for one that has none there.
    """
    pinned = {}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        name, _, version = line.partition(";")[0].strip().partition("==")
        pinned[parts.plain(name)] = version
    names = [parts.plain(name) for name in parts.distributions()]
    missing = [name for name in names if name not in pinned]
    if missing:
        raise FailedError(f"constraints.txt has no version of {', '.join(missing)}")
    return [f"{name}=={pinned[name]}" for name in names if name not in IN_BASE]


def _fetch(folder: Path) -> None:
    try:
        run(
            *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder),
            *("--only-binary=:all:", "--python-version", PYTHON, "--platform", _PLATFORM),
            *("--platform", "manylinux2014_x86_64", "--platform", "any", *wanted()),
        )
    except FailedError as error:
        raise NotHereError(f"The wheels could not be fetched: {str(error)[-300:]}") from None


def _own_wheel(folder: Path) -> Path:
    """Build the program's own wheel into a folder, of what git tracks, and return it."""
    with tempfile.TemporaryDirectory() as source:
        copy_program(Path(source), "pyproject.toml", "README.md", "LICENSE")
        run(
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"),
            *("--wheel-dir", folder, source),
        )
    return next(folder.glob("*.whl"))


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
