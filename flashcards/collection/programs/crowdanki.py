"""Opens decks of CrowdAnki's: a deck.json with its media folder, or a zip of both."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from flashcards.collection.programs.beside import files_in, take_folder
from flashcards.collection.programs.cards_of import CardsOf
from flashcards.files import fits, open_given
from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.archive import Archive, MediaFile
from flashcards.formats.programs import crowdanki
from flashcards.formats.programs.crowdanki import CrowdDeck
from flashcards.formats.programs.rows import CONFIG, COUNTED_FROM_S, GatheredRows
from flashcards.formats.wording import quoted
from flashcards.model.errors import UserError
from flashcards.model.messages import message

PROGRAM: Final = "CrowdAnki"
_MEDIA: Final = "media"
_LARGEST_SHEET: Final = 64 << 20
_ABSENT: Final = message("missing media file")


def from_file(archive: Archive, data: bytes, path: Path) -> AnkiCollection:
    """Return the deck in a JSON file, with the media and note types that lie beside it."""
    deck = crowdanki.read(data, archive.file)
    if crowdanki.lacks_types(deck):
        for file, text in _texts_beside(path):
            with suppress(UserError):
                crowdanki.take_types(deck, text, file)
    for folder in (path.parent / _MEDIA, path.parent.parent / _MEDIA):
        if folder.is_dir():
            take_folder(archive, folder)
            break
    return _gathered(archive, deck)


def from_zip(archive: Archive, member: str) -> AnkiCollection:
    """Return the deck in a JSON file of a zip, with the media that lie beside it there."""
    deck = crowdanki.read(archive.data(member), PurePosixPath(member).name)
    folder = str(PurePosixPath(member).parent / _MEDIA) + "/"
    archive.media = tuple(
        MediaFile(PurePosixPath(name).name, name, size)
        for name, size in archive.members()
        if name.startswith(folder) and "/" not in name[len(folder) :]
    )
    return _gathered(archive, deck)


def _texts_beside(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the JSON files beside a file, and the deck above it, where they are read quickly."""
    near = [path.parent / name for name in files_in(path.parent) if name.endswith(".json")]
    for each in (*near[:20], path.parent.parent / "deck.json"):
        if each.name == path.name and each.parent == path.parent:
            continue
        with suppress(OSError, ValueError), open_given(each) as stream:
            if fits(stream, _LARGEST_SHEET):
                yield each.name, stream.read()


def _gathered(archive: Archive, deck: CrowdDeck) -> AnkiCollection:
    crowdanki.make_missing_types(deck, archive.file)
    rows, cards = GatheredRows(), CardsOf(deck.note_types)
    for note in deck.notes:
        note_id = rows.add_note(note.guid, note.type_id, note.tags, note.fields)
        for place in cards.places(note.type_id, note.fields):
            rows.add_card(note_id, note.deck_id, place)
    for name in sorted(deck.media - {file.name for file in archive.media}):
        archive.problems.add(
            0, message("The media file {name} is missing.", name=quoted(name)), _ABSENT
        )
    return AnkiCollection(
        rows, 11, COUNTED_FROM_S, 0, dict(CONFIG), deck.note_types, deck.decks, deck.presets,
        deck.problems, whole=False, program=PROGRAM, origin="crowdanki:deck",
    )  # fmt: skip
