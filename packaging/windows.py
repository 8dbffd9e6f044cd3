"""Makes the installer for Windows, with NSIS, of the self-contained program built there."""

import shutil
import tempfile
from pathlib import Path

import bundle
import icons
import try_setup
from making import ROOT, TEMPLATES, FailedError, NotHereError, Order, filled, identity, run

_SIXTY_FOUR = "Target amd64-unicode\n"
"""Wine of 64 bits alone runs no installer of 32, as everybody's is."""
_NAME_OF_TYPE = "Flashcards.Collection"
_FOLDER = TEMPLATES / "windows"


def make(order: Order) -> list[Path]:
    """Build ``flashcards-VERSION-windows-PROCESSOR-setup.exe`` and return it."""
    if not bundle.system().startswith("windows"):
        raise NotHereError("The installer for Windows is made on Windows, of what runs there.")
    target = order.out / f"flashcards-{identity()['VERSION']}-{bundle.system()}-setup.exe"
    return [compiled(bundle.finished(order.epoch), target)]


def tried(order: Order) -> list[Path]:
    """Compile the installer's script, and run the installer where wine is."""
    check(order)
    if not try_setup.can_be_tried():
        print("wine is not installed here, so the installer was not run", flush=True)
        return []
    with tempfile.TemporaryDirectory() as made:
        folder = _stand_in(Path(made, "program"))
        try_setup.try_out(compiled(folder, Path(made, "flashcards-setup.exe"), _SIXTY_FOUR))
    return []


def check(order: Order) -> list[Path]:
    """Compile the installer's script with a stand-in for the program: anywhere where NSIS runs."""
    with tempfile.TemporaryDirectory() as made:
        compiled(_stand_in(Path(made, "program")), order.out / "check-setup.exe").unlink()
    return []


def _stand_in(folder: Path) -> Path:
    (folder / bundle.INSIDE).mkdir(parents=True)
    for name in ("flashcards.exe", "flashcards-cli.exe", f"{bundle.INSIDE}/part.txt"):
        (folder / name).write_text("stands in", encoding="ascii")
    return folder


def compiled(folder: Path, target: Path, first: str = "") -> Path:
    """Compile the installer of the program in ``folder``. A warning of NSIS is a failure.

    ``first`` is put before the script.
    Raises NotHereError where NSIS is not installed.
    """
    if shutil.which("makensis") is None:
        raise NotHereError("NSIS is not installed here (Debian: apt-get install nsis).")
    told = identity()
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        for path in icons.write(work):
            if path.suffix != ".ico":
                path.unlink()
        shutil.copyfile(ROOT / "LICENSE", work / "LICENSE.txt")
        script = work / "setup.nsi"
        script.write_text(first + setup(folder, work, target), encoding="utf-8-sig")
        run("makensis", "-WX", "-V2", "-INPUTCHARSET", "UTF8", script)
    if not target.is_file():
        raise FailedError(f"NSIS made no {target.name} for {told['NAME']}.")
    return target


def setup(folder: Path, work: Path, target: Path) -> str:
    """Return the installer's script: what is where, and which names it goes by."""
    return filled(
        _FOLDER / "setup.nsi.in",
        BUNDLE=str(folder),
        WORK=str(work),
        OUT=str(target),
        TYPE=_NAME_OF_TYPE,
        YEAR="2026",
    )


def version_resource() -> str:
    """Return what Windows shows of the program's file, in the form that PyInstaller reads."""
    numbers = ", ".join(f"{identity()['VERSION']}.0".split("."))
    return filled(_FOLDER / "version.in", NUMBERS=f"({numbers})")
