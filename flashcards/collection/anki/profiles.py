"""Finds the collections that Anki keeps on this computer."""

import os
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from flashcards.model.anki import AnkiProfile

COLLECTION: Final = "collection.anki2"
"""What the collection of every profile is called."""
_MOST_FOLDERS: Final = 500
_FLATPAK: Final = ".var/app/net.ankiweb.Anki/data/Anki2"


def profiles(
    environ: Mapping[str, str] | None = None,
    home: Path | None = None,
    platform: str = sys.platform,
) -> list[AnkiProfile]:
    """Return the profiles in Anki's own folders, the one used last first; none is opened."""
    found: dict[Path, AnkiProfile] = {}
    for base in _folders(os.environ if environ is None else environ, home, platform):
        for profile in _profiles_in(base):
            found.setdefault(profile.path.resolve(), profile)
    return sorted(found.values(), key=lambda each: each.changed_s, reverse=True)


def _folders(environ: Mapping[str, str], home: Path | None, platform: str) -> Iterator[Path]:
    """Yield where Anki may keep its profiles, by what each system calls a program's data."""
    if environ.get("ANKI_BASE"):
        yield Path(environ["ANKI_BASE"])
    try:
        own = home or Path.home()
    except RuntimeError:  # whoever runs this has no home
        return
    if platform == "win32":
        yield Path(environ.get("APPDATA") or own / "AppData/Roaming") / "Anki2"
    elif platform == "darwin":
        yield own / "Library/Application Support/Anki2"
    else:
        yield Path(environ.get("XDG_DATA_HOME") or own / ".local/share") / "Anki2"
        yield own / ".local/share/Anki2"
        yield own / _FLATPAK
    yield own / "Documents/Anki"  # where Anki 2.0 kept them
    yield own / "Anki"


def _profiles_in(base: Path) -> Iterator[AnkiProfile]:
    try:
        with os.scandir(base) as entries:
            names = sorted(each.name for each in islice(entries, _MOST_FOLDERS))
    except (OSError, ValueError):
        return
    for name in names:
        path = base / name / COLLECTION
        try:
            if path.is_file():
                about = path.stat()
                yield AnkiProfile(name, path, about.st_size, about.st_mtime)
        except (OSError, ValueError):
            continue
