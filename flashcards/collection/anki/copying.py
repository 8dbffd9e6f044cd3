"""Copies a collection that another program may have open, as it was at one moment."""

import os
import shutil
from pathlib import Path
from typing import Final, NamedTuple

from flashcards.files import open_given, shown_name
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store.foreign import settle

_TRIES: Final = 8
_HEAD: Final = 100
"""Bytes of a database or log in which SQLite counts its changes."""
_BESIDE: Final = ("-wal", "-journal")
"""What SQLite keeps beside a database of work that is not in it yet, or is to be taken back."""


class _State(NamedTuple):
    size: int
    changed_ns: int
    number: int
    head: bytes


def sizes(path: Path) -> int:
    """Return the bytes of a database and of what lies beside it."""
    found = (_beside(path, ending) for ending in ("", *_BESIDE))
    return sum(each.stat().st_size for each in found if each.is_file())


def copy_settled(path: Path, target: Path) -> None:
    """Copy a database with the log beside it to ``target``, all of it in that one file.

    It is copied anew until nothing changed meanwhile. Only the copy is opened. Raises UserError
    where that does not happen, and OSError.
    """
    for _ in range(_TRIES):
        before = _states(path)
        for ending in ("", *_BESIDE):
            _copy(path, target, ending)
        if _states(path) == before:
            break
    else:
        raise UserError(
            message("{file} changed all the time while it was copied.", file=shown_name(path)),
            message("Close Anki and try again."),
        )
    if any(_beside(target, ending).exists() for ending in _BESIDE):
        settle(target, shown_name(path))


def _copy(path: Path, target: Path, ending: str) -> None:
    source, copied = _beside(path, ending), _beside(target, ending)
    copied.unlink(missing_ok=True)
    if ending and not source.is_file():
        return
    try:
        stream = open_given(source)
    except FileNotFoundError:
        if not ending:
            raise
        return  # gone since; that is noticed
    with stream, copied.open("xb") as written:
        shutil.copyfileobj(stream, written, 1 << 20)


def _states(path: Path) -> list[_State | None]:
    return [_state(_beside(path, ending)) for ending in ("", *_BESIDE)]


def _state(path: Path) -> _State | None:
    if not path.is_file():
        return None
    try:
        with open_given(path) as stream:
            about = os.fstat(stream.fileno())
            return _State(about.st_size, about.st_mtime_ns, about.st_ino, stream.read(_HEAD))
    except FileNotFoundError:
        return None


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
