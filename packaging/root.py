"""A fresh Debian in a folder, in which a package is installed and tried as by a learner."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from making import FailedError, NotHereError, run

RELEASE = "trixie"
TOOLS = ("libfile-mimeinfo-perl", "x11-apps", "x11-utils", "xdg-utils", "xdotool", "xvfb")
"""What it takes to use a program from outside; nothing that a package may forget to ask for."""
_HOME = "/home/learner"
_APT = ("apt-get", "-q", "-y", "-o", "Acquire::Retries=3", "-o", "Dpkg::Use-Pty=0")
_MAKE = ("mmdebstrap", "--variant=apt", "--dpkgopt=force-unsafe-io")
"""Nobody minds if a computer that lives for a minute loses files when the power fails."""


@dataclass(frozen=True, slots=True)
class Root:
    """The folder of a Debian system."""

    folder: Path

    def run(self, *command: str) -> str:
        """Run a command in it and return what it prints. Raises FailedError."""
        environment = {
            "HOME": _HOME,
            "LC_ALL": "C.UTF-8",
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "DEBIAN_FRONTEND": "noninteractive",
        }
        words = [f"{name}={value}" for name, value in environment.items()]
        return run("chroot", self.folder, "/usr/bin/env", "-i", *words, *command)

    def install(self, package: Path, *more: str) -> None:
        """Install a package and what it depends on, but nothing it only recommends."""
        inside = self.put(package)
        self.run(*_APT, "install", "--no-install-recommends", inside, *more)

    def purge(self, package: str) -> None:
        """Remove a package with all its own files."""
        self.run(*_APT, "purge", package)

    def put(self, file: Path) -> str:
        """Copy a file into it and return its path there."""
        shutil.copyfile(file, self.folder / "tmp" / file.name)
        return f"/tmp/{file.name}"

    def inside(self, place: str) -> Path:
        """Return where a place in it lies, seen from outside."""
        return self.folder / place.removeprefix("/")

    @property
    def home(self) -> Path:
        """The learner's home folder, seen from outside."""
        return self.inside(_HOME)


@contextmanager
def fresh(release: str = RELEASE) -> Iterator[Root]:
    """Make a fresh system with the tools to try programs, and remove it afterwards.

    Raises NotHereError where that cannot be done: it takes root, mmdebstrap and Debian's packages.
    """
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        raise NotHereError("a fresh Debian to install it in can only be made by root on Linux")
    if shutil.which("mmdebstrap") is None:
        raise NotHereError("mmdebstrap is missing: apt-get install mmdebstrap")
    with tempfile.TemporaryDirectory(prefix="fresh-debian-") as made:
        root = Root(Path(made) / "root")
        tools = ",".join(TOOLS)
        try:
            run(*_MAKE, f"--include={tools}", release, root.folder)
        except FailedError as error:
            last = str(error).strip().splitlines()[-1]
            raise NotHereError(f"no fresh Debian could be made: {last}") from None
        root.run("apt-get", "-q", "update")
        root.home.mkdir(parents=True)
        yield root
