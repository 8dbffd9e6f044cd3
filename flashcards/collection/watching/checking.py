"""Looks into a watched folder: takes over what was edited there, writes what was edited here."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from flashcards.collection.files.exporting import called_in_files
from flashcards.collection.files.field_names import texts_for_file
from flashcards.collection.files.importing import bring_deck
from flashcards.collection.files.incoming import Tally, with_types_of
from flashcards.collection.files.media import pictures_written
from flashcards.collection.files.reading import unchanged
from flashcards.collection.watching import deck_files, folder, looking, moves, pasts, writing
from flashcards.collection.watching.deck_files import DeckFile
from flashcards.collection.watching.looking import Found, Look, Matters
from flashcards.collection.watching.three_way import Course, State
from flashcards.formats.wording import safe_name
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import message
from flashcards.model.note_types import BUILT_IN
from flashcards.model.notes import Note
from flashcards.model.parsed import ParsedNote, Problem
from flashcards.model.watching import Decision, FolderReport
from flashcards.store import decks, exports, notes, watched
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress, operation
from flashcards.store.store import Connection, Store

_NO_DECISIONS: Final[Mapping[str, Decision]] = {}


def check(
    store: Store,
    types: StoredTypes,
    uid: str,
    root: Path,
    *,
    thorough: bool = False,
    decisions: Mapping[str, Decision] = _NO_DECISIONS,
    progress: Progress | None = None,
    others: dict[Path, folder.Seen] | None = None,
    edited: frozenset[str] = frozenset(),
) -> FolderReport:
    """Look into a folder and bring both sides in step, as far as nothing is to be decided.

    ``thorough`` reads every file, also those that seem unchanged. ``others`` remembers from look to
    look which files are no decks, so that these are not read again. Nothing is taken over into the
    notes ``edited``, of which text is not saved yet. Raises UserError where the
    folder is not there; nothing is changed then.
    """
    listing = folder.listing(root)
    look = Look(store, types, uid, root, decisions=decisions, problems=list(listing.problems))
    look.listed, look.edited = frozenset(listing.files), edited
    if others is not None and not thorough:
        look.others = others
    left = [*listing.left_alone, *_read(look, listing, thorough, progress)]
    problems = list(look.problems)
    with store.reading() as conn:
        found = _matters(look, conn)
    counts: tuple[int, int, int] = (0, 0, 0)
    if found.for_here or _new_rows(look, found) or _lacks_types(look):
        look.problems = problems
        found, counts = _take(look, listing, progress)
    writing.make_anew(look, [path for path in found.add_there if path not in look.files])
    done = writing.write(look, _planned(look, found))
    _record(look, found, done)
    with store.reading() as conn:
        rows = watched.rows(conn, uid, watched.FILE), watched.rows(conn, uid, watched.NOTE)
    return FolderReport(
        uid,
        root,
        len(rows[0].keys() & look.listed),
        len(rows[1]),
        *counts,
        written=sum(len(each.guids) for each, _ in done),
        ids=sum(each.ids for each, _ in done),
        conflicts=tuple(found.conflicts),
        missing=tuple(found.missing),
        problems=tuple(dict.fromkeys(look.problems)),
        left_alone=tuple(sorted(left)),
    )


# Reading --------------------------------------------------------------------------


def _read(
    look: Look, listing: folder.Listing, thorough: bool, progress: Progress | None
) -> list[str]:
    """Read the files that may say something new; return the paths of those that are no decks."""
    with look.store.reading() as conn:
        look.file_rows = dict(watched.rows(conn, look.folder, watched.FILE))
        look.rows = watched.rows(conn, look.folder, watched.NOTE)
        stamps = watched.stamps_here(conn, look.folder)
    stirred = {
        str(row.body["path"])
        for guid, row in look.rows.items()
        if guid not in stamps or stamps[guid] != row.stamp
    } | {str(look.rows[guid].body["path"]) for guid in look.decisions if guid in look.rows}
    moves.follow(look, listing)
    left: list[str] = []
    for done, seen in enumerate(listing.files.values()):
        if progress is not None and progress(done, len(listing.files)) is False:
            raise CancelledError
        row = look.file_rows.get(seen.path)
        if row is not None and seen.path not in stirred and _is_known(look, row, seen, thorough):
            continue
        if (row is None and look.is_other(seen)) or not _read_one(look, seen, row):
            left.append(seen.path)
    _read_homes(look, listing)
    return left


def _read_one(look: Look, seen: folder.Seen, row: watched.Row | None) -> bool:
    """Read a file; return whether it is a deck of this program, or may be one."""
    found = deck_files.read(look.store, look.root, seen, row)
    if isinstance(found, DeckFile):
        look.files[seen.path] = found
        look.problems += found.here.problems
    elif found is not None:
        look.problems.append(found)
    elif row is None:
        look.others[look.root / seen.path] = seen
    return found is not None


def _is_known(look: Look, row: watched.Row, seen: folder.Seen, thorough: bool) -> bool:
    """Whether a file says what it said when it was read last, and nothing of it is open."""
    if row.body.get("open") or seen.size != row.body["size"]:
        return False
    if seen.changed_ns == row.stamp and not thorough:
        return True
    try:
        return bool(folder.digest(folder.read(look.root, seen.path)) == row.body["digest"])
    except (OSError, ValueError):
        return False


def _read_homes(look: Look, listing: folder.Listing) -> None:
    """Read the files, too, that are to get notes which were added here to their decks."""
    with look.store.reading() as conn:
        for path in _new_here(look, conn):
            if path not in look.files and path in listing.files:
                _read_one(look, listing.files[path], look.file_rows.get(path))


# Notes that were added here ----------------------------------------------------------


def _homes(look: Look, conn: Connection) -> dict[str, str]:
    """Return the decks that files are for: path -> name."""
    found: dict[str, str] = {}
    for path in {*look.file_rows, *look.files}:
        row, file = look.file_rows.get(path), look.files.get(path)
        deck = decks.deck_with_uid(conn, row.body["deck"]) if row and row.body["deck"] else None
        if deck is not None:
            found[path] = deck.name
        elif file is not None:
            found[path] = looking.home(look, conn, file)
    return found


def _new_here(look: Look, conn: Connection) -> dict[str, list[tuple[int, str]]]:
    """Return notes that no file has: (note id, deck) by the path of the file they belong in."""
    at_home: dict[str, str] = {}
    lived_in = {row.body["path"] for row in look.rows.values()}
    homes = _homes(look, conn).items()
    for path, name in sorted(homes, key=lambda each: (each[0] not in lived_in, each[0])):
        at_home.setdefault(name.casefold(), path)
    if not at_home:
        return {}
    owners: dict[int, tuple[str, str]] = {}
    for deck in decks.all_decks(conn):
        name = deck.name.casefold()
        while name and name not in at_home:
            name = name.rpartition("::")[0]
        if name:
            owners[int(deck.id)] = (at_home[name], deck.name)
    found: dict[str, list[tuple[int, str]]] = {}
    for note_id, deck_id in watched.unknown_in_decks(conn, look.folder, list(owners)):
        path, deck_name = owners[deck_id]
        found.setdefault(path, []).append((note_id, deck_name))
    return found


def _matters(look: Look, conn: Connection, *, now_ms: int | None = None) -> Matters:
    found = looking.matters(look, conn, now_ms=now_ms)
    known = {each.guid for each in found.found}
    for path, new in _new_here(look, conn).items():
        if path in look.files:
            whole = notes.get_notes(conn, [note_id for note_id, _ in new])
            fresh = [
                note
                for note in whole
                if note.guid not in known and not look.stands(note.guid, path)
            ]
            found.add_there.setdefault(path, []).extend(fresh)
    return found


def _planned(look: Look, found: Matters) -> list[writing.Rewritten]:
    with look.store.reading() as conn:
        homes = _homes(look, conn)
        ids = [int(note.id) for new in found.add_there.values() for note in new]
        named = {int(deck.id): deck.name for deck in decks.all_decks(conn)} if ids else {}
        wanted = set(ids)
        decks_of = {
            note_id: named[deck_id]
            for note_id, deck_id in (exports.notes_in_decks(conn, list(named)) if ids else ())
            if note_id in wanted
        }
    return writing.planned(look, found, decks_of, homes)


# Taking over -------------------------------------------------------------------------


def _take(
    look: Look, listing: folder.Listing, progress: Progress | None
) -> tuple[Matters, tuple[int, int, int]]:
    """Take over what was edited in the files, as one step that can be undone."""
    pictures = {each.name: each for file in look.files.values() for each in file.pictures}
    label = message("Take over changes from {folder}", folder=look.root.name)
    with ExitStack() as stack:
        if pictures:
            written = {name: partial(unchanged, each) for name, each in pictures.items()}
            stack.enter_context(pictures_written(look.store, written))
        conn = stack.enter_context(look.store.writing(label, progress=progress))
        look.rows = watched.rows(conn, look.folder, watched.NOTE)
        for path, file in look.files.items():
            look.types = with_types_of(conn, look.types, file.there, Tally(), path)
        pasts.bring_from_bin(look, conn)
        found = _matters(look, conn, now_ms=operation(conn).now_ms)
        pasts.keep_other_texts(conn, found)
        coming: dict[str, list[Found]] = {}
        for each in found.coming():
            coming.setdefault(each.file.path, []).append(each)
        added = updated = 0
        for path, taken in coming.items():
            one, other = _bring(look, conn, look.files[path], taken)
            added, updated = added + one, updated + other
        notes.delete(conn, [note.id for note in found.delete_here])
        gone = [note.guid for note in found.delete_here]
        watched.drop(conn, look.folder, watched.NOTE, [*found.forget, *gone])
        look.types = notes.note_types(conn)
        _agree(look, conn, found)
        _keep_files(look, conn, found)
    with look.store.reading() as conn:
        look.rows = watched.rows(conn, look.folder, watched.NOTE)
        look.file_rows = watched.rows(conn, look.folder, watched.FILE)
    return found, (added, updated, len(gone))


def _lacks_types(look: Look) -> bool:
    """Whether a file describes a note type that is not here yet."""
    described = (each for file in look.files.values() for each in file.there.types)
    return any(look.types.called(each.name) is None for each in described)


def _bring(look: Look, conn: Connection, file: DeckFile, taken: Sequence[Found]) -> tuple[int, int]:
    """Bring notes of one file in; return how many were added and how many changed."""
    parsed = replace(
        file.here,
        name=looking.home(look, conn, file),
        tags=(),
        notes=tuple(_incoming(look, file, each) for each in taken),
        problems=(),
        left_out=0,
    )
    if file.there.name and file.there.name != parsed.name:
        parsed = replace(parsed, notes=tuple(_in_renamed(file, parsed.name, each)
                                             for each in parsed.notes))  # fmt: skip
    try:
        report = bring_deck(conn, look.types, parsed, look.root / file.path, None, file.pictures)
    except UserError as error:
        look.problems.append(Problem(safe_name(file.path), 0, error.said))
        return 0, 0
    look.problems += report.problems
    _set_tags(conn, taken)
    return report.added, report.updated


def _in_renamed(file: DeckFile, name: str | None, note: ParsedNote) -> ParsedNote:
    """Return a note whose deck lies below the file's deck as it is called here."""
    top = file.there.name or ""
    if note.deck and name and note.deck.casefold().startswith(f"{top}::".casefold()):
        return replace(note, deck=name + note.deck[len(top) :])
    return note


