"""Runs the installer for Windows with wine and removes again what it put there: what is left?

That shows that its script works; how the program itself runs on Windows it does not show.
"""

import shutil
import tempfile
import time
from pathlib import Path

from making import FailedError, identity, run

_PATIENCE_S = 60
_PROGRAM = "drive_c/users/*/AppData/Local/Programs"


def try_out(setup: Path) -> None:
    """Install without questions, twice over, and remove. Raises FailedError.

    ``setup`` is an installer of 64 bits, which wine runs wherever it is.
    """
    with tempfile.TemporaryDirectory() as made:
        prefix = Path(made, "prefix")
        told = {
            "WINEPREFIX": str(prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "winemenubuilder.exe=d",
            "HOME": made,
            "DISPLAY": "",
            "WAYLAND_DISPLAY": "",
        }
        run("wine", "wineboot", "-i", **told)
        before = _state(prefix, told)
        for _ in range(2):  # the second is an update
            run("wine", setup, "/S", **told)
        installed = _state(prefix, told) - before
        missing = [each for each in _wanted() if not any(each in name for name in installed)]
        if missing:
            raise FailedError(f"the installer left out {', '.join(missing)}")
        (program,) = prefix.glob(f"{_PROGRAM}/{identity()['NAME']}/uninstall.exe")
        run("wine", program, "/S", **told)
        _wait_until_gone(program)
        left = sorted(_state(prefix, told) & installed)
        if left:
            raise FailedError(f"the uninstaller left {', '.join(left)}")
    print("the installer installs, updates and leaves nothing, with wine: yes", flush=True)


def _wanted() -> list[str]:
    names = identity()
    return [f"{names['COMMAND']}.exe", f"{names['NAME']}.lnk", f"Classes\\\\{names['SUFFIX']}"]


def _state(prefix: Path, told: dict[str, str]) -> set[str]:
    """Return the files and keys of the registry that go by the program's name."""
    run("wineserver", "-w", **told)  # then the registry is on the disk
    registry = (prefix / "user.reg").read_text("utf-8", "replace")
    keys = [line.partition("]")[0] for line in registry.splitlines() if line.startswith("[")]
    files = [path.relative_to(prefix).as_posix() for path in prefix.rglob("*")]
    return {each for each in (*keys, *files) if identity()["COMMAND"] in each.casefold()}


def _wait_until_gone(program: Path) -> None:
    """Wait for the uninstaller, which goes on as a copy of itself."""
    until = time.monotonic() + _PATIENCE_S
    while program.exists():
        if time.monotonic() > until:
            raise FailedError("the uninstaller does not come to an end")
        time.sleep(0.2)


def can_be_tried() -> bool:
    """Whether wine is here."""
    return shutil.which("wine") is not None and shutil.which("wineserver") is not None
