"""Reads deck files from the disk and hands them to the importer."""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.articles.collecting import without_collecting
from flashcards.collection.files import importing
from flashcards.collection.files.field_names import table_type
from flashcards.collection.files.importing import Picture, Table
from flashcards.collection.files.media import pictures_written
from flashcards.files import TooLargeError, open_given, read_given, shown_name, unreadable
from flashcards.formats.kinds import (
    SAMPLE_BYTES,
    Family,
    Kind,
    is_told_by_name,
    kind_of,
    kinds_of,
)
from flashcards.formats.wording import Problems, safe_name
from flashcards.model.anki import AS_USUAL, ImportChoices
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.note_types import TWO_FIELDS
from flashcards.model.parsed import ImportReport, ParsedDeck, ParsedNote, Problem
from flashcards.model.tables import KnownBy, TableType
from flashcards.store import media
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress
from flashcards.store.store import Store

if TYPE_CHECKING:
    from flashcards.formats.csv_choices import CsvChoices
    from flashcards.formats.csv_preview import CsvPreview

MAXIMUM_BYTES = 256 * 1024 * 1024
_CHOOSE = message("Choose a deck file.")


def read_bytes(path: Path) -> bytes:
    """Return a file's content; raise UserError, naming the file, when that is not possible."""
    try:
        return read_given(path, MAXIMUM_BYTES)
    except TooLargeError as error:
        raise UserError(
            message("{file} is larger than 256 MB.", file=path.name), message("Split it up first.")
        ) from error
    except (OSError, ValueError) as error:
        raise unreadable(path, error, _CHOOSE) from error


def read_text(path: Path) -> bytes:
    """Return the content of a deck file; raise UserError for what is no text at all."""
    from flashcards.formats.decoding import no_text

    data = read_bytes(path)
    what = no_text(data)
    if what is not None:
        raise UserError(
            message("{file} is {kind}.", file=safe_name(shown_name(path)), kind=what),
            message("Choose a Markdown deck (.md) or a table (.csv, .tsv, .txt)."),
        )
    return data


def kind_of_file(path: Path) -> Kind:
    """Return what kind of deck a file is; raise UserError, naming the file, where it is none.

    One that cannot be read is what its name says: reading all of it tells what is wrong.
    """
    kinds = kinds_of(path)
    found = kinds[-1] if kinds else None
    if not is_told_by_name(path):
        with suppress(OSError, ValueError), open_given(path) as stream:
            found = kind_of(path, stream.read(SAMPLE_BYTES))
    if found is None:
        raise UserError(
            message("{file} is not a file type this program can read.", file=path.name),
            message("Use a package of Anki's (.apkg), a Markdown deck (.md) or a table (.csv)."),
        )
    return found


def kind_of_copied(data: bytes) -> Kind | None:
    """Return what kind of deck a copied text is, as in a set of Quizlet's; None for a table."""
    found = kind_of("copied.txt", data[:SAMPLE_BYTES])
    return None if found is None or found.read is None or found.ways is not None else found


def preview(
    path: Path, choices: "CsvChoices | None" = None, types: StoredTypes | None = None
) -> "CsvPreview":
    """Return how a table would be read, as far as ``choices`` leave anything to be found out."""
    from flashcards.formats import csv_table

    wanted = choices or csv_table.FOUND_OUT
    return csv_table.sniff(read_text(path), shown_name(path), wanted, table_types(types))


def table_types(types: StoredTypes | None) -> list[TableType]:
    """Return what tables have to know of all note types."""
    return [] if types is None else [table_type(each) for each in types.by_id.values()]


def import_file(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None,
    progress: Progress | None,
    preview: "CsvPreview | None" = None,
    choices: ImportChoices = AS_USUAL,
    program: str | None = None,
) -> ImportReport:
    """Import a deck file of any known format; see ``importing``.

    A table is read as ``preview`` says, or else as is found out; other files tell it themselves.
    ``program`` names the program whose marks a Markdown or Org file has, where that was decided.
    ``choices`` are about what comes from Anki.
    """
    if preview is not None and preview.pasted is not None:
        told = kind_of_copied(preview.pasted) if not preview.columns else None
        with without_collecting():
            if told is not None and told.read is not None:
                copied, rows = told.read(preview.pasted, path.name), None
            else:
                copied, rows = _read_table(path, preview.pasted, preview, types)
            return _import(store, types, path, copied, rows, deck, progress)
    kind = kind_of_file(path)
    if kind.family is Family.COLLECTION:
        from flashcards.collection.anki.importing import import_collection

        with without_collecting():
            below = replace(choices, below=deck or choices.below)
            return import_collection(store, path, below, progress)
    if kind.family is Family.WHOLE:
        from flashcards.collection.whole.importing import import_collection as import_whole

        with without_collecting():
            return import_whole(store, path, deck, progress)
    with without_collecting():
        path, parsed, table = _read(path, kind, preview, types, program)
        return _import(store, types, path, parsed, table, deck, progress)


def try_file(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None,
    progress: Progress | None,
    preview: "CsvPreview | None" = None,
    program: str | None = None,
) -> ImportReport:
    """Return what ``import_file`` would do with a text deck or a table; nothing of it is kept.

    Raises UserError where that would, and for files that have a preview of their own.
    """
    kind = kind_of_file(path)
    if kind.family not in (Family.DECK, Family.TABLE):
        raise UserError(message("{file} is neither a text deck nor a table.", file=path.name))
    with without_collecting():
        path, parsed, table = _read(path, kind, preview, types, program)
        parsed, pictures, _ = with_pictures(store, with_files_of_types(parsed, path), path)
        return importing.import_deck(
            store, types, parsed, path, deck, progress, pictures, table, try_out=True
        )


