"""Makes a checkout ready to run, test or check: system libraries, .venv, packages.

``python3 packaging/bootstrap.py run|test|check|hooks|package`` needs nothing but the standard
library and returns at once where nothing is to be done. Exit 2 with one sentence where its caller
must act.
Written so that a Python too old for the program can still read it and say so.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / "ready.txt"
OLDEST = (3, 11)

LIBRARIES = ROOT / "flashcards" / "ui" / "libraries.py"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
SYSTEM_PYTHON = Path("/usr/bin/python3")
READER_BUS = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
"""Starts the bus on which screen readers hear programs."""
EXTRAS = {
    "run": ("audio",),
    "test": ("audio", "postgres", "sync", "test"),
    "check": ("audio", "check", "postgres", "sync", "test"),
    "hooks": ("check", "hooks"),
    "package": ("audio", "package"),
}


class RefusalError(Exception):
    """What keeps the checkout from getting ready, in a sentence for whoever sits before it."""


def main(arguments: list[str]) -> int:
    """Make ready for ``arguments[0]``; returns the exit code."""
    purpose = arguments[0] if len(arguments) == 1 else ""
    if purpose not in EXTRAS:
        print("Usage: python3 packaging/bootstrap.py " + "|".join(EXTRAS), file=sys.stderr)
        return 2
    try:
        if _is_ready(purpose):
            return 0
        _refuse_an_old_python(purpose)
        _install_system_packages(_missing_system_packages(purpose), purpose)
        _install_where_it_can_be_had(_missing_for_screen_reader(purpose))
        _make_venv()
        _install_packages(purpose)
    except RefusalError as refusal:
        print("\n" + str(refusal), file=sys.stderr)
        return 2
    return 0


# Whether there is anything to do.


def _refuse_an_old_python(purpose: str) -> None:
    major, minor = sys.version_info[:2]
    if (major, minor) < OLDEST:
        raise RefusalError(
            f"Flashcards needs Python 3.11 or newer and this one is {major}.{minor}. "
            f"Where a newer one is installed, name it: make {purpose} PYTHON=python3.12"
        )


def _is_ready(purpose: str) -> bool:
    """Whether an earlier run made ready for ``purpose`` and nothing it rests on has changed."""
    try:
        lines = STAMP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return lines[:1] == [_fingerprint()] and purpose in lines[1:]


def _fingerprint() -> str:
    """A digest of all that makes an existing .venv fit: place, interpreter, wanted packages."""
    digest = hashlib.sha256()
    parts = [os.fsencode(ROOT), os.fsencode((VENV / "bin" / "python").resolve())]
    parts += [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    parts += [Path(__file__).read_bytes(), LIBRARIES.read_bytes()]
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _write_stamp(purpose: str) -> None:
    fingerprint = _fingerprint()
    done = {purpose}
    if STAMP.exists():
        lines = STAMP.read_text(encoding="utf-8").splitlines()
        if lines[:1] == [fingerprint]:
            done.update(lines[1:])
    STAMP.write_text("\n".join([fingerprint, *sorted(done)]) + "\n", encoding="utf-8")


# What the operating system has to bring.


def _missing_system_packages(purpose: str) -> list[str]:
    """The Debian packages ``purpose`` needs and this machine lacks, by name and in order."""
    missing = []
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        missing.append(_venv_package())
    if purpose in ("run", "test") and sys.platform == "linux":
        # Without those for sound the program runs, in silence: nobody has to ask for them.
        wanted = _qt_libraries(sound=purpose == "test" or os.geteuid() == 0)
        missing += [name for library, name in wanted.items() if not _loads(library)]
        if not any(_holds_fonts(Path(folder).expanduser()) for folder in FONT_FOLDERS):
            missing.append("fonts-dejavu-core")
    if purpose == "test" and sys.platform == "linux":
        # A screen for the window, and keys pressed on it.
        missing += [] if shutil.which("Xvfb") else ["xvfb"]
        missing += [] if _loads("libXtst.so.6") else ["libxtst6"]
    return sorted(set(missing))


def _missing_for_screen_reader(purpose: str) -> list[str]:
    """The Debian packages by which tests hear what a screen reader is told; skipped without."""
    if purpose != "test" or sys.platform != "linux":
        return []
    missing = [] if shutil.which("dbus-daemon") else ["dbus-daemon"]
    missing += [] if READER_BUS.exists() else ["at-spi2-core"]
    # Their bindings go with the system's own Python, beside the program's.
    asks = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    try:
        has_bindings = _call([str(SYSTEM_PYTHON), "-c", asks], quiet=True) == 0
    except OSError:
        has_bindings = False
    return missing if has_bindings else [*missing, "gir1.2-atspi-2.0", "python3-gi"]


def _venv_package() -> str:
    """The package of ``venv`` for this Python, which Debian splits off."""
    own = Path(sys.executable).resolve() == Path("/usr/bin/python3").resolve()
    return "python3-venv" if own else f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def _qt_libraries(*, sound: bool) -> dict[str, str]:
    """The libraries Qt needs, with those for ``sound`` or without; each with its package."""
    told = runpy.run_path(str(LIBRARIES))
    found: dict[str, str] = dict(told["DEBIAN_PACKAGES"])
    if sound:
        found.update(told["AUDIO_PACKAGES"])
    return found


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _holds_fonts(folder: Path) -> bool:
    suffixes = (".ttf", ".otf", ".ttc")
    return any(path.suffix.lower() in suffixes for path in folder.glob("**/*"))


def _install_system_packages(names: list[str], purpose: str) -> None:
    """Install ``names`` as root; tell anyone else the one line that does."""
    if not names:
        return
    line = "apt-get install --yes --no-install-recommends " + " ".join(names)
    if shutil.which("apt-get") is None:
        raise RefusalError(
            f"These Debian packages, or what your system calls them, are missing: "
            f"{' '.join(names)}. Install them, then run make {purpose} again."
        )
    if os.geteuid() != 0:
        raise RefusalError(
            f"Flashcards needs some system packages. Install them, then run make {purpose} again:\n"
            f"  sudo {line}"
        )
    print("Installing system packages: " + " ".join(names), flush=True)
    if not _apt_installs(line.split()):
        raise RefusalError(
            "The system packages could not be installed; what apt-get says is above. "
            f"Try:\n  {line}"
        )


def _install_where_it_can_be_had(names: list[str]) -> None:
    """Install what only some tests need; where that cannot be done, they say so and are skipped."""
    if not names or shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    print("Installing for the tests with a screen reader: " + " ".join(names), flush=True)
    if not _apt_installs(["apt-get", "install", "--yes", "--no-install-recommends", *names]):
        print("They could not be installed; the tests with a screen reader are skipped.")


def _apt_installs(install: list[str]) -> bool:
    """Give apt-get a command; whether it is done in the end."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    # The lists of a new machine are empty or old; they are fetched only where that shows.
    for command in (install, ["apt-get", "update"], install):
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False)
        if done.returncode == 0 and command is install:
            importlib.invalidate_caches()
            return True
    return False


