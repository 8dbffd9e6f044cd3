"""Deck files: one module per format turns a file's bytes or text into notes and back."""

from pathlib import PurePath

_FORMAT_OF_SUFFIX = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".apkg": "anki",
    ".colpkg": "anki",
    ".anki": "anki",
    ".anki2": "anki",
    ".anki21": "anki",
    ".anki21b": "anki",
}


def format_of(path: PurePath | str) -> str | None:
    """Return ``"markdown"``, ``"csv"`` or ``"anki"`` by a path's suffix, None for any other."""
    return _FORMAT_OF_SUFFIX.get(PurePath(path).suffix.lower())