def _read(
    path: Path,
    kind: Kind,
    preview: "CsvPreview | None",
    types: StoredTypes,
    program: str | None,
) -> tuple[Path, ParsedDeck, Table | None]:
    """Return what a file holds, and its path, of which only name and folder count from then on."""
    data = read_text(path)
    path = path.with_name(shown_name(path))
    if kind.read is None:
        return path, *_read_table(path, data, preview, types)
    if kind.ways is not None:
        return path, kind.ways(data, path.name, program).parsed, None
    return path, kind.read(data, path.name), None


def _import(
    store: Store,
    types: StoredTypes,
    path: Path,
    parsed: ParsedDeck,
    table: Table | None,
    deck: str | None,
    progress: Progress | None,
) -> ImportReport:
    parsed = with_files_of_types(parsed, path)
    if not parsed.media:
        return importing.import_deck(store, types, parsed, path, deck, progress, (), table)
    parsed, pictures, _ = with_pictures(store, parsed, path)
    with pictures_written(store, {each.name: partial(unchanged, each) for each in pictures}):
        return importing.import_deck(store, types, parsed, path, deck, progress, pictures, table)


def _read_table(
    path: Path, data: bytes, preview: "CsvPreview | None", types: StoredTypes
) -> tuple[ParsedDeck, Table]:
    from flashcards.formats import csv_table

    if preview is None:
        decoded = csv_table.decode_table(data, path.name)
        preview = csv_table.sniff_text(decoded, path.name, types=table_types(types))
    else:
        # What is wrong with the bytes is told by the preview, in the words of the first look.
        decoded = csv_table.decode_table(data, path.name, preview.encoding)
        decoded = replace(decoded, problems=())
    problems = Problems(path.name, preview.problems)
    rows = csv_table.rows(decoded, path.name, preview, problems)
    table = Table(
        preview.type_column is not None,
        problems=problems,
        existing=preview.existing,
        known_by=preview.known_by or _known_by(preview),
        given=_given(preview),
    )
    if rows is not None:
        parsed = ParsedDeck(name=preview.deck, tags=preview.tags)
        return parsed, replace(table, rows=rows, row_count=decoded.line_count)
    return csv_table.read_decoded(decoded, path.name, preview), table


def _known_by(preview: "CsvPreview") -> KnownBy:
    return KnownBy.DECK if preview.guid_column is None else KnownBy.GUID


def _given(preview: "CsvPreview") -> frozenset[str] | None:
    """Return the fields that a table has columns for; None for all, as in a table of our own."""
    if preview.own or (preview.type_column is not None and preview.target is None):
        return None
    named = frozenset(name for _, name in preview.field_columns)
    if preview.target is not None:
        return named
    return named.union(*TWO_FIELDS.values())


def unchanged(picture: Picture) -> bytes:
    """Return the data of a picture, which still has to be what was looked at before."""
    data = read_bytes(picture.source)
    if media.name_for(data) != picture.name:
        raise UserError(
            message("{name} was changed during the import.", name=picture.source.name),
            message("Import again."),
        )
    return data


def with_files_of_types(parsed: ParsedDeck, path: Path) -> ParsedDeck:
    """Return the deck with the files beside it that its note types name, as an export does."""
    texts = (text for each in parsed.types for text in (each.css, *each.sides))
    named = {name for text in texts for name in media.NAME.findall(text)} - parsed.media.keys()
    found = {name: name for name in sorted(named) if (path.parent / name).exists()}
    return replace(parsed, media={**parsed.media, **found}) if found else parsed


def with_pictures(
    store: Store, parsed: ParsedDeck, path: Path
) -> tuple[ParsedDeck, list[Picture], dict[str, str]]:
    """Return the deck with its pictures called as the collection will, and these pictures.

    Also the names that they get, by those in the file. One that does not lie beside the file may be
    in the collection already, by its name there.
    """
    from flashcards.formats.markdown_deck import replace_images

    names: dict[str, str] = {}
    problems: list[Problem] = []
    pictures: list[Picture] = []
    for reference, relative in parsed.media.items():
        source = path.parent / relative
        if _is_kept(store.path, relative) and not source.exists():
            continue
        try:
            data = read_bytes(source)
            name = media.name_for(data)
        except UserError as error:
            problems.append(_unusable(path, relative, error))
            continue
        names[reference] = name
        pictures.append(Picture(name, source, len(data)))
    notes = [_renamed(note, names, replace_images) for note in parsed.notes]
    readied = replace(parsed, notes=tuple(notes), problems=(*parsed.problems, *problems))
    return readied, pictures, names


def absent_files(collection: Path, parsed: ParsedDeck, path: Path) -> tuple[Problem, ...]:
    """Return what an import would tell of pictures and sounds that are not there.

    ``collection`` is the file that may have some of them already, ``path`` that of the deck.
    """
    problems = []
    for relative in parsed.media.values():
        source = path.parent / relative
        if not source.exists() and not _is_kept(collection, relative):
            error = unreadable(source, FileNotFoundError(), _CHOOSE)
            problems.append(_unusable(path, relative, error))
    return tuple(problems)


def _is_kept(collection: Path, name: str) -> bool:
    return media.is_name(name) and media.located(collection, name).exists()


def _unusable(path: Path, name: str, error: UserError) -> Problem:
    said = message("The file {file}: {problem}", file=name, problem=error.said)
    return Problem(path.name, 0, said)


def _renamed(note: ParsedNote, names: dict[str, str], replace_images: object) -> ParsedNote:
    assert callable(replace_images)
    fields = {name: str(replace_images(text, names)) for name, text in note.fields.items()}
    return replace(note, fields=fields)
