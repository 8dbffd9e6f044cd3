"""Writes a package of Anki's: all that is learnt, or what is to be shared."""

import os
from itertools import count
from pathlib import Path
from typing import Final

from flashcards.collection.files.exporting import decks_chosen
from flashcards.collection.to_anki.media import Media
from flashcards.collection.to_anki.stub import write_stub
from flashcards.collection.to_anki.under_way import begun
from flashcards.collection.to_anki.writing import write_all
from flashcards.files import reason_of, refuse_unusual, sync_folder
from flashcards.formats.anki.writing import write_package
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.exporting import AS_USUAL, ExportChoices
from flashcards.model.messages import message
from flashcards.store import media_care
from flashcards.store.foreign_writing import NEWER, OLDER, new_anki_file
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.store.unfinished import drafts

WHOLE_SUFFIX: Final = ".colpkg"
"""How files end that take the place of all that Anki has."""


def export(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None = None,
    progress: Progress | None = None,
    choices: ExportChoices = AS_USUAL,
) -> int:
    """Write a deck with its subdecks, or all, as a package of Anki's; return how many notes.

    A file of this name is replaced only once the new one is complete and on the disk. Raises
    UserError and CancelledError.
    """
    whole = path.suffix.lower() == WHOLE_SUFFIX
    if whole and deck is not None:
        raise UserError(
            message("A .colpkg file is a whole collection: it takes the place of all Anki has."),
            message("Write the deck to an .apkg file, which Anki adds to what it has."),
        )
    base, stub = store.path.with_name("to-anki"), store.path.with_name("to-anki-old")
    try:
        if path.exists():
            refuse_unusual(path)
        with drafts(store.path, [path, base, stub]) as lent:
            notes, media = filled(store, types, lent[base], deck, progress, choices, whole=whole)
            write_stub(lent[stub])
            _pack(store, lent[path], (lent[base], lent[stub]), media, progress, choices)
            lent[path].replace(path)
            sync_folder(path.absolute().parent)
    except OSError as error:
        raise unwritable(path, error) from error
    return notes


def unwritable(path: Path, error: OSError) -> UserError:
    """Return what is said of a file that could not be written."""
    return UserError(
        message("{name} could not be written: {reason}.", name=path.name, reason=reason_of(error)),
        message("Choose another place, or free some space."),
    )


def filled(
    store: Store,
    types: StoredTypes,
    target: Path,
    deck: str | None,
    progress: Progress | None,
    choices: ExportChoices,
    *,
    whole: bool,
) -> tuple[int, Media]:
    """Write the collection; return how many notes it has, and the media that go along."""
    schema = OLDER if choices.older else NEWER
    with store.looking(progress) as conn, new_anki_file(target, schema) as file:
        media = Media(media_care.files(conn) if choices.media else {})
        chosen = decks_chosen(conn, deck)
        state = begun(conn, types, file, chosen, media, choices, store.now(), whole=whole)
        notes = write_all(state, whole=whole)
        if whole:
            media.take_all()
        file.finish(whole=whole)
    return notes, media


def _pack(
    store: Store,
    target: Path,
    parts: tuple[Path, Path],
    media: Media,
    progress: Progress | None,
    choices: ExportChoices,
) -> None:
    readers, done = media.readers(store.path), count()

    def tick() -> None:
        if progress is not None and progress(next(done), 0) is False:
            raise CancelledError

    base, stub = parts
    with target.open("xb") as stream:
        write_package(stream, base, stub.read_bytes(), readers, newer=not choices.older, tick=tick)
        stream.flush()
        os.fsync(stream.fileno())