# What pip brings.


def _make_venv() -> None:
    """Create .venv, anew where an older one no longer runs or belongs to another folder."""
    python = VENV / "bin" / "python"
    if os.path.lexists(VENV) and not (_runs(python) and _is_at_home()):
        print("The old .venv does not fit any more; making a new one.", flush=True)
        if VENV.is_symlink():
            VENV.unlink()
        else:
            shutil.rmtree(VENV)
    if not VENV.exists():
        print("Creating .venv", flush=True)
        if _call([sys.executable, "-m", "venv", str(VENV)]) != 0:
            shutil.rmtree(VENV, ignore_errors=True)
            raise RefusalError(
                "Python could not create .venv; what it says is above. "
                f"On Debian, the package {_venv_package()} may be missing."
            )


def _runs(python: Path) -> bool:
    """Whether ``python`` starts, is new enough and has pip."""
    try:
        probe = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
        return _call([str(python), "-c", probe], quiet=True) == 0
    except OSError:
        return False


def _is_at_home() -> bool:
    """Whether .venv was made here: a copied or moved one starts programs from its old place."""
    try:
        script = (VENV / "bin" / "activate").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return str(VENV) in script


def _install_packages(purpose: str) -> None:
    """Install the program, editable, with what ``purpose`` needs, at the pinned versions."""
    print("Installing packages; the first time takes a minute or two.", flush=True)
    extras = ",".join(EXTRAS[purpose])
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--constraint"]
    pip.append("constraints.txt")
    # The build's own tools first, from the same pins, instead of whatever is newest that day.
    for wanted in (
        ["hatchling", "editables"],
        ["--no-build-isolation", "--editable", f".[{extras}]" if extras else "."],
    ):
        if _call(pip + wanted) != 0:
            raise RefusalError(
                "The packages could not be installed; what pip says is above. Where it could not "
                f"reach the package index, check the connection and run make {purpose} again."
            )
    _write_stamp(purpose)


def _call(command: list[str], *, quiet: bool = False) -> int:
    """Run ``command`` at the root, free of settings that would send packages elsewhere."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV")
    }
    environment.update(PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1")
    sink = subprocess.DEVNULL if quiet else None
    return subprocess.run(
        command,
        cwd=str(ROOT),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=sink,
        stderr=sink,
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
