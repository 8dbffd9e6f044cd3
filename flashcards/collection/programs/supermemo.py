"""Opens what SuperMemo exports: text of questions and answers, and XML."""

from pathlib import Path

from flashcards.collection.programs.beside import take_files
from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.archive import Archive
from flashcards.formats.decoding import decode
from flashcards.formats.programs import supermemo_text, supermemo_xml
from flashcards.formats.programs.supermemo import gathered


def from_text(archive: Archive, data: bytes, path: Path) -> AnkiCollection:
    """Return the questions and answers of a text."""
    decoded = decode(data, archive.file)
    archive.problems.extend(decoded.problems)
    return gathered(supermemo_text.read(decoded.text, archive.file, path.stem))


def from_xml(archive: Archive, data: bytes, path: Path) -> AnkiCollection:
    """Return the items of XML, with the media that lie beside it."""
    found = supermemo_xml.read(data, archive.file, path.stem)
    take_files(archive, path.parent, found.media)
    return gathered(found)
