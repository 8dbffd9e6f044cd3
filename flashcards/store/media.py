"""Pictures of the collection: files under names made from their content, and their rows."""

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from flashcards.files import write_whole
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.pictures import picture_kind
from flashcards.paths import beside, once_beside
from flashcards.store import location

MAXIMUM_BYTES = 64 * 1024 * 1024

_NAME = re.compile(r"[0-9a-f]{24}\.(?:png|jpg|gif|webp)")


def folder(path: Path) -> Path:
    """Return the media folder of the collection at ``path``."""
    return beside(path, "media")


def located(path: Path, name: str) -> Path:
    """Return where a picture lies: in the collection's folder, or in that of earlier versions."""
    new, former = folder(path) / name, once_beside(path, "media")
    if former is not None and not new.exists() and (former / name).exists():
        return former / name
    return new


def is_name(name: str) -> bool:
    """Whether a picture of the collection can be called so."""
    return _NAME.fullmatch(name) is not None


def name_for(data: bytes) -> str:
    """Return the name ``data`` is kept under; the same picture always has the same.

    Raises UserError for anything but a PNG, JPEG, GIF or WebP picture, and above 64 MB.
    """
    if len(data) > MAXIMUM_BYTES:
        raise UserError(
            message("The picture is larger than 64 MB."), message("Make it smaller first.")
        )
    suffix = picture_kind(data)
    if suffix is None:
        raise UserError(
            message("This file is not a picture the program can show."),
            message("Use PNG, JPEG, GIF or WebP."),
        )
    return f"{hashlib.sha256(data).hexdigest()[:24]}.{suffix}"


def write(path: Path, name: str, data: bytes) -> Path:
    """Put a picture into the collection's media folder, whole or not at all."""
    target = folder(path) / name
    if target.exists():
        return target
    location.ensure_private_folder(target.parent)
    write_whole(target, data, target.with_name(name + ".part"))
    return target


def sweep(path: Path) -> None:
    """Remove what an interrupted write left behind."""
    for left in folder(path).glob("*.part"):
        with suppress(OSError):  # a folder somebody made there
            left.unlink(missing_ok=True)


def enter(conn: Connection, name: str, original_name: str, size: int, now_ms: int) -> None:
    """Record a picture, once."""
    conn.exec_driver_sql(
        "INSERT INTO media (name, original_name, size, changed_ms) SELECT ?1, ?2, ?3, ?4 "
        "WHERE NOT EXISTS (SELECT 1 FROM media WHERE name = ?1)",
        (name, original_name, size, now_ms),
    )


def shown_in(conn: Connection, texts: Iterable[str]) -> frozenset[int]:
    """Return the ids of the pictures these texts show."""
    named = {name for text in texts for name in _NAME.findall(text)}
    find = "SELECT id FROM media WHERE name = ?"
    found = (conn.exec_driver_sql(find, (name,)).fetchone() for name in named)
    return frozenset(row[0] for row in found if row is not None)
