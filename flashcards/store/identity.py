"""Which device writes into a collection, and how it left the file: kept beside it, never inside.

Review numbers are unique per device. A copied, moved or restored collection that kept its device
would give the same numbers out again, and joining both copies later would drop answers. A file
that is not as this device left it has been in other hands and is read whole before it is used.
"""

import contextlib
import json
import os
import platform
import re
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from flashcards.digests import sha256
from flashcards.files import read_object, write_whole
from flashcards.model.ids import new_uid
from flashcards.model.messages import Message, message

_MACHINE_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))

_UID = re.compile("[0-9a-z]{1,40}")

_RECENT_NS = 3_000_000_000
"""Within this, a file may be changed again without its time of change telling: the coarsest
file systems count in steps of two seconds."""


@dataclass(frozen=True, slots=True)
class Device:
    """What is remembered of the device: it is this one only while machine and path agree."""

    uid: str
    machine: str
    path: str
    sequence: int = 0
    """The next free review number when the collection was last closed."""
    size: int = 0
    """Bytes of the file after the last orderly close; 0 when none has been."""
    changed_ns: int = 0
    """When the file had last been changed by then."""


def device_uid(path: Path, sequence_of: Callable[[str], int] | None = None) -> str:
    """Return the uid under which this device writes into the collection at ``path``.

    A new one is minted where none is remembered, the machine or the file's real path is another,
    or the file has gone back in time: ``sequence_of`` tells the next free review number the file
    has for a uid (0 when it does not know it), which must not be below the remembered one.
    Raises OSError.
    """
    known = _read(path)
    if (
        known is not None
        and _is_here(known, path)
        and (sequence_of is None or sequence_of(known.uid) >= known.sequence)
    ):
        return known.uid
    minted = Device(new_uid(), _machine(), os.fspath(path.resolve()))
    _write(path, minted)
    return minted.uid


def remember_sequence(path: Path, uid: str, sequence: int) -> None:
    """Remember the next free review number at an orderly close. Raises OSError."""
    known = _read(path)
    if known is not None and known.uid == uid and known.sequence != sequence:
        _write(path, replace(known, sequence=sequence))


def remember_state(path: Path) -> None:
    """Remember how the file is left, at an orderly close: after both connections are closed.

    What was changed a moment ago gets the exact present moment as its time of change, since file
    systems count in steps and a change within the same one would not tell. Raises OSError.
    """
    known = _read(path)
    if known is None or not _is_here(known, path) or _log_of(path).exists():
        return  # a log that was not folded in has the next opening read everything
    now_ns, found = time.time_ns(), path.stat()
    if abs(now_ns - found.st_mtime_ns) < _RECENT_NS:
        with contextlib.suppress(OSError):  # not the learner's own file: all but as good
            os.utime(path, ns=(found.st_atime_ns, now_ns))
        found = path.stat()
    state = replace(known, size=found.st_size, changed_ns=found.st_mtime_ns)
    if state != known:
        _write(path, state)


def is_as_left(path: Path) -> bool:
    """Whether the file is, by its size and time of change, as this device closed it in order."""
    known = _read(path)
    if known is None or not _is_here(known, path):
        return False
    try:
        found = path.stat()
    except OSError:
        return False
    return (known.size, known.changed_ns) == (found.st_size, found.st_mtime_ns)


def was_here(path: Path) -> bool:
    """Whether this device once closed a collection at ``path`` in order."""
    known = _read(path)
    return known is not None and known.size > 0 and _is_here(known, path)


def trouble(path: Path) -> Message | None:
    """Say that what is remembered of the device cannot be read; None where it can, or is not there.

    The collection works as well: it is read whole, and this computer counts as a new device.
    """
    file = device_path(path)
    if not os.path.lexists(file) or _read(path) is not None:
        return None
    return message(
        "The file {file} beside the collection could not be read, and is made anew.",
        file=file.name,
    )


def forget_device(path: Path) -> None:
    """Let the next opening mint a new device, as after a restore. Raises OSError."""
    device_path(path).unlink(missing_ok=True)


def device_path(path: Path) -> Path:
    """Return the file that remembers the device of the collection at ``path``."""
    real = path.resolve()
    return real.with_name(real.name + ".device")


def _is_here(device: Device, path: Path) -> bool:
    return (device.machine, device.path) == (_machine(), os.fspath(path.resolve()))


def _log_of(path: Path) -> Path:
    real = path.resolve()
    return real.with_name(real.name + "-wal")


def _read(path: Path) -> Device | None:
    found = read_object(device_path(path))
    known = Device(
        found.text("uid"),
        found.text("machine"),
        found.text("path", 40_000),
        found.whole("sequence"),
        found.whole("size"),
        found.whole("changed_ns"),
    )
    return known if _UID.fullmatch(known.uid) else None  # else a new device costs nothing


def _write(path: Path, device: Device) -> None:
    target = device_path(path)
    beside = target.with_name(target.name + ".partial")
    write_whole(target, json.dumps(asdict(device)).encode("ascii"), beside)


def _machine() -> str:
    """A name for this machine that says nothing about it to others (man 5 machine-id)."""
    return sha256(f"flashcards {_machine_id()}").hex()[:24]


def _machine_id() -> str:
    for file in _MACHINE_FILES:
        try:
            text = file.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            continue
        if text:
            return text
    return _windows_id() or platform.node()


if sys.platform == "win32":
    import winreg

    def _windows_id() -> str:
        place = r"SOFTWARE\Microsoft\Cryptography"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""

else:

    def _windows_id() -> str:
        return ""
