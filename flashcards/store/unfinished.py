"""Files being made are noted down first, so that the next start can tidy up after a kill."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection

from flashcards.model.ids import new_uid
from flashcards.store import media

DRAFT = ".part"
"""Ends the names of drafts, which begin with a dot."""

_NOTE = ".unfinished-"


def draft_of(path: Path) -> Path:
    """Return the name a file has until it is complete: in the same folder, hidden."""
    return path.with_name(f".{path.name}{DRAFT}")


@contextmanager
def drafts(collection: Path, targets: Sequence[Path]) -> Iterator[None]:
    """Write ``targets`` in the block, each by way of its draft; no draft is left after it.

    Raises OSError.
    """
    left = [draft_of(target.absolute()) for target in targets]
    note = _note_down(collection, {"drafts": [str(draft) for draft in left]})
    try:
        yield
    finally:
        for draft in left:
            draft.unlink(missing_ok=True)
        note.unlink(missing_ok=True)


@contextmanager
def new_pictures(collection: Path, names: Sequence[str]) -> Iterator[Path]:
    """Add pictures in the block, files first and then their rows; lends the note about them.

    A block that raises leaves the note, and ``tidy`` or the next start acts on it. Raises OSError.
    """
    place = media.folder(collection)
    fresh = [name for name in names if not (place / name).exists()]
    note = _note_down(collection, {"pictures": fresh})
    yield note
    note.unlink(missing_ok=True)


def sweep(conn: Connection, collection: Path) -> None:
    """Act on the notes an interrupted session left. For whoever holds the lock, at the start."""
    for note in collection.parent.glob("*" + _NOTE + "*"):
        if note.name.startswith(collection.name + _NOTE):
            tidy(conn, collection, note)


def tidy(conn: Connection, collection: Path, note: Path) -> None:
    """Remove drafts, and those pictures that no row knows, which a note names; then the note."""
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
        left = [Path(name) for name in found.get("drafts", [])]
        pictures = [str(name) for name in found.get("pictures", [])]
    except (ValueError, TypeError, AttributeError):  # cut off before anything was made
        left, pictures = [], []
    for draft in left:
        if draft.name.startswith(".") and draft.name.endswith(DRAFT):
            draft.unlink(missing_ok=True)
    for name in pictures:
        known = conn.exec_driver_sql("SELECT 1 FROM media WHERE name = ?", (name,)).fetchone()
        if known is None:
            with suppress(NotADirectoryError):  # where a file stands in the folder's place
                (media.folder(collection) / Path(name).name).unlink(missing_ok=True)
    note.unlink(missing_ok=True)


def _note_down(collection: Path, content: dict[str, list[str]]) -> Path:
    note = collection.with_name(f"{collection.name}{_NOTE}{new_uid()}")
    note.write_text(json.dumps(content), encoding="utf-8")
    return note
