"""Opens decks of programs other than Anki for as long as they are read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from flashcards.collection.programs import crowdanki, kvtml, mnemosyne, supermemo
from flashcards.files import open_given, shown_name, unreadable
from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.archive import Archive, Limits
from flashcards.formats.kinds import SAMPLE_BYTES, kind_of
from flashcards.formats.programs.crowdanki import begins as begins_crowdanki
from flashcards.model.errors import UserError
from flashcards.model.messages import message

_READERS: Final = {
    "crowdanki": crowdanki.from_file,
    "mnemosyne xml": mnemosyne.from_xml,
    "supermemo": supermemo.from_text,
    "supermemo xml": supermemo.from_xml,
    "kvtml": kvtml.from_xml,
}
"""By the names of kinds: what reads a file that is one text."""
_DATABASE: Final = "mnemosyne"


@contextmanager
def opened(
    collection: Path, path: Path, limits: Limits
) -> Iterator[tuple[Archive, AnkiCollection]]:
    """Yield an open deck and what is in it; what is copied meanwhile lies beside ``collection``.

    Raises UserError for what cannot be read.
    """
    hint = message("Choose a deck file.")
    try:
        stream = open_given(path)
    except (OSError, ValueError) as error:
        raise unreadable(path, error, hint) from error
    with stream:
        kind = kind_of(path, stream.read(SAMPLE_BYTES))
        stream.seek(0)
        name = "" if kind is None else kind.name
        archive = Archive(stream, shown_name(path), limits)
        yield archive, _read(collection, archive, path, name)


def _read(collection: Path, archive: Archive, path: Path, kind: str) -> AnkiCollection:
    if archive.open_zip():
        return _in_zip(archive)
    if kind in _READERS:
        return _READERS[kind](archive, archive.whole(), path)
    if kind != _DATABASE:
        raise _no_deck(archive)
    try:
        return mnemosyne.from_database(collection, archive, path)
    except OSError as error:
        raise unreadable(path, error, message("Close Mnemosyne and try again.")) from error


def _in_zip(archive: Archive) -> AnkiCollection:
    names = [name for name, _ in archive.members()]
    if mnemosyne.CARDS in names:
        return mnemosyne.from_zip(archive)
    texts = [name for name in names if name.endswith(".json")]
    for name in sorted(texts, key=lambda name: (name.count("/"), _is_other(name), name)):
        if begins_crowdanki(archive.data(name, SAMPLE_BYTES)):
            return crowdanki.from_zip(archive, name)
    raise _no_deck(archive)


def _is_other(name: str) -> bool:
    return PurePosixPath(name).name != "deck.json"


def _no_deck(archive: Archive) -> UserError:
    return UserError(
        message("No deck was found in {file}.", file=archive.file),
        message("Unpack what is packed, and choose the deck file itself."),
    )