def _incoming(look: Look, file: DeckFile, each: Found) -> ParsedNote:
    own = replace(each.renamed, guid=each.guid or None, tags=each.state.tags)
    if each.verdict is None:
        return own
    merged = each.verdict.merged
    note_type = look.types.by_uid[merged.type]
    texts = [*merged.fields, *[""] * len(note_type.fields)][: len(note_type.fields)]
    kind = note_type.uid if note_type.uid in BUILT_IN else called_in_files(look.types, note_type)
    return replace(own, note_type=kind, fields=texts_for_file(note_type, texts), tags=merged.tags)


def _set_tags(conn: Connection, taken: Iterable[Found]) -> None:
    """Take tags away that were taken away in the file; importing only adds."""
    wanted = {each.guid: each.verdict.merged.tags for each in taken if each.verdict is not None}
    here = notes.notes_with_guids(conn, set(wanted))
    now = operation(conn).now_ms
    rows = [
        (" ".join(wanted[guid]), now, int(note.id))
        for guid, note in here.items()
        if note.tags != wanted[guid]
    ]
    notes.retag(conn, rows)


# Agreeing ----------------------------------------------------------------------------


def _agree(look: Look, conn: Connection, found: Matters) -> None:
    """Note what both sides say by now, of all notes that nothing is to be written of."""
    settled = [
        each
        for each in found.found
        if each.guid and each.guid not in found.held
        and each.course in (Course.NOTHING, Course.AGREE, Course.TO_HERE)
    ]  # fmt: skip
    here = notes.notes_with_guids(conn, {each.guid for each in settled})
    _keep_notes(look, conn, [(each.guid, each.file.path, each.state) for each in settled], here)


