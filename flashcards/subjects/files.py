"""Deck files and pictures, in and out: part of ``Collection``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.model.messages import Message
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue

if TYPE_CHECKING:
    from flashcards.collection.files.recordings import Recording
    from flashcards.collection.files.samples import TableLook
    from flashcards.collection.whole.previewing import WholePreview
    from flashcards.formats.csv_table import CsvChoices, CsvPreview
    from flashcards.model.anki import AnkiPreview, AnkiProfile, ImportChoices
    from flashcards.model.parsed import ImportReport
    from flashcards.study.printed import PrintedCard


class Files:
    """Importing and exporting; a base of ``Collection``."""

    path: Path
    _store: Store
    _catalogue: Catalogue

    def import_file(
        self,
        path: Path | str,
        deck: str | None = None,
        progress: Progress | None = None,
        preview: "CsvPreview | None" = None,
        choices: "ImportChoices | None" = None,
        program: str | None = None,
    ) -> "ImportReport":
        """Import a deck file, a table as ``preview`` says; nothing where it fails or is stopped.

        ``program`` says which program's marks a text deck has, one of ``programs.TITLES``.

        ``choices`` are about what comes from Anki, ``deck`` is what that goes under.
        """
        from flashcards.collection.files import reading
        from flashcards.model.anki import AS_USUAL

        types, taken = self._catalogue.types, choices or AS_USUAL
        return reading.import_file(
            self._store, types, Path(path), deck, progress, preview, taken, program
        )

    def try_file(
        self,
        path: Path | str,
        deck: str | None = None,
        progress: Progress | None = None,
        preview: "CsvPreview | None" = None,
        program: str | None = None,
    ) -> "ImportReport":
        """Return what importing a text deck or a table would do; nothing is changed."""
        from flashcards.collection.files import reading

        types = self._catalogue.types
        return reading.try_file(self._store, types, Path(path), deck, progress, preview, program)

    def preview(self, path: Path | str, choices: "CsvChoices | None" = None) -> "CsvPreview":
        """Return how a table would be read: columns, counts, first rows, problems."""
        from flashcards.collection.files import reading

        return reading.preview(Path(path), choices, self._catalogue.types)

    def look_at_table(
        self, path: Path | str, choices: "CsvChoices | None" = None, data: bytes | None = None
    ) -> "TableLook":
        """Return how a table would be read and what its first rows become, as notes.

        ``data`` is what it holds where it was copied and is no file.
        """
        from flashcards.collection.files.samples import look

        return look(self._store.path, self._catalogue.types, Path(path), choices, data)

    def preview_anki(
        self, path: Path | str, *, own: bool = False, progress: Progress | None = None
    ) -> "AnkiPreview":
        """Return what a package or collection of Anki's would bring; nothing is changed.

        Raises TooMuchError for a package larger than a shared one may be, unless it is ``own``.
        """
        from flashcards.collection.anki.previewing import preview

        return preview(self._store, Path(path), own=own, progress=progress)

    def preview_whole(self, path: Path | str) -> "WholePreview":
        """Return what a collection's file (.json, .cards.zip) says that it holds."""
        from flashcards.collection.whole.previewing import preview

        return preview(Path(path))

    def anki_profiles(self) -> "list[AnkiProfile]":
        """Return the collections Anki keeps on this computer, the one used last first."""
        from flashcards.collection.anki.profiles import profiles

        return profiles()

    def export(
        self,
        path: Path | str,
        deck: str | None = None,
        progress: Progress | None = None,
        *,
        guard_formulas: bool = True,
        learning: bool = True,
        media: bool = True,
        older: bool = False,
    ) -> int:
        """Write a deck (or all) in the format of the file's name; return how many notes.

        In a table, ``guard_formulas`` keeps spreadsheets from running what a cell says. A package
        for Anki holds schedule, log and deck options (``learning``) and ``media``; versions before
        2.1.50 read it if it is made in the ``older`` form.
        """
        from flashcards.collection.files.leaving import export
        from flashcards.model.exporting import ExportChoices

        types, choices = (
            self._catalogue.types,
            ExportChoices(guard_formulas, learning, media, older),
        )
        return export(self._store, types, Path(path), deck, progress, choices)

    def not_carried(self, path: Path | str, deck: str | None = None) -> list[Message]:
        """Say, each in a few words, what of a deck (or of all) the file's format cannot carry."""
        from flashcards.collection.files.leaving import not_carried

        return not_carried(self._store, Path(path), deck)

    def cards_in(self, deck: str | None = None) -> list[int]:
        """Return the cards of a deck with its subdecks, or all, those of a note together."""
        from flashcards.collection.files.exporting import decks_chosen
        from flashcards.store import exports

        with self._store.reading() as conn:
            return exports.cards_in_decks(conn, [d.id for d in decks_chosen(conn, deck)])

    def printed(self, card_ids: Sequence[int]) -> "list[PrintedCard]":
        """Return both sides of cards as they are put on paper, in this order."""
        from flashcards.study.printed import printed

        return printed(self._store, self._catalogue.types, card_ids)

    def import_media(self, source: Path | str | bytes) -> str:
        """Keep a picture, sound or video and return the name cards refer to it by."""
        from flashcards.collection.files.media import add_file

        return add_file(self._store, Path(source) if isinstance(source, str) else source)

    def media_path(self, name: str) -> Path:
        """Return where the picture, sound or video lies that a text names so."""
        from flashcards.collection.files.media import path_of

        return path_of(self._store, name)

    def media_title(self, name: str) -> str:
        """Return what a file was called before it was kept, its name where that is not known."""
        from flashcards.store import media

        with self._store.reading() as conn:
            row = media.meant(conn, name)
        return (row[1] if row is not None else "") or name

    def font(self, name: str) -> bytes | None:
        """Return the font a sheet of styles names, or None where there is none."""
        from flashcards.collection.files.fonts import font

        return font(self._store, name)

    def recording(self, name: str) -> "Recording | None":
        """Return the sound or video that a card names, or None where there is none to play."""
        from flashcards.collection.files.recordings import recording

        return recording(self._store, name)
