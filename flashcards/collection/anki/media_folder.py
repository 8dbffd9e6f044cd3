"""The media of a collection that is no package: they lie in a folder beside it."""

from pathlib import Path

from flashcards.collection.programs.beside import take_folder
from flashcards.formats.archive import Archive


def add_media(package: Archive, path: Path) -> None:
    """Let a bare collection, which lies at ``path``, bring the media beside it."""
    take_folder(package, path.with_suffix(".media"))
