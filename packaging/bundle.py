"""Makes the self-contained program: one folder with Python, Qt and all else inside."""

import hashlib
import importlib.util
import io
import lzma
import platform
import shutil
import sys
import tarfile
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

import lean
import needed
import parts
import shiboken
from making import (
    ROOT,
    TEMPLATES,
    FailedError,
    NotHereError,
    Order,
    copy_program,
    filled,
    identity,
    program_files,
    run,
    version,
)

WORK = ROOT / "build" / "frozen"
"""Where PyInstaller works; the finished folder lies in it too."""
FOLDER = WORK / "dist" / "flashcards"
"""The finished program, before it is packed."""
STAMP = WORK / "made-of.txt"
"""The digest of what the finished program was made of; written once it was tried."""
PROGRAM = "flashcards.exe" if sys.platform == "win32" else "flashcards"
INSIDE = "_internal"
"""The folder beside the program that holds everything else."""
MARK = f"{INSIDE}/flashcards/_data/installed"
"""The file that tells the program how it was installed; flashcards/installed.py reads it."""
README = "README.txt"
LICENCES = f"{INSIDE}/flashcards/_data/licences"
"""The folder of notices, licences and bill of materials; About opens it."""
LARGEST = 175 << 20
"""Bytes that the folder may have on Linux; what was put in by mistake shows here first."""
_XZ = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 64 << 20}]
_PROBLEMS_SHOWN = 10


def make(order: Order) -> list[Path]:
    """Build the program, try it, and return its archive: .tar.xz, or .zip on Windows."""
    folder = build(order.epoch)
    name = f"flashcards-{version()}-{system()}"
    if sys.platform == "win32":
        return [_zipped(folder, order.out / f"{name}.zip", name, order.epoch)]
    return [tarred(folder, order.out / f"{name}.tar.xz", name, order.epoch)]


def system() -> str:
    """Return the system and processor the program is built for, as names of files have them."""
    names = {"win32": "windows", "darwin": "macos"}
    return f"{names.get(sys.platform, sys.platform)}-{platform.machine().lower()}"


def finished(epoch: int) -> Path:
    """Return the folder of the program as it is now; it is built where it is missing or older."""
    return FOLDER if is_current(epoch) else build(epoch)


def is_current(epoch: int) -> bool:
    """Whether the program that was built last is of just the files that are here now."""
    if not STAMP.is_file() or not (FOLDER / PROGRAM).is_file():
        return False
    return STAMP.read_text("ascii") == ingredients(epoch)


