"""Makes the package for Debian 13 and newer, which runs on Debian's own Python and Qt."""

import gzip
from datetime import UTC, datetime
from email.utils import format_datetime
from importlib import metadata
from pathlib import Path

import debian_archive
import desktop
from making import LICENCES, ROOT, TEMPLATES, NotHereError, Order, filled, identity, program_files
from tree import EXECUTABLE, Tree

REVISION = "1"
HOME = "usr/share/flashcards"
"""Where the program lies, out of the way of other Python programs."""
VENDORED_HOME = f"{HOME}/vendored"

PACKAGES: dict[str, tuple[str, ...]] = {
    "PySide6-Essentials": (
        "python3-pyside6.qtcore (>= 6.8.2)",
        "python3-pyside6.qtgui (>= 6.8.2)",
        "python3-pyside6.qtsvg (>= 6.8.2)",
        "python3-pyside6.qtwidgets (>= 6.8.2)",
    ),
    "sqlalchemy": ("python3-sqlalchemy (>= 2.0.40)",),
    "platformdirs": ("python3-platformdirs (>= 4.3)",),
    "markdown-it-py": ("python3-markdown-it (>= 3.0)",),
    "pygments": ("python3-pygments (>= 2.18)",),
    "numpy": ("python3-numpy (>= 1:2.1)",),
    "charset-normalizer": ("python3-charset-normalizer (>= 3.4)",),
    "tinycss2": ("python3-tinycss2 (>= 1.4)",),
    # The library that pypdf asks for first; Debian has pycryptodome under another name only.
    "pycryptodome": ("python3-cryptography",),
    # Python 3.14 has it itself, but the package costs little.
    "backports.zstd": ("python3-zstandard (>= 0.22)",),
}
"""What each library in pyproject.toml is in Debian."""
VENDORED = ("latex2mathml", "pypdf", "ziafont", "ziamath")
"""Libraries in pyproject.toml that Debian lacks or has too old; they are packed along."""
OPTIONAL: dict[str, tuple[str, ...]] = {
    "PySide6-Addons": ("python3-pyside6.qtmultimedia", "python3-pyside6.qttexttospeech"),
    "chunspell": ("python3-hunspell",),
}
"""Libraries that the program runs without, saying what it cannot do; they are recommended."""
MORE = (
    # The font that ziafont draws words in formulas with.
    "fonts-dejavu-core",
    "qt6-image-formats-plugins",
    "qt6-svg-plugins",
    # Qt's own words in every language: buttons of dialogues, menus of fields.
    "qt6-translations-l10n",
)
RECOMMENDED = ("qt6-speech-flite-plugin | speech-dispatcher", "qt6-wayland")
SUGGESTED = ("hunspell-dictionary", "python3-psycopg (>= 3.2)")
_FONT = "ziafont/fonts/DejaVuSans.ttf"


def make(order: Order) -> list[Path]:
    """Build ``flashcards_VERSION-1_all.deb`` and return it."""
    name = identity()["COMMAND"]
    path = order.out / f"{name}_{full_version()}_all.deb"
    return [debian_archive.pack(path, fields(), _scripts(), files(order.epoch), order.epoch)]


def fields() -> dict[str, str]:
    """Return the fields of the control file, but the size."""
    told = identity()
    text = (TEMPLATES / "linux" / "description.txt").read_text("utf-8").strip()
    return {
        "Package": told["COMMAND"],
        "Version": full_version(),
        "Architecture": "all",
        "Maintainer": told["MAINTAINER"],
        "Section": "education",
        "Priority": "optional",
        "Homepage": told["HOME_PAGE"],
        "Depends": ", ".join(depends()),
        "Recommends": ", ".join(recommends()),
        "Suggests": ", ".join(SUGGESTED),
        "Description": f"{told['SUMMARY'][:1].lower()}{told['SUMMARY'][1:]}\n{text}",
    }


def depends() -> list[str]:
    """Return what the package cannot run without."""
    libraries = [package for packages in PACKAGES.values() for package in packages]
    return ["python3 (>= 3.11)", *sorted([*libraries, *MORE])]


