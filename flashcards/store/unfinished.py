"""Files being made are noted down first, so that the next start can tidy up after a kill."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection

from flashcards.files import Stored, is_plain_name, read_object, refuse_unusual, write_whole
from flashcards.model.ids import new_uid
from flashcards.store import media

_NOTE = ".unfinished-"
_BESIDE = ("-wal", "-shm", "-journal")
_LARGEST_NOTE = 16 << 20


@contextmanager
def drafts(collection: Path, targets: Sequence[Path]) -> Iterator[dict[Path, Path]]:
    """Write ``targets`` in the block, each by way of the draft lent for it; none is left after it.

    A draft lies hidden beside its target and is called after the note about it, so that no note
    can name a file that is not of its own making. Raises OSError.
    """
    uid = new_uid()
    lent = {
        target: target.absolute().with_name(f".{uid}-{number}.part")
        for number, target in enumerate(targets)
    }
    note = _note_down(collection, uid, {"drafts": [str(draft) for draft in lent.values()]})
    try:
        yield lent
    finally:
        with suppress(OSError):  # a drive that takes nothing any more: the note stays
            for draft in lent.values():
                _remove(draft)
            note.unlink(missing_ok=True)


@contextmanager
def new_pictures(collection: Path, names: Sequence[str]) -> Iterator[Path]:
    """Add pictures in the block, files first and then their rows; lends the note about them.

    A block that raises leaves the note, and ``tidy`` or the next start acts on it. Raises OSError.
    """
    place = media.folder(collection)
    fresh = [name for name in names if not (place / name).exists()]
    note = _note_down(collection, new_uid(), {"pictures": fresh})
    yield note
    note.unlink(missing_ok=True)


def sweep(conn: Connection, collection: Path) -> None:
    """Act on the notes an interrupted session left. For whoever holds the lock, at the start."""
    for note in collection.parent.glob("*" + _NOTE + "*"):
        if note.name.startswith(collection.name + _NOTE):
            tidy(conn, collection, note)


def tidy(conn: Connection, collection: Path, note: Path) -> None:
    """Remove drafts, and those pictures that no row knows, which a note names; then the note.

    Where something cannot be removed (a drive that may only be read by now) the note stays, for
    the next start.
    """
    found = read_object(note, _LARGEST_NOTE)  # empty: cut off before anything was made
    try:
        for draft in _drafts_of(note, found):
            _remove(draft)
        for name in found.texts("pictures"):
            known = conn.exec_driver_sql("SELECT 1 FROM media WHERE name = ?", (name,)).fetchone()
            if known is None and media.is_name(name):
                with suppress(NotADirectoryError):  # where a file stands in the folder's place
                    (media.folder(collection) / name).unlink(missing_ok=True)
        note.unlink(missing_ok=True)
    except OSError:
        return


def _remove(draft: Path) -> None:
    """Remove a draft, and what SQLite keeps beside it where it is a database."""
    for ending in ("", *_BESIDE):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)


def _drafts_of(note: Path, found: Stored) -> Iterator[Path]:
    uid = note.name.rpartition(_NOTE)[2]
    for place, name in enumerate(found.texts("drafts")):
        draft = Path(name)
        if is_plain_name(uid) and draft.name == f".{uid}-{place}.part":
            with suppress(FileNotFoundError, NotADirectoryError):
                refuse_unusual(draft, follow=False)
                yield draft


def _note_down(collection: Path, uid: str, content: dict[str, list[str]]) -> Path:
    note = collection.with_name(f"{collection.name}{_NOTE}{uid}")
    # What a kill leaves of it is called as a note too, and goes with the next sweep.
    write_whole(note, json.dumps(content).encode("ascii"), note.with_name(note.name + ".part"))
    return note
