"""Where the unfinished reviews of articles lie, and which there are."""

from collections.abc import Iterator
from pathlib import Path

from flashcards.paths import beside, once_beside


def folder_of(collection_path: Path) -> Path:
    """Return where the unfinished reviews of a collection lie."""
    return beside(collection_path, "articles")


def folders(collection_path: Path) -> Iterator[Path]:
    """Yield where they may lie: there, and where they lay once."""
    yield folder_of(collection_path)
    former = once_beside(collection_path, "articles")
    if former is not None:
        yield former


def keys_kept(collection_path: Path) -> list[str]:
    """Return the keys of the sources whose reviews are unfinished."""
    return [file.stem for file in files(collection_path)]


def files(collection_path: Path) -> Iterator[Path]:
    """Yield the file of each unfinished review."""
    try:
        for folder in folders(collection_path):
            yield from folder.glob("*.json")
    except OSError:
        return