def recommends() -> list[str]:
    """Return what the program uses where it is there."""
    return sorted([*(each for packages in OPTIONAL.values() for each in packages), *RECOMMENDED])


def files(epoch: int) -> Tree:
    """Return everything that is installed."""
    tree = Tree()
    name = identity()["COMMAND"]
    for path in program_files():
        inside = path if path.parts[0] == "flashcards" else Path("flashcards", "_data", path)
        tree.add(f"{HOME}/{inside.as_posix()}", (ROOT / path).read_bytes())
    tree.add(f"{HOME}/flashcards/_data/installed", "deb\n")
    _add_vendored(tree)
    tree.add(f"usr/bin/{name}", filled(TEMPLATES / "linux" / "launcher.in"), EXECUTABLE)
    tree.add(f"usr/share/python3/runtime.d/{name}.rtupdate", _script("rtupdate"), EXECUTABLE)
    desktop.install(tree, epoch)
    add_documents(tree, epoch, name, _copyright())
    return tree


def _add_vendored(tree: Tree) -> None:
    for library in VENDORED:
        try:
            found = metadata.distribution(library)
        except metadata.PackageNotFoundError:
            raise NotHereError(f"{library} is not installed beside this Python.") from None
        for file in found.files or ():
            if ".." in file.parts or "__pycache__" in file.parts or not _is_wanted(file.as_posix()):
                continue
            place = f"{VENDORED_HOME}/{file.as_posix()}"
            if file.as_posix() == _FONT:
                tree.link(place, "../../../../fonts/truetype/dejavu/DejaVuSans.ttf")
            else:
                tree.add(place, Path(str(found.locate_file(file))).read_bytes())


def _is_wanted(place: str) -> bool:
    """Leave out what installers write down, which differs from one to the next."""
    folder, _, name = place.partition(".dist-info/")
    return not name or name == "METADATA" or not folder


def add_documents(tree: Tree, epoch: int, package: str, copyright_text: str) -> None:
    """Put in the manual page, what is new, whose it is, and what lintian is told.

    ``package`` is the name of the package; linux/lintian-overrides.PACKAGE has its exceptions.
    """
    name, place = identity()["COMMAND"], f"usr/share/doc/{package}"
    day = format_datetime(datetime.fromtimestamp(epoch, UTC))
    log = (
        f"{package} ({full_version()}) unstable; urgency=medium\n\n"
        f"  * What is new is told in changelog.gz.\n\n -- {identity()['MAINTAINER']}  {day}\n"
    )
    tree.add(f"usr/share/man/man1/{name}.1.gz", _packed(desktop.manual_page(epoch)))
    tree.add(f"{place}/changelog.Debian.gz", _packed(log))
    tree.add(f"{place}/changelog.gz", _packed((ROOT / "CHANGELOG.md").read_text("utf-8")))
    tree.add(f"{place}/copyright", copyright_text)
    overrides = (TEMPLATES / "linux" / f"lintian-overrides.{package}").read_text("utf-8")
    tree.add(f"usr/share/lintian/overrides/{package}", overrides)


def _copyright() -> str:
    """Return whose the files are and under which licences, the texts included."""
    terms = metadata.distribution("pypdf").read_text("licenses/LICENSE") or ""
    return filled(
        TEMPLATES / "linux" / "copyright.in",
        EXPAT=own_terms(),
        PYPDF=_indented(terms),
        OFL=_indented((LICENCES / "OFL-1.1.txt").read_text("utf-8")),
    )


def own_terms() -> str:
    """Return the words of the program's own licence, as a copyright file has them."""
    return _indented(
        (ROOT / "LICENSE").read_text("utf-8").partition("\n\n")[2].partition("\n\n")[2]
    )


def _indented(text: str) -> str:
    return "\n".join(f" {line}" if line.strip() else " ." for line in text.strip().splitlines())


def _scripts() -> dict[str, str]:
    return {name: _script(name) for name in ("postinst", "prerm")}


def _script(name: str) -> str:
    return filled(TEMPLATES / "linux" / f"{name}.in", HOME=f"/{HOME}")


def full_version() -> str:
    """Return the version of the packages, with that of their packing."""
    return f"{identity()['VERSION']}-{REVISION}"


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)
