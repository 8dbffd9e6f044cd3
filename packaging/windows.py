"""Makes the installer for Windows, with NSIS, of the self-contained program built there."""

import shutil
import tempfile
from pathlib import Path

import bundle
import icons
from making import ROOT, TEMPLATES, FailedError, NotHereError, Order, filled, identity, run

_NAME_OF_TYPE = "Flashcards.Collection"
_FOLDER = TEMPLATES / "windows"


def make(order: Order) -> list[Path]:
    """Build ``flashcards-VERSION-windows-PROCESSOR-setup.exe`` and return it."""
    if not bundle.system().startswith("windows"):
        raise NotHereError("The installer for Windows is made on Windows, of what runs there.")
    target = order.out / f"flashcards-{identity()['VERSION']}-{bundle.system()}-setup.exe"
    return [compiled(bundle.finished(order.epoch), target)]


def check(order: Order) -> list[Path]:
    """Compile the installer's script with a stand-in for the program: anywhere where NSIS runs."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "program")
        (folder / bundle.INSIDE).mkdir(parents=True)
        for name in ("flashcards.exe", "flashcards-cli.exe", f"{bundle.INSIDE}/part.txt"):
            (folder / name).write_text("stands in", encoding="ascii")
        compiled(folder, order.out / "check-setup.exe").unlink()
    return []


def compiled(folder: Path, target: Path) -> Path:
    """Compile the installer of the program in ``folder``. A warning of NSIS is a failure.

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
        script.write_text(setup(folder, work, target), encoding="utf-8-sig")
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