def _keep_notes(
    look: Look,
    conn: Connection,
    entries: Iterable[tuple[str, str, State]],
    here: Mapping[str, Note],
) -> None:
    rows = {
        guid: looking.row_of(path, there, looking.state_of(look.types, here[guid]), here[guid])
        for guid, path, there in entries
        if guid in here
    }
    fresh = {guid: row for guid, row in rows.items() if look.rows.get(guid) != row}
    watched.keep(conn, look.folder, watched.NOTE, fresh)


def _new_rows(look: Look, found: Matters) -> bool:
    """Whether anything was found to be agreed on that is not noted yet."""
    if found.forget:
        return True
    for each in found.found:
        if each.note is None or each.guid in found.held:
            continue
        if each.course in (Course.NOTHING, Course.AGREE):
            state = looking.state_of(look.types, each.note)
            row = looking.row_of(each.file.path, each.state, state, each.note)
            if look.rows.get(each.guid) != row:
                return True
    return False


def _file_row(look: Look, conn: Connection, file: DeckFile, *, is_open: bool) -> watched.Row:
    deck = decks.deck_named(conn, looking.home(look, conn, file))
    body = {
        "size": len(file.data),
        "digest": file.digest,
        "uid": file.uid,
        "utf8": deck_files.is_utf8(file.data),
        "deck": None if deck is None else deck.uid,
        "open": is_open,
    }
    return watched.Row(file.seen.changed_ns, body)


