"""Opens decks of programs other than Anki for as long as they are read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from flashcards.collection.programs import crowdanki
from flashcards.files import open_given, shown_name, unreadable
from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.archive import Archive, Limits
from flashcards.formats.kinds import SAMPLE_BYTES
from flashcards.formats.programs.crowdanki import begins as begins_crowdanki
from flashcards.model.errors import UserError
from flashcards.model.messages import message

_ZIP: Final = b"PK\x03\x04"


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[tuple[Archive, AnkiCollection]]:
    """Yield an open deck and what is in it. Raises UserError for what cannot be read."""
    try:
        stream = open_given(path)
    except (OSError, ValueError) as error:
        raise unreadable(path, error, message("Choose a deck file.")) from error
    with stream:
        archive = Archive(stream, shown_name(path), limits)
        if archive.open_zip():
            yield archive, _in_zip(archive)
        else:
            yield archive, crowdanki.from_file(archive, archive.whole(), path)


def _in_zip(archive: Archive) -> AnkiCollection:
    texts = [name for name, _ in archive.members() if name.endswith(".json")]
    for name in sorted(texts, key=lambda name: (name.count("/"), _is_deck(name), name)):
        if begins_crowdanki(archive.data(name, SAMPLE_BYTES)):
            return crowdanki.from_zip(archive, name)
    raise UserError(
        message("No deck was found in {file}.", file=archive.file),
        message("Unpack it, and choose the deck file in it."),
    )


def _is_deck(name: str) -> bool:
    return PurePosixPath(name).name != "deck.json"
