"""Writes what was edited here into the files of a watched folder, never over what was not read."""

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from errno import ENOTDIR
from pathlib import Path
from stat import S_IMODE

from flashcards.collection.files.exporting import called_in_files
from flashcards.collection.files.field_names import texts_for_file
from flashcards.collection.watching import deck_files, folder
from flashcards.collection.watching.deck_files import DeckFile, home_of
from flashcards.collection.watching.looking import Found, Look, Matters, quoted_title
from flashcards.collection.watching.three_way import Course, text
from flashcards.files import read_side_file, reason_of, write_whole
from flashcards.formats import markdown_deck
from flashcards.formats.images import image_targets, replace_images
from flashcards.formats.markdown_editing import Added, Edit, NotUtf8Error, edited
from flashcards.formats.markdown_syntax import guid_of, id_of
from flashcards.formats.wording import safe_name
from flashcards.model.messages import message
from flashcards.model.notes import Note, NoteType
from flashcards.model.parsed import ParsedDeck, ParsedNote, Problem
from flashcards.store import decks, media, unfinished


@dataclass(slots=True)
class Rewritten:
    """What becomes of one file."""

    file: DeckFile
    edits: list[Edit] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    guids: list[str] = field(default_factory=list)
    """Notes whose text in the file changes."""
    ids: int = 0
    """Notes that only get an id."""
    pictures: set[str] = field(default_factory=set)
    """Files of the collection that are to lie beside it."""


def planned(
    look: Look, found: Matters, decks_of: Mapping[int, str], homes: Mapping[str, str]
) -> list[Rewritten]:
    """Return what is to be written; ``decks_of`` names the decks of notes that are new in a file.

    ``homes`` are the decks that files are for, by path.
    """
    made: dict[str, Rewritten] = {}

    def rewritten(file: DeckFile) -> Rewritten:
        return made.setdefault(file.path, Rewritten(file))

    for each in found.found:
        if not each.guid or each.guid in found.held:
            continue
        if each.course in (Course.TO_FILE, Course.BOTH) and each.verdict is not None:
            own = rewritten(each.file)
            own.edits.append(_edit(look, own, each))
            own.guids.append(each.guid)
        elif each.there.guid is None:
            own = rewritten(each.file)
            own.edits.append(Edit(each.there, each.there, id_of(each.guid, each.file.uid)))
            own.ids += 1
    for each in found.delete_there:
        own = rewritten(each.file)
        own.edits.append(Edit(each.there, None, ""))
        own.guids.append(each.guid)
    for path, new in found.add_there.items():
        if path in look.files:
            own = rewritten(look.files[path])
            for note in new:
                deck = _deck_line(own.file, decks_of.get(int(note.id), ""), homes.get(path, ""))
                own.added.append(_added(look, own, note, deck))
                own.guids.append(note.guid)
    return list(made.values())


def make_anew(look: Look, paths: Iterable[str]) -> None:
    """Make files again that were deleted, without notes yet, as the notes in them are wished back.

    What lies in their places stays; where one cannot be made, that is told.
    """
    for path in paths:
        row, target = look.file_rows.get(path), look.root / path
        with look.store.reading() as conn:
            deck = decks.deck_with_uid(conn, row.body["deck"]) if row and row.body["deck"] else None
        name = home_of(path) if deck is None else deck.name
        uid = None if row is None else str(row.body["uid"])
        data = markdown_deck.write(ParsedDeck(name=name, uid=uid)).encode()
        try:
            if not target.parent.resolve().is_relative_to(look.root.resolve()):
                raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR))
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:
                stream.write(data)
            status = target.stat()
        except OSError as error:
            what = message("It cannot be made again: {reason}.", reason=reason_of(error))
            look.problems.append(Problem(safe_name(path), 0, what))
            continue
        seen = folder.Seen(path, status.st_size, status.st_mtime_ns)
        look.files[path] = deck_files.parsed(look.store, look.root, seen, data, uid)
        look.listed |= {path}


def _deck_line(file: DeckFile, deck: str, at_home: str) -> str | None:
    """Return the deck that a note's own line names; None for the file's."""
    if not deck or deck.casefold() == at_home.casefold():
        return None
    if deck.casefold().startswith(f"{at_home}::".casefold()):
        return file.home + deck[len(at_home) :]
    return deck


def _edit(look: Look, own: Rewritten, each: Found) -> Edit:
    assert each.verdict is not None
    merged = each.verdict.merged
    note_type = look.types.by_uid[merged.type]
    same_type = merged.type == each.state.type
    texts = [
        text(each.state, at)
        if same_type and text(merged, at) == text(each.state_here, at)
        else _for_file(look, own, text(merged, at))
        for at in range(len(note_type.fields))
    ]
    fields = _named(note_type, texts, each.there.fields if same_type else {})
    tags = each.there.tags
    if merged.tags != each.state_here.tags:
        common = {tag.casefold() for tag in own.file.there.tags}
        tags = tuple(tag for tag in merged.tags if tag.casefold() not in common)
    kind = each.there.note_type if same_type else called_in_files(look.types, note_type)
    now = replace(each.there, note_type=kind, fields=fields, tags=tags)
    return Edit(each.there, now, id_of(each.guid, each.file.uid))


