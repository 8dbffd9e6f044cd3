"""Deck files: one module per format turns a file's bytes or text into notes and back."""

from pathlib import PurePath

_FORMAT_OF_SUFFIX = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
}


def format_of(path: PurePath | str) -> str | None:
    """Return ``"markdown"`` or ``"csv"`` by the suffix of a path, None for any other."""
    return _FORMAT_OF_SUFFIX.get(PurePath(path).suffix.lower())