def _waiting(look: Look, found: Matters) -> set[str]:
    """Return the paths of files that are to be read again, since something of them is open."""
    paths = {each.path for each in found.conflicts} | {each.path for each in found.missing}
    paths |= {path for path, file in look.files.items() if file.there.left_out}
    paths |= {each.file.path for each in found.delete_there} | set(found.add_there) | found.unread
    return paths | {
        each.file.path
        for each in found.found
        if each.guid in found.held
        or each.course in (Course.TO_FILE, Course.BOTH)
        or each.there.guid is None
    }


def _keep_files(look: Look, conn: Connection, found: Matters, written: Iterable[str] = ()) -> None:
    """Note what files said when they were read, where that is not noted yet."""
    waiting, done = _waiting(look, found), set(written)
    known = watched.rows(conn, look.folder, watched.FILE)
    rows = {
        path: _file_row(look, conn, file, is_open=path in waiting)
        for path, file in look.files.items()
        if path not in done
    }
    fresh = {path: row for path, row in rows.items() if known.get(path) != row}
    watched.keep(conn, look.folder, watched.FILE, fresh)
    agreed = watched.rows(conn, look.folder, watched.NOTE).values()
    still = {str(row.body["path"]) for row in agreed}
    lost = [path for path in known if path not in look.listed and path not in still]
    watched.drop(conn, look.folder, watched.FILE, lost)


def _files_differ(look: Look, found: Matters) -> bool:
    """Whether what is noted of files is not what they said."""
    waiting = _waiting(look, found)
    with look.store.reading() as conn:
        known = watched.rows(conn, look.folder, watched.FILE)
        return any(
            known.get(path) != _file_row(look, conn, file, is_open=path in waiting)
            for path, file in look.files.items()
        ) or any(path not in look.listed for path in known)


def _record(look: Look, found: Matters, done: Sequence[tuple[writing.Rewritten, bytes]]) -> None:
    """Note what the files say, once what was written is on the disk."""
    if not done and not _files_differ(look, found):
        return
    label = message("Write changes into {folder}", folder=look.root.name)
    with look.store.writing(label, undoable=False) as conn:
        for each, data in done:
            _record_one(look, conn, found, each, data)
        written = {each.file.path for each, _ in done}
        gone = [each.guid for each in found.delete_there if each.file.path in written]
        watched.drop(conn, look.folder, watched.NOTE, gone)
        _keep_files(look, conn, found, written)


def _record_one(
    look: Look, conn: Connection, found: Matters, each: writing.Rewritten, data: bytes
) -> None:
    seen = each.file.seen
    try:
        status = (look.root / seen.path).stat()
    except OSError:
        return
    seen = replace(seen, size=status.st_size, changed_ns=status.st_mtime_ns)
    again = deck_files.parsed(look.store, look.root, seen, data, each.file.uid)
    guids = set(each.guids)
    entries = []
    for note in again.there.notes:
        state = deck_files.state(look.types, again.there, note)
        if note.guid in guids and not isinstance(state, UserError):
            entries.append((note.guid, seen.path, state[0]))
    here = notes.notes_with_guids(conn, guids)
    _keep_notes(look, conn, entries, here)
    held = {each.path for each in found.conflicts} | {each.path for each in found.missing}
    held |= found.unread
    left = again.there.left_out or any(note.guid is None for note in again.there.notes)
    row = _file_row(look, conn, again, is_open=bool(left) or seen.path in held)
    watched.keep(conn, look.folder, watched.FILE, {seen.path: row})
