"""Opens vocabularies of KDE's programs, with the pictures and sounds beside them."""

from pathlib import Path

from flashcards.collection.programs.beside import take_files
from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.archive import Archive
from flashcards.formats.programs import kvtml


def from_xml(archive: Archive, data: bytes, path: Path) -> AnkiCollection:
    """Return the entries of a vocabulary."""
    found = kvtml.read(data, archive.file, path.name.partition(".")[0] or path.stem)
    take_files(archive, path.parent, found.media())
    return kvtml.gathered(found)
