"""Writes notes back into deck files, Markdown or tables."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from flashcards.collection.files.field_names import texts_for_file
from flashcards.files import read_side_file, reason_of, write_whole
from flashcards.formats import csv_table, markdown_deck
from flashcards.formats.images import (
    image_targets,
    replace_images,
    replace_in_sheet,
    sheet_targets,
)
from flashcards.formats.wording import slug
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.exporting import AS_USUAL, ExportChoices
from flashcards.model.messages import message
from flashcards.model.note_types import BUILT_IN
from flashcards.model.notes import Note, NoteType
from flashcards.model.parsed import ParsedDeck, ParsedNote
from flashcards.store import decks, exports, media, notes, unfinished
from flashcards.store.decks import SEPARATOR
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress
from flashcards.store.store import Connection, Store

_DECK_SUFFIXES = (".md", ".markdown")
_BATCH = 1_000


def export(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None = None,
    progress: Progress | None = None,
    choices: ExportChoices = AS_USUAL,
) -> int:
    """Write the notes of a deck with its subdecks (or of all) to ``path``; return how many.

    The file's suffix says whether as Markdown or a table. An existing file is replaced only once
    the new one is complete and on the disk. Pictures that the notes show are put beside it.
    """
    suffix = path.suffix.lower()
    with store.reading() as conn:
        chosen = decks_chosen(conn, deck)
    gathered = _gather(store, types, chosen, progress)
    if suffix in _DECK_SUFFIXES:
        _gather_of_types(store, gathered)
    # Before the deck that shows them, so that it never stands there without its pictures.
    files: dict[Path, bytes | Path] = {
        path.with_name(name): media.located(store.path, name) for name in sorted(gathered.pictures)
    }
    if suffix in _DECK_SUFFIXES:
        top = None if deck is None else chosen[0]
        files[path] = _markdown(path, top, chosen, gathered).encode()
    else:
        delimiter = "\t" if suffix == ".tsv" else ","
        header = _header(gathered.notes)
        rows = (csv_table.note_row(note, header) for note in gathered.notes)
        text = csv_table.write(rows, header, delimiter, escape_formulas=choices.guard_formulas)
        files[path] = text.encode()
    _write_all(store.path, files)
    return len(gathered.notes)


def decks_chosen(conn: Connection, deck: str | None) -> list[decks.Deck]:
    """Return a deck with its subdecks, all for None; raise UserError where there is none."""
    chosen = decks.all_decks(conn) if deck is None else decks.subtree(conn, deck)
    if deck is not None and not chosen:
        raise UserError(
            message("There is no deck called “{deck}”.", deck=deck), message("Check the spelling.")
        )
    return chosen


def _header(found: Sequence[ParsedNote]) -> tuple[str, ...]:
    header = csv_table.header_of(found)
    if len(header) > csv_table.MAX_COLUMNS:
        raise UserError(
            message("The table would have {count:,} columns.", count=len(header)),
            message("Export fewer decks at a time, or write a Markdown deck (.md)."),
        )
    return header


@dataclass(slots=True)
class _Gathered:
    """What goes into the file."""

    notes: list[ParsedNote] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    types: dict[str, NoteType] = field(default_factory=dict)
    """Note types of the learner's own that the notes are of, by uid."""
    sources: Counter[str] = field(default_factory=Counter)
    """Titles of what the notes were made from, the empty one for those that have none."""


def _markdown(
    path: Path, top: decks.Deck | None, chosen: Sequence[decks.Deck], gathered: _Gathered
) -> str:
    """Return the deck file; one of the whole collection, without ``top``, stands for no deck."""
    sources = gathered.sources.most_common(1)
    parsed = ParsedDeck(
        name=top.name if top else None,
        uid=top.uid if top else slug(path.stem) or None,
        description=top.description if top else "",
        source=sources[0][0] if sources else "",
        descriptions=_descriptions(top, chosen, gathered.notes),
        notes=tuple(_without_deck(note, top.name if top else "") for note in gathered.notes),
    )
    return markdown_deck.write(replace(parsed, types=tuple(gathered.types.values())))


def _descriptions(
    top: decks.Deck | None, chosen: Sequence[decks.Deck], notes: Sequence[ParsedNote]
) -> dict[str, str]:
    """Return what is said of decks other than ``top`` that hold notes, themselves or below."""
    filled = {note.deck for note in notes if note.deck}
    for name in list(filled):
        while SEPARATOR in name:
            name = name.rpartition(SEPARATOR)[0]
            filled.add(name)
    others = (deck for deck in chosen if deck is not top and deck.name in filled)
    return {deck.name: deck.description for deck in others if deck.description}