def _named(note_type: NoteType, texts: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    named = texts_for_file(note_type, texts)
    return {name: said for name, said in named.items() if said or name in known}


def _added(look: Look, own: Rewritten, note: Note, deck: str | None) -> Added:
    note_type = look.types.by_id[note.note_type_id]
    texts = [_for_file(look, own, said) for said in note.fields]
    common = {tag.casefold() for tag in own.file.there.tags}
    parsed = ParsedNote(
        note_type=called_in_files(look.types, note_type),
        fields=_named(note_type, texts, {}),
        guid=note.guid,
        tags=tuple(tag for tag in note.tags if tag.casefold() not in common),
        deck=deck,
        source_heading=note.source_heading,
    )
    return Added(parsed, id_of(note.guid, own.file.uid))


def _for_file(look: Look, own: Rewritten, said: str) -> str:
    """Return a text that names pictures as the file does, or as they will lie beside it."""
    if own.file.names:
        said = replace_images(said, own.file.names)
    for _, target in image_targets(said):
        if media.is_name(target) and media.located(look.store.path, target).exists():
            own.pictures.add(target)
    return said


def write(look: Look, planned: Iterable[Rewritten]) -> list[tuple[Rewritten, bytes]]:
    """Write files; return those that were written, with their content now.

    A note that would read differently in its file is named and left out.
    """
    done = []
    for each in planned:
        try:
            data = _data(look, each)
        except NotUtf8Error:
            what = message("It is not in UTF-8, so nothing is written into it. Save it as UTF-8.")
            look.problems.append(Problem(safe_name(each.file.path), 0, what))
            continue
        if data is None:
            what = message("A note could not be written so that it would read the same.")
            look.problems.append(Problem(safe_name(each.file.path), 0, what))
        elif data != each.file.data and _put(look, each, data):
            done.append((each, data))
    return done


def _data(look: Look, each: Rewritten) -> bytes | None:
    """Return what a file is to hold, without notes that cannot be written, which are named.

    None where nothing can be written that would read right. Raises NotUtf8Error.
    """
    changes: list[Edit | Added] = [*each.edits, *each.added]
    data = _written(each.file, changes)
    if data is not None:
        return data
    unfit = _unfit(each.file, changes)
    data = _written(each.file, [change for change in changes if change not in unfit])
    if data is None or any(isinstance(change, Edit) and not change.now for change in unfit):
        return None
    for change in unfit:
        _leave_out(look, each, change)
    return data


def _unfit(file: DeckFile, changes: Sequence[Edit | Added]) -> list[Edit | Added]:
    """Return the changes that do not read right, found by halves."""
    if _written(file, changes) is not None:
        return []
    if len(changes) == 1:
        return list(changes)
    middle = len(changes) // 2
    return _unfit(file, changes[:middle]) + _unfit(file, changes[middle:])


def _leave_out(look: Look, each: Rewritten, change: Edit | Added) -> None:
    """Take a change out of what becomes of a file, and name its note."""
    if isinstance(change, Added):
        each.added.remove(change)
        note, line = change.note, 0
    else:
        assert change.now is not None
        each.edits.remove(change)
        note, line = change.now, change.was.line
    guid = guid_of(change.note_id, each.file.uid)
    if guid in each.guids:
        each.guids.remove(guid)
    else:
        each.ids -= 1
    what = message(
        "The note {title} was not written into the file, since it would read differently there. "
        "Change it a little, here or in the file.",
        title=quoted_title(tuple(note.fields.values())),
    )
    look.problems.append(Problem(safe_name(each.file.path), line, what))


def _written(file: DeckFile, changes: Sequence[Edit | Added]) -> bytes | None:
    """Return a file with changes; None where it does not read, again, as it is meant to."""
    edits = [change for change in changes if isinstance(change, Edit)]
    added = [change for change in changes if isinstance(change, Added)]
    data = edited(file.data, edits, added)
    found = markdown_deck.read_bytes(data, file.path, file.uid)
    changed = {edit.was.line: edit.now for edit in edits}
    kept = (changed.get(note.line, note) for note in file.there.notes)
    wanted = [_core(note) for note in kept if note is not None]
    wanted += [_core(each.note) for each in added]
    return data if [_core(note) for note in found.notes] == wanted else None


def _core(note: ParsedNote) -> tuple[object, ...]:
    texts = {name: markdown_deck.normalised(said) for name, said in note.fields.items()}
    filled = sorted((name, said) for name, said in texts.items() if said)
    return note.note_type.casefold(), filled, note.tags


def _put(look: Look, each: Rewritten, data: bytes) -> bool:
    """Put a file in the place of the one that was read; say where that is not possible."""
    target = look.root / each.file.path
    try:
        mode = S_IMODE(target.stat().st_mode)
        _put_pictures(look, each)
        with unfinished.drafts(look.store.path, [target]) as drafts:
            if folder.digest(folder.read(look.root, each.file.path)) != each.file.digest:
                return False  # it was edited meanwhile: the next look sees both
            write_whole(target, data, drafts[target])
        with suppress(OSError):
            target.chmod(mode)
    except (OSError, ValueError) as error:
        what = message(
            "Your changes could not be written into it: {reason}. They are tried again later.",
            reason=reason_of(error),
        )
        look.problems.append(Problem(safe_name(each.file.path), 0, what))
        return False
    return True


def _put_pictures(look: Look, each: Rewritten) -> None:
    """Put files of the collection beside the deck file; what lies there already stays."""
    beside: Path = (look.root / each.file.path).parent
    for name in sorted(each.pictures):
        if not os.path.lexists(beside / name):
            data = read_side_file(media.located(look.store.path, name), media.MAXIMUM_BYTES)
            with unfinished.drafts(look.store.path, [beside / name]) as drafts:
                write_whole(beside / name, data, drafts[beside / name])
            with suppress(OSError):
                (beside / name).chmod(0o644)
