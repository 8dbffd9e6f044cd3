"""Hands files to the window that has a collection open already: through files beside it, no socket.

The window watches its bell, a file it makes when it opens. A second start writes what it brings
into a file of its own and that file's name into the bell, again and again until its file is
taken. So many can come at once, and none is lost where two ring together. Only the file whose name
is in the bell is read: what else lies there came with the folder.
"""

import contextlib
import json
import os
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flashcards.files import Stored, open_side_file, parsed_object, write_whole

MOST_FILES: Final = 5_000
"""So many files one start may bring; whoever selects more wants to import their folder."""
LONGEST_PATH: Final = 4_096
LARGEST_REQUEST: Final = 4 << 20
"""Bytes of what a second start writes."""
ANSWER_WITHIN_S: Final = 5.0
"""A window that takes longer does not answer any more."""
FORGOTTEN_AFTER_S: Final = 3_600.0
"""What a second start left that was killed is of no use to anyone by then."""

_RING_EVERY_S: Final = 0.25
_LOOK_EVERY_S: Final = 0.01
_LONGEST_RING: Final = 100
_LONGEST_TOKEN: Final = 1_000
_LONGEST_WISH: Final = 100
_LARGEST_REST: Final = 10_000
"""Bytes of a request beside its files, at the most."""
_MARK: Final = re.compile(r"[0-9a-f]{16}")
"""By what the files of several starts are told apart."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a second start wants of the window: to come to the front, and to open files."""

    files: tuple[Path, ...] = ()
    """Absolute paths."""
    token: str = ""
    """With it the desktop lets the window come to the front; "" where it gave none."""
    wish: str = ""
    """What else, in words that ``desktop/wishes`` knows; "" for nothing."""


def bell(collection: Path) -> Path:
    """Return the file by which the window of a collection is called."""
    real = collection.resolve()
    return real.with_name(real.name + ".raise")


def is_too_much(files: Sequence[Path]) -> bool:
    """Whether files are more than one start may bring: too many, or their names too long."""
    if len(files) > MOST_FILES:
        return True
    return len(_written(Request(tuple(files)))) > LARGEST_REQUEST - _LARGEST_REST


# The second start ----------------------------------------------------------------


def hand_over(collection: Path, request: Request, within_s: float = ANSWER_WITHIN_S) -> bool:
    """Hand a request to the window that has a collection open; False where none takes it.

    Returns when the window has taken it, at once where there is no window. Then it is the window
    that tells the learner what becomes of it.
    """
    try:
        called = bell(collection)
        called.stat()
    except (OSError, ValueError, RuntimeError):  # none rings there, or none can: links in a circle
        return False
    mark = os.urandom(8).hex()
    mine = _brought(called, mark)
    try:
        write_whole(mine, _written(request))
    except OSError:
        return False
    _let_come_forward()
    try:
        _ring(called, mine, mark, within_s)
    finally:
        taken = not _withdrawn(mine)
    return taken


def _withdrawn(mine: Path) -> bool:
    """Whether a file could be removed: who does so first decides if it is taken or given up."""
    try:
        mine.unlink()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _written(request: Request) -> bytes:
    files = [os.fspath(path) for path in request.files[:MOST_FILES]]
    told = {"files": files, "wish": request.wish, "token": request.token}
    return json.dumps(told).encode("ascii")


def _ring(called: Path, mine: Path, mark: str, within_s: float) -> None:
    """Ring until a file is gone, the window closes, or the time is over."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        try:
            _write(called, mark)
        except OSError:
            return
        again = time.monotonic() + _RING_EVERY_S
        while time.monotonic() < again:
            if not mine.exists():
                return
            time.sleep(_LOOK_EVERY_S)


def _let_come_forward() -> None:
    """Let another process bring its window to the front, where Windows asks for that."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)


# The window ----------------------------------------------------------------------


def hang_up(collection: Path) -> Path:
    """Make the bell of a collection's window, silent, and return it; raises OSError."""
    made = bell(collection)
    _write(made, "", os.O_CREAT)
    _clear(made)
    return made


def answer(called: Path) -> Request | None:
    """Take what the bell says was brought; None where it says nothing that counts."""
    try:
        handle = open_side_file(called, os.O_RDONLY)
        with os.fdopen(handle, "rb") as stream:
            mark = stream.read(_LONGEST_RING).decode("ascii", "replace")
    except OSError:
        return None
    if not _MARK.fullmatch(mark):
        return None
    file = _brought(called, mark)
    found = _read(file)
    return found if found is not None and _withdrawn(file) else None


def take_down(called: Path) -> None:
    """Remove the bell: from now on nobody answers."""
    called.unlink(missing_ok=True)


def _read(file: Path) -> Request | None:
    """Return what stands in a file that a second start wrote, if it is this user's."""
    try:
        with os.fdopen(open_side_file(file, os.O_RDONLY), "rb") as stream:
            if sys.platform != "win32" and os.fstat(stream.fileno()).st_uid != os.getuid():
                return None
            data = stream.read(LARGEST_REQUEST + 1)
    except OSError:
        return None
    found = parsed_object(data) if len(data) <= LARGEST_REQUEST else None
    if found is None:
        return None
    stored = Stored(found)
    wish, token = stored.text("wish", _LONGEST_WISH), stored.text("token", _LONGEST_TOKEN)
    return Request(_paths(stored.texts("files")), token, wish)


def _paths(names: Sequence[str]) -> tuple[Path, ...]:
    """Return the names that are absolute paths."""
    paths = [Path(name) for name in names[:MOST_FILES] if 0 < len(name) <= LONGEST_PATH]
    return tuple(path for path in paths if path.is_absolute())


def _brought(called: Path, mark: str) -> Path:
    return called.with_name(f"{called.name}.{mark}")


def _clear(made: Path) -> None:
    """Remove what second starts left that were killed long ago."""
    now = time.time()
    with contextlib.suppress(OSError), os.scandir(made.parent) as found:
        for entry in found:
            before, _, mark = entry.name.rpartition(".")
            if before != made.name or not _MARK.fullmatch(mark):
                continue
            with contextlib.suppress(OSError):
                if now - entry.stat(follow_symlinks=False).st_mtime > FORGOTTEN_AFTER_S:
                    Path(entry.path).unlink()


def _write(file: Path, text: str, make: int = 0) -> None:
    """Write into the watched file itself, which is never replaced."""
    handle = open_side_file(file, make | os.O_WRONLY | os.O_TRUNC)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text)
