"""Writes notes back into deck files, Markdown or tables."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from flashcards.formats import csv_table, markdown_deck
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.parsed import ParsedDeck, ParsedNote
from flashcards.store import decks, exports, media, notes, unfinished
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress
from flashcards.store.store import Connection, Store

SUFFIXES = (".md", ".markdown", ".csv", ".tsv")


def export(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None = None,
    progress: Progress | None = None,
) -> int:
    """Write the notes of a deck with its subdecks (or of all) to ``path``; return how many.

    The file's suffix says the format. An existing file is replaced only once the new one is
    complete and on the disk. Pictures of a Markdown deck are put beside it.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(
            f"Files ending in “{suffix}” cannot be written.",
            f"Use one of {', '.join(SUFFIXES)}.",
        )
    with store.reading() as conn:
        chosen = decks.all_decks(conn) if deck is None else decks.subtree(conn, deck)
        if deck is not None and not chosen:
            raise UserError(f"There is no deck called “{deck}”.", "Check the spelling.")
        written = list(_parsed_notes(conn, types, chosen, progress))
        texts = [text for note in written for text in note.fields.values()]
        pictures = exports.pictures(conn, texts)
    files: dict[Path, bytes | Path] = {}
    if suffix in (".md", ".markdown"):
        # Before the deck that shows them, so that it never stands there without its pictures.
        files |= {path.with_name(name): media.folder(store.path) / name for name in pictures}
        files[path] = _markdown(path, chosen, written, whole=deck is None).encode()
    else:
        delimiter = "\t" if suffix == ".tsv" else ","
        rows = (csv_table.note_row(note) for note in written)
        files[path] = csv_table.write(rows, delimiter=delimiter).encode()
    _write_all(store.path, files)
    return len(written)


def _markdown(
    path: Path, chosen: Sequence[decks.Deck], written: Sequence[ParsedNote], *, whole: bool
) -> str:
    """Return the deck file; one of the ``whole`` collection stands for no deck of its own."""
    top = chosen[0] if chosen else None
    parsed = ParsedDeck(
        name=top.name if top else path.stem,
        uid=top.uid if top and not whole else None,
        notes=tuple(_without_deck(note, top.name if top else "") for note in written),
    )
    return markdown_deck.write(parsed)


def _parsed_notes(
    conn: Connection,
    types: StoredTypes,
    chosen: Sequence[decks.Deck],
    progress: Progress | None,
) -> Iterator[ParsedNote]:
    names: dict[int, str] = {deck.id: deck.name for deck in chosen}
    found = exports.notes_in_decks(conn, list(names))
    for done in range(0, len(found), 1_000):
        batch = found[done : done + 1_000]
        homes = dict(batch)
        if progress is not None and progress(done, len(found)) is False:
            raise CancelledError
        for note in notes.get_notes(conn, [note_id for note_id, _ in batch]):
            note_type = types.by_id[note.note_type_id]
            yield ParsedNote(
                note_type=note_type.uid,
                fields=dict(zip(note_type.fields, note.fields, strict=False)),
                guid=note.guid,
                tags=note.tags,
                deck=names[homes[note.id]],
                source_heading=note.source_heading,
            )


def _without_deck(note: ParsedNote, deck: str) -> ParsedNote:
    if note.deck != deck:
        return note
    return ParsedNote(
        note.note_type, note.fields, note.guid, note.tags, None, note.source_heading, note.line
    )


def _write_all(collection: Path, files: Mapping[Path, bytes | Path]) -> None:
    """Write files, given as their bytes or a picture to copy, each whole or not at all."""
    try:
        with unfinished.drafts(collection, list(files)):
            for path, content in files.items():
                if isinstance(content, bytes):
                    _write_whole(path, content)
                elif content.exists():
                    _write_whole(path, content.read_bytes())
    except OSError as error:
        name = list(files)[-1].name
        raise UserError(
            f"{name} could not be written: {error.strerror or error}.",
            "Choose another place, or free some space.",
        ) from error


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there once it is on the disk."""
    draft = unfinished.draft_of(path)
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
