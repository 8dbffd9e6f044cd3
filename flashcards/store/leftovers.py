"""What an interrupted backup or restore leaves behind, and where to look for it."""

from contextlib import suppress
from pathlib import Path

PARTIAL = ".partial"
"""Ends the names of files that are not complete yet; ``sweep`` removes them."""
RESTORING = ".restoring"
"""Ends the name of a backup on its way into the collection's place."""
INDEX = "index.json"
"""Remembers what earlier looks at the backups found, in the folder they lie in."""


def backups_folder(path: Path) -> Path:
    """Return the folder that holds the backups of the collection at ``path``."""
    real = path.resolve()
    return real.parent / "backups" / real.stem


def sweep(path: Path) -> list[Path]:
    """Remove what an interrupted backup or restore left behind, and return it.

    For whoever holds the lock, at the start.
    """
    real = path.resolve()
    folder = backups_folder(real)
    left = [
        *real.parent.glob(_literal(real.name) + RESTORING + "*"),
        *real.parent.glob(_literal(real.name) + ".device" + PARTIAL),
        *folder.glob(f"{_literal(real.stem)}-*{_literal(real.suffix)}{PARTIAL}*"),
        *folder.glob(INDEX + PARTIAL),
    ]
    for file in left:
        with suppress(OSError):  # a folder somebody made there
            file.unlink(missing_ok=True)
    return left


def _literal(name: str) -> str:
    """``name`` for glob, its special characters meaning themselves."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
