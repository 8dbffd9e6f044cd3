"""Finds the dictionaries of this computer: the system's, other programs', and the learner's own.

A dictionary is two files of Hunspell, such as ``en_GB.dic`` and ``en_GB.aff``.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from flashcards.paths import data_dir

_MOST = 2_000
"""Files looked at in one folder."""
_UNSPACED = frozenset({"zh", "yue", "ja", "th", "lo", "km", "my", "bo", "dz"})
"""Languages that put no spaces between words, which nothing here could find."""
_TAG = re.compile(r"[a-zA-Z]{2,8}([-_][a-zA-Z0-9]{1,8}){0,4}")
_USUAL = {
    "en": "en_US", "de": "de_DE", "pt": "pt_PT", "es": "es_ES", "fr": "fr_FR", "nb": "nb_NO",
    "nn": "nn_NO", "sv": "sv_SE", "ar": "ar",
}  # fmt: skip
_SAME = {"no": "nb", "iw": "he", "in": "id"}
"""Older names of languages."""
LIBRARY = "hunspell"


@dataclass(frozen=True, slots=True)
class Found:
    """A dictionary: the folder it lies in and what its files are called."""

    folder: Path
    name: str

    @property
    def tag(self) -> str:
        """Its language as ``en-GB``."""
        return self.name.replace("_", "-")


def own_folder() -> Path:
    """Return the folder in which learners put dictionaries for this program alone."""
    return data_dir() / "dictionaries"


def can_be_checked(tag: str) -> bool:
    """Whether a text is a language whose words can be told apart, and so have a spelling."""
    return _TAG.fullmatch(tag) is not None and parts_of(tag)[0] not in _UNSPACED


def is_installed() -> bool:
    """Whether the library that reads dictionaries is there; it is not for every computer."""
    return find_spec(LIBRARY) is not None


def parts_of(tag: str) -> list[str]:
    """Return language and region, and perhaps script, in small letters: ``en-GB``, ``sr_Latn``."""
    first, *others = tag.replace("-", "_").casefold().split("_")
    return [_SAME.get(first, first), *others]


def found_dictionaries() -> list[Found]:
    """Return every dictionary there is, one for each language and region; the learner's first."""
    found: dict[str, Found] = {}
    for folder in _folders():
        for name in _names(folder):
            found.setdefault(name.casefold(), Found(folder, name))
    return sorted(found.values(), key=lambda each: each.name.casefold())


def dictionary_for(tag: str, found: Iterable[Found], system: str = "") -> Found | None:
    """Return the dictionary of a language, of another region where there is none of its own.

    Without a region it is that of the system's language ``system``, else the usual one.
    """
    wanted = parts_of(tag)
    alike = [each for each in found if parts_of(each.name)[0] == wanted[0]]
    if not alike:
        return None
    own = parts_of(system) if system else []
    usual = parts_of(_USUAL.get(wanted[0], f"{wanted[0]}_{wanted[0]}"))

    def rank(each: Found) -> tuple[int, str]:
        parts = parts_of(each.name)
        shared = len(set(parts[1:]) & set(wanted[1:]))
        order = (parts == wanted, parts == own, parts == usual, len(parts) == 1)
        place = order.index(True) if True in order else len(order)
        return (place if place == 0 else 10 * (len(wanted) > 1 and not shared) + place, each.name)

    return min(alike, key=rank)


def _names(folder: Path) -> Iterator[str]:
    """Yield the dictionaries of a folder by name."""
    with suppress(OSError):
        files = set()
        for count, each in enumerate(os.scandir(folder)):
            if count >= _MOST:
                break
            files.add(each.name)
        for name in files:
            stem = name.removesuffix(".dic")
            if stem != name and f"{stem}.aff" in files and not stem.startswith("hyph"):
                yield stem


def _folders() -> Iterator[Path]:
    """Yield the folders in which dictionaries may lie, the learner's own first."""
    yield own_folder()
    for named in os.environ.get("DICPATH", "").split(os.pathsep):
        if named:
            yield Path(named)
    if sys.platform == "win32":
        places = list(_on_windows())
    elif sys.platform == "darwin":
        home = Path.home() / "Library"
        places = [
            home / "Spelling",
            Path("/Library/Spelling"),
            Path("/opt/homebrew/share/hunspell"),
        ]
        places += _of_office(Path("/Applications/LibreOffice.app/Contents/Resources/extensions"))
    else:
        shared = os.environ.get("XDG_DATA_DIRS", "") or "/usr/local/share:/usr/share"
        home_share = os.environ.get("XDG_DATA_HOME", "") or str(Path.home() / ".local/share")
        places = [
            Path(base, kind)
            for base in (home_share, *filter(None, shared.split(":")))
            for kind in ("hunspell", "myspell", "myspell/dicts")
        ]
        places += _of_office(Path("/usr/lib/libreoffice/share/extensions"))
    yield from places
    library = find_spec(LIBRARY)
    if library is not None and library.submodule_search_locations:
        yield Path(library.submodule_search_locations[0]) / "dictionaries"


def _on_windows() -> Iterator[Path]:
    for variable in ("APPDATA", "ProgramFiles", "ProgramFiles(x86)"):
        base = os.environ.get(variable)
        if base:
            yield Path(base, "hunspell")
            yield from _of_office(Path(base, "LibreOffice/share/extensions"))


def _of_office(extensions: Path) -> list[Path]:
    """Return the folders in which LibreOffice has its dictionaries."""
    with suppress(OSError):
        folders = sorted(each for each in extensions.iterdir() if each.name.startswith("dict-"))
        return [inner for each in folders for inner in (each, each / "dictionaries")]
    return []
