"""Writes a deck as CrowdAnki keeps it: a zip of the folder with its JSON file and media."""

import os
import zipfile
from itertools import count
from pathlib import Path
from typing import Final

from flashcards.collection.to_anki.exporting import filled, unwritable
from flashcards.collection.to_anki.media import Media
from flashcards.files import refuse_unusual, sync_folder
from flashcards.formats.anki.collection import read
from flashcards.formats.programs.crowdanki_writing import written
from flashcards.formats.wording import safe_name
from flashcards.model.errors import CancelledError
from flashcards.model.exporting import AS_USUAL, ExportChoices
from flashcards.store.foreign import foreign_database
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.store.unfinished import drafts
from flashcards.text.file_names import KnownFiles

SUFFIX: Final = ".crowdanki.zip"
_SHARED: Final = ExportChoices(learning=False, older=True)
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The time that all parts bear, so that a file depends on nothing but its content."""


def export(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None = None,
    progress: Progress | None = None,
    choices: ExportChoices = AS_USUAL,
) -> int:
    """Write a deck with its subdecks, or all, without what was learnt; return how many notes.

    The zip holds one folder, which CrowdAnki imports once it is unpacked. A file of this name is
    replaced only once the new one is complete and on the disk. Raises UserError.
    """
    del choices  # CrowdAnki knows neither schedules nor other forms
    base = store.path.with_name("to-crowdanki")
    title = safe_name(path.name[: -len(SUFFIX)] or "deck")
    try:
        if path.exists():
            refuse_unusual(path)
        with drafts(store.path, [path, base]) as lent:
            notes, media = filled(store, types, lent[base], deck, progress, _SHARED, whole=False)
            _pack(store, (lent[base], lent[path]), title, media, progress)
            lent[path].replace(path)
            sync_folder(path.absolute().parent)
    except OSError as error:
        raise unwritable(path, error) from error
    return notes


def _pack(
    store: Store, parts: tuple[Path, Path], title: str, media: Media, progress: Progress | None
) -> None:
    base, target = parts
    files = dict(media.readers(store.path))
    done = count()
    with foreign_database(base, base.name) as rows:
        text = written(read(rows, base.name), title, KnownFiles(files).named_in)
    with target.open("xb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_part(f"{title}/deck.json"), text)
        for name, read_file in sorted(files.items()):
            if progress is not None and progress(next(done), 0) is False:
                raise CancelledError
            if (data := read_file()) is not None:
                packed.writestr(_part(f"{title}/media/{name}"), data)
        packed.close()
        stream.flush()
        os.fsync(stream.fileno())


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _MOMENT)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part