def ingredients(epoch: int) -> str:
    """Return a digest of all that a build is made of: files, Python, its packages, and the time."""
    here = (path for path in TEMPLATES.rglob("*") if "__pycache__" not in path.parts)
    files = [*(ROOT / path for path in program_files()), *sorted(filter(Path.is_file, here))]
    told = [f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    told += [f"{name} {metadata.version(name)}" for name in parts.distributions()]
    told += [sys.version, str(epoch)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def build(epoch: int) -> Path:
    """Build the program anew and try it; return its folder.

    Raises NotHereError where PyInstaller is missing, FailedError where something is wrong with
    what came out.
    """
    if importlib.util.find_spec("PyInstaller") is None:
        raise NotHereError("PyInstaller is not installed here: run it as make packages.")
    shutil.rmtree(WORK, ignore_errors=True)
    made_of = ingredients(epoch)
    source = WORK / "source"
    copy_program(source)
    _freeze(source, epoch)
    if sys.platform != "darwin":  # there flashcards.spec does it, before all is signed
        complete(FOLDER, epoch)
    check(FOLDER)
    STAMP.write_text(made_of, encoding="ascii")
    return FOLDER


def complete(folder: Path, epoch: int) -> None:
    """Put in what PyInstaller does not know of: how it is installed, and on what terms."""
    (folder / MARK).write_text("bundle\n", encoding="ascii")
    shiboken.lay_out(folder / INSIDE)
    if sys.platform == "linux":
        lean.make_lean(folder / INSIDE)
    tidy(folder)
    _add_terms(folder, epoch)


def added(folder: Path) -> list[tuple[str, str, str]]:
    """Return what ``complete`` put in, as PyInstaller lists files: place, source and kind.

    The program for macOS is made of such a list, and signed at once.
    """
    modules = folder / INSIDE / shiboken.PACKAGE / shiboken.FOLDER
    files = [folder / MARK, *sorted((folder / LICENCES).rglob("*")), *sorted(modules.rglob("*"))]
    return [
        (path.relative_to(folder / INSIDE).as_posix(), str(path), "DATA")
        for path in files
        if path.is_file()
    ]


def _add_terms(folder: Path, epoch: int) -> None:
    """Put the notices, the licences and the bill of materials into the finished folder."""
    import notices  # these two read what is finished here
    import sbom

    notices.write(folder / LICENCES, folder)
    sbom.write(folder / LICENCES / sbom.FILE, folder, epoch)
    readme = filled(TEMPLATES / "freeze" / "README.in", LICENCES=LICENCES, PROGRAM=PROGRAM)
    (folder / README).write_text(readme, encoding="utf-8")
    tidy(folder)


def check(folder: Path) -> None:
    """Raise FailedError where a library is missing, the folder is too large or does not work."""
    if sys.platform == "linux":
        undeclared = needed.needs_of(folder).undeclared
        if undeclared:
            raise FailedError("\n".join(("Neither inside nor declared:", *undeclared)))
        size = size_of(folder)
        if size > LARGEST:
            raise FailedError(f"It has {size:,} bytes; {LARGEST:,} are allowed.")
    check_sound(self_test(folder / PROGRAM))


def check_sound(told: str) -> None:
    """Raise FailedError where the self-test does not say that all works, sound too."""
    if f"{identity()['NAME']} {version()} works: " not in told:
        raise FailedError(f"The self-test does not say that the program works: {told!r}")
    if "no sound here" in told:
        raise FailedError("Sound belongs to the self-contained program, and it is missing.")


def self_test(program: Path) -> str:
    """Run the program's test of itself away from the checkout; return the line it writes.

    A windowed program of Windows prints nothing, so a file is asked for. Raises FailedError where
    the program fails or says nothing.
    """
    with tempfile.TemporaryDirectory() as home:
        found = Path(home, "self-test.txt")
        run(program, f"--self-test={found}", FLASHCARDS_HOME=home, PYTHONPATH="", HOME=home)
        told = found.read_text("utf-8").strip() if found.is_file() else ""
    if not told:
        raise FailedError(f"{program} ended well, and its self-test said nothing.")
    print(told, flush=True)
    return told


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def _freeze(source: Path, epoch: int) -> None:
    """Let PyInstaller do its work, in a way that comes out the same each time."""
    run(
        sys.executable,
        *("-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
        *("--distpath", WORK / "dist", "--workpath", WORK / "work"),
        ROOT / "packaging" / "freeze" / "flashcards.spec",
        FREEZE_SOURCE=str(source),
        FREEZE_DISTRIBUTIONS=" ".join(parts.distributions()),
        FREEZE_LANGUAGES=" ".join(sorted(languages(source))),
        **_looks(),
        PYINSTALLER_CONFIG_DIR=str(WORK / "cache"),
        PYTHONPATH=str(source),
        PYTHONHASHSEED="0",
        SOURCE_DATE_EPOCH=str(epoch),
    )


def _looks() -> dict[str, str]:
    """Write what Windows and macOS show of a program; return where, as the .spec file asks."""
    if system().startswith("linux"):
        return {}
    import icons  # Qt draws them
    import macos
    import windows

    icons.write(WORK / "icons")
    info, entitlements = macos.write(WORK / "macos")
    told = WORK / "version.txt"
    told.write_text(windows.version_resource(), encoding="utf-8")
    return {
        "FREEZE_ICONS": str(WORK / "icons"),
        "FREEZE_WINDOWS_VERSION": str(told) if sys.platform == "win32" else "",
        "FREEZE_INFO": str(info),
        "FREEZE_ENTITLEMENTS": str(entitlements) if sys.platform == "darwin" else "",
    }


def languages(source: Path) -> set[str]:
    """Return the languages that the program can be read in, as its catalogues are called."""
    found = (source / "resources" / "translations").glob("flashcards_*.ts")
    return {"en", *(path.stem.removeprefix("flashcards_") for path in found)}


def tidy(folder: Path) -> None:
    """Give all files the same rights everywhere, and remove links to what was left out."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_symlink():
            if not path.exists():
                path.unlink()
        elif path.is_dir():
            path.chmod(0o755)
            if not any(path.iterdir()):
                path.rmdir()
        else:
            path.chmod(0o755 if path.parent == folder and path.name == PROGRAM else 0o644)
    folder.chmod(0o755)


def tarred(folder: Path, archive: Path, top: str, epoch: int) -> Path:
    """Pack a folder as ``top`` into a compressed tar: nobody's files, in order, all of one time."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for path in [folder, *sorted(folder.rglob("*"))]:
            told = tar.gettarinfo(path, arcname=f"{top}/{path.relative_to(folder)}".rstrip("/."))
            told.uid = told.gid = 0
            told.uname = told.gname = "root"
            told.mtime = epoch
            if told.isreg():
                with path.open("rb") as file:
                    tar.addfile(told, file)
            else:
                tar.addfile(told)
    archive.write_bytes(lzma.compress(packed.getvalue(), filters=_XZ))
    return archive


def _zipped(folder: Path, archive: Path, top: str, epoch: int) -> Path:
    """Pack a folder as ``top`` into a zip, in order and all of one time."""
    import time

    date = time.gmtime(epoch)[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                told = zipfile.ZipInfo(f"{top}/{path.relative_to(folder).as_posix()}", date)
                told.compress_type = zipfile.ZIP_DEFLATED
                told.external_attr = path.stat().st_mode << 16
                packed.writestr(told, path.read_bytes())
    return archive
