"""Pictures, sounds and videos: files under names made from their content, and their rows."""

import io
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from flashcards.files import write_whole
from flashcards.model.errors import UserError
from flashcards.model.fonts import FONTS, font_kind
from flashcards.model.messages import message
from flashcards.model.pictures import DRAWING, is_drawing, picture_kind
from flashcards.model.recordings import KINDS, recording_kind
from flashcards.paths import beside, once_beside
from flashcards.store import location

MAXIMUM_BYTES = 64 * 1024 * 1024

NAME = re.compile(rf"[0-9a-f]{{24}}\.(?:png|jpg|gif|webp|svg|{'|'.join((*KINDS, *FONTS))})")
"""What the collection calls its files; there may be other text around."""


def folder(path: Path) -> Path:
    """Return the media folder of the collection at ``path``."""
    return beside(path, "media")


def located(path: Path, name: str) -> Path:
    """Return where a file lies: in the collection's folder, or in that of earlier versions."""
    new, former = folder(path) / name, once_beside(path, "media")
    if former is not None and not new.exists() and (former / name).exists():
        return former / name
    return new


def sizes(path: Path) -> dict[str, int]:
    """Return the files that lie in the folders of a collection, with their sizes in bytes."""
    former = once_beside(path, "media")
    found: dict[str, int] = {}
    for place in (former, folder(path)):
        if place is None or not place.is_dir():
            continue
        with os.scandir(place) as entries:
            for entry in entries:
                with suppress(OSError):  # a link to nowhere
                    found[entry.name] = entry.stat().st_size
    return found


def is_name(name: str) -> bool:
    """Whether a file of the collection can be called so."""
    return NAME.fullmatch(name) is not None


def name_for(data: bytes) -> str:
    """Return the name ``data`` is kept under; the same file always has the same.

    Raises UserError for what is no picture, sound or video of a known kind, and above 64 MB.
    """
    if len(data) > MAXIMUM_BYTES:
        raise UserError(
            message("The file is larger than 64 MB."), message("Make it smaller first.")
        )
    suffix = DRAWING if is_drawing(data) else picture_kind(data)
    suffix = suffix or recording_kind(io.BytesIO(data)) or font_kind(data)
    if suffix is None:
        raise UserError(
            message("This file is not a picture, sound or video the program can show."),
            message(
                "Use PNG, JPEG, GIF, WebP or SVG; MP3, Ogg, Opus, M4A, WAV or FLAC; WebM or MP4."
            ),
        )
    return f"{_stem(data)}.{suffix}"


def is_content_of(name: str, data: bytes) -> bool:
    """Whether ``data`` is what is kept under a name, of whatever kind it is."""
    return name.partition(".")[0] == _stem(data)


def _stem(data: bytes) -> str:
    import hashlib  # late, as it brings OpenSSL

    return hashlib.sha256(data).hexdigest()[:24]


def write(path: Path, name: str, data: bytes, *, anew: bool = False) -> Path:
    """Put a file into the collection's media folder, whole or not at all.

    ``anew``: also where there is one already, which may be damaged.
    """
    target = folder(path) / name
    if target.exists() and not anew:
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
    """Record a file, once."""
    conn.exec_driver_sql(
        "INSERT INTO media (name, original_name, size, changed_ms) SELECT ?1, ?2, ?3, ?4 "
        "WHERE NOT EXISTS (SELECT 1 FROM media WHERE name = ?1)",
        (name, original_name, size, now_ms),
    )


def find(conn: Connection, named: str) -> tuple[str, str] | None:
    """Return name and first name of a file that a text names either way; None for no such file.

    Where several files were called so, it is the one that came last.
    """
    row = conn.exec_driver_sql(
        "SELECT name, original_name FROM media WHERE name = ?1 OR original_name = ?1 "
        "ORDER BY name = ?1 DESC, id DESC LIMIT 1",
        (named,),
    ).fetchone()
    return None if row is None else (row[0], row[1])


def meant(conn: Connection, named: str) -> tuple[str, str] | None:
    """Return name and first name of the file that a text means; None for no such file.

    Its name is looked up as it is written, then with entities read, then with ``%20`` read, then
    in composed letters: decks from elsewhere are written in all these ways.
    """
    from flashcards.text.file_names import ways  # late: no start looks for a file

    found = (find(conn, name) for name in ways(named))
    return next((row for row in found if row is not None), None)


def shown_in(conn: Connection, texts: Iterable[str]) -> frozenset[int]:
    """Return the ids of the pictures, sounds and videos these texts show."""
    named = {name for text in texts for name in NAME.findall(text)}
    find = "SELECT id FROM media WHERE name = ?"
    found = (conn.exec_driver_sql(find, (name,)).fetchone() for name in named)
    return frozenset(row[0] for row in found if row is not None)