def _gather(
    store: Store,
    types: StoredTypes,
    chosen: Sequence[decks.Deck],
    progress: Progress | None,
) -> _Gathered:
    """Read the notes, a thousand at a time: in between, the window may read too."""
    names: dict[int, str] = {deck.id: deck.name for deck in chosen}
    gathered = _Gathered()
    titles: dict[int | None, str] = {}
    with store.reading() as conn:
        found = exports.notes_in_decks(conn, list(names))
    for done in range(0, len(found), _BATCH):
        batch = dict(found[done : done + _BATCH])
        if progress is not None and progress(done, len(found)) is False:
            raise CancelledError
        with store.reading() as conn:
            read = notes.get_notes(conn, list(batch))
            if kept := exports.kept_names(
                conn, _files_named(text for note in read for text in note.fields)
            ):
                read = [_by_kept_names(note, kept) for note in read]
            texts = (text for note in read for text in note.fields)
            gathered.pictures.update(exports.pictures(conn, texts))
            for source_id in {note.source_id for note in read} - titles.keys():
                titles[source_id] = notes.source_title(conn, source_id)
        gathered.sources.update(titles[note.source_id] for note in read)
        for note in read:
            note_type = types.by_id[note.note_type_id]
            if note_type.uid not in BUILT_IN:
                gathered.types[note_type.uid] = note_type
        gathered.notes.extend(
            _parsed(types, note, names[batch[note.id]], titles[note.source_id]) for note in read
        )
    return gathered


def _gather_of_types(store: Store, gathered: _Gathered) -> None:
    """Take along the fonts, pictures and sounds that note types of the learner's own name."""
    with store.reading() as conn:
        for uid, each in gathered.types.items():
            named = _files_named(each.sides) | sheet_targets(each.css)
            kept = exports.kept_names(conn, named)
            templates = tuple(
                replace(
                    template,
                    question=replace_images(template.question, kept),
                    answer=replace_images(template.answer, kept),
                )
                for template in each.templates
            )
            css = replace_in_sheet(each.css, kept)
            made = gathered.types[uid] = replace(each, templates=templates, css=css)
            gathered.pictures.update(exports.pictures(conn, (css, *made.sides)))


def _files_named(texts: Iterable[str]) -> set[str]:
    """Return the names by which texts name pictures, sounds and videos."""
    return {target for text in texts for _, target in image_targets(text)}


def _by_kept_names(note: Note, kept: Mapping[str, str]) -> Note:
    """Return a note that names its files as the collection does, so that each has its own file."""
    return replace(note, fields=tuple(replace_images(text, kept) for text in note.fields))


def _parsed(types: StoredTypes, note: Note, deck: str, source: str) -> ParsedNote:
    note_type = types.by_id[note.note_type_id]
    return ParsedNote(
        note_type=called_in_files(types, note_type),
        fields=texts_for_file(note_type, note.fields),
        guid=note.guid,
        tags=note.tags,
        deck=deck,
        source_heading=note.source_heading,
        source=source,
    )


def called_in_files(types: StoredTypes, note_type: NoteType) -> str:
    """Return what a file calls a type: built-in ones the same everywhere, others by their name."""
    known = note_type.uid in BUILT_IN or types.called(note_type.name) != note_type
    return note_type.uid if known else note_type.name


def _without_deck(note: ParsedNote, deck: str) -> ParsedNote:
    return replace(note, deck=None) if note.deck == deck else note


def _write_all(collection: Path, files: Mapping[Path, bytes | Path]) -> None:
    """Write files, given as their bytes or a picture to copy, each whole or not at all."""
    try:
        with unfinished.drafts(collection, list(files)) as drafts:
            for path, content in files.items():
                with suppress(FileNotFoundError):  # a picture that is gone
                    data = (
                        content
                        if isinstance(content, bytes)
                        else read_side_file(content, media.MAXIMUM_BYTES)
                    )
                    write_whole(path, data, drafts[path])
    except OSError as error:
        name = list(files)[-1].name
        raise UserError(
            message("{name} could not be written: {reason}.", name=name, reason=reason_of(error)),
            message("Choose another place, or free some space."),
        ) from error
