"""Opens what Mnemosyne keeps and shares: its database, ``.cards`` files and XML."""

from pathlib import Path
from typing import Final

from flashcards.collection.anki.copying import copy_settled
from flashcards.collection.programs.beside import take_files
from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.archive import Archive, MediaFile
from flashcards.formats.programs import mnemosyne_db, mnemosyne_xml
from flashcards.formats.programs.mnemosyne import PROGRAM, Collected, gathered
from flashcards.formats.programs.mnemosyne_text import files_in, flat_name
from flashcards.store.foreign import foreign_database
from flashcards.store.unfinished import drafts

CARDS: Final = "cards.xml"
_ABOUT: Final = "METADATA"
_USUAL: Final = "default"
"""What Mnemosyne calls the database that everybody has."""


def from_database(collection: Path, archive: Archive, path: Path) -> AnkiCollection:
    """Return what a database holds, which Mnemosyne may have open.

    It is read from a copy beside the ``collection``, which is gone then. Raises UserError and
    OSError.
    """
    archive.refuse_larger(path.stat().st_size)
    target = collection.with_name("from-mnemosyne")
    with drafts(collection, [target]) as lent:
        copy_settled(path, lent[target])
        with foreign_database(lent[target], archive.file) as rows:
            deck = PROGRAM if path.stem.casefold() == _USUAL else path.stem
            found = mnemosyne_db.read(rows, archive.file, deck)
    _take_named(archive, found, path.with_name(path.name + "_media"))
    return gathered(found)


def from_zip(archive: Archive) -> AnkiCollection:
    """Return what a ``.cards`` file holds."""
    about = _about(archive)
    deck = about.get("card_set_name", "").strip() or Path(archive.file).stem
    found = mnemosyne_xml.read_cards(archive.data(CARDS), archive.file, deck)
    found.about = about.get("notes", "").strip()
    archive.media = tuple(
        MediaFile(flat_name(name), name, size)
        for name, size in archive.members()
        if name not in (CARDS, _ABOUT) and flat_name(name)
    )
    return gathered(found)


def from_xml(archive: Archive, data: bytes, path: Path) -> AnkiCollection:
    """Return what XML of Mnemosyne 1 holds, with the media that lie beside it."""
    found = mnemosyne_xml.read_first(data, archive.file, path.stem)
    _take_named(archive, found, path.parent)
    return gathered(found)


def _take_named(archive: Archive, found: Collected, folder: Path) -> None:
    """Let the files come along that facts name, as far as they lie in a folder."""
    named = {
        path: flat_name(path)
        for fact in found.facts.values()
        for text in fact.data.values()
        if "<" in text
        for path in files_in(text)
    }
    take_files(archive, folder, named)


def _about(archive: Archive) -> dict[str, str]:
    """Return what the author of a ``.cards`` file says of it."""
    if _ABOUT not in {name for name, _ in archive.members()}:
        return {}
    lines = archive.data(_ABOUT, 1 << 16).decode("utf-8", "replace").splitlines()
    pairs = (line.partition(":") for line in lines)
    return {key: value for key, colon, value in pairs if colon}
